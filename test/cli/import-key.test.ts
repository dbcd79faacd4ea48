import { generateKeyPairSync } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importingKms } from '#test/builders/importing-kms.ts';
import { KMS_KEY } from '#test/builders/kms.ts';
import { patrolProcess, temporaryFolder } from './builders/patrol-process.ts';

/** A machine that does other things as well. */
const SLOW = 120_000;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
/** As GitHub hands it out. */
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

let folder: ReturnType<typeof temporaryFolder>;
let kms: Awaited<ReturnType<typeof importingKms>>;
let file: string;

beforeEach(async () => {
  folder = temporaryFolder();
  kms = await importingKms();
  file = join(folder.path, 'patrol.private-key.pem');
  writeFileSync(file, PEM);
});
afterEach(() => {
  kms.close();
  folder.remove();
});

const importKey = (path: string, arn: string) =>
  patrolProcess(['import-key', path, '--kms-key', arn], {
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

describe('patrol import-key', () => {
  it(
    "puts GitHub's file into KMS, says by what to recognise it, and leaves the file to whoever has it",
    async () => {
      const { exit, stdout, stderr } = await importKey(file, KMS_KEY);
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(kms.imported()?.equals(privateKey)).toBe(true);
      expect(stdout).toContain(`${KMS_KEY} has the App's private key now`);
      expect(stdout).toMatch(/^ {2}Compare {2}SHA256:[A-Za-z0-9+/]{43}=$/m);
      expect(stdout).toContain(`Delete   ${file}`);
      expect(existsSync(file)).toBe(true);
    },
    SLOW,
  );

  it(
    'says what is wrong with the file or the ARN, asks KMS nothing, and shows no line of the key',
    async () => {
      const cut = join(folder.path, 'cut.pem');
      writeFileSync(cut, PEM.slice(0, 400));
      const tries = await Promise.all([
        importKey(cut, KMS_KEY),
        importKey(join(folder.path, 'none.pem'), KMS_KEY),
        importKey(file, 'alias/patrol'),
      ]);
      expect(tries.map(({ exit, stdout }) => ({ exit, stdout }))).toEqual(
        Array(3).fill({ exit: 2, stdout: '' }),
      );
      expect(tries.map(({ stderr }) => stderr)).toEqual([
        expect.stringContaining(`patrol: ${cut} was cut before its last line`),
        expect.stringContaining('patrol: There is no file '),
        expect.stringContaining('patrol: --kms-key: "alias/patrol" is no ARN of a KMS key'),
      ]);
      for (const line of PEM.split('\n')
        .filter(({ length }) => length > 20)
        .slice(1)) {
        expect(tries.map(({ stderr }) => stderr).join('')).not.toContain(line);
      }
      expect(kms.asked).toEqual([]);
    },
    SLOW,
  );
});
