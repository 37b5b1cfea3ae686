/** An object of a payload whose fields are not trusted yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns `value` when it is an object that is no array, else an object without fields. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** Returns `value` when it is an array, else an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Returns a string that is not empty, or a number as a string; undefined for everything else. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
};

/** Returns the first of `values` that is a text, see {@link textOf}. */
export const firstText = (...values: readonly unknown[]): string | undefined => {
  for (const value of values) {
    const text = textOf(value);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** Returns what a string says as JSON, an object as it is, and undefined for what is neither. */
export const jsonOf = (value: unknown): unknown => {
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** Returns at most `length` UTF-16 units of `text`, never half of a character of two. */
export const clip = (text: string, length: number): string =>
  text.length > length ? text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '') : text;
