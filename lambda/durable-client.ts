/**
 * What the durable SDK uses of `@aws-sdk/client-lambda`, which stands in its place in a bundle (`lib/function-code.ts`): the
 * SDK loads the client as a whole, and a bundler cannot see that three names of it are all it wants.
 */
// biome-ignore lint/performance/noBarrelFile: it is one so that less is loaded.
export {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionStateCommand,
  LambdaClient,
} from '#aws-lambda';
