import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The project's own modules, evaluated anew in every generation: what a module computes while it loads is computed
 * again, in a process that goes on. Packages are loaded once.
 */
export class Generations {
  readonly #root: string;
  readonly #javascript = new Map<string, string>();
  readonly #importers = new Map<string, Set<string>>();
  #latest = 0;

  constructor(root: string) {
    this.#root = pathToFileURL(`${root}/`).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        const parent = context.parentURL;
        if (parent === undefined || !this.#isOwn(parent) || !this.#isOwn(resolved.url)) return resolved;
        this.#noteImport(this.#fileOf(parent), this.#fileOf(resolved.url));
        return { ...resolved, url: bare(resolved.url) + new URL(parent).search };
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
  next(): (file: string) => Promise<unknown> {
    this.#latest += 1;
    const query = `?generation=${this.#latest}`;
    return (file) => import(pathToFileURL(file).href + query);
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
