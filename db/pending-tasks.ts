import { sql } from 'kysely';
import type { InternalMessage } from '../core/messages.ts';
import type { Db } from './connect.ts';

/** A message that waits for an employee to confirm it on the platform. */
export type PendingTask = {
  readonly id: number;
  /** The platform's id of the task. */
  readonly ref: string;
  readonly roomId: number;
  readonly conversation: string;
  readonly message: InternalMessage;
  readonly createdAt: number;
};

const minuteMs = 60_000;

/** A young task is looked at every 2 minutes, one of today every quarter of an hour, an older one every 2 hours. */
const pause = (
  now: number,
) => sql<number>`case when o.created_at > ${now - 60 * minuteMs} then ${2 * minuteMs}::bigint
  when o.created_at > ${now - 24 * 60 * minuteMs} then ${15 * minuteMs}::bigint else ${120 * minuteMs}::bigint end`;

/**
 * Returns up to `limit` tasks of one account whose time to be looked at has come, the oldest first; another worker gets
 * others. Each comes again later, for as long as it stays pending.
 */
export const takePendingTasks = async (
  db: Db,
  { platform, account }: { readonly platform: string; readonly account: string },
  now: number,
  limit: number,
): Promise<readonly PendingTask[]> => {
  const { rows } = await sql<PendingTask>`
    update outbox o set next_at = ${now}::bigint + ${pause(now)}
    from room r where r.id = o.room_id and o.id in (
      select p.id from outbox p join room q on q.id = p.room_id
      where p.status = 'pending-human' and p.next_at <= ${now} and p.ref is not null
        and q.platform = ${platform} and q.account = ${account}
      order by p.next_at, p.id limit ${limit} for update of p skip locked)
    returning o.id, o.ref, o.room_id as "roomId", r.external_id as conversation, o.message,
      o.created_at as "createdAt"`.execute(db);
  return rows;
};
