import * as z from 'zod';

/**
 * A mapping in which every key is known: a typing error must not switch a rule off. The keys that may stand there
 * travel in the message, from where `shapeIssues` takes them to say which one was meant.
 */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = JSON.stringify(Object.keys(shape));
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known : undefined),
  });
}
