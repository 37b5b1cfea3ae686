import { englishComplaints, englishNoComplaints } from './complaint-en.ts';
import { chineseComplaints } from './complaint-zh.ts';
import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';

const chinese = anyOf(chineseComplaints);
const english = anyWordOf(englishComplaints);
const englishNot = anyWordOf(englishNoComplaints);

/**
 * Returns whether a clean text complains of our product or service in so many words: a complaint announced, money
 * back demanded, work left undone, a thing broken again. Bad feeling alone is no complaint, nor is one about a
 * landlord, one denied (没有质量问题) or one asked about. Whether a member or a customer wrote it is not known here.
 */
export function complains({ sentences, hasHan, hasLatin }: ReadableText): boolean {
  return sentences.some(
    (sentence) =>
      (hasHan && chinese.test(sentence)) ||
      (hasLatin && english.test(sentence) && !englishNot.test(sentence)),
  );
}
