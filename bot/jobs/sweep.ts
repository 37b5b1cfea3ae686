import type { Db } from '../../db/connect.ts';
import { forgetDelivered, waitingConversations } from '../../db/inbox.ts';
import { outboundWaits } from '../../db/outbox.ts';
import type { Doorbell } from '../queue.ts';

/** Rings again for whatever has waited longer than this: a ring was lost. */
const patienceMs = 5_000;
/** Delivery keys are kept this long; no platform redelivers for that long (Feishu: over 7 hours). */
const keepKeysMs = 14 * 24 * 60 * 60 * 1000;

/** Rings for every conversation and for the outbox where something has been waiting for more than 5 seconds. */
export const sweep = async (db: Db, doorbell: Doorbell, now: number): Promise<void> => {
  await doorbell.ringConversations(await waitingConversations(db, now - patienceMs));
  if (await outboundWaits(db, now)) await doorbell.ringOutbox();
};

/** Forgets what no longer matters; called once a day. */
export const tidy = (db: Db, now: number): Promise<void> => forgetDelivered(db, now - keepKeysMs);
