import { riskOfScope } from './catalogue/scope-catalogue.ts';
import type { InventoryItem } from './credential.ts';
import { rightsOf } from './rights.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stranger } from './stranger.ts';

/** The words of one thing that nobody here knows, in order. */
export function strangersOf(item: InventoryItem): readonly Stranger[] {
  switch (item.kind) {
    case 'fine-grained-token':
    case 'token-request':
    case 'app-installation':
      return rightsOf(item.permissions).strange;
    case 'unrecognised':
      return [
        { what: 'credential type', name: item.credentialType, risk: 'medium' },
        ...strangeScopes(item.scopes),
      ];
    case 'classic-token':
    case 'oauth-token':
    case 'app-user-token':
      return strangeScopes(item.scopes);
    default:
      return [];
  }
}

function strangeScopes(scopes: readonly string[] | null): Stranger[] {
  return (scopes ?? []).flatMap((scope): Stranger[] => {
    const { known, risk } = riskOfScope(scope);
    return known ? [] : [{ what: 'scope', name: scope, risk }];
  });
}

/** Each of them once, in order, however many things have it: by these the catalogue is out of date. */
export function strangersIn(snapshot: Snapshot): Stranger[] {
  const found = new Map<string, Stranger>();
  for (const { item } of snapshot.values()) {
    for (const stranger of strangersOf(item)) found.set(`${stranger.what} ${stranger.name}`, stranger);
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, stranger]) => stranger);
}
