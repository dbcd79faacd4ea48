import type { PatrolEvent } from '#core/alert-event.ts';
import { orgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { tellFailure } from '#scan/tell-failure.ts';
import { NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { instantEngine } from '#test/builders/scan-input.ts';
import { named, type Organisations, patrol } from './builders/fake-world.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
let heard: PatrolEvent[];
beforeEach(async () => {
  memory = await memoryStore();
  heard = [];
});
afterEach(() => memory.close());

const ear: AlertChannel = {
  name: 'ear',
  routes: [EVERYTHING],
  each: false,
  mostSingles: 10,
  async send(event) {
    heard.push(event);
    return { kind: 'sent', handle: 'a message' };
  },
};

const REFUSED = named('ConnectionError', 'GitHub refuses the App in beta:\nits key is another one.');

/** One night of these words; gives the exit code and what the ear heard. */
async function scan(number: number, github: Organisations, ...words: string[]) {
  const means = { engine: instantEngine(), holder: 'test', signal: new AbortController().signal };
  const sites = { github: 'https://github.com', rules: 'docs/rules/' };
  heard = [];
  const { exit, stderr } = await patrol(['scan', '--at', plusDays(NIGHT, number), ...words], {
    store: memory.again,
    github,
    now: () => new Date(plusDays(NIGHT, number)),
    openChannels: async () => [ear],
    tellChannels: (run) => tellChannels({ ...run, ...means, sites }),
    tellFailure: (failure) => tellFailure({ ...failure, ...means }),
  });
  return {
    exit,
    stderr,
    said: heard.map(({ reason, subject }: { reason?: string; subject: string }) => [reason, subject]),
  };
}

const both = (beta: Organisations[string]) => ({ acme: {}, beta });
const NOT_SCANNED = '[beta] NOT SCANNED: GitHub refuses the App in beta: its key is another one.';

describe('an organisation that cannot be scanned', () => {
  it('is told once while the others go on, again after three days, and when it is scanned again', async () => {
    const nights: unknown[] = [];
    for (const [number, beta] of [{}, REFUSED, REFUSED, REFUSED, REFUSED, {}, {}].entries()) {
      const { exit, said } = await scan(number, both(beta), '--all-organisations');
      nights.push([exit, ...said.flat()]);
    }
    expect(nights).toEqual([
      [0],
      [3, 'first-seen', NOT_SCANNED],
      [3],
      [3],
      [3, 'reminder-due', NOT_SCANNED.replace('NOT', 'still NOT')],
      [0, 'resolved', '[beta] RESOLVED: it is scanned again'],
      [0],
    ]);
  });

  it('says what that means, when it was last seen whole, and under which key it will be over', async () => {
    await scan(0, both({}), '--all-organisations');
    await scan(1, both(REFUSED), '--org', 'beta');
    expect(heard).toMatchObject([
      {
        ...{ kind: 'scan-health', action: 'trigger', dedupKey: 'patrol/beta/scan-failure' },
        ...{ organisation: 'beta', lastCompleteScan: NIGHT, scan: plusDays(NIGHT, 1) },
        body: expect.stringContaining('What is there now is not known: nothing is reported as new'),
      },
    ]);
  });

  it('is nobody’s when its name was mistyped, and somebody’s when GitHub lists it', async () => {
    expect(await scan(0, {}, '--org', 'betta')).toMatchObject({ exit: 2, said: [] });
    expect((await scan(0, both(REFUSED), '--all-organisations')).said).toHaveLength(1);
    const suspended = named('ConnectionError', 'suspended');
    expect((await scan(0, { acme: {}, gamma: suspended }, '--all-organisations')).said).toEqual([
      [
        'first-seen',
        expect.stringContaining("[gamma] NOT SCANNED: The App's installation on gamma is suspended."),
      ],
    ]);
  });

  it('is told, too, when the App is not installed there any more', async () => {
    await scan(0, both({}), '--all-organisations');
    const { said, stderr } = await scan(2, { acme: {} }, '--all-organisations');
    expect(said).toEqual([
      ['first-seen', expect.stringContaining('[beta] NOT SCANNED: Its last scan is that of 2026-11-22')],
    ]);
    expect(stderr).toContain('patrol: beta was not scanned. Its last scan is that of');
  });

  it('is not what it is while another patrol scans it', async () => {
    await scan(0, both({}), '--all-organisations');
    const lease = { org: orgLogin('beta'), scan: plusDays(NIGHT, 9), holder: 'another' };
    await memory.store.open(lease);
    expect((await scan(1, both(named('BusyError', 'beta is being scanned')), '--org', 'beta')).said).toEqual(
      [],
    );
  });
});
