import { sql } from 'kysely';
import type { Bilingual } from '../core/language.ts';
import type { Db } from './connect.ts';

/** What a command needs to take back what it did: ids and the values from before. */
export type Memo = Readonly<Record<string, string | number | boolean | null>>;

/** Something that was changed by a command and can be taken back. */
export type StoredUndoable = {
  readonly id: number;
  readonly askerId: number | null;
  readonly command: string;
  readonly customerId: number | null;
  readonly memo: Memo;
  readonly says: Bilingual;
  readonly at: number;
  readonly untilAt: number;
  readonly doneAt: number | null;
};

const columns = sql`id, asker_id as "askerId", command, customer_id as "customerId", memo, says, at,
  until_at as "untilAt", done_at as "doneAt"`;

/** Keeps how to take back a change until `untilAt` and returns its number. */
export const storeUndoable = async (
  trx: Db,
  undoable: Omit<StoredUndoable, 'id' | 'doneAt'>,
): Promise<number> => {
  const { askerId, command, customerId, memo, says, at, untilAt } = undoable;
  const { id } = await trx
    .insertInto('undoable')
    .values({
      asker_id: askerId,
      command,
      customer_id: customerId,
      memo,
      says,
      at,
      until_at: untilAt,
      done_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Returns the change with this number, locked until the transaction ends, or undefined. */
export const lockUndoable = async (trx: Db, id: number): Promise<StoredUndoable | undefined> =>
  (await sql<StoredUndoable>`select ${columns} from undoable where id = ${id} for update`.execute(trx))
    .rows[0];

/** Returns what this asker changed last and can still take back at `now`, locked, or undefined. */
export const lockLatestUndoable = async (
  trx: Db,
  askerId: number | null,
  now: number,
): Promise<StoredUndoable | undefined> =>
  (
    await sql<StoredUndoable>`select ${columns} from undoable
      where asker_id is not distinct from ${askerId}::bigint and done_at is null and until_at > ${now}
      order by id desc limit 1 for update`.execute(trx)
  ).rows[0];

/** Notes that a change was taken back. */
export const settleUndoable = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('undoable').set({ done_at: at }).where('id', '=', id).execute();
};
