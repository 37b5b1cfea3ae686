import type { Bilingual } from '../../../core/language.ts';
import { stageNames } from '../../../core/stages/presets.ts';
import { type StageKey, stageKeys } from '../../../core/stages/stage.ts';
import { stageChoices } from '../stages-named.ts';
import type { Argument } from './argument.ts';

const mostWords = 4;

/** Returns an argument that is one canonical stage, by its own name or by the company's where that means just one. */
export const stageArgument = (label: Bilingual): Argument<StageKey> => ({
  kind: 'stage',
  label,
  most: mostWords,
  options: ({ company }) => [
    ...new Map(
      [...company.model.stages.map(({ name }) => name), ...stageKeys.map((key) => stageNames[key])].map(
        (name) => [name.en, name],
      ),
    ).values(),
  ],
  read: (words, { company, language }) => {
    const word = words.join(' ');
    const [key, ...more] = stageChoices(word, company.model);
    if (key && more.length === 0) return { sure: 1, value: key };
    const zh = language === 'zh';
    const namesOf = (keys: readonly StageKey[]): string =>
      keys.map((each) => (zh ? stageNames[each].zh : each)).join(zh ? '、' : ', ');
    if (key) {
      return {
        problem: zh
          ? `“${word}”包括几个阶段，请写其中一个：${namesOf([key, ...more])}。`
          : `"${word}" is several stages; write one of them: ${namesOf([key, ...more])}.`,
      };
    }
    return {
      problem: zh
        ? `没有阶段“${word}”。阶段：${namesOf(stageKeys)}。`
        : `There is no stage "${word}". Stages: ${namesOf(stageKeys)}.`,
    };
  },
});
