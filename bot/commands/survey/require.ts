import { InputError } from '../../../core/errors.ts';
import { type Survey, surveyById } from '../../../db/surveys.ts';
import type { CommandContext } from '../command.ts';
import { numberIn } from '../verbs.ts';

const words = {
  zh: {
    missing: (id: string) => `没有编号为 ${id} 的问卷。`,
    which: '请写上问卷的编号，例如：问卷 结果 3。',
  },
  en: {
    missing: (id: string) => `There is no survey ${id}.`,
    which: 'Say which survey by its number, for example: survey results 3.',
  },
} as const;

/** Returns the survey that a word names by its number. @throws InputError when there is none. */
export const requireSurvey = async (context: CommandContext, word: string | undefined): Promise<Survey> => {
  const say = words[context.language];
  if (word === undefined) throw new InputError(say.which);
  const id = numberIn(word);
  const survey = id === undefined ? undefined : await surveyById(context.db, id);
  if (!survey) throw new InputError(say.missing(word));
  return survey;
};
