import { generateKeyPairSync, sign } from 'node:crypto';
import { sha256 } from '#adapters/engine/sha256.ts';
import { publicKeyCheck } from '#adapters/signing/public-key-check.ts';
import { orgLogin } from '#core/credential.ts';
import { verifyChain } from '#scan/history/verify-chain.ts';
import type { Engine, Signer } from '#scan/ports.ts';
import { commitScan, runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { classicToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const signer: Signer = {
  sign: async (digest) => ({
    key: 'a key of this test',
    algorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    value: sign('sha256', Buffer.from(digest), privateKey).toString('base64'),
  }),
};
const check = publicKeyCheck(publicKey.export({ format: 'der', type: 'spki' }));
const github = scriptedGitHub({ lists: { 'sso-credentials': { items: [classicToken()] } } });

/** Gives what a step gave before, and dies before the one named. */
function checkpointed(results: Map<string, unknown>, diesBefore: string | null): Engine {
  const engine: Engine = {
    ...instantEngine(),
    async step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
      if (name === diesBefore) throw new Error('killed');
      if (!results.has(name)) results.set(name, await work());
      return results.get(name) as Result;
    },
    forEach: (_name, items, work) =>
      Promise.all(items.map((item, index) => work(item, named(engine, `${index}`)))),
  };
  return engine;
}
const named = (engine: Engine, prefix: string): Engine => ({
  ...engine,
  step: (name, work) => engine.step(`${prefix} ${name}`, work),
});

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

describe('a scan that is resumed between staging and the commit', () => {
  it('commits what it decides then, though another organisation was scanned meanwhile', async () => {
    const { store } = memory;
    const killed: Store = { ...store, keeping: () => killed, release: async () => undefined };
    const results = new Map<string, unknown>();
    const first = commitScan(
      scanInput({ store: killed, github, signer, engine: checkpointed(results, 'commit') }),
    );
    await expect(first).rejects.toThrow('killed');
    await runScan(scanInput({ org: orgLogin('beta'), store, github }));
    await commitScan(scanInput({ store, github, signer, engine: checkpointed(results, null) }));
    const rules = (await store.transitions(ACME, NIGHT)).map(({ finding }) => finding.rule);
    expect(rules).toContain('classic-spans-organisations');
    expect(await verifyChain(store, ACME, { now: NIGHT, sha256, check })).toMatchObject({
      ...{ misfits: [], damaged: [], signatures: { count: 1, since: NIGHT } },
    });
  });
});

describe('a scan whose digest is not signed', () => {
  it('is not committed, and can be made again at once', async () => {
    const refusing: Signer = { sign: () => Promise.reject(new Error('The KMS key did not sign')) };
    const scan = (by: Signer) => commitScan(scanInput({ store: memory.again(), github, signer: by }));
    await expect(scan(refusing)).rejects.toThrow('The KMS key did not sign');
    expect(await memory.store.head(ACME)).toBeNull();
    expect(await scan(signer)).toBe('committed');
    const head = await memory.store.head(ACME);
    expect(check(head?.digest ?? '', head?.signature?.value ?? '')).toBe(true);
  });
});
