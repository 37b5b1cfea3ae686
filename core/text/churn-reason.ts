import { englishLeaving, englishNoReasons, englishReasons } from './churn-reason-en.ts';
import { chineseLeaving, chineseNoReasons, chineseReasons } from './churn-reason-zh.ts';
import { cleanText } from './normalise.ts';
import { anyOf, anyWordOf, type ReadableText, readable } from './patterns.ts';

/**
 * Why a customer leaves or may leave, in their own words. `service`: people, answers, delivery. `quality`: what was bought
 * is bad, broken or not as described. `product`: it lacks something, is hard to use, moves too slowly. `competitor`:
 * somebody else is named as the better place and nothing else is. `other`: a reason beside these (no need any more).
 */
export type ReasonClass = 'price' | 'service' | 'quality' | 'product' | 'competitor' | 'other';

type Table = { readonly reasons: readonly (readonly [ReasonClass, RegExp])[]; readonly not: RegExp };

/** What is wrong with us comes before who is better, and that before what is nobody's fault. */
const ranks: readonly (readonly ReasonClass[])[] = [
  ['price', 'service', 'quality', 'product'],
  ['competitor'],
  ['other'],
];

const toTable = (
  words: Readonly<Record<ReasonClass, readonly string[]>>,
  not: readonly string[],
  toExpression: (sources: readonly string[]) => RegExp,
): Table => ({
  reasons: ranks.flat().map((reason) => [reason, toExpression(words[reason])] as const),
  not: new RegExp(toExpression(not), 'g'),
});

const chinese = toTable(chineseReasons, chineseNoReasons, anyOf);
const english = toTable(englishReasons, englishNoReasons, anyWordOf);
const leavingInChinese = anyOf(chineseLeaving);
const leavingInEnglish = anyWordOf(englishLeaving);

const speaksOfLeaving = ({ text, hasHan, hasLatin }: ReadableText): boolean =>
  (hasHan && leavingInChinese.test(text)) || (hasLatin && leavingInEnglish.test(text));

const findIn = (text: string, { reasons, not }: Table): { at: number; reason: ReasonClass }[] => {
  // As long as what is taken out, so that places stay comparable.
  const said = text.replace(not, (words) => '·'.repeat(words.length));
  return reasons.map(([reason, words]) => ({ at: said.search(words), reason })).filter(({ at }) => at >= 0);
};

/**
 * Returns the reason that a customer's message names for being unhappy or going, undefined where it names none. It is looked
 * for where the message is `unhappy` (a complaint, a cancellation, a negative mood) or itself speaks of leaving; "how
 * much is it" or "not expensive" name none. Where several are named, the one named first, ours before a
 * competitor's. Chinese, English or both; in time linear in the text, of which the first 4,000 characters are read.
 */
export function readReason(text: string, unhappy: boolean): ReasonClass | undefined {
  const spoken = readable(cleanText(text));
  if (!unhappy && !speaksOfLeaving(spoken)) return undefined;
  const found = [
    ...(spoken.hasHan ? findIn(spoken.text, chinese) : []),
    ...(spoken.hasLatin ? findIn(spoken.text, english) : []),
  ];
  for (const rank of ranks) {
    const named = found.filter(({ reason }) => rank.includes(reason)).sort((one, other) => one.at - other.at);
    if (named[0]) return named[0].reason;
  }
  return undefined;
}
