import { isHan } from './language.ts';
import { type Lexicon, phrasesOf } from './lexicon.ts';
import { foldCharacters } from './normalise.ts';
import { createPhraseMatcher, isInWord, type PhraseMatcher, wordEnd } from './phrases.ts';

/** A felt word of a text, with what turns or strengthens it. Indexes are of the text that was read. */
export type Feeling = {
  /** Signed and in the units of the lexicon's weights, contrast included. */
  readonly amount: number;
  readonly from: number;
  readonly until: number;
  /** Which sentence of the text it is in, from 0. */
  readonly sentence: number;
};

/** Where a sentence stands in the text, and the mark that ends it ('' at the end of the text). */
export type Sentence = { readonly from: number; readonly until: number; readonly mark: string };

/** What was read: the feelings and the sentences, each in the order of the text, and how many "but"s there are. */
export type Feelings = {
  readonly felt: readonly Feeling[];
  readonly sentences: readonly Sentence[];
  readonly contrasts: number;
};

type Word =
  | { readonly kind: 'polar' | 'degree'; readonly amount: number }
  | { readonly kind: 'negation' | 'contrast' | 'idle' };

/** How far a negation or degree reaches, in English words; a Han character is less than a word. */
const reach = 4;
const hanStep = 0.7;
const beforeContrast = 0.5;
const afterContrast = 1.25;

/** Returns a reader of clean, lower-case text that finds the words of the lexicons, in time linear in the text. */
export function createFeelingReader(lexicons: readonly Lexicon[]): (text: string) => Feelings {
  const wordAt = createPhraseMatcher(lexicons.flatMap((lexicon) => [...wordsOf(lexicon)]));
  return (text) => readFeelings(text, wordAt);
}

function readFeelings(text: string, wordAt: PhraseMatcher<Word>): Feelings {
  const felt: (Feeling & { readonly contrasts: number })[] = [];
  const sentences: Sentence[] = [];
  let sentenceFrom = 0;
  let contrasts = 0;
  // What stands before a word and bears on it, where that began, and how far back it is.
  let negated = false;
  let factor = 1;
  let bearingFrom = -1;
  let distance = 0;

  const forget = () => {
    negated = false;
    factor = 1;
    bearingFrom = -1;
    distance = 0;
  };
  const bear = (index: number) => {
    if (bearingFrom < 0) bearingFrom = index;
    distance = 0;
  };

  let index = 0;
  while (index < text.length) {
    const found = wordAt(text, index);
    if (found === undefined) {
      const code = text.charCodeAt(index);
      if (isInWord(text, index)) {
        index = wordEnd(text, index) - 1;
        distance += 1;
      } else if (endsSentence(code)) {
        sentences.push({ from: sentenceFrom, until: index, mark: text.charAt(index) });
        sentenceFrom = index + 1;
        forget();
      } else if (endsClause(code)) forget();
      else if (isHan(code)) distance += hanStep;
      if (distance > reach) forget();
      index += 1;
      continue;
    }
    const { value, length } = found;
    if (value.kind === 'polar') {
      const amount = turned(value.amount, negated, factor);
      const from = bearingFrom < 0 ? index : bearingFrom;
      felt.push({ amount, from, until: index + length, sentence: sentences.length, contrasts });
      forget();
    } else if (value.kind === 'negation') {
      negated = !negated;
      bear(index);
    } else if (value.kind === 'degree') {
      // 真不好 is stronger than 不好, 不太好 is weaker.
      factor *= negated && value.amount > 1 ? 0.7 : value.amount;
      bear(index);
    } else if (value.kind === 'contrast') {
      contrasts += 1;
      forget();
    } else distance += 1;
    index += length;
  }
  sentences.push({ from: sentenceFrom, until: text.length, mark: '' });
  return {
    felt: contrasts === 0 ? felt : felt.map((each) => weighed(each, contrasts)),
    sentences,
    contrasts,
  };
}

/** A full stop, exclamation or question mark, 。 or a line end. */
function endsSentence(code: number): boolean {
  return code === 46 || code === 33 || code === 63 || code === 0x3002 || code === 10;
}

/** A comma, semicolon, colon or 、. */
function endsClause(code: number): boolean {
  return code === 44 || code === 59 || code === 58 || code === 0x3001;
}

/** What is said before a "but" counts half, what is said after one a quarter more. */
function weighed(feeling: Feeling & { readonly contrasts: number }, contrasts: number): Feeling {
  const weight =
    beforeContrast ** (contrasts - feeling.contrasts) * (feeling.contrasts > 0 ? afterContrast : 1);
  return { ...feeling, amount: feeling.amount * weight };
}

/** A denied praise is a mild blame; a denied blame is hardly a praise. */
function turned(amount: number, negated: boolean, factor: number): number {
  const bounded = Math.min(Math.max(factor, 0.3), 2.25);
  if (!negated) return amount * bounded;
  return amount > 0 ? -0.8 * amount * bounded : -0.3 * amount;
}

function* wordsOf(lexicon: Lexicon): Generator<readonly [string, Word]> {
  const fold = (phrase: string): string => foldCharacters(phrase).toLowerCase();
  for (const phrase of phrasesOf(lexicon.idle)) yield [fold(phrase), { kind: 'idle' }];
  for (const [amount, list] of lexicon.polar) {
    for (const phrase of phrasesOf(list)) yield [fold(phrase), { kind: 'polar', amount }];
  }
  for (const [amount, list] of lexicon.degrees) {
    for (const phrase of phrasesOf(list)) yield [fold(phrase), { kind: 'degree', amount }];
  }
  for (const phrase of phrasesOf(lexicon.negations)) yield [fold(phrase), { kind: 'negation' }];
  for (const phrase of phrasesOf(lexicon.contrasts)) yield [fold(phrase), { kind: 'contrast' }];
}
