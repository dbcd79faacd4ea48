import { deployKey, repository } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

const POLICY = `
version: 1
enterprise:
  rules: { deploy-key-can-write: { scope: { repositories: [payments] } } }
`;

describe('a scope in the policy', () => {
  let memory: Awaited<ReturnType<typeof memoryStore>>;
  beforeEach(async () => {
    memory = await memoryStore();
  });
  afterEach(() => memory.close());

  const key = (id: string, name: string) =>
    deployKey({ id, readOnly: false, repository: repository({ id: Number(id), name }) });
  const run = (...words: string[]) =>
    patrol(words, {
      store: memory.again,
      github: { acme: { lists: { 'deploy-keys': { items: [key('1', 'payments'), key('2', 'docs')] } } } },
      readFile: async () => Buffer.from(POLICY),
    });

  it('says every night what it leaves out, finds the rest, and shows itself', async () => {
    const text = await run('scan', '--org', 'acme', '--at', '2026-11-22T02:00:00Z');
    expect(text.stdout).toContain(
      'Rules that judge in a scope only:\n  - deploy-key-can-write: 1 judged, 1 left out.\n',
    );
    const json = await run('scan', '--org', 'acme', '--at', '2026-11-23T02:00:00Z', '--format', 'json');
    const { findings, scoped } = JSON.parse(json.stdout);
    expect(scoped).toEqual([{ rule: 'deploy-key-can-write', judged: 1, leftOut: 1 }]);
    const writing = findings.filter(({ rule }: { rule: string }) => rule === 'deploy-key-can-write');
    expect(writing).toMatchObject([{ credential: { id: '1' } }]);
    const shown = await run('policy', 'show', '--org', 'acme', '--policy', 'patrol.yaml');
    expect(shown.stdout).toContain('scope: { repositories: [ payments ] } # enterprise');
  });
});
