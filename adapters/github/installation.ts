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
  html_url: z.string().nullish(),
});

/** The App's installation on one account. */
export interface Installation {
  readonly id: number;
  readonly account: string;
  readonly onOrganisation: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly repositorySelection: string;
  /** When its owners switched it off; null: they did not. */
  readonly suspendedAt: string | null;
  /** Where they can change it. */
  readonly settingsUrl: string | null;
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
    suspendedAt: item.suspended_at ?? null,
    settingsUrl: item.html_url ?? null,
  };
}

const App = z.object({ id: z.int(), slug: z.string() });

/** `GET /app`: who the App's key makes us. @throws {FieldError} */
export function ownApp(raw: unknown): { readonly id: number; readonly slug: string } {
  return parseFields(App, raw);
}
