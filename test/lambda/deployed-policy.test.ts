import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { deployedPolicy } from '../../lambda/deployed-policy.ts';
import { deployedPolicyFile } from '../../lambda/deployed-policy-file.ts';
import { bundledPolicy } from '../../lib/bundled-policy.ts';

const CUSTOM = `version: 1
custom-rules:
  - id: named-after-its-team
    title: Tokens are named after their team
    kinds: [fine-grained-token]
    when: '!credential.name.matches("^(infra|web)-")'
    severity: low
    message: 'The {credential.description} is named after nobody.'
    remedy: '{credential.owner}: rename it.'
`;

/** As the functions find it. */
function deployed(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'patrol-'));
  const path = join(folder, 'patrol.yaml');
  writeFileSync(path, text);
  const { beside, name } = bundledPolicy(path);
  for (const [file, content] of Object.entries(beside)) writeFileSync(join(folder, file), content);
  const read = readPolicy(Buffer.from(text), {
    source: path,
    today: instantOf(new Date()),
    sha256,
    runExamples: false,
  });
  return { read, file: deployedPolicyFile(pathToFileURL(join(folder, name)).href) };
}

describe('the policy that is deployed', () => {
  it.each([
    ['the example of the docs', readFileSync('docs/patrol.example.yaml', 'utf8')],
    ['a policy with a rule of its own', CUSTOM],
  ])('%s says at night what it says on a laptop, of every organisation', async (_what, text) => {
    const { file, read } = deployed(text);
    const policyOf = await deployedPolicy(file);
    for (const org of ['acme', 'some-other'].map(orgLogin)) {
      const [night, laptop] = [policyOf(org), policyFor(read, org, sha256)];
      expect(night.version).toBe(laptop.version);
      // What judges is a function: another one of the same text.
      expect(JSON.stringify(night)).toBe(JSON.stringify(laptop));
    }
    expect({ ...file }).toEqual(JSON.parse(JSON.stringify(read.file)));
  });

  it('is the built-in one where there is none', async () => {
    const { name } = bundledPolicy(null);
    expect((await deployedPolicy(deployedPolicyFile(name)))(orgLogin('acme'))).toBe(BUILT_IN_POLICY);
  });
});
