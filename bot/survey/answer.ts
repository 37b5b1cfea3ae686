import { pick } from '../../core/language.ts';
import { customerMessage } from '../../core/messages.ts';
import { readAnswer } from '../../core/survey/read-answer.ts';
import { formOf, toSatisfaction } from '../../core/survey/survey.ts';
import { dayMs } from '../../core/time.ts';
import { excerpt } from '../../core/words.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { endListening, type Listening, listenFor } from '../../db/listening.ts';
import { lockAnswer, saveAnswer, saveComment } from '../../db/survey-answers.ts';
import { type Survey, surveyById } from '../../db/surveys.ts';
import { readMessage } from '../ingest/read-message.ts';
import { type Heard, type Outsider, replyTo, unheard } from '../outsiders/outsider.ts';

const words = {
  zh: {
    thanks: '收到，谢谢您的反馈！',
    changed: '已按新的回答更新，谢谢！',
    skipped: '好的，不打扰您了。',
    noted: '谢谢，您的意见已经记下，会转给负责的同事。',
    over: '这份问卷已经结束，谢谢您！',
  },
  en: {
    thanks: 'Thank you for your answer!',
    changed: 'Changed to your new answer, thank you!',
    skipped: 'All right, we will not ask again.',
    noted: 'Thank you, that is noted and goes to the colleague in charge.',
    over: 'This survey is over. Thank you all the same!',
  },
} as const;

/** How long the words after a score are waited for: shorter among many people. */
const commentMs = { direct: dayMs, group: 30 * 60_000 } as const;
const longestComment = 2000;

/** What somebody thinks of us is between them and us; among their own colleagues it is no secret that they answered. */
const say = (outsider: Outsider, key: string, text: string): Promise<boolean> => {
  const message = customerMessage(text);
  return replyTo(outsider, {
    key,
    message,
    otherwise: outsider.room.purpose === 'customer' ? message : null,
  });
};

const factOf = (
  { customerId, room, person, event, key }: Outsider,
  survey: Survey,
  score: number | null,
  replaces: string | null,
  text?: string,
): NewInteraction => {
  const { scale } = formOf(survey.kind);
  const scored =
    score === null || !scale
      ? {}
      : {
          satisfaction: toSatisfaction(score, scale),
          ...(survey.kind === 'free' ? {} : { scale: survey.kind }),
        };
  return {
    customerId,
    roomId: room.id,
    personId: person.id,
    ...(text === undefined ? {} : { text: excerpt(text, 500) }),
    interaction: {
      key: `${key}#survey`,
      at: event.at,
      kind: 'survey-answer',
      direction: 'in',
      data: {
        ...scored,
        survey: excerpt(survey.question ?? survey.kind.toUpperCase(), 80),
        ...(replaces === null ? {} : { replaces }),
      },
    },
  };
};

const askWhy = async (
  outsider: Outsider,
  survey: Survey,
  score: number,
  thanks: string,
): Promise<boolean> => {
  const { trx, room, person, event, language } = outsider;
  const { scale, why } = formOf(survey.kind);
  if (!scale || !why) return say(outsider, 'survey', thanks);
  await listenFor(trx, {
    roomId: room.id,
    personId: person.id,
    kind: 'survey-comment',
    ref: survey.id,
    untilAt: event.at + commentMs[room.kind],
  });
  const question = pick(score <= scale.low ? why.low : why.else, language);
  return say(outsider, 'survey', `${thanks}\n${question}`);
};

const takeScore = async (outsider: Outsider, survey: Survey, score: number): Promise<Heard> => {
  const { trx, person, customerId, event, key, language } = outsider;
  const before = await lockAnswer(trx, survey.id, person.id);
  const sourceKey = `${key}#survey`;
  if (before?.sourceKey === sourceKey) return unheard;
  await saveAnswer(trx, {
    surveyId: survey.id,
    personId: person.id,
    customerId,
    score,
    skipped: false,
    at: event.at,
    sourceKey,
  });
  await endListening(trx, 'survey-score', survey.id, person.id);
  const { changed, thanks } = words[language];
  const replied = await askWhy(outsider, survey, score, before && !before.skipped ? changed : thanks);
  return { interactions: [factOf(outsider, survey, score, before?.sourceKey ?? null)], replied };
};

