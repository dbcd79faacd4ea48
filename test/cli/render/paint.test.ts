import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Node reads `NO_COLOR` and kin from the true environment, which a test in this process cannot change. */
const SCRIPT = `
  import { PassThrough } from 'node:stream';
  import { WriteStream } from 'node:tty';
  import { paintFor } from '${new URL('../../../cli/render/paint.ts', import.meta.url).href}';
  const { getColorDepth } = WriteStream.prototype;
  const stream = Object.assign(new PassThrough(), process.argv[1] === 'terminal' ? { isTTY: true, getColorDepth } : {});
  process.stdout.write(JSON.stringify(Object.values(paintFor(stream)).map((paint) => paint('CRITICAL'))));
`;

function painted(where: 'terminal' | 'pipe', env: Readonly<Record<string, string>> = {}): string[] {
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT, where], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    env: { TERM: 'xterm-256color', ...env },
    encoding: 'utf8',
  });
  return JSON.parse(text);
}
const PLAIN = Array.from({ length: 5 }, () => 'CRITICAL');

describe('colour', () => {
  it('is there on a terminal', () => {
    for (const text of painted('terminal')) expect(text).not.toBe('CRITICAL');
  });

  it('is not there with NO_COLOR', () => {
    expect(painted('terminal', { NO_COLOR: '1' })).toEqual(PLAIN);
  });

  it('is not there where there is no terminal', () => {
    expect(painted('pipe')).toEqual(PLAIN);
  });
});
