import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { toPlaybook } from '../../core/playbook/schema.ts';
import type { Decisions } from '../policies.ts';
import { checkPlaybookKeys, checkPlaybooks } from './check-playbooks.ts';
import { checkIds, checkSense } from './check-sense.ts';
import { checkShape } from './check-shape.ts';
import type { BehaviourDocument } from './document.ts';
import { differenceFrom } from './full-document.ts';
import type { DocumentProblem } from './problem.ts';

/** A document is a page or two; what is longer is another file. */
export const longestDocument = 256 * 1024;

/** A problem of a file: its line and column, from 1, the keys that lead there, and what to do. */
export type FileProblem = {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly what: string;
};

/** The document that a text holds, with only what differs from what is shipped, or all that is wrong with it. */
export type Reading =
  | { readonly document: BehaviourDocument; readonly playbooks: Readonly<Record<string, Playbook>> }
  | { readonly problems: readonly FileProblem[] };

// Its own search for keys that stand twice compares each with each.
const options = {
  version: '1.2',
  schema: 'core',
  prettyErrors: false,
  stringKeys: true,
  uniqueKeys: false,
} as const;

const mostSyntaxErrors = 5;
const mostProblems = 500;
const sayError = (code: string, message: string): string =>
  code === 'MULTIPLE_DOCS'
    ? 'a second document begins here; keep one and remove the other'
    : `this is not YAML: ${message}`;

/** Where the keys lead: the last of them that is there, its key where it has one. */
const offsetOf = (root: Node | null, path: readonly (string | number)[]): number => {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && each.key.value === key);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[key as number] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
};

/** What YAML has and a configuration has not: anchors and aliases, and keys that stand twice. */
const findRefused = (parsed: Document): readonly { readonly offset: number; readonly what: string }[] => {
  const found: { readonly offset: number; readonly what: string }[] = [];
  const note = (node: Node, what: string): void => {
    if (found.length < mostProblems) found.push({ offset: node.range?.[0] ?? 0, what });
  };
  visit(parsed, {
    Node: (_key, node) => {
      if (isAlias(node) || (node as { readonly anchor?: string }).anchor !== undefined)
        note(node, 'anchors (&) and aliases (*) are not taken; write it out');
      if (!isMap(node)) return;
      const seen = new Set<unknown>();
      for (const { key } of node.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) note(key, `${String(key.value)} stands twice here; keep one`);
        seen.add(key.value);
      }
    },
  });
  return found;
};

const below = (path: readonly (string | number)[], other: readonly (string | number)[]): boolean =>
  other.every((key, index) => path[index] === key);

/**
 * Reads a behaviour document from YAML (1.2, no anchors, no tags) and checks everything about it. Problems (the
 * first 500) are in the order of their lines. Never throws.
 */
export const readDocument = (text: string, shipped: Decisions): Reading => {
  const lines = new LineCounter();
  const place = (offset: number, path: string, what: string): FileProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), path, what };
  };
  const refuse = (problems: readonly FileProblem[]): Reading => ({
    problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
  });
  if (text.length > longestDocument) {
    return refuse([
      place(0, '', `it has more than ${longestDocument / 1024} KB; a configuration is shorter`),
    ]);
  }
  try {
    const parsed = parseDocument(text, { ...options, lineCounter: lines });
    const broken = [...parsed.errors, ...parsed.warnings];
    if (broken.some((each) => each.message.includes('call stack'))) throw new RangeError('nested too deeply');
    if (broken.length > 0) {
      // One slip makes several; the first of them say where it is.
      const first = broken.slice(0, mostSyntaxErrors);
      return refuse(first.map(({ pos, code, message }) => place(pos[0], '', sayError(code, message))));
    }
    const refused = findRefused(parsed);
    if (refused.length > 0) return refuse(refused.map(({ offset, what }) => place(offset, '', what)));
    const value: unknown = parsed.contents === null ? {} : parsed.toJS();
    const ids = [...checkIds(value), ...checkPlaybookKeys(value)];
    const shape = checkShape(value ?? {});
    const found: readonly DocumentProblem[] =
      'problems' in shape
        ? [...ids, ...shape.problems.filter(({ path }) => !ids.some((each) => below(path, each.path)))]
        : ids.length > 0
          ? ids
          : [...checkSense(shape.document, shipped), ...checkPlaybooks(shape, shipped)];
    if (found.length > 0 || !('document' in shape)) {
      return refuse(
        found
          .slice(0, mostProblems)
          .map(({ path, what }) => place(offsetOf(parsed.contents, path), path.join('.'), what)),
      );
    }
    const playbooks = Object.entries(shape.playbooks).map(
      ([key, entry]) => [key, toPlaybook(entry)] as const,
    );
    return { document: differenceFrom(shape.document, shipped), playbooks: Object.fromEntries(playbooks) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse([place(0, '', 'it is nested too deeply to be a configuration')]);
  }
};
