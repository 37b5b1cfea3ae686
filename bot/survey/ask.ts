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
  type WaitingAsk,
} from '../../db/survey-asks.ts';
import { makeSurvey, type Survey } from '../../db/surveys.ts';
import { type Care, type ContactOutcome, type ContactRequest, contactAll } from '../care/contact.ts';
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

/** What the messages of a survey belong to. */
export const flowOf = ({ id, flow }: Survey): string => flow ?? `survey:${id}`;

const aimOf = ({ personId, roomId }: SurveyAsk): SurveyAim =>
  personId === null ? { roomId: roomId ?? 0 } : { personId, ...(roomId === null ? {} : { roomId }) };

type Put = Exclude<AskOutcome, { status: 'waits' }>;

/** Why an ask is none any more, whatever the budget says. */
const refusalOf = async (trx: Db, ask: Ask, at: number): Promise<Put | undefined> => {
  if (ask.survey.endedAt !== null) return { status: 'blocked', reason: 'ended' };
  const freeAt = await tooSoon(trx, ask, at);
  return freeAt === undefined ? undefined : { status: 'blocked', reason: 'asked-recently', retryAt: freeAt };
};

const requestFor = (ask: Ask): ContactRequest => ({
  key: `survey/${ask.id}`,
  flow: flowOf(ask.survey),
  to: aimOf(ask),
  purpose: 'survey',
  priority: askPriority,
  message: surveyMessage(ask.survey, ask.language),
});

/** Asks several at once, whose budgets are locked in one fixed order; the outcomes are in the order of the asks. */
const putAll = async (trx: Db, care: Care, asks: readonly Ask[], at: number): Promise<readonly Put[]> => {
  const outcomes = new Map<number, Put>();
  for (const ask of asks) {
    const refusal = await refusalOf(trx, ask, at);
    if (refusal) outcomes.set(ask.id, refusal);
  }
  const open = asks.filter((ask) => !outcomes.has(ask.id));
  const contacts = await contactAll(trx, care, open.map(requestFor), at);
  for (const [index, ask] of open.entries()) {
    const outcome = contacts[index] as ContactOutcome;
    if (outcome.status === 'blocked') {
      outcomes.set(ask.id, outcome);
      continue;
    }
    await noteAsked(trx, ask.id, { askedAt: at, remindAt: ask.personId === null ? null : at + remindMs });
    await listenTo(trx, ask, at);
    outcomes.set(ask.id, { status: 'asked', surveyId: ask.surveyId });
  }
  return asks.map((ask) => outcomes.get(ask.id) as Put);
};

const settle = async (trx: Db, ask: Ask, outcome: Put, waitUntil: number): Promise<AskOutcome> => {
  if (outcome.status === 'asked') return outcome;
  const { reason, retryAt } = outcome;
  if (retryAt !== undefined && retryAt <= waitUntil) {
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
  const [outcome] = await putAll(trx, care, [ask], at);
  return settle(trx, ask, outcome as Put, wait ? at + patienceMs : Number.NEGATIVE_INFINITY);
};

/**
 * Tries once more to ask those who had to wait; they wait on, at most seven days from when the survey was put to them.
 * Returns how many are asked now.
 */
export const askWaiting = async (
  trx: Db,
  care: Care,
  asks: readonly WaitingAsk[],
  at: number,
): Promise<number> => {
  const outcomes = await putAll(trx, care, asks, at);
  let asked = 0;
  for (const [index, ask] of asks.entries()) {
    const settled = await settle(trx, ask, outcomes[index] as Put, ask.createdAt + patienceMs);
    if (settled.status === 'asked') asked++;
  }
  return asked;
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
