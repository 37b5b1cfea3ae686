import type { Bilingual } from '../../../core/language.ts';
import { foldCharacters } from '../../../core/text/normalise.ts';
import { nearestWord } from '../../nearest.ts';
import type { Argument } from './argument.ts';

/** One of the words that may be said, with what it means. `words` are all ways to say it, in both languages. */
export type Choice<Value> = {
  readonly value: Value;
  readonly name: Bilingual;
  readonly words?: readonly string[];
};

const fold = (word: string): string => foldCharacters(word).toLowerCase().trim();

/** Returns an argument that is one of a few words; each is called by its names or by further words. */
export const choiceArgument = <Value>(
  label: Bilingual,
  choices: readonly Choice<Value>[],
): Argument<Value> => {
  const waysOf = ({ name, words = [] }: Choice<Value>): readonly string[] =>
    [name.zh, name.en, ...words].map(fold);
  const most = Math.max(...choices.flatMap((each) => waysOf(each).map((way) => way.split(' ').length)));
  return {
    kind: 'choice',
    label,
    most,
    options: () => choices.map((each) => each.name),
    read: (words, { language }) => {
      const said = fold(words.join(' '));
      const found = choices.find((each) => waysOf(each).includes(said));
      if (found) return { sure: 1, value: found.value };
      const zh = language === 'zh';
      const near = nearestWord(said, choices.flatMap(waysOf));
      const hint = near === undefined ? '' : zh ? `您是否要写“${near}”？` : ` Did you mean "${near}"?`;
      const list = choices.map(({ name }) => name[language]).join(zh ? '、' : ', ');
      return {
        problem: zh
          ? `“${words.join(' ')}”不是${label.zh}。${hint}可选：${list}。`
          : `"${words.join(' ')}" is no ${label.en}.${hint} Choose one of: ${list}.`,
      };
    },
  };
};
