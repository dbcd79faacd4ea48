import { benchScan } from './scan.ts';

const [what = 'scan', size = '25000'] = process.argv.slice(2);
if (what !== 'scan' || !/^\d+$/.test(size)) {
  process.stderr.write('Usage: npm run bench -- scan [TOKENS]\n');
  process.exitCode = 2;
} else {
  process.stdout.write(`${await benchScan(Number(size))}\n`);
}
