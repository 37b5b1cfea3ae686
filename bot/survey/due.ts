import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { type DueReminder, remindAgain, takeReminders, takeWaitingAsks } from '../../db/survey-asks.ts';
import { type Care, type ContactOutcome, type ContactRequest, contactAll } from '../care/contact.ts';
import { askWaiting, flowOf } from './ask.ts';
import { surveyMessage } from './card.ts';

const atOnce = 100;
const latestReminderMs = 14 * dayMs;
const remindPriority = 2;

const reminderFor = (
  { id, survey, personId, roomId, language }: DueReminder,
  now: number,
): ContactRequest => ({
  key: `survey-reminder/${id}/${now}`,
  flow: flowOf(survey),
  to: { personId, ...(roomId === null ? {} : { roomId }) },
  purpose: 'survey',
  priority: remindPriority,
  message: surveyMessage(survey, language, true),
});

const remind = async (trx: Db, care: Care, now: number): Promise<number> => {
  const due = await takeReminders(trx, now, atOnce);
  const outcomes = await contactAll(
    trx,
    care,
    due.map((each) => reminderFor(each, now)),
    now,
  );
  for (const [index, { id, askedAt }] of due.entries()) {
    const outcome = outcomes[index] as ContactOutcome;
    // The budget holds one more message back for some days: later is soon enough, but not weeks later.
    const retryAt = outcome.status === 'blocked' ? outcome.retryAt : undefined;
    if (retryAt !== undefined && retryAt - askedAt < latestReminderMs) await remindAgain(trx, id, retryAt);
  }
  return outcomes.filter((each) => each.status === 'queued').length;
};

/** Asks up to 100 of those who wait to be asked. Returns how many messages there are to send. */
export const askThoseWhoWait = (db: Db, care: Care, now: number): Promise<number> =>
  db
    .transaction()
    .execute(async (trx) => askWaiting(trx, care, await takeWaitingAsks(trx, now, atOnce), now));

/**
 * Asks those who had to wait, and reminds, once, everybody who was asked by name three days ago and said nothing; up to
 * 100 of each. Returns how many messages there are to send.
 */
export const runSurveys = async (db: Db, care: Care, now: number): Promise<number> => {
  const asked = await askThoseWhoWait(db, care, now);
  return asked + (await db.transaction().execute((trx) => remind(trx, care, now)));
};
