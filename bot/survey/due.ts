import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { remindAgain, takeReminders, takeWaitingAsks } from '../../db/surveys.ts';
import { type Care, contact } from '../care/contact.ts';
import { askWaiting } from './ask.ts';
import { surveyMessage } from './card.ts';

const atOnce = 100;
const latestReminderMs = 14 * dayMs;
const remindPriority = 2;

const askThoseWhoWaited = (db: Db, care: Care, now: number): Promise<number> =>
  db.transaction().execute(async (trx) => {
    let asked = 0;
    for (const ask of await takeWaitingAsks(trx, now, atOnce))
      if ((await askWaiting(trx, care, ask, now)).status === 'asked') asked++;
    return asked;
  });

const remind = (db: Db, care: Care, now: number): Promise<number> =>
  db.transaction().execute(async (trx) => {
    let reminded = 0;
    for (const { id, survey, personId, roomId, language, askedAt } of await takeReminders(trx, now, atOnce)) {
      if (personId === null) continue;
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
      if (outcome.status === 'queued') reminded++;
      // The budget holds one more message back for some days: later is soon enough, but not weeks later.
      else if (outcome.retryAt !== undefined && outcome.retryAt - askedAt < latestReminderMs)
        await remindAgain(trx, id, outcome.retryAt);
    }
    return reminded;
  });

/**
 * Asks those who had to wait, and reminds, once, everybody who was asked by name three days ago and said nothing; up to
 * 100 of each. Returns how many messages there are to send.
 */
export const runSurveys = async (db: Db, care: Care, now: number): Promise<number> =>
  (await askThoseWhoWaited(db, care, now)) + (await remind(db, care, now));
