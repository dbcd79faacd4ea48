import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  type IVersion,
  type Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface PatrolFunctionProps {
  /** File in lambda/, without its ending. */
  readonly entry: keyof typeof KINDS;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySize: number;
  readonly logRetention: RetentionDays;
  readonly encryptionKey: IKey;
  /** Copied beside the code as patrol.yaml. */
  readonly policy: string | null;
  /** File in lambda/ that is loaded by its name `#lambda/…` when it is needed: bundled apart, it costs nothing before. */
  readonly later?: string;
  /** What else is to stand beside the code: name → content. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Functions run for hours, durably, or answer one request. */
const KINDS = { plan: 'durable', scan: 'durable', slack: 'durable', buttons: 'request' } as const;
const REQUEST = { timeout: Duration.seconds(10) } as const;

/** How long an execution may take: four days, since the first night of a very large organisation waits often. */
const EXECUTION = Duration.days(4);
/** How long its steps can be looked at afterwards. */
const HISTORY = Duration.days(14);

const DURABLE = {
  timeout: Duration.minutes(15),
  durableConfig: { executionTimeout: EXECUTION, retentionPeriod: HISTORY },
} as const;

const BANNER = "const __patrol_url = require('node:url').pathToFileURL(__filename).href;";

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A function of Patrol, called by its alias: what waits stays with the version that it began with. */
export class PatrolFunction extends Construct {
  readonly function: LambdaFunction;
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: PatrolFunctionProps) {
    super(scope, id);
    const { encryptionKey, entry, environment, later, logRetention, memorySize, policy } = props;
    const beside = { ...props.beside, ...(later === undefined ? {} : { 'package.json': importing(later) }) };
    const logGroup = new LogGroup(this, 'Logs', {
      encryptionKey,
      retention: logRetention,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.function = new NodejsFunction(this, 'Function', {
      entry: `${ROOT}lambda/${entry}.ts`,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      handler: 'main',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize,
      ...(KINDS[entry] === 'durable' ? DURABLE : REQUEST),
      tracing: Tracing.ACTIVE,
      environment: { ...environment, PATROL_POLICY: policy === null ? '' : 'patrol.yaml' },
      environmentEncryption: encryptionKey,
      logGroup,
      // A night that waits must not lose the code that it began with to a deployment.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      bundling: {
        format: OutputFormat.CJS,
        mainFields: ['module', 'main'],
        minify: true,
        keepNames: true,
        sourceMap: true,
        // The SDK in the runtime is slower to load than the part of it that is bundled.
        bundleAwsSDK: true,
        define: { 'import.meta.url': '__patrol_url' },
        banner: BANNER,
        externalModules: later === undefined ? [] : [`#lambda/${later}.ts`],
        commandHooks: {
          beforeInstall: () => [],
          beforeBundling: () => [],
          afterBundling: (_input, output) => [
            ...(policy === null ? [] : [`cp ${shellQuoted(policy)} ${shellQuoted(`${output}/patrol.yaml`)}`]),
            ...(later === undefined ? [] : [bundling(later, output)]),
            ...Object.entries(beside).map(
              ([name, content]) => `printf %s ${shellQuoted(content)} > ${shellQuoted(`${output}/${name}`)}`,
            ),
          ],
        },
      },
    });
    this.live = new Alias(this, 'Live', {
      aliasName: 'live',
      version: this.function.currentVersion as IVersion,
    });
  }
}

/** Where Node finds the file that is loaded later. */
function importing(later: string): string {
  return JSON.stringify({ imports: { [`#lambda/${later}.ts`]: `./${later}.js` } });
}

/** The command that bundles a file beside the entry, as the entry itself is. */
function bundling(later: string, output: string): string {
  const words = [
    fileURLToPath(import.meta.resolve('esbuild/bin/esbuild')),
    `${ROOT}lambda/${later}.ts`,
    ...['--bundle', '--platform=node', '--target=node24', '--format=cjs', '--main-fields=module,main'],
    ...['--minify', '--keep-names', '--sourcemap', '--log-level=warning'],
    '--define:import.meta.url=__patrol_url',
    `--banner:js=${BANNER}`,
    `--outfile=${output}/${later}.js`,
  ];
  return words.map(shellQuoted).join(' ');
}

function shellQuoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
