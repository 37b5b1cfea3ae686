import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** One line of the audit log: who did or asked what, about whom, where. `detail` holds ids and words of commands only. */
export type AuditEntry = {
  readonly at: number;
  readonly actorId: number | null;
  readonly action: string;
  readonly customerId?: number;
  readonly roomId?: number;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
};

/** Appends to the audit log. */
export const audit = async (db: Db, entry: AuditEntry): Promise<void> => {
  await db
    .insertInto('audit')
    .values({
      at: entry.at,
      actor_id: entry.actorId,
      action: entry.action,
      customer_id: entry.customerId ?? null,
      room_id: entry.roomId ?? null,
      detail: entry.detail ?? {},
    })
    .execute();
};

/** Returns how often people from outside asked for what only members may have, after `since`, and how many did. */
export const outsiderCommands = async (
  db: Db,
  since: number,
): Promise<{ readonly asked: number; readonly people: number }> => {
  const { rows } = await sql<{ asked: number; people: number }>`
    select count(*) as asked, count(distinct actor_id) as people from audit
    where action = 'outsider-command' and at > ${since}`.execute(db);
  return rows[0] ?? { asked: 0, people: 0 };
};
