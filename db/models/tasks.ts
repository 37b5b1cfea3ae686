import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/** Something that somebody asked for and that a model is to do; `args` is what the kind of task needs. */
export type NewTask = {
  readonly key: string;
  readonly kind: string;
  readonly args: Readonly<Record<string, string | number | null>>;
  readonly customerId: number | null;
  /** Where the answer goes; null where somebody waits at the terminal. */
  readonly roomId: number | null;
  readonly askerId: number | null;
  readonly thread: string | null;
  readonly language: string;
  readonly at: number;
};
export type ModelTask = NewTask & { readonly id: number; readonly attempts: number };

/** Writes a task down; the same key again changes nothing. Returns its id. */
export const addTask = async (db: Db, task: NewTask): Promise<number> => {
  const made = await db
    .insertInto('model_task')
    .values({
      key: task.key,
      kind: task.kind,
      args: task.args,
      customer_id: task.customerId,
      room_id: task.roomId,
      asker_id: task.askerId,
      thread: task.thread,
      language: task.language,
      at: task.at,
      status: 'waiting',
      taken_until: 0,
      problem: null,
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ kind: task.kind }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
};

const columns = sql`id, key, kind, args, customer_id as "customerId", room_id as "roomId", asker_id as "askerId", thread,
  language, at, attempts`;

/** Takes the oldest waiting tasks that have a room, at most `limit`, until `untilAt` (real time). */
export const takeTasks = async (
  db: Db,
  now: number,
  untilAt: number,
  limit: number,
): Promise<readonly ModelTask[]> => {
  const found = await sql<ModelTask>`update model_task set taken_until = ${untilAt}, attempts = attempts + 1
    where id in (select id from model_task where status = 'waiting' and room_id is not null and taken_until <= ${now}
      order by id limit ${limit} for update skip locked) returning ${columns}`.execute(db);
  return found.rows;
};

/** Takes one task, whatever waits before it. */
export const takeTask = async (db: Db, id: number, untilAt: number): Promise<ModelTask | undefined> => {
  const found = await sql<ModelTask>`update model_task set taken_until = ${untilAt}, attempts = attempts + 1
    where id = ${id} and status = 'waiting' returning ${columns}`.execute(db);
  return found.rows[0];
};

/** Closes a task: `problem` is why a model did not help, null where it did. */
export const closeTask = async (db: Db, id: number, problem: string | null): Promise<void> => {
  await db
    .updateTable('model_task')
    .set({ status: problem === null ? 'done' : 'failed', problem })
    .where('id', '=', id)
    .execute();
};

/** Forgets tasks that were asked before `beforeAt`. */
export const tidyTasks = async (db: Db, beforeAt: number): Promise<void> => {
  await db.deleteFrom('model_task').where('at', '<', beforeAt).execute();
};
