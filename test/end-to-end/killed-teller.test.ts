import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { plusDays } from '#core/instant.ts';
import { runScan } from '#scan/run-scan.ts';
import { startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const SLOW = 60_000;
const expiring = fineGrainedToken({
  expiresAt: plusDays(NIGHT, 6),
  lastUsedAt: NIGHT,
  repositorySelection: 'all',
  repositories: null,
  repositoriesAsOf: null,
});

describe('a process that is killed with kill -9 while it tells', () => {
  it.each([
    ['before the yes', 1],
    ['before the note', 2],
  ])(
    '%s: its message goes out with the next run, and is said %i times in all',
    async (death, times) => {
      const memory = await memoryStore();
      let child: ChildProcess | null = null;
      let isDue = death === 'before the yes';
      const slack = await startSlack(() => {
        if (!isDue) return null;
        isDue = false;
        child?.kill('SIGKILL');
        return { reset: true };
      });
      const tell = async (how: string): Promise<unknown> => {
        const script = fileURLToPath(new URL('./killed-teller.ts', import.meta.url));
        const started = spawn(process.execPath, [script, memory.url, slack.url, how], { stdio: 'inherit' });
        child = started;
        const [code, signal] = await once(started, 'exit');
        return signal ?? code;
      };
      try {
        const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items: [expiring] } } });
        await runScan(scanInput({ store: memory.store, github }));
        expect(await tell(death)).toBe('SIGKILL');
        expect(await tell('')).toBe(0);
        expect(await tell('')).toBe(0);
        expect(slack.calls.map(({ method }) => method)).toEqual(Array(times).fill('chat.postMessage'));
      } finally {
        await slack.close();
        await memory.close();
      }
    },
    SLOW,
  );
});
