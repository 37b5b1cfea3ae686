import { createPhraseMatcher, isInWord, wordEnd } from './phrases.ts';

/** A word or sign with a valence, and what the words before it made of it. Indexes are of the text that was read. */
type Valence = { readonly amount: number; readonly from: number; readonly until: number };

/** What the English words and emoticons of a text come to, by the rules of VADER (Hutto and Gilbert 2014). */
export type Valences = {
  /** In the order of the text, what stands on either side of a "but" weighed. */
  readonly felt: readonly Valence[];
  /** From −1 to 1: the sum with what the marks add, brought to s / √(s² + 15). */
  readonly compound: number;
  /** Which part of what was said praises, and which blames; from 0 to 1. */
  readonly praiseShare: number;
  readonly blameShare: number;
  /** Whether it says "but". */
  readonly turns: boolean;
};

const booster = 0.293;
const capitals = 0.733;
const denied = -0.74;
/** "Never so good" praises. */
const neverSo = 1.5;
/** How much of a booster is left one, two and three words further on. */
const fading = [1, 0.95, 0.9] as const;
const beforeBut = 0.5;
const afterBut = 1.5;
const perExclamation = 0.292;
const mostExclamations = 4;
const perQuestion = 0.18;
const manyQuestions = 0.96;
const softness = 15;

const more = `absolutely amazingly awfully completely considerably decidedly deeply effing enormously entirely especially
  exceptionally extremely fabulously flipping flippin fricking frickin frigging friggin fully fucking greatly hella highly
  hugely incredibly intensely majorly more most particularly purely quite really remarkably so substantially thoroughly
  totally tremendously uber unbelievably unusually utterly very`;
const less = `almost barely hardly kinda kindof less little marginally occasionally partly scarcely slightly somewhat sorta
  sortof`;
const denials = `aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither
  neednt never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent without wont wouldnt rarely seldom
  despite`;
const idioms: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['yeah right', -2],
]);

const wordsOf = (list: string): readonly string[] => list.split(/\s+/);
const degrees: ReadonlyMap<string, number> = new Map([
  ...wordsOf(more).map((word) => [word, booster] as const),
  ...wordsOf(less).map((word) => [word, -booster] as const),
]);
const negations: ReadonlySet<string> = new Set(wordsOf(denials));
const nothing: Valences = { felt: [], compound: 0, praiseShare: 0, blameShare: 0, turns: false };

/** What is known of a felt word before the whole text was seen. */
type Found = {
  readonly from: number;
  readonly until: number;
  /** With the degrees before it. */
  readonly amount: number;
  /** What capitals add, in it and in its degrees, if the rest of the text has none. */
  readonly shouted: number;
  /** What negations make of it, as a factor. */
  readonly kept: number;
};

/** A word that was passed, in lower case; '' before the start of a sentence. */
type Passed = { readonly word: string; readonly shouts: boolean };
const start: Passed = { word: '', shouts: false };

/**
 * Returns a reader of `valences`, English words and emoticons from about −4 to 4, in a text as it was typed and in
 * lower case. It knows degrees, negations up to three words before, "but", capitals and marks. Unlike VADER's, a
 * negation or degree does not reach over a comma or the end of a sentence. Linear in the text.
 */
export function createValenceReader(
  valences: ReadonlyMap<string, number>,
): (typed: string, lower: string) => Valences {
  const words = new Map<string, number>();
  const signs: (readonly [string, number])[] = [];
  for (const entry of valences) {
    if (isInWord(entry[0], 0)) words.set(entry[0], entry[1]);
    else signs.push(entry);
  }
  const signAt = createPhraseMatcher(signs);

  return (typed, lower) => {
    const found: Found[] = [];
    let [one, two, three] = [start, start, start];
    let spoken = 0;
    let shouted = 0;
    let turn = -1;
    let index = 0;
    while (index < lower.length) {
      if (!isInWord(lower, index)) {
        const sign = signAt(lower, index);
        if (sign !== undefined) {
          found.push({ from: index, until: index + sign.length, amount: sign.value, shouted: 0, kept: 1 });
          spoken += 1;
        } else if (endsClause(lower.charCodeAt(index))) [one, two, three] = [start, start, start];
        index += sign?.length ?? 1;
        continue;
      }
      const until = wordEnd(lower, index);
      const word = lower.slice(index, until);
      const passed: Passed = { word, shouts: isShouted(typed, index, until) };
      spoken += 1;
      if (passed.shouts) shouted += 1;
      if (word === 'but') turn = found.length;
      const value = isDegree(word, lower, until) ? undefined : words.get(word);
      if (value !== undefined) found.push(weighed(value, passed, [one, two, three], index, until));
      [one, two, three] = [passed, one, two];
      index = until;
    }
    if (found.length === 0) return turn < 0 ? nothing : { ...nothing, turns: true };
    return sumUp(found, { spoken, turn, mixed: shouted > 0 && shouted < spoken, marks: emphasisOf(lower) });
  };
}

