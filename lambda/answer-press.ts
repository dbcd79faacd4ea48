import { readFileSync } from 'node:fs';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { pressMemory } from '#adapters/dynamodb/presses.ts';
import { type Interaction, readInteraction } from '#adapters/slack/interaction.ts';
import { type Responder, responderTo } from '#adapters/slack/respond.ts';
import { instantOf } from '#core/instant.ts';
import { type People, personInSlack } from '#core/people.ts';
import { pressedWords } from '#core/press-button.ts';
import { takePress } from '#scan/take-press.ts';
import { logger } from './telemetry.ts';

/** What the function was deployed with (`lib/buttons.ts`). */
interface Environment {
  readonly PATROL_TABLE: string;
  /** File beside the code: the `people` of the policy, taken out of it when the stack was synthesised. */
  readonly PATROL_PEOPLE: string;
  readonly SLACK_API_URL: string;
}

const env = process.env as unknown as Environment;
const memory = pressMemory({ client: documentClient({}), name: env.PATROL_TABLE });
const people = JSON.parse(readFileSync(new URL(env.PATROL_PEOPLE, import.meta.url), 'utf8')) as People;

/** Does what was pressed, and says so where it was pressed. @returns the HTTP status for Slack. */
export async function answerPress(body: string, now: Date): Promise<200 | 400> {
  const read = readOrRefuse(body);
  if (read === 'refused') return 400;
  if (read !== null) await act(read.interaction, read.responder, now);
  return 200;
}

interface Read {
  readonly interaction: Interaction;
  readonly responder: Responder;
}

/** Null: there is nothing to do. */
function readOrRefuse(body: string): Read | 'refused' | null {
  try {
    const interaction = readInteraction(body);
    return interaction === null
      ? null
      : { interaction, responder: responderTo(interaction, env.SLACK_API_URL) };
  } catch (error) {
    logger.warn('Slack signed what is no press of a button', error instanceof Error ? error : String(error));
    return 'refused';
  }
}

async function act(interaction: Interaction, responder: Responder, at: Date): Promise<void> {
  const { finding: id, organisation, press, user } = interaction;
  const person = personInSlack(people, user);
  const request = { org: organisation, finding: id, press, person, at: instantOf(at) };
  const outcome = await takePress(request, memory);
  if (outcome.kind === 'refused') {
    const { why } = outcome;
    logger.info('Refused a press', { organisation, finding: id, press, user, why });
    return said(() => responder.refuse(why));
  }
  const words = pressedWords(outcome.pressed);
  logger.info('Pressed', { organisation, finding: id, press, words, again: outcome.again });
  return said(() => responder.show(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`));
}

/** What was pressed is kept by then: a Slack that takes no answer changes nothing, and the next message shows it. */
async function said(respond: () => Promise<void>): Promise<void> {
  try {
    await respond();
  } catch (error) {
    logger.warn('The answer to a press did not arrive', error instanceof Error ? error : String(error));
  }
}
