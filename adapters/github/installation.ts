import * as z from 'zod';
import { parseFields } from './field-error.ts';
import { Levels } from './shared-fields.ts';

/** The fields we use of our own installation: `GET /orgs/{org}/installation`, `GET /app/installations`. */
const OwnInstallation = z.object({
  id: z.int(),
  account: z.object({ login: z.string() }).nullable(),
  target_type: z.string(),
  permissions: Levels,
  repository_selection: z.string(),
  suspended_at: z.string().nullish(),
});

/** The App's installation on one account. */
export interface Installation {
  readonly id: number;
  readonly account: string;
  readonly onOrganisation: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly repositorySelection: string;
  readonly suspended: boolean;
}

/** @throws {FieldError} */
export function installation(raw: unknown): Installation {
  const item = parseFields(OwnInstallation, raw);
  return {
    id: item.id,
    account: item.account?.login ?? '',
    onOrganisation: item.target_type === 'Organization',
    permissions: item.permissions,
    repositorySelection: item.repository_selection,
    suspended: item.suspended_at !== null && item.suspended_at !== undefined,
  };
}

const App = z.object({ id: z.int(), slug: z.string() });

/** `GET /app`: who the App's key makes us. @throws {FieldError} */
export function ownApp(raw: unknown): { readonly id: number; readonly slug: string } {
  return parseFields(App, raw);
}