function isDegree(word: string, text: string, until: number): boolean {
  return degrees.has(word) || (word === 'kind' && text.startsWith(' of', until));
}

/** What the three words before a felt word, the nearest first, make of it. */
function weighed(
  value: number,
  { word, shouts }: Passed,
  before: readonly [Passed, Passed, Passed],
  from: number,
  until: number,
): Found {
  const [one, two, three] = before;
  const idiom = idioms.get(`${one.word} ${word}`);
  if (idiom !== undefined) return { from, until, amount: idiom, shouted: 0, kept: 1 };
  const sign = value < 0 ? -1 : 1;
  let amount = value;
  let capital = shouts ? sign * capitals : 0;
  for (const [distance, each] of before.entries()) {
    const degree = degrees.get(each.word);
    if (degree === undefined) continue;
    const left = fading[distance] as number;
    amount += sign * degree * left;
    if (each.shouts) capital += sign * capitals * left;
  }
  if (one.word === 'of' && (two.word === 'kind' || two.word === 'sort')) amount -= sign * booster;
  let kept = denies(one.word) ? denied : 1;
  if (one.word === 'least' && two.word !== 'at' && two.word !== 'very') kept *= denied;
  const insists = one.word === 'so' || one.word === 'this';
  const undoubted = one.word === 'doubt' && two.word === 'without';
  if (two.word === 'never' && insists) kept *= neverSo;
  else if (denies(two.word) && !undoubted) kept *= denied;
  if (denies(three.word)) kept *= denied;
  return { from, until, amount, shouted: capital, kept };
}

function sumUp(
  found: readonly Found[],
  text: { readonly spoken: number; readonly turn: number; readonly mixed: boolean; readonly marks: number },
): Valences {
  let sum = 0;
  let praise = 0;
  let blame = 0;
  const felt = found.map(({ from, until, amount, shouted, kept }, at): Valence => {
    let value = (amount + (text.mixed ? shouted : 0)) * kept;
    if (text.turn >= 0) value *= at < text.turn ? beforeBut : afterBut;
    sum += value;
    if (value > 0) praise += value + 1;
    else blame += 1 - value;
    return { amount: value, from, until };
  });
  sum += Math.sign(sum) * text.marks;
  if (praise > blame) praise += text.marks;
  else blame += text.marks;
  const whole = praise + blame + Math.max(0, text.spoken - found.length);
  return {
    felt,
    compound: sum / Math.sqrt(sum * sum + softness),
    praiseShare: praise / whole,
    blameShare: blame / whole,
    turns: text.turn >= 0,
  };
}

function denies(word: string): boolean {
  return negations.has(word) || word.endsWith("n't");
}

/** A comma, semicolon, full stop, exclamation or question mark, 。 or a line end. */
function endsClause(code: number): boolean {
  return (
    code === 44 || code === 59 || code === 46 || code === 33 || code === 63 || code === 0x3002 || code === 10
  );
}

/** What exclamation and question marks add to the size of the sum. */
function emphasisOf(text: string): number {
  let exclamations = 0;
  let questions = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 33) exclamations += 1;
    else if (code === 63) questions += 1;
  }
  const asked = questions < 2 ? 0 : questions < 4 ? questions * perQuestion : manyQuestions;
  return Math.min(exclamations, mostExclamations) * perExclamation + asked;
}

/** Whether a word has capital letters and no others. */
function isShouted(typed: string, from: number, until: number): boolean {
  let shouts = false;
  for (let at = from; at < until; at += 1) {
    const code = typed.charCodeAt(at);
    if (code >= 97 && code <= 122) return false;
    shouts ||= code >= 65 && code <= 90;
  }
  return shouts;
}
