import { cleanText } from '../text/normalise.ts';
import { formOf, type SurveyKind, satisfactionNames } from './survey.ts';

const digitsZh = '零一二三四五六七八九十';
/** `9`, `9分`, `9/10`, `给9分`, `I'd say 9`. Only a message that is nothing else is an answer. */
const numberPattern =
  /^(?:(?:我)?(?:给|打|选|评)|(?:i'd|i would) (?:say|give) (?:it )?(?:an? )?|(?:an? ))?\s*(\d{1,2}|[零一二两三四五六七八九十])\s*(?:分|points?|\/\s*(?:10|5))?[\s!.~。]*$/;
const skipPattern = /^(?:跳过|不填|不评|下次吧?|没空|skip|no thanks|not now|later)[\s!.~。]*$/;

const words: readonly (readonly [RegExp, number])[] = [
  [/^(?:非常|很|特别|十分|超级?|超)满意了?$/, 5],
  [/^(?:非常|很|特别|十分|极其|太)不满意$/, 1],
  [/^(?:还算|比较|挺|基本)?满意$/, 4],
  [/^(?:有点|不太|不是很|不怎么|不)满意$/, 2],
  [/^(?:一般般?|还行|还可以|凑合)$/, 3],
  [/^(?:extremely|very|really) (?:satisfied|happy)$/, 5],
  [/^(?:extremely|very|really) (?:dissatisfied|unsatisfied|unhappy)$/, 1],
  [/^(?:quite |mostly |pretty )?(?:satisfied|happy)$/, 4],
  [/^(?:not (?:very |so )?(?:satisfied|happy)|dissatisfied|unsatisfied|unhappy)$/, 2],
  [/^(?:so-so|so so|neutral|average|ok|okay)$/, 3],
];

const numberIn = (text: string): number | undefined => {
  const found = numberPattern.exec(text)?.[1];
  if (found === undefined) return undefined;
  return /\d/.test(found) ? Number(found) : found === '两' ? 2 : digitsZh.indexOf(found);
};

/**
 * Returns what a message says to a survey of this kind: the score where the whole message is one ("9", "9分", "很满意"),
 * `skip` where it declines, undefined where it is something else. What is asked in free words has no score.
 */
export const readAnswer = (kind: SurveyKind, message: string): number | 'skip' | undefined => {
  if (message.length > 60) return undefined;
  const text = cleanText(message).toLowerCase();
  if (skipPattern.test(text)) return 'skip';
  const { scale } = formOf(kind);
  if (!scale) return undefined;
  const score = numberIn(text);
  if (score !== undefined) return score >= scale.worst && score <= scale.best ? score : undefined;
  if (scale.best !== satisfactionNames.length) return undefined;
  const plain = text.replace(/[\s!.~。]+$/, '');
  return words.find(([pattern]) => pattern.test(plain))?.[1];
};
