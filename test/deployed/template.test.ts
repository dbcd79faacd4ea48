import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { REGION } from './moto.ts';
import { readSynthesis } from './synthesis.ts';

const CONFIG = fileURLToPath(new URL('cfn-lint.yaml', import.meta.url));

it('cfn-lint has nothing to say of the template', async () => {
  const { PATROL_TEST_BIN = '', PATROL_TEST_SYNTHESIS = '' } = process.env;
  const { templateFile } = readSynthesis(PATROL_TEST_SYNTHESIS);
  const lint = promisify(execFile)(join(PATROL_TEST_BIN, 'cfn-lint'), [
    ...['--config-file', CONFIG, '--regions', REGION, '--template', templateFile],
  ]);
  // It ends with another code where it has something to say, and says it on standard output.
  expect(await lint.catch(({ stdout, stderr }) => ({ stdout, stderr }))).toEqual({ stdout: '', stderr: '' });
}, 120_000);
