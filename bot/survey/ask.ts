import type { BlockReason } from '../../core/care/decide-contact.ts';
import type { Language } from '../../core/language.ts';
import { formOf, type SurveyKind } from '../../core/survey/survey.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { listenFor } from '../../db/listening.ts';
import {
  askAgainAt,
  dropAsk,
  lastAskedAt,
  noteAsked,
  type SurveyAsk,
  saveAsk,
} from '../../db/survey-asks.ts';
import { makeSurvey, type Survey } from '../../db/surveys.ts';
import { type Care, type ContactRequest, contact } from '../care/contact.ts';
import { surveyMessage } from './card.ts';

/** Whom a survey is put to: a person (in private or in a room), or everybody in a room. */
export type SurveyAim = ContactRequest['to'];

/** Why somebody is not asked. `asked-recently`: within the cool-down of that kind; `ended`: the survey is over. */
export type AskBlock = BlockReason | 'asked-recently' | 'ended';

/** What came of putting a survey to somebody. */
export type AskOutcome =
  | { readonly status: 'asked'; readonly surveyId: number }
  | { readonly status: 'waits'; readonly reason: AskBlock; readonly retryAt: number }
  | { readonly status: 'blocked'; readonly reason: AskBlock; readonly retryAt?: number };

/** Who has not answered after this time is reminded, once. */
const remindMs = 3 * dayMs;
/** Nobody is asked longer after a survey began than this. */
const patienceMs = 7 * dayMs;
/** How long a plain "9" is taken as the answer: of one person, of a customer's room, of a room of many. */
const listenMs = { person: 14 * dayMs, customer: dayMs, community: 2 * 60 * 60 * 1000 } as const;
const askPriority = 4;

/** Somebody to be asked, of whom there is a row already. */
type Ask = SurveyAsk & { readonly survey: Survey };

const listenTo = async (trx: Db, { survey, personId, roomId }: Ask, at: number): Promise<void> => {
  const room =
    personId === null && roomId !== null
      ? await trx.selectFrom('room').select('purpose').where('id', '=', roomId).executeTakeFirst()
      : undefined;
  const where = personId !== null ? 'person' : room?.purpose === 'customer' ? 'customer' : 'community';
  await listenFor(trx, {
    roomId: personId === null ? roomId : null,
    personId,
    kind: 'survey-score',
    ref: survey.id,
    untilAt: at + listenMs[where],
  });
};

const tooSoon = async (trx: Db, { id, survey, personId }: Ask, at: number): Promise<number | undefined> => {
  if (personId === null) return undefined;
  const before = await lastAskedAt(trx, personId, survey.kind, id);
  const freeAt = before === undefined ? at : before + formOf(survey.kind).coolDownDays * dayMs;
  return freeAt > at ? freeAt : undefined;
};

const aimOf = ({ personId, roomId }: SurveyAsk): SurveyAim =>
  personId === null ? { roomId: roomId ?? 0 } : { personId, ...(roomId === null ? {} : { roomId }) };

const put = async (
  trx: Db,
  care: Care,
  ask: Ask,
  flow: string,
  at: number,
): Promise<Exclude<AskOutcome, { status: 'waits' }>> => {
  const { id, survey, language } = ask;
  if (survey.endedAt !== null) return { status: 'blocked', reason: 'ended' };
  const freeAt = await tooSoon(trx, ask, at);
  if (freeAt !== undefined) return { status: 'blocked', reason: 'asked-recently', retryAt: freeAt };
  const outcome = await contact(
    trx,
    care,
    {
      key: `survey/${id}`,
      flow,
      to: aimOf(ask),
      purpose: 'survey',
      priority: askPriority,
      message: surveyMessage(survey, language),
    },
    at,
  );
  if (outcome.status === 'blocked') return outcome;
  await noteAsked(trx, id, { askedAt: at, remindAt: ask.personId === null ? null : at + remindMs });
  await listenTo(trx, ask, at);
  return { status: 'asked', surveyId: survey.id };
};

const putOrWait = async (
  trx: Db,
  care: Care,
  ask: Ask,
  options: { readonly flow: string; readonly waitUntil: number },
  at: number,
): Promise<AskOutcome> => {
  const outcome = await put(trx, care, ask, options.flow, at);
  if (outcome.status === 'asked') return outcome;
  const { reason, retryAt } = outcome;
  if (retryAt !== undefined && retryAt <= options.waitUntil) {
    await askAgainAt(trx, ask.id, retryAt);
    return { status: 'waits', reason, retryAt };
  }
  await dropAsk(trx, ask.id);
  return outcome;
};

/**
 * Puts a survey to a person or a room, in this transaction, through the contact budget (purpose `survey`). The same key
 * again changes nothing. Nobody is asked twice by one kind within its cool-down. With `wait`, whoever may not be asked yet
 * is asked as soon as they may within seven days; without, they are blocked. Whoever calls rings the outbox after the
 * commit. Answers come in by themselves: as interactions, in the results, and as a follow-up when they are low.
 */
export const askSurvey = async (
  trx: Db,
  care: Care,
  request: {
    readonly survey: Survey;
    readonly to: SurveyAim;
    readonly key: string;
    readonly language: Language;
    readonly wait?: true;
  },
  at: number,
): Promise<AskOutcome> => {
  const { survey, to, key, language, wait } = request;
  const personId = 'personId' in to ? to.personId : null;
  const roomId = to.roomId ?? null;
  const id = await saveAsk(trx, { surveyId: survey.id, key, personId, roomId, language, at });
  if (id === undefined) return { status: 'asked', surveyId: survey.id };
  const ask: Ask = { id, surveyId: survey.id, personId, roomId, language, survey };
  const flow = survey.flow ?? `survey:${survey.id}`;
  return putOrWait(
    trx,
    care,
    ask,
    { flow, waitUntil: wait ? at + patienceMs : Number.NEGATIVE_INFINITY },
    at,
  );
};

/** Tries once more to ask somebody who had to wait; they wait on, at most seven days from when the survey was put to them. */
export const askWaiting = (
  trx: Db,
  care: Care,
  ask: Ask & { readonly createdAt: number },
  at: number,
): Promise<AskOutcome> => {
  const flow = ask.survey.flow ?? `survey:${ask.surveyId}`;
  return putOrWait(trx, care, ask, { flow, waitUntil: ask.createdAt + patienceMs }, at);
};

/**
 * Puts the standing survey of a flow (a playbook's step, such as `playbook:after-order@3`) to a person or a room: the flow
 * has one survey of each kind, whose results add up. Otherwise as {@link askSurvey}.
 */
export const askSurveyOf = async (
  trx: Db,
  care: Care,
  request: {
    readonly flow: string;
    readonly kind: SurveyKind;
    readonly to: SurveyAim;
    readonly key: string;
    readonly language: Language;
  },
  at: number,
): Promise<AskOutcome> => {
  const { flow, kind, ...rest } = request;
  return askSurvey(trx, care, { survey: await makeSurvey(trx, { kind, flow }, at), ...rest }, at);
};
