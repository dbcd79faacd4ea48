import * as z from 'zod';
import type { Instant } from '../instant.ts';

/** A day of the calendar, `2027-01-31`, as its last second in UTC: what holds until a day holds on that day. */
export const lastDay: z.ZodType<Instant, string> = z.iso
  .date({ error: 'is no day that exists; one is written as 2027-01-31' })
  .transform((day) => `${day}T23:59:59Z` as Instant);
