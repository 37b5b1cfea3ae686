import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { type DueReminder, remindAgain, takeReminder, takeWaitingAsk } from '../../db/survey-asks.ts';
import { type Care, contact } from '../care/contact.ts';
import { askWaiting } from './ask.ts';
import { surveyMessage } from './card.ts';

/** So many of each are dealt with before others have their turn. */
const atOnce = 100;
const latestReminderMs = 14 * dayMs;
const remindPriority = 2;

/** What one turn came to: nobody was there, or whether there is a message to send. */
type Turn = 'nobody' | boolean;

/** Each in a transaction of its own, so that two workers never wait for each other's budgets. */
const oneByOne = async (db: Db, turn: (trx: Db) => Promise<Turn>): Promise<number> => {
  let wrote = 0;
  for (let count = 0; count < atOnce; count++) {
    const result = await db.transaction().execute(turn);
    if (result === 'nobody') break;
    if (result) wrote++;
  }
  return wrote;
};

const remind = async (trx: Db, care: Care, due: DueReminder, now: number): Promise<boolean> => {
  const { id, survey, personId, roomId, language, askedAt } = due;
  if (personId === null) return false;
  const outcome = await contact(
    trx,
    care,
    {
      key: `survey-reminder/${id}/${now}`,
      flow: survey.flow ?? `survey:${survey.id}`,
      to: { personId, ...(roomId === null ? {} : { roomId }) },
      purpose: 'survey',
      priority: remindPriority,
      message: surveyMessage(survey, language, true),
    },
    now,
  );
  if (outcome.status === 'queued') return true;
  // The budget holds one more message back for some days: later is soon enough, but not weeks later.
  if (outcome.retryAt !== undefined && outcome.retryAt - askedAt < latestReminderMs)
    await remindAgain(trx, id, outcome.retryAt);
  return false;
};

/** Asks up to 100 of those who wait to be asked. Returns how many messages there are to send. */
export const askThoseWhoWait = (db: Db, care: Care, now: number): Promise<number> =>
  oneByOne(db, async (trx) => {
    const ask = await takeWaitingAsk(trx, now);
    return ask === undefined ? 'nobody' : (await askWaiting(trx, care, ask, now)).status === 'asked';
  });

/**
 * Asks those who had to wait, and reminds, once, everybody who was asked by name three days ago and said nothing; up to
 * 100 of each. Returns how many messages there are to send.
 */
export const runSurveys = async (db: Db, care: Care, now: number): Promise<number> => {
  const asked = await askThoseWhoWait(db, care, now);
  const reminded = await oneByOne(db, async (trx) => {
    const due = await takeReminder(trx, now);
    if (due === undefined) return 'nobody';
    return due.isDue && (await remind(trx, care, due, now));
  });
  return asked + reminded;
};
