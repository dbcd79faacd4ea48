import { generateKeyPairSync } from 'node:crypto';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { createWorld } from '#simulator/world.ts';
import { appEnvironment, type Finished, patrol, scratchFolder } from './patrol-process.ts';

const ALWAYS = Number.POSITIVE_INFINITY;
let simulator: Simulator;
let folder: ReturnType<typeof scratchFolder>;
let night = 1;

beforeAll(async () => {
  const world = createWorld({
    seed: 'bad input',
    startsAt: '2026-10-20T02:00:00Z',
    lifeRate: 0,
    organisations: [
      { login: 'acme', size: { fineGrainedTokens: 150, subsetShare: 0.05 } },
      { login: 'other', appInstalled: false },
    ],
  });
  simulator = await startSimulator({ world });
  folder = scratchFolder();
  expect((await scan()).code).toBe(0);
});
afterAll(async () => {
  folder.remove();
  await simulator.close();
});
afterEach(() => {
  simulator.faults.clear();
  simulator.settings.clockSkewSeconds = 0;
});

/** The next night of acme, as JSON. */
function scan(env: Readonly<Record<string, string>> = {}, org = 'acme'): Promise<Finished> {
  night += 1;
  const when = new Date(Date.UTC(2026, 9, 19 + night, 2)).toISOString();
  return patrol(['scan', '--org', org, '--at', when, '--store', folder.path, '--format', 'json'], {
    ...appEnvironment(simulator),
    ...env,
  });
}

function expectOneParagraph({ stderr, stdout }: Finished, words: readonly string[]): void {
  const said = stderr
    .split('\n')
    .filter((line) => line.startsWith('patrol: ') && !line.startsWith('patrol: acme: '));
  expect(said).toHaveLength(1);
  for (const word of words) expect(said[0]).toContain(word);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at |Error:|PRIVATE KEY/m);
}

const wrongKey = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

describe('a scan that cannot begin says so in one paragraph, and leaves the nights before alone', () => {
  it.each<[string, () => Record<string, string>, string[]]>([
    ['a key of another App', () => ({ GITHUB_APP_PRIVATE_KEY: wrongKey }), ['key']],
    [
      'a key cut after its first line',
      () => ({ GITHUB_APP_PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY-----' }),
      ['cut after its first line'],
    ],
    [
      'no credential at all',
      () => ({ GITHUB_APP_ID: '', GITHUB_APP_PRIVATE_KEY: '' }),
      ['GITHUB_APP_ID', 'GITHUB_TOKEN'],
    ],
    [
      'a token that is not valid',
      () => ({
        GITHUB_APP_ID: '',
        GITHUB_APP_PRIVATE_KEY: '',
        GITHUB_TOKEN: 'ghp_0123456789012345678901234567890123456',
      }),
      ['token'],
    ],
    ['an address where nobody listens', () => ({ GITHUB_API_URL: 'http://127.0.0.1:9' }), ['127.0.0.1:9']],
    ['an address that is no address', () => ({ GITHUB_API_URL: 'github' }), ['GITHUB_API_URL']],
  ])('%s', async (_, env, words) => {
    const run = await scan(env());
    expect(run.code).toBe(2);
    expectOneParagraph(run, words);
    expect(run.stderr).not.toContain('ghp_0123');
  });

  it('the App is not installed on the organisation', async () => {
    const run = await scan({}, 'other');
    expect(run.code).toBe(2);
    expectOneParagraph(run, ['other', 'install']);
  });

  it('there is no such organisation', async () => {
    const run = await scan({}, 'nobody-of-this-name');
    expect(run.code).toBe(2);
    expectOneParagraph(run, ['nobody-of-this-name']);
  });

  it('the organisation suspended the App', async () => {
    const { app } = simulator.world.organisation('acme');
    if (app === null) throw new Error('The App is not installed.');
    app.suspended = true;
    const run = await scan();
    app.suspended = false;
    expect(run.code).toBe(2);
    expectOneParagraph(run, ['acme', 'suspended']);
  });

  it('a proxy answers a web page to everything', async () => {
    simulator.faults.add({ times: ALWAYS, do: { kind: 'html', status: 200 } });
    const run = await scan();
    expect(run.code).toBe(2);
    expectOneParagraph(run, ['web page']);
  });
});

it('a clock that is off by five minutes is no trouble', async () => {
  simulator.settings.clockSkewSeconds = 300;
  expect(await scan()).toMatchObject({ code: 0 });
});

it('a refusal in the middle of paging is exit code 3, and the document is still whole', async () => {
  simulator.faults.add({
    on: { path: /\/personal-access-tokens$/ },
    after: 1,
    times: ALWAYS,
    do: { kind: 'status', status: 403, body: { message: 'Resource not accessible by integration' } },
  });
  const { code, stderr, stdout } = await scan();
  expect({ code, trace: /^\s+at /m.test(stderr) }).toEqual({ code: 3, trace: false });
  expect(JSON.parse(stdout)).toMatchObject({
    scan: { status: 'partial' },
    counts: { 'fine-grained-token': 150 },
  });
});
