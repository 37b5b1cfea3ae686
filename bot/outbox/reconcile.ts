import type { Adapter } from '../../core/adapter.ts';
import { type ClaimedOutbound, settleOutbound, type Tried } from '../../db/outbox.ts';
import type { Outbox } from './outbox.ts';
import { outcomeOf } from './outcome.ts';
import { record } from './record.ts';

/**
 * Looks what became of a send that nobody heard the end of. Returns whether the message surely did not arrive and may
 * be sent; else it is settled: arrived, or still unknown. It is never sent again on a guess.
 */
export const reconcile = async (
  { db, clock, log }: Outbox,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  { triedAt, triedTo }: { readonly triedAt: number; readonly triedTo: Tried },
): Promise<boolean> => {
  const now = clock.now();
  const { id, key, message, attempts } = outbound;
  try {
    const options = { idempotencyKey: key, sinceAt: triedAt };
    const found = adapter.findSent
      ? await adapter.findSent(triedTo.to, message, options)
      : ({ status: 'unknown' } as const);
    if (!found) return true;
    if (found.status === 'sent') await record(db, outbound, triedTo, found.ref, now);
    await settleOutbound(db, id, outcomeOf(found, attempts, now, adapter.findSent !== undefined), now);
  } catch (error) {
    log.warn({ outbound: id, err: error }, 'it could not be found out whether a message arrived');
    const outcome = outcomeOf({ status: 'unknown' }, attempts, now, true);
    await settleOutbound(db, id, outcome, now);
  }
  return false;
};
