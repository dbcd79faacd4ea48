import { isSignedBySlack, type RawRequest } from '#adapters/slack/signed-request.ts';
import { answerPress } from './answer-press.ts';
import { signingSecret } from './signing-secret.ts';
import { logger } from './telemetry.ts';

/** Verifies what says it is from Slack, and does what was pressed. @returns the HTTP status. */
export async function takePress(request: RawRequest): Promise<200 | 400 | 401> {
  const now = new Date();
  return isSignedBySlack(request, await signingSecret(), now) ? answerPress(request.body, now) : 401;
}

export function reportFailedPress(error: Error): void {
  logger.error(error.message, error);
}
