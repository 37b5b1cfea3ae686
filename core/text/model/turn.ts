const turn = /但是?|不过|可是|然而|\b(?:but|however)\b/g;
/** In longer texts a "but" is about one point of several. */
const longest = 60;
const least = 3;

/**
 * Returns what a short lower-case text says after its last "but" (但, 不过, however …), which is what the speaker means;
 * the whole text if it is long, has none, or ends there.
 */
export function afterTurn(text: string): string {
  if (text.length > longest) return text;
  let from = 0;
  for (const { index, 0: word } of text.matchAll(turn)) {
    if (text.length - index - word.length >= least) from = index + word.length;
  }
  return text.slice(from);
}
