import type { Db } from '../../db/connect.ts';
import { forgetHistoryFetches } from '../../db/history-fetches.ts';
import { forgetDelivered, waitingConversations } from '../../db/inbox.ts';
import { tidyListening } from '../../db/listening.ts';
import { tidyAnswers } from '../../db/models/cache.ts';
import { tidyTasks } from '../../db/models/tasks.ts';
import { nextOutboundAt } from '../../db/outbox.ts';
import { removeExpiredCommands } from '../../db/pending-commands.ts';
import { forgetPictures } from '../../db/pictures.ts';
import { tidyLimits } from '../../db/rate-limits.ts';
import type { Doorbell } from '../queue.ts';

/** Rings again for whatever has waited longer than this: a ring was lost. */
const patienceMs = 5_000;
/** Delivery keys are kept this long; no platform redelivers for that long (Feishu: over 7 hours). */
const keepKeysMs = 14 * 24 * 60 * 60 * 1000;
/** A model's answer is given again for this long. */
const keepAnswersMs = 30 * 24 * 60 * 60 * 1000;

/** Rings for every conversation and for the outbox where something has been waiting for more than 5 seconds. */
export const sweep = async (db: Db, doorbell: Doorbell, now: number): Promise<void> => {
  await doorbell.ringConversations(await waitingConversations(db, now - patienceMs));
  const nextAt = await nextOutboundAt(db);
  if (nextAt !== undefined && nextAt <= now) await doorbell.ringOutbox();
};

/** Forgets what no longer matters; called once a day. */
export const tidy = async (db: Db, now: number): Promise<void> => {
  await forgetDelivered(db, now - keepKeysMs);
  await forgetHistoryFetches(db, Date.now() - keepKeysMs);
  await forgetPictures(db, now);
  await tidyLimits(db);
  await tidyAnswers(db, Date.now() - keepAnswersMs);
  await removeExpiredCommands(db, now);
  await tidyTasks(db, now - keepAnswersMs);
  await tidyListening(db, now);
};
