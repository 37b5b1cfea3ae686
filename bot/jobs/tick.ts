import { advance } from '../../core/customer/fold.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { lockDueCustomers } from '../../db/customer-states.ts';
import { runFollowUps } from '../follow-ups/run.ts';
import { noteFollowUps } from '../follow-ups/tell.ts';
import { saveFolded } from '../ingest/apply.ts';
import { foldContexts } from '../ingest/context.ts';
import type { Ingest } from '../ingest/ingest.ts';

/** How many customers one transaction advances. */
const batchSize = 200;

const advanceBatch = (ingest: Ingest, now: number): Promise<number> =>
  ingest.db.transaction().execute(async (trx: Db) => {
    const due = await lockDueCustomers(trx, now, batchSize);
    if (due.length === 0) return 0;
    const ids = due.map((customer) => customer.id);
    const contextOf = await foldContexts(trx, ingest.company, ids);
    const results = due.map((customer) => {
      const context = contextOf(customer.id);
      return { customer, context, folded: { ...advance(customer.state, now, context), anew: false } };
    });
    await saveFolded(trx, ingest.company, results);
    await noteFollowUps(trx, ids, now);
    const changed = results
      .filter(({ folded }) => folded.changes.length > 0)
      .map(({ customer }) => customer.id);
    if (changed.length > 0) await announce(trx, { rooms: [], customers: changed });
    return due.length;
  });

/**
 * Makes every check that has fallen due: only customers whose next check has come are looked at, then what that and time
 * bring about for follow-ups. Returns how many customers there were; `onProgress` hears the count so far after each batch.
 */
export const advanceDue = async (
  ingest: Ingest,
  now: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const count = await advanceBatch(ingest, now);
    total += count;
    if (count > 0) onProgress(total);
    if (count < batchSize) break;
  }
  if (await runFollowUps(ingest, now)) await ingest.ringOutbox();
  return total;
};
