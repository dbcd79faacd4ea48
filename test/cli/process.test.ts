import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { KMS_KEY, startKms } from '#test/builders/kms.ts';
import {
  type Ended,
  ended,
  environmentOf,
  patrolProcess,
  startPatrol,
  temporaryFolder,
} from './builders/patrol-process.ts';

/** A machine that does other things as well. */
const SLOW = 120_000;
const TOKENS = 'organization_personal_access_tokens';
const SOON = '2026-11-23T01:00:00Z';
const FIRST = ['--at', '2026-11-22T02:00:00Z'];
const SECOND = ['--at', '2026-11-23T02:00:00Z'];
const HOSTILE =
  '\u001b[31mred\u001b]8;;https://evil.example\u0007 <!channel> \u202egnp.exe\u200b\nacme:1 forged row';

let simulator: Simulator;
let folder: ReturnType<typeof temporaryFolder>;
let env: Record<string, string>;

beforeEach(async () => {
  const world = createWorld({
    seed: 'process',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [
      { login: 'acme', size: EMPTY },
      { login: 'beta', size: EMPTY, saml: false },
    ],
  });
  world
    .organisation('acme')
    .addToken({ owner: 'octocat', name: HOSTILE, expiresAt: SOON, lastUsedAt: '2026-11-21T12:00:00Z' });
  simulator = await startSimulator({ world });
  folder = temporaryFolder();
  env = { ...environmentOf(simulator), PATROL_STORE: join(folder.path, 'store') };
});
afterEach(async () => {
  folder.remove();
  await simulator.close();
});

