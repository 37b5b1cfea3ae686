import { sql } from 'kysely';
import type { InboundEvent } from '../core/events.ts';
import type { Db } from './connect.ts';
import { conversationKey } from './inbox.ts';
import { recordset } from './records.ts';

/** Keeps an edit, recall or reaction that came before the message it is about. */
export const keepOrphan = async (
  trx: Db,
  event: InboundEvent & { readonly message: string },
): Promise<void> => {
  await trx
    .insertInto('orphan')
    .values({ conversation: conversationKey(event), message: event.message, event })
    .execute();
};

/** Takes out what was kept for the messages among these events. */
export const takeOrphans = async (
  trx: Db,
  events: readonly InboundEvent[],
): Promise<readonly InboundEvent[]> => {
  const rows = events.flatMap((event) =>
    event.type === 'message' ? [{ conversation: conversationKey(event), message: event.message }] : [],
  );
  if (rows.length === 0) return [];
  const found = await sql<{ event: InboundEvent }>`
    delete from orphan using ${recordset(rows, { conversation: 'text', message: 'text' })}
    where orphan.conversation = r.conversation and orphan.message = r.message returning orphan.event`.execute(
    trx,
  );
  return found.rows.map((row) => row.event);
};
