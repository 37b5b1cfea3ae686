import { InputError } from '../../../core/errors.ts';
import type { Language } from '../../../core/language.ts';
import type { CardBlock } from '../../../core/messages.ts';
import type { SurveyKind } from '../../../core/survey/survey.ts';
import { saveAsks } from '../../../db/survey-asks.ts';
import { endSurvey, makeSurvey, type Survey } from '../../../db/surveys.ts';
import type { Aim } from '../../survey/aims.ts';
import { type AskBlock, askSurvey } from '../../survey/ask.ts';
import { countBlocked } from '../../view/blocked.ts';
import { surveyTitle } from '../../view/survey.ts';
import { showTime } from '../../view/time.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { aimsFrom } from './whom.ts';

const longestQuestion = 300;
/** More are not asked while the command runs. */
const mostAtOnce = 50;

const words = {
  zh: {
    title: '问卷',
    nobody: '没有可以询问的客户。',
    long: `问题最多 ${longestQuestion} 个字。`,
    needQuestion: '请把问题写在引号里，例如：问卷 问题 Acme "最希望我们改进什么？"',
    asked: (survey: string, count: number) => `${survey}：已发给 ${count} 位客户（或群）。`,
    queued: (survey: string, count: number) =>
      `${survey}：正在逐个发给 ${count} 位客户（或群），进度看结果。`,
    waits: (count: number, when: string, why: string) => `${count} 位稍后再发（最早 ${when}）：${why}`,
    blocked: (count: number, why: string) => `${count} 位不发：${why}`,
    results: '看结果',
    end: '结束',
  },
  en: {
    title: 'Surveys',
    nobody: 'There is nobody to ask.',
    long: `A question has at most ${longestQuestion} characters.`,
    needQuestion: 'Write the question in quotes, for example: survey question Acme "What should we improve?"',
    asked: (survey: string, count: number) =>
      `${survey}: put to ${count} ${count === 1 ? 'customer or room' : 'customers or rooms'}.`,
    queued: (survey: string, count: number) =>
      `${survey}: is being put to ${count} customers or rooms, one after the other; the results show how far it is.`,
    waits: (count: number, when: string, why: string) =>
      `${count} later, as soon as they may be asked (from ${when}): ${why}`,
    blocked: (count: number, why: string) => `${count} not: ${why}`,
    results: 'Results',
    end: 'End',
  },
} as const;

/** Parts a question of one's own, which stands last and is a sentence, from whom it is put to. */
const splitQuestion = (
  args: readonly string[],
): { readonly whom: readonly string[]; readonly question?: string } => {
  const last = args.at(-1);
  if (last === undefined || !/[?？]$/.test(last.trim())) return { whom: args };
  return { whom: args.slice(0, -1), question: last.trim() };
};

/** Many are asked one after the other, by whichever worker has time. */
const queueAll = async (context: CommandContext, survey: Survey, aims: readonly Aim[]): Promise<Answer> => {
  const { db, language, now, requestKey } = context;
  const asks = aims.map(({ to, key, language: spoken }) => ({
    key: `${requestKey}/${key}`,
    personId: 'personId' in to ? to.personId : null,
    roomId: to.roomId ?? null,
    language: spoken ?? language,
  }));
  await saveAsks(db, survey.id, asks, now);
  const text = words[language].queued(surveyTitle(survey, language), asks.length);
  return cardAnswer('team', words[language].title, [{ kind: 'text', text }, buttonsFor(survey, language)], {
    survey: survey.id,
    queued: asks.length,
  });
};

const buttonsFor = ({ id }: Survey, language: Language): CardBlock => ({
  kind: 'buttons',
  buttons: [
    { label: words[language].results, action: 'run', value: `survey show ${id}` },
    { label: words[language].end, action: 'run', value: `survey end ${id}`, style: 'danger' },
  ],
});

/** Puts a survey of this kind to those whom the words name. @throws InputError when there is nobody to ask. */
export const startSurvey = async (
  context: CommandContext,
  kind: SurveyKind,
  args: readonly string[],
): Promise<Answer> => {
  const { db, company, language, asker, now, requestKey } = context;
  const say = words[language];
  const { whom, question } = splitQuestion(args);
  if (kind === 'free' && question === undefined) throw new InputError(say.needQuestion);
  if (question !== undefined && question.length > longestQuestion) throw new InputError(say.long);
  const aims = await aimsFrom(context, whom);
  if (aims.length === 0) throw new InputError(say.nobody);
  const own = question === undefined ? {} : { question };
  const survey = await makeSurvey(db, { kind, by: asker.id, ...own }, now);
  if (aims.length > mostAtOnce) return queueAll(context, survey, aims);
  const blocked: AskBlock[] = [];
  const waiting: { readonly reason: AskBlock; readonly retryAt: number }[] = [];
  let asked = 0;
  for (const { to, key, language: spoken } of aims) {
    const request = {
      survey,
      to,
      key: `${requestKey}/${key}`,
      language: spoken ?? language,
      wait: true as const,
    };
    const outcome = await askSurvey(db, { company }, request, now);
    if (outcome.status === 'asked') asked++;
    else if (outcome.status === 'waits') waiting.push(outcome);
    else blocked.push(outcome.reason);
  }
  if (asked + waiting.length === 0) await endSurvey(db, survey.id, now);
  const reasons = countBlocked(
    waiting.map((each) => each.reason),
    language,
  );
  const first = Math.min(...waiting.map((each) => each.retryAt));
  const lines = [
    say.asked(surveyTitle(survey, language), asked),
    ...(waiting.length > 0 ? [say.waits(waiting.length, showTime(first, company.zone), reasons)] : []),
    ...(blocked.length > 0 ? [say.blocked(blocked.length, countBlocked(blocked, language))] : []),
  ];
  const buttons = asked + waiting.length > 0 ? [buttonsFor(survey, language)] : [];
  const title = say.title;
  const blocks = [...lines.map((text): CardBlock => ({ kind: 'text', text })), ...buttons];
  return cardAnswer('team', title, blocks, { survey: survey.id, asked, waiting, blocked });
};
