/** Something wrong with a document: at which keys, and what, as half a sentence that says what to write instead. */
export type DocumentProblem = { readonly path: readonly (string | number)[]; readonly what: string };

/** Returns what stands in a document in a few words. */
export const showFound = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a block of keys';
  const shown = JSON.stringify(value) ?? 'nothing';
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
};
