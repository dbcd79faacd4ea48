import { ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { daysFrom } from '../instant.ts';
import { defineRule, fail, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const appSuspended = defineRule({
  id: 'app-suspended',
  title: 'Apps that are suspended are taken back into service or uninstalled',
  version: 1,
  kinds: ['app-installation'],
  options: {
    days: days({
      default: 14,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days an App may stay suspended',
    }),
  },
  resolvedBy: 'back in service',

  check(app, { now, options }) {
    if (app.suspendedAt === null || app.suspendedAt >= daysFrom(now, -options.days)) return PASS;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(app)} is suspended since ${app.suspendedAt.slice(0, 10)}. Nobody seems to miss it, and one click gives it all its rights back.`,
      remedy: `${ORGANISATION_OWNER}: uninstall it, or unsuspend it if it is needed (organisation settings, GitHub Apps).`,
    });
  },
});
