import { secretText } from '#adapters/aws/secret-text.ts';
import type { Secret } from '#core/secret.ts';

/** So long a secret that was replaced is still the old one. */
const KEPT_MILLISECONDS = 300_000;

let kept: { readonly secret: Promise<Secret>; readonly at: number } | null = null;

/** The signing secret of the Slack app. A failure is not kept. */
export function signingSecret(): Promise<Secret> {
  if (kept !== null && Date.now() - kept.at < KEPT_MILLISECONDS) return kept.secret;
  const secret = secretText(process.env['PATROL_SLACK_SIGNING_SECRET'] ?? '');
  kept = { secret, at: Date.now() };
  secret.catch(() => {
    kept = null;
  });
  return secret;
}
