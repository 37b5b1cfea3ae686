/** Customers of one kind: how many there are, and the first of them. */
export type Listed<Item> = { readonly count: number; readonly top: readonly Item[] };

/** So many of a list are kept; the rest is counted. */
export const keptOfList = 30;

/** Returns the count of a list and its first {@link keptOfList}. */
export const listed = <Item>(items: readonly Item[]): Listed<Item> => ({
  count: items.length,
  top: items.slice(0, keptOfList),
});