const run = (words: readonly string[], others: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  patrolProcess(words, { ...env, ...others });

/** Stops whoever asks for the tokens, until it is let go. */
function holdTokenList(): { readonly reached: Promise<void>; release(): void } {
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  simulator.onRequest(({ path }) => {
    if (!path.endsWith('/personal-access-tokens')) return undefined;
    reached.resolve();
    return held.promise;
  });
  return { reached: reached.promise, release: held.resolve };
}

/** Every byte of every file that was left behind. */
function everythingIn(path: string): string {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('patrol as a process', () => {
  it(
    'scans, remembers, and answers about it, with nothing but a document on standard output',
    async () => {
      const scan = await run([
        'scan',
        '--org',
        'acme',
        ...FIRST,
        '--format',
        'json',
        '--fail-on',
        'critical',
      ]);
      expect(scan.exit).toBe(1);
      const document = JSON.parse(scan.stdout);
      expect(document).toMatchObject({
        schemaVersion: 1,
        scan: { org: 'acme', status: 'complete' },
        counts: { 'fine-grained-token': 1 },
        findings: [
          { rule: 'expires-soon', severity: 'critical', credential: { name: HOSTILE, owner: 'octocat' } },
        ],
        alerts: [{ reason: 'first-seen', status: 'delivered' }],
      });
      const [inventory, findings, owner] = [
        await run(['inventory', '--org', 'ACME']),
        await run(['findings', '--org', 'acme']),
        await run(['owner', 'octocat', '--format', 'json']),
      ];
      expect([inventory.exit, findings.exit, owner.exit]).toEqual([0, 0, 0]);
      expect(JSON.parse(owner.stdout).items).toMatchObject([
        { org: 'acme', name: HOSTILE, lastUsedAt: '2026-11-21T12:00:00Z' },
      ]);
      for (const { stdout, stderr } of [scan, inventory, findings, owner]) {
        expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(stdout).not.toMatch(/^acme:1 forged row/m);
      }
      expect([inventory.stderr, findings.stderr, owner.stderr]).toEqual(['', '', '']);
    },
    SLOW,
  );

  it(
    'signs what it commits with a KMS key, and checks that with the public key alone',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const kms = await startKms(privateKey);
      const aws = { AWS_ENDPOINT_URL_KMS: kms.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
      const scan = (key: string) =>
        run(['scan', '--org', 'acme', ...FIRST], { ...aws, PATROL_SIGNING_KEY: key });
      expect(await scan('patrol')).toMatchObject({
        ...{
          exit: 2,
          stderr: expect.stringContaining('PATROL_SIGNING_KEY: "patrol" is no ARN of a KMS key'),
        },
      });
      expect(await scan(KMS_KEY)).toMatchObject({ exit: 0 });
      kms.close();
      const file = join(folder.path, 'signing.pem');
      writeFileSync(file, publicKey.export({ format: 'pem', type: 'spki' }));
      const { exit, stdout } = await run(['verify', '--org', 'acme', '--public-key', file]);
      expect({ exit, stdout }).toEqual({
        exit: 0,
        stdout: expect.stringContaining(': 1 signature checked.'),
      });
    },
    SLOW,
  );

  it(
    'exits with 3 and names the permission when something may not be read',
    async () => {
      delete simulator.world.organisation('acme').app?.permissions[TOKENS];
      const { exit, stdout } = await run(['scan', '--all-organisations', '--fail-on', 'low']);
      expect(exit).toBe(3);
      expect(stdout).toMatch(/^acme, scan of .*: PARTIAL\./m);
      expect(stdout).toContain(`${TOKENS}=read`);
      expect(stdout).toMatch(/^beta, scan of .*: complete$/m);
      expect(stdout).toMatch(/classic tokens.*not visible here/is);
    },
    SLOW,
  );

  it(
    'exits with 2 when the key is wrong, and shows neither key nor token anywhere',
    async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const otherKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const first = await run(['scan', '--org', 'acme', ...FIRST]);
      const wrong = await run(['scan', '--org', 'acme', ...SECOND], {
        GITHUB_APP_PRIVATE_KEY: otherKey,
        PATROL_DEBUG: '1',
      });
      const broken = await run(['scan', '--org', 'acme', ...SECOND], {
        GITHUB_APP_PRIVATE_KEY: simulator.app.privateKey.slice(0, 300),
        PATROL_DEBUG: '1',
      });
      expect([first.exit, wrong.exit, broken.exit]).toEqual([0, 2, 2]);
      for (const { stdout, stderr } of [wrong, broken]) {
        expect(stdout).toBe('');
        expect(stderr).toMatch(/^patrol: /);
      }
      const written =
        [first, wrong, broken].map(({ stdout, stderr }) => stdout + stderr).join('') +
        everythingIn(folder.path);
      expect(written.length).toBeGreaterThan(1_000);
      for (const key of [simulator.app.privateKey, otherKey]) {
        for (const line of key.split('\n').filter((each) => each.length > 20))
          expect(written).not.toContain(line);
      }
      expect(written).not.toMatch(/ghs_\w{20}|eyJ\w{20}/);
    },
    SLOW,
  );

  it(
    'lets one patrol at a store; the other says who is there and exits with 3, or waits when told to',
    async () => {
      const hold = holdTokenList();
      const first = run(['scan', '--org', 'acme', ...FIRST]);
      await hold.reached;
      const patient = startPatrol(['scan', '--org', 'acme', ...SECOND, '--wait', '60'], env);
      const waited = ended(patient);
      // Its first word is that it waits: what it says once the store is free comes later.
      await new Promise((resolve) => patient.stderr?.once('data', resolve));
      const hasty = await run(['scan', '--org', 'acme', ...SECOND]);
      hold.release();
      expect(hasty).toMatchObject({
        exit: 3,
        stdout: '',
        stderr: expect.stringMatching(/^patrol: The store .* is in use/),
      });
      expect(await first).toMatchObject({ exit: 0 });
      expect(await waited).toMatchObject({ exit: 0, stderr: expect.stringContaining('waiting up to 60 s') });
    },
    SLOW,
  );

  it(
    'stops on Ctrl-C with 130, says that nothing was committed, and the night before is intact',
    async () => {
      expect(await run(['scan', '--org', 'acme', ...FIRST])).toMatchObject({ exit: 0 });
      const hold = holdTokenList();
      const child = startPatrol(['scan', '--org', 'acme', ...SECOND], env);
      const stopped = ended(child);
      await hold.reached;
      child.kill('SIGINT');
      const { exit, stdout, stderr } = await stopped;
      expect({ exit, stdout }).toEqual({ exit: 130, stdout: '' });
      expect(stderr).toContain(
        "patrol: Stopped. Nothing of tonight's scan of acme was committed; earlier nights are intact.",
      );
      hold.release();
      const inventory = await run(['inventory', '--org', 'acme']);
      expect(inventory.stdout).toContain('as the scan of 2026-11-22T02:00:00Z saw it');
    },
    SLOW,
  );

  it(
    'waits for the rate limit, says until when, and says it in the record',
    async () => {
      simulator.faults.add({
        on: { path: /personal-access-tokens$/ },
        do: { kind: 'secondary-limit', retryAfterSeconds: 2 },
      });
      const { exit, stdout, stderr } = await run(['scan', '--org', 'acme', ...FIRST, '--format', 'json']);
      expect(exit).toBe(0);
      expect(stderr).toMatch(/^patrol: acme: waiting until \d\d:\d\d UTC \(\d s\): /m);
      expect(JSON.parse(stdout).usage.waitedSeconds).toBeGreaterThanOrEqual(1);
    },
    SLOW,
  );

  it(
    'takes it quietly when nobody reads on',
    async () => {
      const child = startPatrol(['scan', '--help'], env);
      child.stdout?.destroy();
      expect(await ended(child)).toMatchObject({ exit: 0, stderr: '' });
    },
    SLOW,
  );

  it(
    'makes no store where it only reads, and says where to look',
    async () => {
      const { exit, stderr } = await run(['findings', '--org', 'acme']);
      expect(exit).toBe(2);
      expect(stderr).toMatch(/^patrol: There is no store at .*patrol scan --org/);
      expect(readdirSync(folder.path)).toEqual([]);
    },
    SLOW,
  );
});
