import { sql } from 'kysely';
import { rewindCalls } from './churn-calls.ts';
import type { Db } from './connect.ts';
import { rewindPlaybooks } from './playbook-runs.ts';
import { rewindPrompts } from './prompts.ts';
import { removeVersionsAfter } from './versions.ts';

/**
 * Takes back everything that is dated after `now` on the web platform, and what was decided after it. Returns
 * the customers whose state lies beyond `now`, or waits for a decision that was taken back, and must be folded anew.
 */
export const rewind = async (trx: Db, now: number): Promise<readonly number[]> => {
  const web = sql`select id from room where platform = 'web'`;
  await sql`delete from interaction where at > ${now} and (room_id in (${web}) or room_id is null)`.execute(
    trx,
  );
  await sql`delete from message where at > ${now} and room_id in (${web})`.execute(trx);
  await sql`update message set edited_at = null where edited_at > ${now}`.execute(trx);
  await sql`delete from outbox where created_at > ${now} and room_id in (${web})`.execute(trx);
  await sql`delete from digest where created_at > ${now} and room_id in (${web})`.execute(trx);
  await sql`delete from sentiment_correction where at > ${now}`.execute(trx);
  await sql`delete from sentiment_offsets where at > ${now}`.execute(trx);
  await sql`delete from follow_up where opened_at > ${now}`.execute(trx);
  await rewindPrompts(trx, now);
  await rewindPlaybooks(trx, now);
  await sql`delete from blind where from_at > ${now}`.execute(trx);
  const undecided = await removeVersionsAfter(trx, now);
  await rewindCalls(trx, now);
  await sql`delete from setting where key = 'nightly' and (value->>'at')::bigint > ${now}`.execute(trx);
  await sql`update setting set value = to_jsonb(${now}::bigint) where key = 'heartbeat'`.execute(trx);
  await sql`update room set last_at = (select max(at) from message m where m.room_id = room.id) where last_at > ${now}`.execute(
    trx,
  );
  const found = await sql<{ id: number }>`
    select id from customer where (state->>'seenAt')::bigint > ${now}
      or next_check_at = any(${[...undecided]}::bigint[]) order by id`.execute(trx);
  return found.rows.map((row) => row.id);
};
