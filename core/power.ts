import { riskOfScope } from './catalogue/scope-catalogue.ts';
import type { Credential, TokenRequest } from './credential.ts';
import type { Severity } from './finding.ts';
import { gravestOf, rightsOf } from './rights.ts';

/** How much harm a credential could do at most. `medium` where GitHub does not tell what it may do. */
export function powerOf(item: Credential | TokenRequest): Severity {
  switch (item.kind) {
    case 'fine-grained-token':
    case 'token-request':
    case 'app-installation':
      return rightsOf(item.permissions).gravest;
    case 'classic-token':
    case 'oauth-token':
    case 'app-user-token':
    case 'unrecognised':
      return item.scopes === null ? 'medium' : gravestOf(item.scopes.map((scope) => riskOfScope(scope).risk));
    case 'deploy-key':
      return item.readOnly ? 'medium' : 'high';
    case 'ssh-key':
      return 'high';
    default:
      return item satisfies never;
  }
}
