import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/** One thing that was said between a customer and us, in its present words. */
export type Spoken = {
  readonly key: string;
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly person: string | null;
};

/**
 * Returns what was said between a customer and us last, in order of time, at most `limit`. Left out is what was taken back
 * and what was said in a room of which nothing is sent to a model.
 */
export const conversationOf = async (
  db: Db,
  customerId: number,
  until: number,
  limit: number,
): Promise<readonly Spoken[]> => {
  const found = await sql<Spoken>`select i.source_key as key, i.at, i.direction,
      coalesce(i.text, m.text, '') as text, p.name as person
    from interaction i left join message m on m.id = i.message_id left join person p on p.id = i.person_id
    where i.customer_id = ${customerId} and i.kind = 'message' and i.direction in ('in', 'out') and i.at <= ${until}
      and m.recalled_at is null and coalesce(i.text, m.text, '') <> ''
      and not exists (select from model_ban b where b.room_id = i.room_id)
    order by i.at desc, i.source_key collate "C" desc limit ${limit}`.execute(db);
  return found.rows.toReversed();
};

/** Returns how a member writes to customers: their own latest messages, first those to this customer; at most 8. */
export const toneOf = async (db: Db, personId: number, customerId: number): Promise<readonly string[]> => {
  const found = await sql<{ text: string }>`select coalesce(i.text, m.text) as text
    from interaction i left join message m on m.id = i.message_id
    where i.person_id = ${personId} and i.kind = 'message' and i.direction = 'out' and m.recalled_at is null
      and length(coalesce(i.text, m.text, '')) between 4 and 400
      and not exists (select from model_ban b where b.room_id = i.room_id or b.customer_id = i.customer_id)
    order by i.customer_id = ${customerId} desc, i.at desc limit 8`.execute(db);
  return found.rows.map((each) => each.text);
};
