import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { gravestOf } from '../rights.ts';
import { strangersOf } from '../strangers.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';

export const unrecognisedPermission = defineRule({
  id: 'unrecognised-permission',
  title: 'Whatever a credential may do is known to the catalogue',
  version: 1,
  kinds: [
    'fine-grained-token',
    'classic-token',
    'oauth-token',
    'app-user-token',
    'app-installation',
    'unrecognised',
  ],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'recognised',

  check(credential, { now }) {
    if (hasExpired(credential, now)) return NOT_APPLICABLE;
    const strangers = strangersOf(credential);
    if (strangers.length === 0) return PASS;
    const words = strangers.map(({ name, what }) => `${what} ${name}`).join(', ');
    return fail({
      severity: gravestOf(strangers.map(({ risk }) => risk)),
      message: `The ${describeCredential(credential)} has what the catalogue does not know: ${words}. It is rated by its level alone.`,
      remedy:
        'Whoever runs Patrol: look up what it allows in GitHub’s documentation, decide whether this credential may have it, and bring Patrol up to date.',
    });
  },
});
