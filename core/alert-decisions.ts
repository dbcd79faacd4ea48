import { type Decision, decide } from './alert-decision.ts';
import { type ItemKey, keyOf, type OrgLogin } from './credential.ts';
import type { AlertDecision, Finding, Said } from './finding.ts';
import type { Instant } from './instant.ts';
import { type Owners, viewOfOwners } from './owner-first.ts';
import { mayClose, type Reading, sourceOfKind } from './reading.ts';
import type { Route } from './route.ts';

/** A finding is pointless to say while one of these rules says more of the same credential. */
const INHIBITED_BY: Readonly<Record<string, readonly string[]>> = {
  'expires-soon': ['expired-still-granted'],
};

/** One channel, and what a scan knows when it decides what to tell it. */
export interface Occasion {
  readonly org: OrgLogin;
  readonly now: Instant;
  readonly sources: readonly Reading[];
  readonly findings: readonly Finding[];
  readonly routes: readonly Route[];
  readonly saidOf: (finding: Finding) => Said | null;
  /** What is known of owners; absent: nobody is told by direct message. */
  readonly owners?: Owners;
  /** Whether the channel is the owners. */
  readonly toOwner?: boolean;
}

/** A finding and what is decided about it. */
export interface Decided {
  readonly finding: Finding;
  readonly decision: Decision;
}

/** What is decided about every finding, in the order they came. */
export function decideAll({ findings, owners, saidOf, sources, ...occasion }: Occasion): Decided[] {
  const ownerOf = owners === undefined ? null : viewOfOwners(findings, owners);
  const open = rulesOpenByKey(findings);
  const whole = new Set(sources.filter(mayClose).map(({ source }) => source));
  return findings.map((finding) => {
    const rules = open.get(keyOf(finding.credential));
    return {
      finding,
      decision: decide({
        ...occasion,
        ...(ownerOf === null ? {} : { owner: ownerOf(finding) }),
        finding,
        said: saidOf(finding),
        inhibitedBy: INHIBITED_BY[finding.rule]?.find((rule) => rules?.has(rule)) ?? null,
        seenWhole: whole.has(sourceOfKind(finding.credential.kind)),
      }),
    };
  });
}

/** What a scan keeps of them: every word, and every silence that is not simply an old story. In order of fingerprint. */
export function decisionsKept(channel: string, decided: readonly Decided[]): AlertDecision[] {
  return decided
    .filter(({ decision }) => decision.speak || !OLD_STORIES.has(decision.reason))
    .map(({ finding, decision }) => ({
      finding: finding.id,
      channel,
      reason: decision.reason,
      detail: decision.speak ? null : decision.detail,
    }))
    .sort((one, other) => (one.finding < other.finding ? -1 : 1));
}

const OLD_STORIES: ReadonlySet<string> = new Set(['already-said', 'never-said']);

function rulesOpenByKey(findings: readonly Finding[]): ReadonlyMap<ItemKey, ReadonlySet<string>> {
  const open = new Map<ItemKey, Set<string>>();
  for (const { credential, rule, state } of findings) {
    if (state !== 'open') continue;
    const key = keyOf(credential);
    open.set(key, (open.get(key) ?? new Set()).add(rule));
  }
  return open;
}
