import type { FineGrainedToken, InventoryItem, Repository, TokenRequest } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import { LISTING_SOURCES, type ListingSource } from '#core/reading.ts';
import type { Confirmation, GitHub, RepositoriesReader, Source, Stop, Wait } from '#scan/ports.ts';

type RepositoriesAnswer = Awaited<ReturnType<RepositoriesReader['read']>>;

/** What one source does tonight; a source that is not named is an empty list. */
export interface Script {
  readonly items?: readonly InventoryItem[];
  /** Ends the list after the items. */
  readonly stop?: Stop;
  /** Before the items, once. */
  readonly wait?: Wait;
  /** Still there although the list does not show them. */
  readonly hidden?: readonly InventoryItem[];
  /** Instead of answering a confirmation; `wait` once. */
  readonly confirmStop?: Stop | Wait;
}

export interface Night {
  readonly lists?: Partial<Record<ListingSource, Script>>;
  readonly repositories?: (holder: FineGrainedToken | TokenRequest) => RepositoriesAnswer;
}

/** A GitHub that does as it is told, and remembers what it was asked. */
export function scriptedGitHub(night: Night): GitHub & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    sources: LISTING_SOURCES.map((name) => scriptedSource(name, night.lists?.[name] ?? {}, asked)),
    repositories: {
      async read(_org, holder) {
        asked.push(`repositories of ${keyOf(holder)}`);
        return (
          night.repositories?.(holder) ?? {
            kind: 'read',
            repositories: [] as readonly Repository[],
            pages: 1,
          }
        );
      },
    },
    usage: () => ({ requests: asked.length, notModified: 0, waitedSeconds: 0 }),
  };
}

function scriptedSource(name: ListingSource, script: Script, asked: string[]): Source {
  let waited = false;
  let confirmWaited = false;
  return {
    name,
    confirmAtOnce: 2,
    async read(_org, cursor) {
      asked.push(`${name} from ${cursor ?? 'the start'}`);
      if (script.wait !== undefined && !waited) {
        waited = true;
        return { items: [], pages: 0, next: { ...script.wait, cursor: 'after the wait' } };
      }
      const items = script.items ?? [];
      const pages = script.stop !== undefined && items.length === 0 ? 0 : 1;
      return { items, pages, next: script.stop ?? { kind: 'end', note: null } };
    },
    async confirm(_org, absent): Promise<Confirmation> {
      asked.push(`${name} confirm ${absent.map(keyOf).join(', ')}`);
      if (script.confirmStop !== undefined && !(script.confirmStop.kind === 'wait' && confirmWaited)) {
        confirmWaited = true;
        return { alive: [], next: script.confirmStop };
      }
      const keys = new Set(absent.map(keyOf));
      return { alive: (script.hidden ?? []).filter((item) => keys.has(keyOf(item))), next: { kind: 'done' } };
    },
  };
}
