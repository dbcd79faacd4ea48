import type { SourceStep } from '#scan/ports.ts';
import type { Access } from './access.ts';
import { endOf } from './list-source.ts';
import { failed } from './outcome.ts';

/** Through which holes deploy keys may have been missed. */
export interface Holes {
  /** Repositories whose deploy keys GitHub does not show. */
  readonly hidden: number;
  readonly visible: number;
  /** Whether an organisation owner asks; null: nobody asked, or GitHub did not say. */
  readonly ownerAsks: boolean | null;
  readonly unreadable: string | null;
  readonly note: string | null;
}

/** A key in a repository that cannot be seen is not absent: such a reading is never complete. */
export function deployKeysEnd(holes: Holes, access: Access): SourceStep['next'] {
  if (holes.hidden > 0 && holes.visible === 0) {
    const missingPermission = 'administration=read';
    const reason = `GitHub shows no repository's deploy keys: grant ${missingPermission}`;
    return { kind: 'refused', reason, missingPermission };
  }
  if (holes.hidden > 0) {
    return failed(
      `GitHub hides the deploy keys of ${holes.hidden === 1 ? 'one repository' : `${holes.hidden} repositories`}`,
    );
  }
  const unseen = unseenRepositories(access, holes.ownerAsks);
  if (unseen !== null) return failed(unseen);
  return endOf(holes.unreadable, holes.note);
}

function unseenRepositories(access: Access, ownerAsks: boolean | null): string | null {
  if (access.kind === 'app') {
    return access.repositorySelection === 'all'
      ? null
      : 'the App is installed on selected repositories only, so deploy keys elsewhere cannot be seen: install it on all repositories';
  }
  if (access.fineGrained) {
    return 'a fine-grained token may reach some repositories only, so deploy keys elsewhere cannot be seen: be a GitHub App instead';
  }
  if (ownerAsks === null) {
    return 'GitHub does not say whether the token sees all repositories, so deploy keys elsewhere may be missing';
  }
  return ownerAsks
    ? null
    : "the token's owner is not an owner of the organisation, so deploy keys in other repositories cannot be seen";
}
