import { PERMISSIONS_PROVENANCE } from '#core/catalogue/permission-catalogue.ts';
import { inert } from '#core/inert.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { wrap } from './wrap.ts';

const SHOWN = 12;

/** Words of GitHub's that the catalogues do not have, in one paragraph; nothing where they have all. */
export function strangersList({ strangers = [] }: ScanRecord, width: number): string[] {
  if (strangers.length === 0) return [];
  const words = strangers.slice(0, SHOWN).map(({ name, what }) => `${what} ${name}`);
  const more = strangers.length > SHOWN ? `; and ${strangers.length - SHOWN} more` : '';
  const text = `Catalogue out of date (looked over on ${PERMISSIONS_PROVENANCE.checkedOn}): it does not know ${words.join('; ')}${more}. They are rated by their level alone.`;
  return wrap(inert(text), width, { rest: '  ' });
}
