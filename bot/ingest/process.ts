import { announce } from '../../db/announce.ts';
import { markDone, noteProblem, takeWaiting, type WaitingEvent } from '../../db/inbox.ts';
import { noteFollowUps, tellMembers } from '../follow-ups/tell.ts';
import { processBatch } from './batch.ts';
import type { Ingest } from './ingest.ts';

/** How many deliveries one transaction takes. */
export const batchSize = 500;
/** A delivery that failed this often is set aside with its problem. */
const giveUpAfter = 5;

/** Whether the database was lost under us: by its code, or by what pg says when the connection itself is gone. */
const isStorageAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return /^(?:08|57|53|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code);
  return /connection|timeout exceeded/i.test(error.message);
};

/** Whether two workers waited for each other and PostgreSQL gave up this one, so that the other could go on. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && /^40(?:001|P01)$/.test(String((error as { code?: unknown }).code));

type Progress = { readonly count: number; readonly more: boolean; readonly opened: boolean };

const runBatch = async (
  ingest: Ingest,
  conversations: readonly string[],
  limit: number,
): Promise<Progress> => {
  const { db, clock } = ingest;
  let failed: readonly WaitingEvent[] = [];
  try {
    const { count, wrote, opened } = await db.transaction().execute(async (trx) => {
      const waiting = await takeWaiting(trx, conversations, limit);
      if (waiting.length === 0) return { count: 0, wrote: false, opened: false };
      failed = waiting;
      const touched = await processBatch(
        trx,
        ingest,
        waiting.map((each) => each.event),
      );
      const opened = await noteFollowUps(trx, touched.customers, clock.now());
      await markDone(
        trx,
        waiting.map((each) => each.id),
        clock.now(),
      );
      await announce(trx, touched);
      return { count: waiting.length, wrote: touched.replied, opened };
    });
    if (wrote) await ingest.ringOutbox();
    // A full batch may have left others behind; what came in meanwhile has rung for itself.
    return { count, more: count === limit, opened };
  } catch (error) {
    const first = failed[0];
    if (isConflict(error)) return { count: 0, more: true, opened: false };
    if (isStorageAway(error) || first === undefined) throw error;
    if (limit > 1 && failed.length > 1) return { ...(await runBatch(ingest, conversations, 1)), more: true };
    const problem = error instanceof Error ? error.name : 'unknown';
    ingest.log.error({ delivery: first.id, err: error }, 'a delivery could not be processed');
    await noteProblem(db, first.id, problem, clock.now(), giveUpAfter);
    if (first.attempts + 1 >= giveUpAfter) return { count: 1, more: true, opened: false };
    throw error;
  }
};

/** Apart from what opened the follow-ups, which is stored by now: whoever cannot be told is told by the next tick. */
const tellOwners = async (ingest: Ingest): Promise<void> => {
  try {
    if (await tellMembers(ingest, ingest.clock.now())) await ingest.ringOutbox();
  } catch (error) {
    ingest.log.warn({ err: error }, 'members could not be told of follow-ups');
  }
};

/**
 * Drains the waiting deliveries of conversations of one account in order, one transaction a batch, and returns
 * how many there were. Whatever happens in between, each delivery's effect is stored once or not at all.
 * @throws what made a delivery fail; it stays waiting and is tried again, at most 5 times.
 */
export const processConversations = async (
  ingest: Ingest,
  conversations: readonly string[],
): Promise<number> => {
  await ingest.freshenSentiment();
  let total = 0;
  for (;;) {
    const { count, more, opened } = await runBatch(ingest, conversations, batchSize);
    total += count;
    if (opened) await tellOwners(ingest);
    if (!more) return total;
  }
};
