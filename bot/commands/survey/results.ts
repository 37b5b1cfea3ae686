import type { Button, CardBlock } from '../../../core/messages.ts';
import { listSurveys, surveyComments, surveyResult } from '../../../db/survey-results.ts';
import type { Survey } from '../../../db/surveys.ts';
import { commentBlock, surveyBlocks, surveyTitle } from '../../view/survey.ts';
import { showDate } from '../../view/time.ts';
import { cardAnswer, textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { pageButtons, pageOf } from '../paging.ts';

const pageSize = 10;

const words = {
  zh: {
    title: '问卷',
    none: '还没有问卷。写“问卷 nps 客户名”即可发起。',
    line: (answered: number, asked: number) => `${answered}/${asked} 已答`,
    comments: '留言',
    noComments: '还没有留言。',
    end: '结束',
  },
  en: {
    title: 'Surveys',
    none: 'There is no survey yet. Start one: survey nps CUSTOMER.',
    line: (answered: number, asked: number) => `${answered} of ${asked} answered`,
    comments: 'Comments',
    noComments: 'Nobody has written anything yet.',
    end: 'End',
  },
} as const;

/** Shows the surveys, the open ones first. */
export const showSurveys = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, language, company } = context;
  const say = words[language];
  const page = pageOf(args);
  const { surveys, total } = await listSurveys(db, pageSize, (page - 1) * pageSize);
  if (surveys.length === 0) return textAnswer('team', say.none, { surveys: [] });
  const lines = surveys.map(
    (each): CardBlock => ({
      kind: 'text',
      text: `${surveyTitle(each, language)} · ${say.line(each.answered, each.asked)} · ${showDate(each.createdAt, company.zone)}`,
    }),
  );
  const open = surveys.slice(0, 3).map(
    (each): Button => ({
      label: `#${each.id}`,
      action: 'run',
      value: `survey show ${each.id}`,
    }),
  );
  const buttons = [...open, ...pageButtons('survey list', page, Math.ceil(total / pageSize), language)];
  return cardAnswer('team', `${say.title} (${total})`, [...lines, { kind: 'buttons', buttons }], {
    surveys,
    total,
  });
};

/** Shows what a survey brought from the asker's customers. */
export const showResult = async (context: CommandContext, survey: Survey): Promise<Answer> => {
  const { db, language, asker } = context;
  const say = words[language];
  const result = await surveyResult(db, survey.id, asker.scope);
  const { comments, total } = await surveyComments(db, survey.id, asker.scope, 3, 0);
  const buttons: readonly Button[] = [
    ...(total > comments.length
      ? [{ label: `${say.comments} (${total})`, action: 'run', value: `survey comments ${survey.id}` }]
      : []),
    ...(survey.endedAt === null
      ? [{ label: say.end, action: 'run', value: `survey end ${survey.id}`, style: 'danger' as const }]
      : []),
  ];
  const blocks: readonly CardBlock[] = [
    ...surveyBlocks(survey, result, language),
    ...(comments.length > 0
      ? [{ kind: 'heading' as const, text: say.comments }, ...comments.map(commentBlock)]
      : []),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', surveyTitle(survey, language), blocks, { survey, ...result, comments });
};

/** Shows what people wrote with their answers. */
export const showComments = async (
  context: CommandContext,
  survey: Survey,
  page: number,
): Promise<Answer> => {
  const { db, language, asker } = context;
  const say = words[language];
  const offset = (page - 1) * pageSize;
  const { comments, total } = await surveyComments(db, survey.id, asker.scope, pageSize, offset);
  const title = `${surveyTitle(survey, language)} · ${say.comments} (${total})`;
  if (comments.length === 0)
    return cardAnswer('team', title, [{ kind: 'text', text: say.noComments }], { comments });
  const buttons = pageButtons(`survey comments ${survey.id}`, page, Math.ceil(total / pageSize), language);
  const blocks = [
    ...comments.map(commentBlock),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', title, blocks, { comments, total, page });
};
