import { sql } from 'kysely';
import type { OutboundMessage } from '../core/messages.ts';
import type { Db } from './connect.ts';
import { enqueue } from './outbox.ts';

/**
 * Lets the message that was sent under an outbox key be replaced by another one; an earlier replacement that still waits is
 * dropped, so that many presses at once become one update. Nothing happens before the first one has been sent.
 */
export const replaceCard = async (
  trx: Db,
  sentAs: string,
  replacement: { readonly key: string; readonly message: OutboundMessage },
  now: number,
): Promise<boolean> => {
  const sent = await trx
    .selectFrom('outbox')
    .select(['room_id', 'ref'])
    .where('idempotency_key', '=', sentAs)
    .where('status', '=', 'sent')
    .executeTakeFirst();
  if (!sent || sent.ref === null) return false;
  await sql`delete from outbox where room_id = ${sent.room_id} and status = 'waiting' and about->>'update' = ${sent.ref}`.execute(
    trx,
  );
  const about = { update: sent.ref };
  return enqueue(
    trx,
    { key: replacement.key, roomId: sent.room_id, message: replacement.message, about },
    now,
  );
};
