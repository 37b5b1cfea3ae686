import type { Feelings, Sentence } from './feelings.ts';

/** What the felt words of a text come to. */
export type Weighed = {
  /** From −1 to 1: sum / √(sum² + 5), after VADER (Hutto and Gilbert 2014); one word of weight 2 gives 0.67. */
  readonly compound: number;
  /** The sums of what is above and below 0, both as amounts of 0 and more, in the units of the lexicons. */
  readonly praise: number;
  readonly blame: number;
  /** What the first and the last felt word count; 0 where nothing is felt. */
  readonly first: number;
  readonly last: number;
};

const softness = 5;
/** A plain question supposes a feeling rather than having it: "is it slow?" */
const inQuestion = 0.2;
const exclaimed = 1.2;
/** Why-questions and their like accuse rather than ask. */
const accusing =
  /为什么|为啥|怎么还|怎么又|怎么这么|怎么那么|怎么老|凭什么|什么时候才|到底|\bwhy\b|\bhow come\b|[?!]{2}/;
const asksWithoutMark = /[吗么]\s*$|能不能|可不可以|是不是|有没有|会不会/;
const nothing: Weighed = { compound: 0, praise: 0, blame: 0, first: 0, last: 0 };

/** Returns what the feelings of a clean, lower-case text come to, each weighed by the sentence it is in. */
export function weigh(text: string, { felt, sentences }: Feelings): Weighed {
  if (felt.length === 0) return nothing;
  const weights = sentences.map((sentence) => weightOf(text, sentence));
  let praise = 0;
  let blame = 0;
  let first = 0;
  let last = 0;
  for (const { amount, sentence } of felt) {
    last = amount * (weights[sentence] as number);
    if (first === 0) first = last;
    if (last > 0) praise += last;
    else blame -= last;
  }
  const sum = praise - blame;
  return { compound: sum / Math.sqrt(sum * sum + softness), praise, blame, first, last };
}

function weightOf(text: string, { from, until, mark }: Sentence): number {
  if (mark === '!') return exclaimed;
  if (mark !== '?' && !asksWithoutMark.test(text.slice(from, until))) return 1;
  return accusing.test(text.slice(from, until + 2)) ? 1 : inQuestion;
}
