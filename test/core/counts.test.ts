import { countByKind, countBySeverity } from '#core/counts.ts';
import { keyOf } from '#core/credential.ts';
import type { SettledReading, SourceName } from '#core/reading.ts';
import { classicToken, finding, fineGrainedToken, NIGHT, person, sshKey } from '#test/builders/items.ts';

const reading = (source: SourceName, count: number | null, carriedOver = 0): SettledReading => ({
  ...{ source, status: 'complete', count, carriedOver, pages: 1 },
  ...{ reason: null, missingPermission: null, lastComplete: NIGHT },
});

it('things are counted by kind, and what no source shows is not 0 but unknown', () => {
  const items = [
    ...[fineGrainedToken(), fineGrainedToken({ id: '2' }), fineGrainedToken({ id: '3' })],
    ...[classicToken(), sshKey(), person()],
  ];
  const snapshot = new Map(items.map((item) => [keyOf(item), { item, seen: NIGHT }]));
  const readings = [
    reading('fine-grained-tokens', 3),
    reading('sso-credentials', null, 2),
    reading('token-requests', 0),
    reading('people', null),
  ];
  expect(countByKind(snapshot, readings)).toEqual({
    ...{ 'fine-grained-token': 3, 'classic-token': 1, 'ssh-key': 1, 'oauth-token': 0 },
    ...{ 'app-user-token': 0, unrecognised: 0, 'app-installation': null, 'deploy-key': null },
    ...{ 'token-request': 0, person: null },
  });
});

it('findings are counted by severity as long as they are open', () => {
  const findings = [
    ...[finding({ severity: 'high' }), finding({ severity: 'high' }), finding({ severity: 'low' })],
    ...[finding({ severity: 'high', state: 'waived' }), finding({ severity: 'low', state: 'resolved' })],
  ];
  expect(countBySeverity(findings)).toEqual({ low: 1, medium: 0, high: 2, critical: 0 });
});
