import type { Deployment } from './deployment.ts';
import { differences, readRole } from './roles.ts';

/** X-Ray's daemon sends traces, not the function's code. */
export const TRACES: readonly string[] = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

/** How the role of a function differs from everything that the function called so far. */
export async function roleInUse({ aws, door, lambda, stack }: Deployment, functionName: string) {
  const found = stack.functions.find(({ name }) => name === functionName);
  if (found === undefined) throw new RangeError(`The stack has no function ${functionName}.`);
  const own = door.calls.filter(({ by, service }) => by === functionName && service !== 'lambda');
  // Lambda invokes for whoever checkpoints that it wants to.
  const throughLambda = lambda.executions
    .filter(({ name }) => name === found.alias)
    .flatMap(({ execution }) => execution.updates)
    .flatMap(({ Action, ChainedInvokeOptions }) =>
      Action === 'START' && ChainedInvokeOptions !== undefined
        ? [`${ChainedInvokeOptions.FunctionName}`]
        : [],
    )
    .map((to) => ({
      by: functionName,
      service: 'lambda',
      action: 'lambda:InvokeFunction',
      resources: [to],
    }));
  return differences(await readRole(aws, found.role), [...own, ...throughLambda]);
}
