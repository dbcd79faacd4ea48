import * as z from 'zod';
import type { DeployKey, InventoryItem, OrgLogin, Repository } from '#core/credential.ts';
import type { Confirmation, Stop, Wait } from '#scan/ports.ts';
import { type Answer, path } from './client.ts';
import { confirmation } from './confirm-list.ts';
import { deployKey } from './deploy-key-item.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import type { Asking } from './list-source.ts';
import { failed, outcomeOf, understood } from './outcome.ts';
import { SUBJECTS } from './subject.ts';
import { isNotFound, type Trouble } from './trouble.ts';

interface Question {
  readonly org: OrgLogin;
  readonly absent: readonly InventoryItem[];
  readonly intern: Interner;
  readonly signal: AbortSignal;
}

/** Asks for each absent key by its own id. */
export async function confirmDeployKeys(asking: Asking, question: Question): Promise<Confirmation> {
  const alive: DeployKey[] = [];
  for (const key of question.absent.filter((item) => item.kind === 'deploy-key')) {
    const now = await understood(() => keyNow(asking, question, key, key.repository));
    if (now !== null && now.kind !== 'deploy-key') return confirmation(alive, now);
    if (now !== null) alive.push(now);
  }
  return confirmation(alive, null);
}

type KeyNow = DeployKey | Stop | Wait | null;

/** The key as it is now; null: it is gone. */
async function keyNow(
  asking: Asking,
  question: Question,
  key: DeployKey,
  repository: Repository,
): Promise<KeyNow> {
  const { org, intern, signal } = question;
  const keyId = key.id.slice(key.id.indexOf(':') + 1);
  const answer = await asking.client.get({
    path: path`/repos/${org}/${repository.name}/keys/${keyId}`,
    signal,
  });
  if (answer.kind === 'answer') return deployKey(answer.data, repository, intern);
  if (!isNotFound(answer)) return outcomeOf(answer, SUBJECTS['deploy-keys'], asking.access);
  return withoutKey(asking, question, key, repository);
}

/** The same 404 says: no such key, no such repository by this name, or none of our business. */
async function withoutKey(
  asking: Asking,
  question: Question,
  key: DeployKey,
  repository: Repository,
): Promise<KeyNow> {
  const now = await repositoryNow(asking, repository, question);
  if (now === 'gone') return null;
  if ('kind' in now) return now;
  if (now.owner.toLowerCase() !== question.org.toLowerCase()) return null;
  if (now.name !== repository.name) {
    return keyNow(asking, question, key, { ...repository, name: now.name });
  }
  const keys = await asking.client.get({
    path: path`/repos/${question.org}/${repository.name}/keys`,
    query: [['per_page', '1']],
    signal: question.signal,
  });
  return keys.kind === 'answer' ? null : outcomeOf(keys, SUBJECTS['deploy-keys'], asking.access);
}

const RepositoryNow = z.object({ id: z.int(), name: z.string(), owner: z.object({ login: z.string() }) });

/** The repository by its number, since another one may have its old name. */
async function repositoryNow(
  { client, access }: Asking,
  repository: Repository,
  { org, signal }: Question,
): Promise<{ name: string; owner: string } | 'gone' | Stop | Wait> {
  const byName = await client.get({ path: path`/repos/${org}/${repository.name}`, signal });
  const found = idAndName(byName);
  if (found !== null && found.id === repository.id) return { name: found.name, owner: found.owner.login };
  const byId = await client.get({ path: path`/repositories/${repository.id}`, signal });
  const current = idAndName(byId);
  if (current !== null) return { name: current.name, owner: current.owner.login };
  if (!isNotFound(byId)) return outcomeOf(byId as Trouble, SUBJECTS['deploy-keys'], access);
  if (access.kind === 'app' && access.repositorySelection === 'all') return 'gone';
  return failed(
    `the repository ${repository.name} can no longer be seen, so whether its deploy key is gone cannot be said`,
  );
}

/** @throws {FieldError} */
function idAndName(answer: Answer | Trouble): z.output<typeof RepositoryNow> | null {
  return answer.kind === 'answer' ? parseFields(RepositoryNow, answer.data) : null;
}
