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
