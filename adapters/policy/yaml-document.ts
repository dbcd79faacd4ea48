import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import type { PolicyPath } from '#core/policy/policy-issue.ts';
import { offsetInScalar } from './offset-in-scalar.ts';
import type { PolicyFault } from './policy-error.ts';
import { syntaxWords } from './syntax-words.ts';

/** A YAML text as plain data, and where each thing in it stands. */
export interface YamlDocument {
  readonly data: unknown;
  /** What is wrong with it as YAML; `data` is worth nothing then. */
  readonly faults: readonly PolicyFault[];
  /** Of a key or a value; of the nearest thing around it that is there, where it is not. */
  place(path: PolicyPath, at: 'key' | 'value'): Place;
  /** Of a place within a text: `offset` counts UTF-16 units of its value, however it is quoted or folded. */
  placeWithin(path: PolicyPath, offset: number): Place;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Beyond these, one more fault helps nobody: they follow from the first ones. */
const MOST_SYNTAX_FAULTS = 5;

/**
 * Reads YAML 1.2 with the core schema: dates stay text, `off` stays a word. No anchors, aliases, tags or merge keys:
 * a policy says what it says where it says it, and cannot grow when it is opened.
 */
export function yamlDocument(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    merge: false,
    // The library compares each key with each: a file of a hundred thousand keys takes minutes.
    uniqueKeys: false,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [
    ...upToTooDeep(document.errors).map((error) => ({ ...at(error.pos[0]), message: syntaxWords(error) })),
    ...unwanted(document, text).map(({ offset, message }) => ({ ...at(offset), message })),
  ].toSorted((one, other) => one.line - other.line || one.column - other.column);
  return {
    data: faults.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null,
    faults: oneEachPlace(faults).slice(0, MOST_SYNTAX_FAULTS),
    place: (path, which) => at(offsetOf(document, path, which)),
    placeWithin: (path, offset) => {
      const value = stepsAlong(document, path).at(-1)?.value;
      return at(isScalar(value) ? offsetInScalar(text, value, offset) : offsetOf(document, path, 'value'));
    },
  };
}

/** Where the stack ends, the library goes on outwards from there: what it meets on its way follows from that. */
function upToTooDeep(errors: readonly YAMLParseError[]): readonly YAMLParseError[] {
  const end = errors.findIndex(({ code }) => code === 'RESOURCE_EXHAUSTION');
  return end === -1 ? errors : errors.slice(0, end + 1);
}

function unwanted(document: Document, text: string): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Node(_, node) {
      const offset = startOf(node);
      if (isAlias(node))
        found.push({
          offset,
          message: `*${node.source} is an alias: write out what it stands for. A text that begins with * goes between quotes.`,
        });
      else if (node.anchor !== undefined)
        found.push({ offset, message: `&${node.anchor} is an anchor: a policy has none.` });
      else if (node.tag !== undefined) found.push(tagBefore(offset, text));
    },
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          found.push({ offset: startOf(key), message: `${name} is there twice: keep one of the two.` });
        }
        seen.add(name);
      }
    },
    Pair(_, { key }) {
      if (isScalar(key)) return;
      found.push({ offset: startOf(key), message: 'A key must be a plain word.' });
    },
  });
  return found;
}

/** It stands before what it is of; a condition that begins with ! is taken for one. */
function tagBefore(end: number, text: string): { offset: number; message: string } {
  const [written = '!'] = /!\S*\s*$/.exec(text.slice(0, end)) ?? [];
  const message = `${written.trim()} is a tag: a policy has none. A text that begins with ! goes between quotes.`;
  return { offset: end - written.length, message };
}

function oneEachPlace(faults: readonly PolicyFault[]): PolicyFault[] {
  const first = Map.groupBy(faults, ({ line, column }) => `${line}:${column}`);
  return [...first.values()].flatMap(([fault]) => fault ?? []);
}

/** The offset of what a path names; where that is not there, of the last key on the way to it. */
function offsetOf(document: Document, path: PolicyPath, which: 'key' | 'value'): number {
  const steps = stepsAlong(document, path);
  const last = steps.at(-1);
  if (last === undefined) return startOf(document.contents);
  const isThere = steps.length === path.length;
  return startOf(isThere && which === 'value' && isNode(last.value) ? last.value : last.key);
}

function stepsAlong(document: Document, path: PolicyPath): Step[] {
  const steps: Step[] = [];
  let node: unknown = document.contents;
  for (const name of path) {
    const step = childOf(node, name);
    if (step === null) break;
    steps.push(step);
    node = step.value;
  }
  return steps;
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

interface Step {
  readonly key: unknown;
  readonly value: unknown;
}

function childOf(node: unknown, step: string | number): Step | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? null : { key: item, value: item };
  }
  return isMap(node) ? (pairsOf(node).get(String(step)) ?? null) : null;
}

/** Looked up, not searched for: each of a hundred thousand keys may be wrong. */
const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Step>>();

function pairsOf(map: YAMLMap): ReadonlyMap<string, Step> {
  const known =
    pairs.get(map) ??
    new Map(
      map.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), { key, value }]] : [])),
    );
  pairs.set(map, known);
  return known;
}
