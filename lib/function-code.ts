import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { BUILT_IN_MODULES } from './builtin-modules.ts';

export interface FunctionCode {
  /** The file that exports the handler, by its path in this project. */
  readonly file: string;
  /** What stands beside the code: name → content. */
  readonly beside: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The code of a function: `index.mjs` with all that it loads at once, and a file for each thing it loads when it needs it,
 * such as the ways to find credentials that Lambda does not use.
 */
export function functionCode(code: FunctionCode): Code {
  return Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK keeps one asset for what looks the same to it, and it cannot look into a function.
      command: [JSON.stringify(code)],
      image: NO_IMAGE,
      local: {
        tryBundle(folder) {
          bundle(code, folder);
          return true;
        },
      },
    },
  });
}

/** It is never asked for: the bundler is a dependency of ours. */
const NO_IMAGE = DockerImage.fromRegistry('scratch');

/** By its path in this project. */
const DURABLE_CLIENT = './lambda/durable-client.ts';

/** Writes the code into a folder. */
export function bundle({ beside, file }: FunctionCode, folder: string): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: { index: join(ROOT, file) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    splitting: true,
    mainFields: ['module', 'main'],
    alias: { ...BUILT_IN_MODULES, '@aws-sdk/client-lambda': DURABLE_CLIENT },
    minify: true,
    keepNames: true,
    sourcemap: true,
    // A trace in a log is looked up beside the sources: they need not be deployed.
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const [name, content] of Object.entries(beside)) writeFileSync(join(folder, name), content);
}
