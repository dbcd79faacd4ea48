import { benchColdStart } from './cold-start.ts';
import { benchCustomRules } from './custom-rules.ts';
import { benchHistory } from './history.ts';
import { benchRules } from './rules.ts';
import { benchScan } from './scan.ts';

/** What can be measured, and of how many tokens by default; of a cold start, how often. */
const BENCHES: Readonly<
  Record<
    string,
    { tokens: readonly number[]; run(tokens: number, nights?: number): string | Promise<string> }
  >
> = {
  scan: { tokens: [25_000], run: benchScan },
  history: { tokens: [1_000, 10_000, 100_000], run: benchHistory },
  rules: { tokens: [100_000], run: benchRules },
  'custom-rules': { tokens: [100_000], run: benchCustomRules },
  'cold-start': { tokens: [15], run: benchColdStart },
};

const [what = 'scan', ...numbers] = process.argv.slice(2);
const [size, nights] = numbers.map(Number);
const bench = Object.hasOwn(BENCHES, what) ? BENCHES[what] : undefined;
if (bench === undefined || numbers.length > 2 || !numbers.every((number) => /^[1-9]\d*$/.test(number))) {
  process.stderr.write(
    `Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [TOKENS [NIGHTS]|REPETITIONS]\n`,
  );
  process.exitCode = 2;
} else {
  for (const tokens of size === undefined ? bench.tokens : [size]) {
    process.stdout.write(`${await bench.run(tokens, nights)}\n`);
  }
}
