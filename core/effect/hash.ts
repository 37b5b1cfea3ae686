/**
 * Returns a number in [0, 1) that is always the same for a text and spread evenly over texts: 32-bit FNV-1a (Fowler,
 * Noll, Vo), mixed by the finaliser of MurmurHash3 (Appleby), since FNV alone spreads similar texts unevenly. It is read
 * as UTF-16 code units.
 */
export const shareOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
