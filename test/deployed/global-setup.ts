import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#test/builders/ports.ts';
import type { SettingsInput } from '../../lib/settings.ts';
import { REGION, startMoto } from './moto.ts';
import { pythonTools } from './python-tools.ts';
import { stillRunning } from './still-running.ts';
import { synthesise } from './synthesis.ts';

/** Once for all files: the tools, moto, and one synthesis, whose functions look for GitHub on a port of this machine. */
export default async function setUp(): Promise<void> {
  const bin = await pythonTools();
  const folder = mkdtempSync(join(tmpdir(), 'patrol-deployed-'));
  const githubPort = await freePort();
  const [moto, synthesis] = await Promise.all([
    startMoto(bin),
    synthesise(folder, settingsOf(folder, githubPort), REGION),
  ]);
  Object.assign(process.env, {
    PATROL_TEST_BIN: bin,
    PATROL_TEST_MOTO: moto.url,
    PATROL_TEST_SYNTHESIS: synthesis.folder,
    PATROL_TEST_GITHUB_PORT: `${githubPort}`,
  });
  stillRunning.push(async () => {
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** hubot and nadia may press in Slack; nobody else is known. */
const POLICY = `version: 1
people:
  hubot: { slack: U012ABCDEF, may: [acknowledge, snooze] }
  nadia: { slack: U056MNOPQR, may: [acknowledge] }
`;

/** With everything that can be asked for. */
function settingsOf(folder: string, githubPort: number): SettingsInput {
  const policy = join(folder, 'patrol.yaml');
  writeFileSync(policy, POLICY);
  return {
    githubAppId: '1100123',
    githubApiUrl: `http://127.0.0.1:${githubPort}`,
    policy,
    slack: { channel: '#security', buttons: true },
  };
}
