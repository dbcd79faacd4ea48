import { createHash } from 'node:crypto';
import type { Baseline } from '#core/baseline.ts';
import { orgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { type PolicyFile, readPolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { optionsFor, settingsOf } from '#core/policy/rule-settings.ts';
import { unused } from '#core/rules/unused.ts';
import { NIGHT } from '#test/builders/items.ts';
import { waiver } from '#test/builders/waivers.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function policyOf(raw: unknown, org: string) {
  const { file, issues } = readPolicyFile(raw, NIGHT);
  if (file === null) throw new Error(JSON.stringify(issues));
  return policyFor({ file, customRules: [] }, orgLogin(org), sha256);
}

const FILE = {
  version: 1,
  enterprise: { rules: { unused: { days: 60 } } },
  organisations: { Acme: { rules: { unused: { days: 30 } } } },
};
const daysIn = (org: string) => {
  const policy = policyOf(FILE, org);
  return optionsFor(unused, settingsOf(policy, unused), 'classic-token')['days'];
};

describe('what holds in an organisation', () => {
  it('is the enterprise’s, refined by its own, however the login is written', () => {
    expect([daysIn('acme'), daysIn('ACME'), daysIn('beta')]).toEqual([30, 30, 60]);
  });

  it('has a version that changes with what holds, and with nothing else', () => {
    const { version } = policyOf(FILE, 'acme');
    expect(version).toMatch(/^sha256:[\da-f]{64}$/);
    expect(policyOf({ ...FILE, organisations: { ...FILE.organisations, beta: {} } }, 'acme').version).toBe(
      version,
    );
    expect(policyOf(FILE, 'beta').version).not.toBe(version);
  });

  it('has the version of a file without rules of its own where their list is empty', () => {
    const { version } = policyOf({ version: 1 }, 'acme');
    expect(policyOf({ version: 1, 'custom-rules': [] }, 'acme').version).toBe(version);
  });

  it('is excused by its own waivers and baseline, however the login is written, and by no other’s', () => {
    const until = '2026-12-22T23:59:59Z' as Instant;
    const own = [waiver({ until }), waiver({ rule: 'unused', until }, { organisation: orgLogin('ACME') })];
    const baseline: Baseline = {
      organisation: orgLogin('Acme'),
      until,
      reason: 'There before Patrol was switched on',
      approvedBy: null,
      findings: {},
    };
    const file: PolicyFile = {
      version: 1,
      waivers: [waiver({ until }, { organisation: orgLogin('acme-labs') }), ...own],
      baseline: { 'acme-labs': { ...baseline, organisation: orgLogin('acme-labs') }, Acme: baseline },
    };
    const excusedIn = (org: string) => {
      const policy = policyFor({ file, customRules: [] }, orgLogin(org), sha256);
      return { waivers: policy.waivers, baseline: policy.baseline };
    };
    expect(excusedIn('aCME')).toStrictEqual({ waivers: own, baseline });
    expect(excusedIn('beta')).toStrictEqual({ waivers: [], baseline: null });
  });
});
