import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slackMessage } from '#adapters/slack/message.ts';
import type { Alert } from '#core/alert.ts';
import { alertEvent } from '#core/alert-event-of.ts';
import { orgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { deliver } from '#scan/deliver.ts';
import { itemsBehind } from '#scan/items-behind.ts';
import type { ProgressListener } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { MARK } from './demo-folder.ts';
import { demoClosing, demoOpening, nightLine } from './demo-lines.ts';
import { demoWorld, FIRST_NIGHT, NIGHTS, play, STAGE } from './demo-plot.ts';
import { alertsOf, introduce, type SceneKind, sceneFinder } from './demo-scenes.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { print, textOptions } from './print.ts';
import { message } from './render/message.ts';
import type { ScanView, TextOptions } from './render/scan-text.ts';
import { slackFrame } from './render/slack-frame.ts';

const ALERTS_OF_A_SCENE = 3;
const CHANGED_IN_PLACE: ReadonlySet<SceneKind> = new Set(['a tier raised', 'a token renewed']);
const SITES = { github: 'https://github.com', rules: 'https://github.com/acme/patrol/blob/main/docs/rules/' };

const silent: ProgressListener = { source() {}, finished() {}, waiting() {}, phase() {}, warning() {} };

/** Plays the month of nights. The simulator is loaded by nobody else. */
export async function demo(folder: string, deps: Dependencies): Promise<ExitCode> {
  const started = deps.now().getTime();
  if (existsSync(join(folder, MARK))) rmSync(folder, { recursive: true });
  const store = await deps.openStore(folder, 'write');
  writeFileSync(join(folder, MARK), '');
  const simulator = await startSimulator({ world: demoWorld() });
  try {
    await print(deps, demoOpening(simulator.world.organisations, textOptions(deps)));
    await watch({ deps, simulator, store });
    const seconds = Math.round((deps.now().getTime() - started) / 1_000);
    await print(
      deps,
      demoClosing({ folder, requests: simulator.requests.length, seconds }, textOptions(deps)),
    );
  } finally {
    await simulator.close();
    await store.close();
  }
  return EXIT.done;
}

interface Stage {
  readonly deps: Dependencies;
  readonly simulator: Simulator;
  readonly store: Store;
}

async function watch(stage: Stage): Promise<void> {
  const { deps, simulator, store } = stage;
  const { world } = simulator;
  const connection = await deps.connectApp({
    apiUrl: simulator.url,
    appId: `${simulator.app.id}`,
    privateKey: simulator.app.privateKey,
    requestsPerSecond: Number.POSITIVE_INFINITY,
  });
  const sceneOf = sceneFinder();
  for (let night = 1; night <= NIGHTS; night += 1) {
    const now = plusDays(FIRST_NIGHT, night - 1);
    world.advanceTo(now);
    play({ simulator, night, now, findings: await store.findings(orgLogin(STAGE), ['open']) });
    const results = await Promise.all(
      world.organisations.map(async ({ login }) => {
        const org = orgLogin(login);
        const github = await connection.organisation(org, deps.signal);
        return deps.runScan({
          org,
          scan: now,
          policy: BUILT_IN_POLICY,
          github,
          store,
          progress: silent,
          channels: [],
          signer: null,
        });
      }),
    );
    for (const result of results) await say(night, result, { deps, sceneOf, store });
  }
}

interface Telling {
  readonly deps: Dependencies;
  readonly store: Store;
  readonly sceneOf: ReturnType<typeof sceneFinder>;
}

async function say(night: number, result: ScanResult, { deps, sceneOf, store }: Telling): Promise<void> {
  const { record } = result;
  const { org } = record;
  const send = async (alerts: readonly Alert[]) => {
    const found = alerts.map(({ finding }) => finding);
    const view = { result, alerts, items: await itemsBehind(found, result.record, store) };
    await print(deps, tell(night, view, org === STAGE ? sceneOf(view) : null, deps));
  };
  await deliver({ record, store, sink: { channel: 'terminal', send } });
}

/** A line a night; a night that is the first of its kind is told, with what makes it so. */
function tell(night: number, view: ScanView, scene: SceneKind | null, deps: Dependencies): string {
  const options = textOptions(deps);
  const line = nightLine(night, view, options);
  if (scene === null) return line;
  const { alerts, result, items } = view;
  const chosen = alertsOf(scene, alerts).slice(0, ALERTS_OF_A_SCENE);
  const words = message({ record: result.record, alerts, items }, options.width - 4, chosen);
  const bar = options.paint.dim('│');
  return [
    line.trimEnd(),
    '',
    `  ${options.paint.bold(introduce(scene))}`,
    ...words.map((text) => `  ${bar} ${text}`.trimEnd()),
    ...inSlack(scene, chosen, view, options),
    '',
    '',
  ].join('\n');
}

/** What is changed in place elsewhere, from the very blocks that Slack would get. */
function inSlack(
  scene: SceneKind,
  [first]: readonly Alert[],
  { items, result: { record } }: ScanView,
  { paint, width }: TextOptions,
): string[] {
  if (first === undefined || !CHANGED_IN_PLACE.has(scene)) return [];
  const { blocks } = slackMessage(alertEvent({ record, items, sites: SITES }, first));
  const frame = slackFrame({ channel: '#security', blocks }, { paint, width: width - 2 });
  return [
    '',
    `  ${paint.dim('Where Slack is told, the message there is changed:')}`,
    ...frame.map((line) => `  ${line}`),
  ];
}
