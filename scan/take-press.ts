import type { OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { Person, Press } from '#core/people.ts';
import { pressButton } from '#core/press-button.ts';
import type { Pressed } from '#core/pressed.ts';
import type { PressMemory } from './store-port.ts';

export interface PressRequest {
  readonly org: OrgLogin;
  readonly finding: Finding['id'];
  readonly press: Press;
  /** Null: the policy does not list whoever pressed. */
  readonly person: Person | null;
  readonly at: Instant;
}

export type PressOutcome =
  /** `again`: it was pressed before, and this is that one. */
  | { readonly kind: 'noted'; readonly pressed: Pressed; readonly again: boolean }
  /** In words for whoever pressed. */
  | { readonly kind: 'refused'; readonly why: string };

/** Notes what somebody pressed, be it under a message or at a terminal; it counts from the next scan on. */
export async function takePress(request: PressRequest, store: PressMemory): Promise<PressOutcome> {
  const { at: now, finding: id, org, person, press } = request;
  const [finding, earlier] =
    person === null ? [null, []] : await Promise.all([store.finding(org, id), store.presses(org, id)]);
  const answer = pressButton({ press, finding, person, now, earlier });
  if (answer.kind === 'refuse') return { kind: 'refused', why: answer.why };
  const before = await store.notePress(org, answer.pressed);
  return { kind: 'noted', pressed: before ?? answer.pressed, again: before !== null };
}
