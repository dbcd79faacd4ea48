import * as z from 'zod';
import { CREDENTIAL_KINDS } from '../../credential.ts';
import { SEVERITIES } from '../../finding.ts';
import { OWNER } from '../../owner-first.ts';
import { type Quiet, WEEKDAYS } from '../../quiet.ts';
import type { Route } from '../../route.ts';
import type { RuleOutline } from '../judged-rules.ts';
import { mapping } from '../mapping.ts';
import { login, organisation, text } from '../text.ts';

const MOST_ROUTES = 100;
const MOST_NAMES = 1_000;

const KINDS = [...CREDENTIAL_KINDS, 'token-request', 'person'] as const;
const CHANNEL = /^(?:sns|slack|owner|slack:#[\p{Ll}\p{Lo}\d_-]{1,80}|slack:[CG][A-Z\d]{8,20})$/u;
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

const channel = z
  .string()
  .regex(CHANNEL, { error: 'is no channel; there are sns, slack, slack:#name and owner' });

const quiet: z.ZodType<Quiet> = mapping({
  days: z.array(z.enum(WEEKDAYS)).max(6).optional().describe('Whole days'),
  hours: z
    .string()
    .regex(HOURS, { error: 'is no span of hours, such as 20:00-08:00' })
    .transform((span) => ({ from: span.slice(0, 5), to: span.slice(6) }))
    .optional()
    .describe('From and to, over midnight where it is so'),
  'time-zone': z
    .string()
    .refine(isTimeZone, { error: 'is no time zone, such as Europe/Paris' })
    .describe('Whose days and hours they are'),
})
  .describe('When only what is critical is said; the first scan afterwards says the rest')
  .transform((written) => ({
    days: written.days ?? [],
    hours: written.hours ?? null,
    timeZone: written['time-zone'],
  }));

const route = (rules: readonly RuleOutline[]): z.ZodType<Route> =>
  mapping({
    name: text(60).describe('How patrol explain calls it'),
    to: z
      .array(channel)
      .min(1)
      .max(20)
      .refine((channels) => channels.length === 0 || channels.some((each) => each !== OWNER), {
        error: 'leads to the owner alone: name a channel as well, for whoever cannot be reached',
      })
      .describe('Who hears of it: sns, slack, slack:#name; with owner among them, the owner first'),
    severity: z.enum(SEVERITIES).optional().describe('This severity or above'),
    rules: z
      .array(z.enum(rules.map(({ id }) => id)))
      .min(1)
      .max(MOST_NAMES)
      .optional()
      .describe('Only these rules'),
    organisations: z
      .array(organisation)
      .min(1)
      .max(MOST_NAMES)
      .optional()
      .describe('Only these organisations'),
    kinds: z.array(z.enum(KINDS)).min(1).optional().describe('Only these kinds of thing'),
    owners: z.array(login).min(1).max(MOST_NAMES).optional().describe('Only what these logins own'),
    reminders: z
      .enum(['on', 'off'])
      .optional()
      .describe('Whether what stays open is said again: critical every day, high every 3, others every 7'),
    quiet: quiet.optional(),
  }).transform((written) => ({
    name: written.name,
    to: written.to,
    severity: written.severity ?? 'low',
    rules: written.rules ?? null,
    organisations: written.organisations ?? null,
    kinds: written.kinds ?? null,
    owners: written.owners ?? null,
    reminders: written.reminders !== 'off',
    quiet: written.quiet ?? null,
  }));

export const routesSection = (rules: readonly RuleOutline[]): z.ZodType<readonly Route[]> =>
  z
    .array(route(rules))
    .max(MOST_ROUTES)
    .describe('Which findings go where; without routes, everything goes everywhere. See docs/alerts.md');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
