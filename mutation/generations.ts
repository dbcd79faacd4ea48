import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type Load = (file: string) => Promise<unknown>;

/**
 * The project's own modules, evaluated anew in every generation: what a module computes while it loads is computed
 * again, in a process that goes on. Packages are loaded once.
 */
export class Generations {
  readonly #root: string;
  readonly #javascript = new Map<string, string>();
  readonly #importers = new Map<string, Set<string>>();
  /** Of a generation that is anew in part only: its files. All others are those of the generation that it is based on. */
  readonly #parts = new Map<string, { readonly files: ReadonlySet<string>; readonly base: string }>();
  #latest = 0;

  constructor(root: string) {
    this.#root = pathToFileURL(`${root}/`).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        const parent = context.parentURL;
        if (parent === undefined || !this.#isOwn(parent) || !this.#isOwn(resolved.url)) return resolved;
        this.#noteImport(this.#fileOf(parent), this.#fileOf(resolved.url));
        return {
          ...resolved,
          url: bare(resolved.url) + this.#generationOf(resolved.url, new URL(parent).search),
        };
      },
      load: (url, context, next) =>
        this.#isOwn(url)
          ? {
              format: 'module',
              shortCircuit: true,
              source: this.#javascriptOf(url, () => next(url, context)),
            }
          : next(url, context),
    });
  }

  /** A function that imports into one new generation. */
  next(): Load {
    this.#latest += 1;
    return this.#loadOf(`?generation=${this.#latest}`);
  }

  /** A function that imports these files anew, and whatever else they import from one generation that stays. */
  nextOf(files: ReadonlySet<string>): Load {
    this.#latest += 1;
    const query = `?generation=${this.#latest}`;
    this.#parts.set(query, { files, base: '?generation=0' });
    return this.#loadOf(query);
  }

  #loadOf(query: string): Load {
    return (file) => {
      const { href } = pathToFileURL(file);
      return import(href + this.#generationOf(href, query));
    };
  }

  #generationOf(url: string, generation: string): string {
    const part = this.#parts.get(generation);
    return part === undefined || part.files.has(this.#fileOf(url)) ? generation : part.base;
  }

  /** Of each file that was imported: the files that import it. */
  importers(): Record<string, string[]> {
    return Object.fromEntries([...this.#importers].map(([file, importers]) => [file, [...importers]]));
  }

  #isOwn(url: string): boolean {
    return url.startsWith(this.#root) && !url.includes('/node_modules/') && /\.ts(\?|$)/.test(url);
  }

  #fileOf(url: string): string {
    return fileURLToPath(bare(url)).slice(fileURLToPath(this.#root).length);
  }

  #noteImport(importer: string, imported: string): void {
    const importers = this.#importers.get(imported) ?? new Set();
    this.#importers.set(imported, importers.add(importer));
  }

  #javascriptOf(url: string, load: () => { source?: string | ArrayBuffer | NodeJS.TypedArray | undefined }) {
    const file = bare(url);
    const known = this.#javascript.get(file);
    if (known !== undefined) return known;
    const source = stripTypeScriptTypes(`${load().source}`);
    this.#javascript.set(file, source);
    return source;
  }
}

const bare = (url: string): string => url.replace(/\?.*/, '');
