import { strangePermissions } from '#adapters/policy/cel/strange-permissions.ts';
import { PERMISSIONS_PROVENANCE } from '#core/catalogue/permission-catalogue.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';

/** What rules of the policy's own ask for and GitHub did not have when the catalogue was looked over, a note each. */
export function strangePermissionNotes({ 'custom-rules': custom = [] }: PolicyFile): string[] {
  return custom.flatMap(({ id, when }) =>
    strangePermissions(when).map(({ key, nearest }) => {
      const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
      return `The custom rule ${id} asks for the permission ${key}, which GitHub did not have on ${PERMISSIONS_PROVENANCE.checkedOn}: unless it has been added since, nobody holds it.${meant}`;
    }),
  );
}
