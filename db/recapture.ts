import { sql } from 'kysely';
import type { InboundEvent } from '../core/events.ts';
import type { Db } from './connect.ts';
import { storeEvents } from './inbox.ts';
import type { Room } from './rooms.ts';

const pageSize = 500;

/**
 * Puts a room's stored messages into the inbox once more, so that they are captured under the room's new
 * purpose. What was captured before is recognised by its key and changes nothing.
 */
export const storeRecapture = async (trx: Db, room: Room, now: number): Promise<void> => {
  let after = 0;
  for (;;) {
    const rows = await sql<{
      id: number;
      external_id: string;
      at: number;
      text: string;
      thread: string | null;
      person: string;
      name: string;
      external: string;
    }>`
      select m.id, m.external_id, m.at, m.text, m.thread, i.external_id as person, p.name, i.external
      from message m join person p on p.id = m.person_id join identity i on i.person_id = p.id
        and i.platform = ${room.platform} and i.account = ${room.account}
      where m.room_id = ${room.id} and m.id > ${after} and m.recalled_at is null
      order by m.id limit ${pageSize}`.execute(trx);
    const last = rows.rows.at(-1);
    if (!last) return;
    after = last.id;
    const events = rows.rows.map(
      (row): InboundEvent => ({
        id: `recapture:${room.purpose}:${now}:${row.id}`,
        at: row.at,
        platform: room.platform,
        account: room.account,
        person: {
          id: row.person,
          name: row.name,
          kind: 'human',
          external: row.external === 'unknown' ? 'unknown' : row.external === 'yes',
        },
        conversation: {
          id: room.externalId,
          kind: room.kind,
          ...(row.thread === null ? {} : { thread: row.thread }),
        },
        type: 'message',
        message: row.external_id,
        text: row.text,
        mentionsBot: false,
        attachments: [],
      }),
    );
    await storeEvents(trx, events, now);
  }
};
