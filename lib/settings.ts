import * as z from 'zod';

const Slack = z.strictObject({
  /** What routes call `slack`: `#security`, or an id such as C0123456789. */
  channel: z.string().regex(/^(?:#[\p{Ll}\p{Lo}\d_-]{1,80}|[CG][A-Z\d]{8,20})$/u),
  /** Whether findings can be acknowledged and snoozed in Slack: makes an address that anybody can reach. */
  buttons: z.boolean().default(false),
  /** What is kept of the account's concurrency for presses, and the most they get. Null: nothing, and what is free. */
  buttonsReservedConcurrency: z.int().min(1).max(1_000).nullable().default(null),
  /** `https://slack-gov.com/api` for GovSlack. */
  apiUrl: z.url({ protocol: /^https$/ }).default('https://slack.com/api'),
});
export type SlackSettings = z.output<typeof Slack>;

/** What is told to `new Patrol(…)`, and stands under `patrol` in the context of cdk.json. */
export const Settings = z.strictObject({
  /** The id of the GitHub App: its settings page has it. */
  githubAppId: z.string().regex(/^[\w.-]{1,100}$/),
  githubApiUrl: z.url().default('https://api.github.com'),
  /** Logins; `all`: every organisation that the App is installed on. */
  organisations: z
    .union([z.literal('all'), z.array(z.string().regex(/^[\w-]{1,39}$/)).min(1)])
    .default('all'),
  /** Minute hour day month weekday year, as EventBridge Scheduler has it. */
  schedule: z.string().default('17 2 * * ? *'),
  /** An IANA time zone. */
  timeZone: z.string().default('Etc/UTC'),
  /** Path of patrol.yaml; it is checked when the stack is synthesised. Null: every rule has its defaults. */
  policy: z.string().nullable().default(null),
  /** Where the App's private key is: in KMS it can sign and never leaves; a secret can be read by who may read it. */
  appKey: z.enum(['kms', 'secret']).default('kms'),
  /** Null: Slack is not told, and nothing is made for it. */
  slack: Slack.nullable().default(null),
  /** Of logs, in days. */
  logRetentionDays: z
    .union([z.literal(30), z.literal(90), z.literal(180), z.literal(365), z.literal(731)])
    .default(365),
  /** Of each function that scans, in MB: 1,024 for 100,000 tokens in one organisation, 3,008 for a million. */
  scanMemory: z.int().min(512).max(10_240).default(1_024),
  /** For a region that AWS added after our list. */
  regionHasDurableFunctions: z.boolean().default(false),
});
export type Settings = z.output<typeof Settings>;
export type SettingsInput = z.input<typeof Settings>;

/** @throws {RangeError} naming every setting that is wrong. */
export function readSettings(input: unknown): Settings {
  const read = Settings.safeParse(input);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `  patrol.${path.join('.')}: ${message}`);
  throw new RangeError(
    `The settings of Patrol (context "patrol" of cdk.json) cannot be used:\n${faults.join('\n')}`,
  );
}
