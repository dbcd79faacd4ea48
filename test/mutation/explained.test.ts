import { existsSync, readFileSync } from 'node:fs';
import { explainedIn } from '../../mutation/explanations.ts';

const explained = explainedIn(readFileSync('mutation/explained.yaml', 'utf8'));

/** Takes a second, where the run that shows that they survive takes twenty minutes. */
it('every survivor that is explained is of a line that is still there', () => {
  const gone = explained.filter(({ file, in: line }) => !existsSync(file) || !lines(file).has(line));
  expect(gone).toEqual([]);
});

function lines(file: string): ReadonlySet<string> {
  return new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim()),
  );
}
