import type { Baseline } from '../baseline.ts';
import type { People } from '../people.ts';
import type { Waiver } from '../waiver.ts';
import type { Policy } from './policy.ts';
import type { PolicyFile } from './policy-file.ts';
import { writtenRoute } from './written-route.ts';

/** What holds in one organisation beside its rules' settings, as a policy file spells it; what is empty is not there. */
export function writtenSections(
  { waivers, baseline }: Policy,
  { 'custom-rules': custom = [], 'owner-lookup': ownerLookup, people, retention, routes }: PolicyFile,
): Readonly<Record<string, object | string>> {
  return {
    ...(waivers.length === 0 ? {} : { waivers: waivers.map(writtenWaiver) }),
    ...(baseline === null ? {} : { baseline: { [baseline.organisation]: writtenBaseline(baseline) } }),
    ...(routes === undefined ? {} : { routes: routes.map(writtenRoute) }),
    ...(people === undefined ? {} : { people: writtenPeople(people) }),
    ...(ownerLookup === undefined ? {} : { 'owner-lookup': ownerLookup }),
    ...(retention === undefined
      ? {}
      : { retention: { snapshots: retention.snapshotDays, history: retention.historyDays } }),
    ...(custom.length === 0 ? {} : { 'custom-rules': custom.map(({ examples: _, ...rule }) => rule) }),
  };
}

function writtenWaiver({ rule, match, reason, ticket, requestedBy, approvedBy, until }: Waiver): object {
  return {
    rule,
    match: Object.fromEntries(Object.entries(match).filter(([, value]) => value !== null)),
    reason,
    ticket,
    'requested-by': requestedBy,
    'approved-by': approvedBy,
    until: until.slice(0, 10),
  };
}

function writtenPeople(people: People): object {
  return Object.fromEntries(people.map(({ login, slack, may }) => [login, { slack, may }]));
}

function writtenBaseline({ until, reason, approvedBy, findings }: Baseline): object {
  return {
    until: until.slice(0, 10),
    reason,
    ...(approvedBy === null ? {} : { 'approved-by': approvedBy }),
    findings,
  };
}
