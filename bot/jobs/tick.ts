import { advance } from '../../core/customer/fold.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { lockDueCustomers } from '../../db/customer-states.ts';
import { saveFolded } from '../ingest/apply.ts';
import { foldContexts } from '../ingest/context.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { promptReps } from './prompt-reps.ts';

/** How many customers one transaction advances. */
const batchSize = 200;

const advanceBatch = (
  ingest: Ingest,
  now: number,
): Promise<{ readonly count: number; readonly prompted: boolean }> =>
  ingest.db.transaction().execute(async (trx: Db) => {
    const due = await lockDueCustomers(trx, now, batchSize);
    if (due.length === 0) return { count: 0, prompted: false };
    const ids = due.map((customer) => customer.id);
    const contextOf = await foldContexts(trx, ingest.company, ids);
    const results = due.map((customer) => {
      const context = contextOf(customer.id);
      return { customer, context, folded: { ...advance(customer.state, now, context), anew: false } };
    });
    await saveFolded(trx, ingest.company, results);
    const prompted = await promptReps(trx, ingest, ids);
    const changed = results
      .filter(({ folded }) => folded.changes.length > 0)
      .map(({ customer }) => customer.id);
    if (changed.length > 0) await announce(trx, { rooms: [], customers: changed });
    return { count: due.length, prompted };
  });

/**
 * Makes every check that has fallen due: only customers whose next check has come are looked at. Returns how
 * many there were; `onProgress` hears the count so far after each batch.
 */
export const advanceDue = async (
  ingest: Ingest,
  now: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const { count, prompted } = await advanceBatch(ingest, now);
    total += count;
    if (prompted) await ingest.ringOutbox();
    if (count > 0) onProgress(total);
    if (count < batchSize) return total;
  }
};
