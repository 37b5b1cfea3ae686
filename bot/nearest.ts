/** Returns how many letters must be changed, added or left out to make one text the other; stops beyond `limit`. */
export const editDistance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
};

/** Returns the word that was most likely meant, in any case, or undefined when none is near. */
export const nearestWord = (word: string, words: readonly string[]): string | undefined => {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 2));
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const each of words) {
    const far = editDistance(wanted, each.toLowerCase(), limit);
    if (far <= limit && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { word: each, far };
  }
  return best?.word;
};
