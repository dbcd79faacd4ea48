import { parse } from 'yaml';
import { z } from 'zod';
import type { Survivor } from './survivor.ts';

const text = z.string().trim().min(1);
const file = z
  .array(
    z.strictObject({
      because: text,
      mutants: z.array(z.strictObject({ in: text, was: text, becomes: z.string() })).min(1),
    }),
  )
  .min(1);
const explanations = z.record(text, file);

/** A survivor that may stay one, with the reason why no test could notice it. */
export interface Explained extends Survivor {
  readonly because: string;
}

/**
 * The survivors that a file explains, in its order.
 * @throws with the place, where the file is not YAML or says something else
 */
export function explainedIn(yaml: string): readonly Explained[] {
  return Object.entries(explanations.parse(parse(yaml))).flatMap(([file, reasons]) =>
    reasons.flatMap(({ because, mutants }) => mutants.map((mutant) => ({ file, because, ...mutant }))),
  );
}
