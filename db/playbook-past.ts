import { sql } from 'kysely';
import type { LedgerEntry } from '../core/care/decide-contact.ts';
import type { Platform } from '../core/events.ts';
import type { Db } from './connect.ts';
import { personLedger, roomLedger } from './contacts.ts';

/** Returns what was really sent between two moments, by whose budget it used. */
export const sentBetween = async (
  db: Db,
  from: number,
  until: number,
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> => {
  const { rows } = await sql<{
    person_id: number | null;
    room_id: number | null;
    reservedAt: number;
    sentAt: number;
    platform: Platform;
  }>`select s.person_id, s.room_id, c.reserved_at as "reservedAt", c.sent_at as "sentAt", c.platform
    from contact c join contact_subject s on s.contact_id = c.id
    where c.status = 'confirmed' and not c.solicited and c.sent_at > ${from} and c.sent_at <= ${until}`.execute(
    db,
  );
  const found = new Map<string, LedgerEntry[]>();
  for (const { person_id, room_id, ...entry } of rows) {
    const key = person_id === null ? roomLedger(room_id ?? 0) : personLedger(person_id);
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return found;
};

/** Returns the ids of all customers of whom something is known before `until`, in order. */
export const customersBefore = async (db: Db, until: number): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`select id from customer
    where state is not null and (first_at is null or first_at <= ${until}) order by id`.execute(db);
  return rows.map((row) => row.id);
};
