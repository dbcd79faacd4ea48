import { message } from '#cli/render/message.ts';
import type { Alert } from '#core/alert.ts';
import { displayWidth } from '#core/inert.ts';
import { finding, fineGrainedToken, fingerprint, instant } from '#test/builders/items.ts';
import {
  itemsByKey,
  noSaml,
  partialRecord,
  reading,
  readings,
  record,
  refusedSso,
} from '../builders/scan-result.ts';

const alert = (reason: Alert['reason'], overrides: Parameters<typeof finding>[0] = {}): Alert => ({
  reason,
  finding: finding({ id: fingerprint(JSON.stringify([reason, overrides])), ...overrides }),
});
const say = (alerts: readonly Alert[], night = record()): string =>
  message({ record: night, alerts, items: itemsByKey(fineGrainedToken()) }, 100).join('\n');

describe('the message on-call gets', () => {
  it('is nothing on a quiet night', () => {
    expect(say([])).toBe('');
  });

  it('says what, whose, since when, when last used and what to do', () => {
    expect(say([alert('first-seen', { severity: 'high' })])).toBe(
      [
        'acme: 1 new',
        '',
        'HIGH expires-soon (new): The fine-grained token "release notes" of octocat expires on 2026-12-04.',
        '  owner octocat · since 2026-11-22 · last used: 2026-11-21 · fine-grained-token:101001',
        '  To do: Renew it, or let it lapse if nothing uses it any more.',
      ].join('\n'),
    );
  });

  it.each([
    ['unknown', 'not told'],
    ['never', 'never'],
    [instant('2026-01-02T03:04:05Z'), '2026-01-02'],
  ] as const)('says of a last use that is %s: %s', (lastUsedAt, words) => {
    const items = itemsByKey(fineGrainedToken({ lastUsedAt }));
    const text = message({ record: record(), alerts: [alert('first-seen')], items }, 100).join('\n');
    expect(text).toContain(`last used: ${words} ·`);
  });

  it('tells what is new before what got worse before what is over, with its cause', () => {
    const text = say([
      alert('resolved', { cause: 'revoked' }),
      alert('tier-raised'),
      alert('first-seen'),
      alert('severity-raised'),
    ]);
    expect(text.split('\n')[0]).toBe('acme: 1 new, 1 more severe, 1 more urgent, 1 resolved');
    expect(text.match(/\((?:new|more severe|more urgent)\)|RESOLVED \(revoked\)/g)).toEqual([
      '(new)',
      '(more severe)',
      '(more urgent)',
      'RESOLVED (revoked)',
    ]);
  });

  it('of a thousand findings is one that can be read, and says where the others are', () => {
    const alerts = Array.from({ length: 1_000 }, (_, index) =>
      alert('first-seen', { id: fingerprint(`${index}`) }),
    );
    const text = say(alerts);
    expect(text.split('\n')[0]).toBe('acme: 1,000 new');
    expect(text).toMatch(/and 990 more: patrol findings --org acme$/);
    expect(text.split('\n').length).toBeLessThan(60);
  });

  it('says what it could not see even when it saw nothing wrong, with what to grant', () => {
    const text = say([], partialRecord());
    expect(text.split('\n')[0]).toBe('acme: the scan is partial');
    expect(text.replace(/\s+/g, ' ')).toContain('To do: grant organization_administration=read');
  });

  it('names each missing permission once', () => {
    const missing = {
      status: 'refused',
      count: null,
      reason: 'no',
      missingPermission: 'organization_administration=read',
    } as const;
    const night = partialRecord({ sources: readings(refusedSso, reading('app-installations', missing)) });
    expect(say([], night).match(/organization_administration=read/g)).toHaveLength(1);
  });

  it('does not explain repositories that could not be read because their tokens could not', () => {
    const refused = { status: 'refused', count: null, reason: 'no tokens for you' } as const;
    const night = partialRecord({
      sources: readings(reading('fine-grained-tokens', refused), reading('token-repositories', refused)),
    });
    expect(say([], night).match(/no tokens for you/g)).toHaveLength(1);
  });

  it('keeps quiet about a feature that was never there', () => {
    expect(say([], record({ sources: readings(noSaml) }))).toBe('');
  });

  it('speaks when a feature that was there is gone', () => {
    const gone = { ...noSaml, lastComplete: instant('2026-11-01T02:00:00Z') };
    expect(say([], partialRecord({ sources: readings(gone) }))).toContain(
      'unavailable, though it was read before',
    );
  });

  it.each([40, 60, 80])('fits %i columns', (width) => {
    const alerts = [alert('first-seen', { message: 'x'.repeat(500) }), alert('resolved')];
    const lines = message({ record: partialRecord(), alerts, items: new Map() }, width);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });
});
