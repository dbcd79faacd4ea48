import * as z from 'zod';
import { DEFAULT_RETENTION, type Retention } from '../../retention.ts';
import { mapping } from '../mapping.ts';

const LONGEST_DAYS = 36_500;

const days = (shortest: number) => z.int().min(shortest).max(LONGEST_DAYS).optional();

export const retentionSection: z.ZodType<Retention> = mapping({
  snapshots: days(1).describe('Days for which the whole inventory of a scan is kept; 400 if not said'),
  history: days(30).describe('Days for which changes and findings are kept; 2557, seven years, if not said'),
})
  .describe('How long what is scanned from now on is kept; records and digests are kept for good')
  .transform(({ history, snapshots }) => ({
    snapshotDays: snapshots ?? DEFAULT_RETENTION.snapshotDays,
    historyDays: history ?? DEFAULT_RETENTION.historyDays,
  }));
