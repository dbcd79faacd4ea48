import * as z from 'zod';
import type { Permissions } from '#core/credential.ts';
import { parseFields } from './field-error.ts';

/** Permission key → level. Keys and levels are open: GitHub adds some without notice. */
export const Levels = z.record(z.string(), z.string());

/** `organization`, `repository`, `other`, and groups GitHub may add. */
const PermissionGroups = z.record(z.string(), Levels.nullish());

const Grouped = z.object({ permissions: PermissionGroups });

export const SimpleUser = z.object({ id: z.int(), login: z.string() });

/** A token's permissions, without the groups that came empty as null. @throws {FieldError} */
export function groupedPermissions(raw: unknown): Permissions {
  const { permissions: groups } = parseFields(Grouped, { permissions: raw });
  const given = Object.entries(groups).filter(
    (entry): entry is Given => entry[1] !== null && entry[1] !== undefined,
  );
  return Object.fromEntries(given);
}

type Given = [string, z.output<typeof Levels>];
