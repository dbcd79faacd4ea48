import Table from 'cli-table3';
import {
  type Credential,
  type InventoryItem,
  keyOf,
  type Permissions,
  type Person,
} from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { plusDays } from '#core/instant.ts';
import { COMPLIANT, COMPLIANT_REPOSITORY, EXAMPLE_NIGHT } from '#core/policy/compliant-credential.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { SOURCES } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import { gatherFacts } from '#core/scan-facts.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { measured } from './measured.ts';

const NOW = EXAMPLE_NIGHT;
const PERMISSIONS: readonly Permissions[] = [
  { repository: { metadata: 'read', contents: 'read' } },
  { repository: { metadata: 'read', contents: 'write', pull_requests: 'write' } },
  { repository: { metadata: 'read', issues: 'write' } },
  { repository: { metadata: 'read' }, organization: { members: 'read' } },
  { repository: { metadata: 'read', actions: 'read', statuses: 'write', deployments: 'read' } },
  { repository: { metadata: 'read', administration: 'write' } },
  { repository: { metadata: 'read', contents: 'read', build_attestors: 'write' } },
];
const SCOPES = [['repo'], ['read:org'], ['repo', 'workflow'], ['read:packages'], ['gist', 'user']];
const NAMES = ['release notes', 'CI deploy', 'laptop', 'terraform', 'metrics'];

/**
 * `npm run bench -- rules [credentials]`: judging by every rule beside JSON.parse of the same inventory. Permissions
 * are judged as Patrol reads them, one copy of each combination, and as JSON.parse gives them, each its own.
 */
export function benchRules(credentials: number): string {
  const text = JSON.stringify(inventoryOf(credentials));
  const parsed = measured(() => JSON.parse(text) as InventoryItem[]);
  const shared = judged(withSharedPermissions(parsed.result));
  const own = judged(parsed.result);
  const table = new Table({ head: ['', 'CPU s', '÷ JSON.parse'], style: { head: [], border: [] } });
  for (const [name, cpuSeconds] of Object.entries({
    [`JSON.parse of ${(text.length / 2 ** 20).toFixed(0)} MB`]: parsed.cpuSeconds,
    [`judge ${credentials} credentials by ${rules.length} rules`]: shared.cpuSeconds,
    'the same, no two permissions shared': own.cpuSeconds,
  })) {
    table.push([name, cpuSeconds.toFixed(2), (cpuSeconds / parsed.cpuSeconds).toFixed(2)]);
  }
  return `${table}\n${shared.result} failed or could not be told; facts included, the last snapshot compared.`;
}

/** As a snapshot is read. */
function withSharedPermissions(items: readonly InventoryItem[]): InventoryItem[] {
  const known = new Map(PERMISSIONS.map((each) => [JSON.stringify(each), each]));
  return items.map((item) =>
    'permissions' in item
      ? { ...item, permissions: known.get(JSON.stringify(item.permissions)) ?? item.permissions }
      : item,
  );
}

function judged(items: readonly InventoryItem[]) {
  const current: Snapshot = new Map(items.map((item) => [keyOf(item), { item, seen: NOW }]));
  return measured(() => {
    const facts = gatherFacts({
      now: NOW,
      current,
      previous: current,
      readings: SOURCES.map((source) => ({ source, status: 'complete', lastComplete: NOW })),
      findings: [],
      alsoIn: new Map(),
    });
    return evaluate(current, rules, { policy: BUILT_IN_POLICY, now: NOW, facts }).length;
  });
}

/** Eight in ten are fine-grained tokens, the rest of every other kind; a person to three credentials. */
function inventoryOf(credentials: number): InventoryItem[] {
  const people = Array.from({ length: Math.ceil(credentials / 3) }, (_, index) => person(index));
  return [...Array.from({ length: credentials }, (_, index) => credential(index)), ...people];
}

function person(index: number): Person {
  return {
    kind: 'person',
    id: `${index}`,
    name: null,
    owner: { id: index, login: `user-${index}` },
    role: index % 40 === 0 ? 'outside-collaborator' : 'member',
    twoFactor: index % 20 === 0 ? 'disabled' : 'enabled',
  };
}

function credential(index: number): Credential {
  const common = commonOf(index);
  switch (index % 20) {
    case 0:
    case 1:
      return {
        ...COMPLIANT['classic-token'],
        ...common,
        scopes: SCOPES[((index / 20) % SCOPES.length) | 0] ?? null,
      };
    case 2:
      return { ...COMPLIANT['ssh-key'], ...common, expiresAt: 'unknown' };
    case 3:
      return { ...COMPLIANT['deploy-key'], ...common, readOnly: index % 3 > 0 };
    default:
      return { ...COMPLIANT['fine-grained-token'], ...common, ...reachOf(index) };
  }
}

/** One owner in a hundred has left. */
function commonOf(index: number) {
  const left = index % 97 === 0 ? 10_000_000 : 0;
  return {
    id: `${100_000 + index}`,
    owner: { id: Math.floor(index / 3) + left, login: `user-${index}` },
    name: NAMES[index % NAMES.length] ?? null,
    grantedAt: plusDays(NOW, -(index % 400)),
    expiresAt: index % 11 === 0 ? ('never' as const) : plusDays(NOW, (index % 380) - 4),
    lastUsedAt: index % 13 === 0 ? ('never' as const) : plusDays(NOW, -(index % 140) / 2),
  };
}

function reachOf(index: number) {
  const permissions = PERMISSIONS[index % PERMISSIONS.length] ?? {};
  return index % 2 === 0
    ? { permissions, repositorySelection: 'all', repositories: null }
    : { permissions, repositories: [{ ...COMPLIANT_REPOSITORY, id: index }] };
}
