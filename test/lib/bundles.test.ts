import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface FunctionResource {
  readonly Type: string;
  readonly Properties: {
    readonly Handler: string;
    readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  };
  readonly Metadata: Readonly<Record<string, unknown>>;
}

let folder: string;
let functions: FunctionResource[];

/** As docs/deploy.md has it: no network is there, and no credentials are given; with everything that can be asked for. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patrol-synth-'));
  const ours = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const patrol = { ...ours.context.patrol, slack: { channel: '#security', buttons: true } };
  const app = ours.app.replace(/^node /, `${process.execPath} ${resolve('.')}/`);
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app, context: { ...ours.context, patrol } }));
  await run(resolve('node_modules/.bin/cdk'), ['synth', '-q'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, CDK_DISABLE_VERSION_CHECK: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const template = JSON.parse(readFileSync(join(folder, 'cdk.out/Patrol.template.json'), 'utf8')) as {
    readonly Resources: Readonly<Record<string, FunctionResource>>;
  };
  functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const assetOf = ({ Metadata }: FunctionResource) => join(folder, 'cdk.out', `${Metadata['aws:asset:path']}`);

it('npx cdk synth makes bundles that load by themselves and export the handler that the template names', async () => {
  expect(functions).toHaveLength(4);
  for (const each of functions) {
    const { Handler } = each.Properties;
    const [file = '', name = ''] = Handler.split('.');
    const asset = assetOf(each);
    // Away from the project, so that nothing of its node_modules can be found. What is loaded later, too.
    const script =
      'Promise.all(process.argv.slice(2).map((each) => import(each))).then(([all]) => console.log(typeof all[process.argv[1]]))';
    const others = readdirSync(asset).filter((other) => other.endsWith('.mjs') && other !== `${file}.mjs`);
    const bundles = [`${file}.mjs`, ...others].map((other) => join(asset, other));
    const { stdout } = await run(process.execPath, ['-e', script, name, ...bundles], {
      cwd: folder,
      env: { AWS_REGION: 'eu-west-1', PATROL_PEOPLE: 'people.json' },
    });
    expect([Handler, stdout.trim()]).toEqual([Handler, 'function']);
  }
}, 60_000);

it('no bundle imports a module of Node: that would load everything such a module could export', () => {
  for (const asset of functions.map(assetOf)) {
    const code = readdirSync(asset).filter((file) => file.endsWith('.mjs'));
    for (const file of code) {
      expect(readFileSync(join(asset, file), 'utf8')).not.toMatch(/(?:from|import|import\()"node:/);
    }
  }
});

/** Bytes of a module and of what it imports at once. */
function loadedAtOnce(module: string, seen = new Set<string>()): number {
  if (seen.has(module)) return 0;
  seen.add(module);
  const code = readFileSync(module, 'utf8');
  const imports = [...code.matchAll(/(?:from|import)"(\.\/[^"]+)"/g)];
  return imports.reduce(
    (sum, [, path = '']) => sum + loadedAtOnce(join(module, '..', path), seen),
    statSync(module).size,
  );
}

it.each<[string, number]>([
  ['Take', 30],
  ['Plan', 160],
  ['Scan', 160],
  ['Tell', 520],
])('%s loads at most %i KB before it looks at an event: what it seldom needs comes later', (name, most) => {
  const found = functions.find(({ Metadata }) => `${Metadata['aws:cdk:path']}`.includes(`/${name}/`));
  if (found === undefined) throw new RangeError(`There is no function ${name}.`);
  expect(loadedAtOnce(join(assetOf(found), 'index.mjs')) / 1_024).toBeLessThan(most);
});
