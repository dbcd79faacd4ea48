import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

interface Parser {
  validate(sql: string): readonly { readonly message: string }[];
}
interface Dialects {
  readonly HiveSQL: new () => Parser;
  readonly TrinoSQL: new () => Parser;
}

const page = readFileSync('docs/data-model.md', 'utf8');
// The SQL before this section is PartiQL, which data-model.test.ts asks DynamoDB Local.
const section = page.slice(page.indexOf('\n## Years at once, with Athena'));
const [table = '', ...questions] = [...section.matchAll(/```sql\n([\s\S]+?)\n```/g)].map(
  ([, sql = '']) => sql,
);
const folder = mkdtempSync(join(tmpdir(), 'patrol-test-'));
let dialects: Dialects;

beforeAll(async () => {
  const contents = ['Hive', 'Trino']
    .map((name) => `export { ${name}SQL } from 'dt-sql-parser/dist/parser/${name.toLowerCase()}';`)
    .join('\n');
  const stdin = { contents, resolveDir: import.meta.dirname };
  const outfile = join(folder, 'parsers.mjs');
  // They say on the console what they also return.
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', drop: ['console'] });
  dialects = (await import(pathToFileURL(outfile).href)) as Dialects;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the SQL of docs/data-model.md', () => {
  it('is a table as Hive declares it', () => {
    expect(table).toMatch(/^CREATE EXTERNAL TABLE patrol/);
    expect(new dialects.HiveSQL().validate(table)).toEqual([]);
    expect(new dialects.HiveSQL().validate(table.replace('ROW FORMAT', 'ROW FROMAT'))).not.toEqual([]);
  });

  it('is questions as Trino takes them', () => {
    expect(questions.length).toBeGreaterThan(0);
    for (const sql of questions) {
      expect(new dialects.TrinoSQL().validate(sql)).toEqual([]);
      expect(new dialects.TrinoSQL().validate(sql.replace('GROUP BY', 'GRUOP BY'))).not.toEqual([]);
    }
  });

  it('asks for nothing but declared fields, and declares nothing but documented attributes', () => {
    const declared = [...table.matchAll(/(\w+): struct</g)].map(([, name = '']) => name);
    const asked = questions.flatMap((sql) =>
      [...sql.matchAll(/item\.([\w.]+)/g)].flatMap(([, path = '']) => path.split('.')),
    );
    const known = new Set([...declared, 's', 'm']);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    const prose = page.toLowerCase();
    expect(declared.filter((name) => name !== 'm' && !prose.includes(`"${name}"`))).toEqual([]);
  });
});
