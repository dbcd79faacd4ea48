import * as z from 'zod';

/** Words somebody wrote: not empty, one line or several, not endless. */
export function text(longest: number): z.ZodType<string, string> {
  return z
    .string()
    .max(longest)
    .refine((words) => words.trim() !== '', { error: 'is empty' });
}

/** A login of an organisation, as `orgLogin` has it. */
export const organisation = z.string().regex(/^[A-Za-z\d][A-Za-z\d-]{0,38}$/, {
  error: 'is no login of an organisation: letters, digits and hyphens, at most 39',
});

/** Text in the place of what `patrol waive` puts there to be filled in. */
export function filled(words: z.ZodType<string, string>): z.ZodType<string, string> {
  return words.refine((each) => !PLACEHOLDER.test(each), {
    error: 'still has its placeholder: write what belongs here',
  });
}

/** How a placeholder begins. */
export const TODO = 'TODO';
const PLACEHOLDER = new RegExp(`^\\s*${TODO}\\b`);

/** A repository, without its owner. */
export const repository = z
  .string()
  .regex(/^[\w.-]{1,100}$/, { error: 'is no name of a repository, which goes without its owner' });

/** A login of a person or an App. */
export const login = z.string().regex(/^[\w.-]{1,100}(?:\[bot\])?$/, {
  error: 'is no login, such as octocat, which goes without @ and spaces',
});
