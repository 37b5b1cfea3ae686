import { InputError } from '../../../core/errors.ts';
import { endSurvey, type Survey } from '../../../db/surveys.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';

const words = {
  zh: {
    ended: (id: number) => `问卷 #${id} 已结束，不再接受回答。`,
    already: (id: number) => `问卷 #${id} 早已结束。`,
    mayNot: '只有主管或经理可以向社群、分类或全部客户发问卷，也只有他们可以结束别人的问卷。',
  },
  en: {
    ended: (id: number) => `Survey #${id} is over; it takes no more answers.`,
    already: (id: number) => `Survey #${id} was over already.`,
    mayNot:
      'Only a lead or manager may ask a community, a segment or all customers, and end what a colleague started.',
  },
} as const;

/** Ends a survey: its author may, and every lead. @throws InputError for anybody else. */
export const endOne = async (context: CommandContext, survey: Survey): Promise<Answer> => {
  const { db, language, asker, now } = context;
  const say = words[language];
  const own = await db
    .selectFrom('survey')
    .select('created_by')
    .where('id', '=', survey.id)
    .executeTakeFirst();
  if (asker.role === 'rep' && own?.created_by !== asker.id) throw new InputError(say.mayNot);
  const ended = await endSurvey(db, survey.id, now);
  return textAnswer('team', ended ? say.ended(survey.id) : say.already(survey.id), { id: survey.id, ended });
};
