import { isHan } from './language.ts';
import { cleanText } from './normalise.ts';

/** What messages of sending and promising share whatever they are about: doing, time, politeness. */
const commonHan =
  /已经?|发[您你给过了去]?|给[您你]|[您你]们?|我们?|今天|明天|后天|[上下本这]?(?:周|星期|礼拜)[一二三四五六日天末]?|[上下]午|早上|晚上|[之以]?[前内后]|请?查收|邮箱|微信|收到|到了|好了|安排|处理|确认|尽快|马上|稍后|一下|可以|的|了|过去|完成|回复|答复/g;
const commonLatin = new Set(
  'the and you your our for with has have had been will just sent send sending here attached please today tomorrow monday tuesday wednesday thursday friday saturday sunday week next this that they them then back done ready by end day days soon can get let know out over all now email mail message call shipped fixed replaced promised arrived received also from into its are was were'.split(
    ' ',
  ),
);

/** The matters of a text: pairs of Han characters and Latin words, without those that say nothing. */
const mattersOf = (text: string): ReadonlySet<string> => {
  const clean = cleanText(text).toLowerCase();
  const found = new Set<string>();
  for (const word of clean.match(/[a-z]{3,}/g) ?? []) {
    if (!commonLatin.has(word)) found.add(word.replace(/(?:ed|es|s|e)$/, ''));
  }
  for (const run of clean.replace(commonHan, ' ').split(/\s+/)) {
    for (let index = 0; index + 1 < run.length; index++) {
      if (isHan(run.charCodeAt(index)) && isHan(run.charCodeAt(index + 1))) {
        found.add(run.slice(index, index + 2));
      }
    }
  }
  return found;
};

/** Returns whether two texts name a matter in common (报价, samples), beyond doing, time and politeness. */
export const sharesMatter = (one: string, other: string): boolean => {
  const matters = mattersOf(other);
  for (const matter of mattersOf(one)) if (matters.has(matter)) return true;
  return false;
};
