import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Something that a member means to do. */
export type Task = {
  readonly id: number;
  readonly ownerId: number;
  readonly customerId: number | null;
  readonly customer: string | null;
  readonly text: string;
  readonly dueAt: number | null;
  readonly doneAt: number | null;
};

const select = sql`select t.id, t.owner_id as "ownerId", t.customer_id as "customerId", c.name as customer, t.text,
  t.due_at as "dueAt", t.done_at as "doneAt" from task t left join customer c on c.id = t.customer_id`;

/** Keeps a to-do and returns its number. */
export const addTask = async (
  trx: Db,
  task: Pick<Task, 'ownerId' | 'customerId' | 'text' | 'dueAt'> & { readonly at: number },
): Promise<number> => {
  const { id } = await trx
    .insertInto('task')
    .values({
      owner_id: task.ownerId,
      customer_id: task.customerId,
      text: task.text,
      due_at: task.dueAt,
      created_at: task.at,
      reminded_at: null,
      done_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Returns a member's open to-dos, the earliest due first, at most `limit`. */
export const openTasks = async (db: Db, ownerId: number, limit: number): Promise<readonly Task[]> =>
  (
    await sql<Task>`${select} where t.owner_id = ${ownerId} and t.done_at is null
      order by t.due_at nulls last, t.id limit ${limit}`.execute(db)
  ).rows;

/** Returns one to-do of a member, or undefined. */
export const taskOf = async (db: Db, ownerId: number, id: number): Promise<Task | undefined> =>
  (await sql<Task>`${select} where t.owner_id = ${ownerId} and t.id = ${id}`.execute(db)).rows[0];

/** Says when a to-do was done; null opens it again. */
export const settleTask = async (trx: Db, id: number, at: number | null): Promise<void> => {
  await trx.updateTable('task').set({ done_at: at }).where('id', '=', id).execute();
};

/** Removes a to-do. */
export const removeTask = async (trx: Db, id: number): Promise<void> => {
  await trx.deleteFrom('task').where('id', '=', id).execute();
};

/** Takes the to-dos that have fallen due and of which nobody was reminded; each is returned once. */
export const takeDueTasks = async (trx: Db, now: number): Promise<readonly Task[]> =>
  (
    await sql<Task>`with due as (
        update task set reminded_at = ${now} where id in (
          select id from task where done_at is null and reminded_at is null and due_at <= ${now}
          order by due_at limit 200 for update skip locked) returning *)
      select t.id, t.owner_id as "ownerId", t.customer_id as "customerId", c.name as customer, t.text,
        t.due_at as "dueAt", t.done_at as "doneAt"
      from due t left join customer c on c.id = t.customer_id order by t.owner_id, t.due_at, t.id`.execute(
      trx,
    )
  ).rows;
