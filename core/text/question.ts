import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';
import { englishNoQuestions, englishQuestions } from './question-en.ts';
import { chineseNoQuestions, chineseQuestions } from './question-zh.ts';

const chinese = anyOf(chineseQuestions);
const english = anyOf(englishQuestions);
const chineseNot = new RegExp(anyOf(chineseNoQuestions), 'g');
const englishNot = new RegExp(anyWordOf(englishNoQuestions), 'g');
/** A short 价格呢, not the 呢 of 正在处理呢. */
const aboutIt = /^(?!.*(?:着|正|还在|好的|嗯|可|才|哈))[^,]{1,8}呢[\s.!~。]*$/;

/**
 * Returns whether a clean text asks something that waits for an answer: a question, a request (帮我查一下, "please
 * confirm") or a call for attention (在吗). Rhetorical and indefinite uses (什么的, 没什么, 无论如何) are none; a
 * question mark always is one.
 */
export function asks({ text, sentences, hasHan, hasLatin }: ReadableText): boolean {
  if (text.includes('?')) return true;
  return sentences.some(
    (sentence) => (hasHan && asksInChinese(sentence)) || (hasLatin && asksInEnglish(sentence)),
  );
}

function asksInChinese(sentence: string): boolean {
  if (aboutIt.test(sentence)) return true;
  return chinese.test(sentence) && chinese.test(sentence.replace(chineseNot, '·'));
}

function asksInEnglish(sentence: string): boolean {
  return english.test(sentence) && english.test(sentence.replace(englishNot, '·'));
}
