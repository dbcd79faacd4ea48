import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bytesOf, streamOf } from '#cli/named-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'named-file-'));
const at = (name: string) => join(folder, name);
beforeAll(() => {
  writeFileSync(at('file'), 'words');
  symlinkSync('loop', at('loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('gives the bytes of a file, and of a longer one no more than tell that it is', async () => {
  expect(Buffer.from((await bytesOf(at('file'), 10)) ?? []).toString()).toBe('words');
  expect(await bytesOf(at('file'), 2)).toHaveLength(3);
  expect(await text(await streamOf(at('file')))).toBe('words');
});

it('knows of a file whether it is there', async () => {
  expect(await bytesOf(at('gone'), 10)).toBeNull();
  expect(await bytesOf(at('file/below'), 10)).toBeNull();
  await expect(streamOf(at('gone'))).rejects.toThrow(`${at('gone')} cannot be read: it is not there.`);
});

it.each([
  ['', 'it is a folder. Name the file in it.'],
  ['loop', 'it is a link that leads back to itself.'],
  ['n'.repeat(300), 'the name is too long for a file.'],
])('says why %j cannot be read', async (name, why) => {
  for (const read of [() => bytesOf(at(name), 10), () => streamOf(at(name))]) {
    await expect(read()).rejects.toMatchObject({
      name: 'UsageError',
      message: `${at(name)} cannot be read: ${why}`,
    });
  }
});
