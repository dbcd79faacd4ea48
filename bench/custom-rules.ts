import Table from 'cli-table3';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { type Credential, keyOf, orgLogin } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { plusDays } from '#core/instant.ts';
import { COMPLIANT, COMPLIANT_REPOSITORY, EXAMPLE_NIGHT } from '#core/policy/compliant-credential.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { gatherFacts } from '#core/scan-facts.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { measured } from './measured.ts';

/** Ten conditions as people write them, the first ones of docs/custom-rules.md. */
const CONDITIONS = [
  '!credential.name.matches("^(infra|web|data)-")',
  'credential.repositorySelection == "all" && credential.permissions.allows("contents", "write")',
  'credential.repositories.exists(r, r.visibility == "public" && !r.archived) && credential.neverExpires',
  'credential.neverExpires || credential.expiresAt - credential.grantedAt > days(90)',
  'credential.neverUsed ? now - credential.grantedAt > days(30) : now - credential.lastUsedAt > days(90)',
  'credential.owner.endsWith("-bot") && credential.expiresAt.getDayOfWeek() in [0, 6]',
  'credential.owner in ["hubot", "octocat-2", "octocat-3"] && credential.expired',
  'credential.repositories.filter(r, !r.archived).size() > 20',
  'credential.permissions.exists(p, p.startsWith("organization_"))',
  'has(credential.permissions.workflows) && credential.name.lowerAscii().contains("ci")',
];

/** `npm run bench -- custom-rules [tokens]`: judging by ten rules of a policy beside JSON.parse of what is judged. */
export function benchCustomRules(tokens: number): string {
  const text = JSON.stringify(Array.from({ length: tokens }, (_, index) => token(index)));
  const parsed = measured(() => JSON.parse(text) as Credential[]);
  const current: Snapshot = new Map(
    parsed.result.map((item) => [keyOf(item), { item, seen: EXAMPLE_NIGHT }]),
  );
  const compiled = measured(() =>
    readPolicy(Buffer.from(policyText()), {
      source: 'bench',
      today: EXAMPLE_NIGHT,
      sha256,
      runExamples: false,
    }),
  );
  const policy = policyFor(compiled.result, orgLogin('acme'), sha256);
  const facts = gatherFacts({
    now: EXAMPLE_NIGHT,
    current,
    previous: new Map(),
    readings: [],
    findings: [],
    alsoIn: new Map(),
  });
  const judged = measured(() => evaluate(current, policy.customRules, { policy, now: EXAMPLE_NIGHT, facts }));
  const rows = new Table({ head: ['', 'CPU s', '÷ JSON.parse'], style: { head: [], border: [] } });
  for (const [name, { cpuSeconds }] of Object.entries({
    [`JSON.parse of ${(text.length / 2 ** 20).toFixed(0)} MB`]: parsed,
    'compile ten rules, once': compiled,
    [`judge ${tokens} tokens by them`]: judged,
  })) {
    rows.push([name, cpuSeconds.toFixed(2), (cpuSeconds / parsed.cpuSeconds).toFixed(1)]);
  }
  const each = (judged.cpuSeconds / tokens / CONDITIONS.length) * 1e6;
  return `${rows}\n${each.toFixed(1)} µs an evaluation; ${judged.result.length} failed or could not be told.`;
}

function policyText(): string {
  const rules = CONDITIONS.map((when, index) => ({
    id: `bench-${index}`,
    title: 'One of ten',
    kinds: ['fine-grained-token'],
    when,
    severity: 'low',
    message: 'The {credential.description} is one of ten.',
    remedy: '{credential.owner}: nothing.',
  }));
  return JSON.stringify({ version: 1, 'custom-rules': rules });
}

/** Different in everything that the conditions ask for, and the same every time. */
function token(index: number): Credential {
  const repositories = Array.from({ length: index % 9 }, (_, place) => ({
    ...COMPLIANT_REPOSITORY,
    id: index * 10 + place,
    name: `repository-${(index * 7 + place) % 900}`,
    visibility: place === 8 ? 'public' : 'private',
  }));
  return {
    ...COMPLIANT['fine-grained-token'],
    id: `${100_000 + index}`,
    name: `${['infra', 'web', 'ci'][index % 3]}-${index}`,
    owner: { id: index % 30_000, login: `octocat-${index % 30_000}` },
    expiresAt: index % 50 === 0 ? 'never' : plusDays(EXAMPLE_NIGHT, index % 300),
    lastUsedAt: index % 20 === 0 ? 'never' : plusDays(EXAMPLE_NIGHT, -(index % 100)),
    repositorySelection: index % 9 === 0 ? 'all' : 'subset',
    repositories: index % 9 === 0 ? null : repositories,
    permissions: {
      repository: { contents: index % 2 === 0 ? 'write' : 'read', metadata: 'read', issues: 'read' },
    },
  };
}
