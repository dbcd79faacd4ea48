import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SettingsInput } from '../../lib/settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface CloudFormationTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, object>>;
}

/** What `cdk synth` left in a folder. */
export interface Synthesis {
  readonly folder: string;
  readonly templateFile: string;
  readonly template: CloudFormationTemplate;
}

/** Runs the real `cdk synth` with these settings in its cdk.json, without credentials. */
export async function synthesise(
  folder: string,
  settings: SettingsInput,
  region: string,
): Promise<Synthesis> {
  mkdirSync(folder, { recursive: true });
  const cdk = { app: `node ${ROOT}bin/patrol.ts`, context: { patrol: settings } };
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify(cdk));
  await promisify(execFile)(join(BIN, 'cdk'), ['synth', '-q', '-o', join(folder, 'cdk.out')], {
    cwd: folder,
    env: {
      PATH: `${BIN}:${process.env['PATH']}`,
      HOME: folder,
      AWS_REGION: region,
      CDK_DISABLE_VERSION_CHECK: '1',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return readSynthesis(join(folder, 'cdk.out'));
}

export function readSynthesis(folder: string): Synthesis {
  const templateFile = join(folder, 'Patrol.template.json');
  return { folder, templateFile, template: JSON.parse(readFileSync(templateFile, 'utf8')) };
}
