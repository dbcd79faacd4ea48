import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CloudFormationTemplate, synthesise } from '#test/deployed/synthesis.ts';
import { bundle } from '../lib/function-code.ts';

/** A function as Lambda has it: its module, and the environment it was deployed with. */
export interface DeployedCode {
  readonly name: string;
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes of code that are loaded at once, and with all that is loaded later. */
  readonly loaded: number;
  readonly whole: number;
}

const ACCOUNT = 'eu-west-1:111122223333';
const POLICY = `version: 1
people:
  octocat: { slack: U034GHIJKL, may: [acknowledge, snooze] }
`;

/** Every function of the stack, out of a synthesis with everything that can be asked for. */
export async function deployedFunctions(folder: string): Promise<DeployedCode[]> {
  mkdirSync(folder, { recursive: true });
  const policy = join(folder, 'patrol.yaml');
  writeFileSync(policy, POLICY);
  const slack = { channel: '#security', buttons: true };
  const synthesis = await synthesise(join(folder, 'synth'), { githubAppId: '1', policy, slack }, 'eu-west-1');
  const { Resources } = synthesis.template;
  return Object.values(Resources).flatMap(({ Metadata, Properties, Type }) => {
    if (Type !== 'AWS::Lambda::Function') return [];
    const name = /\/(\w+)\/Function\/Resource$/.exec(`${Metadata?.['aws:cdk:path']}`)?.[1] ?? '';
    const { Variables } = Properties['Environment'] as { Variables: Readonly<Record<string, unknown>> };
    const environment = Object.fromEntries(
      Object.entries(Variables).map(([key, value]) => [key, deployedValue(value, Resources)]),
    );
    return [describeCode(name, join(synthesis.folder, `${Metadata?.['aws:asset:path']}`), environment)];
  });
}

/** A handler of this folder, bundled as the functions are. */
export function comparedFunction(name: string, folder: string): DeployedCode {
  const asset = join(folder, name);
  bundle({ file: `bench/${name}.ts`, beside: {} }, asset);
  return describeCode(name, asset, {});
}

/** What CloudFormation would put in the place of a reference, as far as a function looks at it. */
function deployedValue(value: unknown, resources: CloudFormationTemplate['Resources']): string {
  if (typeof value === 'string') return value;
  const { 'Fn::GetAtt': attribute, Ref } = value as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const id = Ref ?? attribute?.[0] ?? '';
  switch (resources[id]?.Type) {
    case 'AWS::KMS::Key':
      return `arn:aws:kms:${ACCOUNT}:key/${id}`;
    case 'AWS::SNS::Topic':
      return `arn:aws:sns:${ACCOUNT}:${id}`;
    case 'AWS::SecretsManager::Secret':
      return `arn:aws:secretsmanager:${ACCOUNT}:secret:${id}`;
    default:
      return id;
  }
}

function describeCode(name: string, asset: string, environment: DeployedCode['environment']): DeployedCode {
  const module = join(asset, 'index.mjs');
  const code = readdirSync(asset).filter((file) => file.endsWith('.mjs'));
  return {
    name,
    module,
    environment,
    loaded: bytesOf([...loadedWith(module)]),
    whole: bytesOf(code.map((file) => join(asset, file))),
  };
}

const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0);

/** A module and what it imports, and so on; not what it imports later. */
function loadedWith(module: string, found = new Set<string>()): Set<string> {
  if (found.has(module)) return found;
  found.add(module);
  const imports = readFileSync(module, 'utf8').matchAll(/(?:from|import)"(\.\/[^"]+)"/g);
  for (const [, path = ''] of imports) loadedWith(join(dirname(module), path), found);
  return found;
}
