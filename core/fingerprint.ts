import type { OrgLogin } from './credential.ts';
import type { Finding, Fingerprint } from './finding.ts';

type Identity = Pick<Finding, 'rule' | 'ruleVersion'> & {
  credential: Pick<Finding['credential'], 'kind' | 'id'>;
};

/** What makes two sightings the same finding (design §4). Days left, tier, text and severity are not in it. */
export function fingerprint(
  sha256: (text: string) => string,
  org: OrgLogin,
  identity: Identity,
): Fingerprint {
  const { credential, rule, ruleVersion } = identity;
  return sha256(
    JSON.stringify([rule, ruleVersion, org.toLowerCase(), credential.kind, credential.id]),
  ) as Fingerprint;
}
