import { inert } from '#core/inert.ts';
import type { Dependencies } from './dependencies.ts';
import { tell } from './print.ts';
import { counted } from './render/words.ts';

/** Says on standard error what of a snapshot could not be read, so that nobody takes the rest for the whole. */
export function tellDamaged(
  damaged: readonly string[],
  deps: Dependencies,
  but = 'this answer is not whole',
): void {
  for (const piece of damaged) tell(deps, `patrol: ${inert(piece)}\n`);
  if (damaged.length === 0) return;
  tell(deps, `patrol: ${counted(damaged.length, 'piece')} could not be read: ${but}.\n`);
}
