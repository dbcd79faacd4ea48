import * as z from 'zod';

/**
 * A mapping in which every key is known: a typing error must not switch a rule off. The keys that may stand there
 * travel in the message, from where `shapeIssues` takes them to say which one was meant. What is no mapping at
 * all it says in its own words.
 */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: JSON.stringify(Object.keys(shape)) });
}
