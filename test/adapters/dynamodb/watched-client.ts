import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface SentCommand {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Notes every command that this client sends from now on. */
export function recordCommands(client: DynamoDBDocumentClient): SentCommand[] {
  const sent: SentCommand[] = [];
  client.middlewareStack.add(
    (next, context) => (input) => {
      sent.push({ name: nameOf(context), input: { ...input.input } });
      return next(input);
    },
    { step: 'initialize', name: 'recordCommands' },
  );
  return sent;
}

/** The process that held this client is gone: nothing it sent later was ever sent. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Crashes just after the n-th write, which is just before the next, and stays dead. */
export function crashAfterWrite(client: DynamoDBDocumentClient, nth: number): void {
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (input) => {
      if (isWrite(nameOf(context))) writes += 1;
      if (writes > nth) throw new Crash();
      const output = await next(input);
      if (writes >= nth) throw new Crash();
      return output;
    },
    { step: 'initialize', name: 'crashAfterWrite' },
  );
}

/** Lets something happen just before this client sends its first command of the kind. */
export function interrupt(
  client: DynamoDBDocumentClient,
  isTheOne: (command: SentCommand) => boolean,
  happen: () => Promise<unknown>,
): void {
  let isDue = true;
  client.middlewareStack.add(
    (next, context) => async (input) => {
      if (isDue && isTheOne({ name: nameOf(context), input: { ...input.input } })) {
        isDue = false;
        await happen();
      }
      return next(input);
    },
    { step: 'initialize', name: 'interrupt' },
  );
}

/** Lets something happen just before the n-th write, which is then sent all the same: a process that stood still. */
export function stallBeforeWrite(
  client: DynamoDBDocumentClient,
  nth: number,
  happen: () => Promise<unknown>,
): void {
  let writes = 0;
  interrupt(client, ({ name }) => isWrite(name) && ++writes === nth, happen);
}

/** How many writes this client sends from now on. */
export function countWrites(client: DynamoDBDocumentClient): () => number {
  const sent = recordCommands(client);
  return () => sent.filter(({ name }) => isWrite(name)).length;
}

function isWrite(name: string): boolean {
  return /^(?:Put|Update|Delete|BatchWrite)/.test(name);
}

function nameOf({ commandName }: { readonly commandName?: string }): string {
  return commandName ?? '';
}
