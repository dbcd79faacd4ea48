import { rules } from '#core/rules/registry.ts';
import type { Rule } from '#core/rules/rule.ts';

/**
 * What rules promise beside their verdicts: findings, policies and documents hold on to it. A change here is one for
 * whoever has findings of the rule, or sets it.
 */
const DECLARED: readonly string[] = [
  'app-critical-permission v1; app-installation; rights reduced',
  'app-on-all-repositories v1; app-installation; rights reduced',
  'app-suspended v1; app-installation; back in service; days 14 of 1 to 365 days, lower is tighter',
  'automation-wants-app v1; fine-grained-token classic-token; no longer automation; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'broad-classic-scope v1; classic-token oauth-token; rights reduced; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'classic-replaceable v1; classic-token; rights reduced; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'classic-spans-organisations v1; classic-token; rights reduced',
  'critical-permission v2; fine-grained-token; requests too; rights reduced',
  'deploy-key-can-write v1; deploy-key; rights reduced; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'deploy-key-unused v1; deploy-key; used; days 90 of 1 to 365 days, lower is tighter',
  'escalation-path v1; fine-grained-token app-installation; requests too; rights reduced',
  'expired-still-granted v1; fine-grained-token classic-token ssh-key oauth-token app-user-token unrecognised; renewed; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'expires-soon v1; fine-grained-token classic-token oauth-token app-user-token ssh-key unrecognised; renewed; tiers 30 14 7 3 1; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'lifetime-over-limit v1; fine-grained-token classic-token; requests too; renewed; days 366 (classic-token 90) of 1 to 3660 days, lower is tighter',
  'never-expires v1; fine-grained-token classic-token; requests too; renewed',
  'never-used v1; fine-grained-token classic-token oauth-token app-user-token unrecognised; used; days 30 of 1 to 365 days, lower is tighter',
  'owner-is-outside-collaborator v1; fine-grained-token classic-token ssh-key oauth-token app-user-token unrecognised; needs people; requests too; owner is a member',
  'owner-left v1; fine-grained-token classic-token ssh-key oauth-token app-user-token deploy-key unrecognised; needs people; owner is a member; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
  'owner-near-token-limit v1; person; needs fine-grained-tokens; below the limit; tokens 45 of 1 to 50 count, lower is tighter',
  'owner-without-2fa v1; person; (it depends)',
  'request-breaks-policy v1; token-request; decided',
  'request-waiting v1; token-request; decided; days 3 of 1 to 90 days, lower is tighter',
  'rights-grew v1; fine-grained-token classic-token oauth-token app-installation; no longer new; days 7 of 1 to 90 days, higher is tighter',
  'ssh-key-unused v1; ssh-key; used; days 90 of 1 to 365 days, lower is tighter',
  'unrecognised-permission v1; fine-grained-token classic-token oauth-token app-user-token app-installation unrecognised; requests too; recognised',
  'unused v2; fine-grained-token classic-token oauth-token app-user-token unrecognised; used; days 90 of 1 to 365 days, lower is tighter',
  'write-on-all-repositories v1; fine-grained-token; requests too; rights reduced; inUseWithinDays 30 of 1 to 365 days, higher is tighter',
];

function lineOf({ appliesToRequests, id, kinds, needs, options, resolvedBy, version }: Rule): string {
  return [
    `${id} v${version}`,
    kinds.join(' '),
    ...(needs.length === 0 ? [] : [`needs ${needs.join(' ')}`]),
    ...(appliesToRequests ? ['requests too'] : []),
    typeof resolvedBy === 'function' ? '(it depends)' : resolvedBy,
    ...Object.entries(options).map(([name, option]) => {
      if (option.type === 'tiers') return `${name} ${option.default.join(' ')}`;
      const { defaultOf, maximum, minimum, tighter, type } = option;
      const ofKinds = Object.entries(defaultOf).map(([kind, value]) => ` (${kind} ${value})`);
      return `${name} ${option.default}${ofKinds.join('')} of ${minimum} to ${maximum} ${type}, ${tighter} is tighter`;
    }),
  ].join('; ');
}

it('each rule judges, needs and is set by what it always was', () => {
  expect(rules.map(lineOf)).toEqual(DECLARED);
});

it.each(rules)('$id says of each option what it sets', ({ options, title }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  for (const { describes } of Object.values(options)) expect(describes).toMatch(/^[A-Z].*[^.]$/);
});