const skip = async (outsider: Outsider, survey: Survey): Promise<Heard> => {
  const { trx, person, customerId, event, language } = outsider;
  if (!(await lockAnswer(trx, survey.id, person.id))) {
    await saveAnswer(trx, {
      surveyId: survey.id,
      personId: person.id,
      customerId,
      score: null,
      skipped: true,
      at: event.at,
      sourceKey: null,
    });
  }
  await endListening(trx, 'survey-score', survey.id, person.id);
  await endListening(trx, 'survey-comment', survey.id, person.id);
  return { interactions: [], replied: await say(outsider, 'survey', words[language].skipped) };
};

/** Takes the press of a button of a survey (`12/9`, `12/skip`) as that person's answer; a second press changes it. */
export const pressSurvey = async (outsider: Outsider, value: string): Promise<Heard> => {
  const [, id = '', answer = ''] = /^(\d{1,15})\/(\d{1,2}|skip)$/.exec(value) ?? [];
  const survey = id === '' ? undefined : await surveyById(outsider.trx, Number(id));
  if (!survey) return unheard;
  if (survey.endedAt !== null && survey.endedAt < outsider.event.at) {
    return { interactions: [], replied: await say(outsider, 'survey', words[outsider.language].over) };
  }
  if (answer === 'skip') return skip(outsider, survey);
  const { scale } = formOf(survey.kind);
  const score = Number(answer);
  if (!scale || score < scale.worst || score > scale.best) return unheard;
  return takeScore(outsider, survey, score);
};

/** Takes a message that is nothing but a score ("9", "很满意"), or all words where words were asked for, as the answer. */
export const hearScore = async (
  outsider: Outsider,
  { ref }: Listening,
  text: string,
): Promise<Heard | undefined> => {
  const survey = await surveyById(outsider.trx, ref);
  if (!survey || survey.endedAt !== null) return undefined;
  const answer = readAnswer(survey.kind, text);
  if (answer === 'skip') return skip(outsider, survey);
  if (answer !== undefined) return takeScore(outsider, survey, answer);
  if (formOf(survey.kind).scale || isSomethingElse(outsider, text)) return undefined;
  return takeWords(outsider, survey, text);
};

/** A question or a complaint is for people to answer, whatever was asked before. */
const isSomethingElse = ({ ingest, event }: Outsider, text: string): boolean => {
  const facts = readMessage(text, event.at, false, ingest.company.zone, ingest.analyse);
  return facts.question === true || facts.complaint === true || facts.pleasantry === true;
};

const takeWords = async (outsider: Outsider, survey: Survey, text: string): Promise<Heard> => {
  const { trx, person, customerId, event, key, language } = outsider;
  const before = await lockAnswer(trx, survey.id, person.id);
  const comment = text.slice(0, longestComment).toWellFormed();
  await saveAnswer(trx, {
    surveyId: survey.id,
    personId: person.id,
    customerId,
    score: null,
    skipped: false,
    comment,
    at: event.at,
    sourceKey: `${key}#survey`,
  });
  await endListening(trx, 'survey-score', survey.id, person.id);
  const fact = factOf(outsider, survey, null, before?.sourceKey ?? null, comment);
  return { interactions: [fact], replied: await say(outsider, 'survey', words[language].noted) };
};

/** Takes the words after a score as the reason for it. A bare score is another answer, not a reason. */
export const hearComment = async (
  outsider: Outsider,
  listening: Listening,
  text: string,
): Promise<Heard | undefined> => {
  const { trx, person, language } = outsider;
  const survey = await surveyById(trx, listening.ref);
  if (!survey) return undefined;
  const answer = readAnswer(survey.kind, text);
  if (typeof answer === 'number' && survey.endedAt === null) return takeScore(outsider, survey, answer);
  await endListening(trx, 'survey-comment', survey.id, person.id);
  if (answer !== undefined || text.trim() === '') return undefined;
  await saveComment(trx, survey.id, person.id, text.slice(0, longestComment).toWellFormed());
  return { interactions: [], replied: await say(outsider, 'survey-comment', words[language].noted) };
};
