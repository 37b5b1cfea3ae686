import type { z } from 'zod';
import type { PlaybookEntry } from '../../core/playbook/schema.ts';
import { nearestWord } from '../nearest.ts';
import { type BehaviourDocument, behaviourJsonSchema, configSchema } from './document.ts';
import { type DocumentProblem, showFound } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];
type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};

const branchesOf = (schema: JsonSchema): readonly JsonSchema[] => [
  schema,
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
];

const stepInto = (schemas: readonly JsonSchema[], key: string | number): readonly JsonSchema[] =>
  schemas.flatMap(branchesOf).flatMap((schema) => {
    if (typeof key === 'number') return schema.items ? [schema.items] : [];
    const { properties = {}, additionalProperties: others } = schema;
    if (Object.hasOwn(properties, key)) return [properties[key] as JsonSchema];
    return others ? [others] : [];
  });

let schema: JsonSchema | undefined;

/** The keys that may stand at a place. */
const keysAt = (path: Path): readonly string[] => {
  // Made once, and only where something is wrong.
  schema ??= behaviourJsonSchema() as JsonSchema;
  const found = path.reduce(stepInto, [schema]);
  return [...new Set(found.flatMap(branchesOf).flatMap((each) => Object.keys(each.properties ?? {})))];
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce(
    (inner: unknown, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  );

const unknownKey = (path: Path, key: string): DocumentProblem => {
  const known = keysAt(path);
  const near = nearestWord(key, known);
  const hint = near ? `did you mean "${near}"?` : `here may stand: ${known.join(', ')}.`;
  return { path: [...path, key], what: `there is no "${key}" here; ${hint}` };
};

const numberAlone = /^\s*(-?\d+(?:\.\d+)?)\s*\D*$/;

const hintFor = (value: unknown, expected: string): string => {
  if (typeof value !== 'string') return '';
  const number = expected.includes('number') ? numberAlone.exec(value)?.[1] : undefined;
  if (number !== undefined) return `; write the number alone: ${number}`;
  const choices = expected.startsWith('one of ') ? expected.slice('one of '.length).split(', ') : [];
  const near = nearestWord(value, choices);
  return near ? `; did you mean ${near}?` : '';
};

const explain = (issue: Issue, document: unknown, base: Path): readonly DocumentProblem[] => {
  const path = [...base, ...issue.path] as (string | number)[];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  const value = valueAt(document, path);
  // Of the two ways to write the stages only that which was begun is of interest.
  const begun =
    issue.code === 'invalid_union' && Array.isArray(value)
      ? issue.errors.find((each) => each.length > 0 && each.every((one) => one.path.length > 0))
      : undefined;
  if (begun) return begun.flatMap((each) => explain(each, document, path));
  const found = value === undefined ? 'it is missing' : `found ${showFound(value)}`;
  return [{ path, what: `expected ${issue.message}, ${found}${hintFor(value, issue.message)}` }];
};

/** What a file is, when each of its values has its right form, or what is wrong with it. */
export type Shape =
  | { readonly document: BehaviourDocument; readonly playbooks: Readonly<Record<string, PlaybookEntry>> }
  | { readonly problems: readonly DocumentProblem[] };

/** Returns the document and the playbooks that a value is, or everything about its keys and values that is none. */
export const checkShape = (value: unknown): Shape => {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) {
    const { playbooks = {}, ...document } = parsed.data;
    return { document: document as BehaviourDocument, playbooks };
  }
  return { problems: parsed.error.issues.flatMap((issue) => explain(issue, value, [])) };
};
