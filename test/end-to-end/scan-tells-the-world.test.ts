import { startSimulator } from '#simulator/simulator.ts';
import { createWorld } from '#simulator/world.ts';
import { validateAnswer } from '../simulator/validate-answer.ts';
import { appEnvironment, patrol, scratchFolder } from './patrol-process.ts';
import { oracle } from './world-oracle.ts';

interface Document {
  readonly scan: {
    readonly org: string;
    readonly status: string;
    readonly sources: readonly { source: string; status: string }[];
  };
  readonly counts: Readonly<Record<string, number | null>>;
  readonly findings: readonly {
    readonly rule: string;
    readonly tier: number | null;
    readonly credential: { readonly kind: string; readonly id: string };
  }[];
  readonly changes: readonly { readonly credential: string; readonly change: string }[];
}

/** First nights fill up; later ones show that changes are followed. */
const NIGHTS = ['2026-10-20T02:00:00Z', '2026-10-21T02:00:00Z', '2026-10-24T02:00:00Z'];

const spoken = ({ findings }: Document) =>
  findings
    .map(
      ({ credential: { id, kind }, rule, tier }) => `${rule} ${kind}:${id}${tier === null ? '' : ` ${tier}`}`,
    )
    .toSorted();

describe.each([
  ['one', true],
  ['two', false],
  ['three', true],
])('a world from seed "%s" (SAML: %s)', (seed, saml) => {
  it('is told as it is, night after night, by the command run as a process', async () => {
    const world = createWorld({
      seed,
      startsAt: '2026-10-20T02:00:00Z',
      organisations: [
        { login: 'acme', saml, size: { fineGrainedTokens: 230 } },
        { login: 'other', size: { fineGrainedTokens: 20, repositories: 10 } },
      ],
    });
    const simulator = await startSimulator({ world, settings: { recordBodies: true } });
    const folder = scratchFolder();
    const expectedOf = oracle();
    const other = world.organisation('other');
    try {
      const before = new Map<string, Set<string>>();
      for (const night of NIGHTS) {
        world.advanceTo(night);
        const args = [
          'scan',
          '--org',
          'other',
          '--org',
          'acme',
          '--at',
          night,
          '--format',
          'json',
          '--store',
          folder.path,
        ];
        const run = await patrol(args, appEnvironment(simulator));
        expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
        const { scans } = JSON.parse(run.stdout) as { readonly scans: readonly Document[] };
        const document = scans.find(({ scan }) => scan.org === 'acme');
        if (document === undefined) throw new Error('acme was not scanned.');
        const expected = expectedOf(world.organisation('acme'), night, [other]);
        expect(document.counts).toEqual(expected.counts);
        expect(spoken(document)).toEqual(expected.findings);

        const tokens = new Set(
          world.organisation('acme').fineGrainedTokens.map(({ tokenId }) => `${tokenId}`),
        );
        const last = before.get('tokens') ?? new Set();
        const told = (change: string) =>
          document.changes
            .filter((each) => each.change === change && each.credential.startsWith('fine-grained-token:'))
            .map(({ credential }) => credential.split(':')[1] ?? '')
            .toSorted();
        expect(told('appeared')).toEqual([...tokens.difference(last)].toSorted());
        expect(told('gone')).toEqual([...last.difference(tokens)].toSorted());
        before.set('tokens', tokens);
      }
      const wrong = simulator.requests.flatMap(({ body, method, path, status }) =>
        status === null ? [] : validateAnswer({ method, path, status, body }),
      );
      expect(wrong).toEqual([]);
    } finally {
      folder.remove();
      await simulator.close();
    }
  });
});
