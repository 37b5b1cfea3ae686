import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { CustomerScope } from './customer-lists.ts';

/** An open follow-up with whose it is. */
export type OpenFollowUpRow = {
  readonly id: number;
  readonly key: string;
  readonly customerId: number;
  readonly customer: string;
  readonly ownerId: number | null;
  readonly owner: string | null;
  readonly rule: string;
  readonly openedAt: number;
  readonly dueAt: number | null;
  readonly status: string;
  readonly snoozedUntil: number | null;
  readonly numbers: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
  readonly valueAtRisk: number;
};

const columns = sql`f.id, f.key, f.customer_id as "customerId", c.name as customer, c.owner_id as "ownerId",
  p.name as owner, f.rule, f.opened_at as "openedAt", f.due_at as "dueAt", f.status,
  f.snoozed_until as "snoozedUntil", f.numbers, f.evidence, c.value_at_risk as "valueAtRisk"`;
const tables = sql`follow_up f join customer c on c.id = f.customer_id left join person p on p.id = c.owner_id`;
const inScope = ({ owners }: CustomerScope) =>
  owners === 'all' ? sql`true` : sql`c.owner_id = any(${[...owners]}::bigint[])`;

/** Returns the open follow-ups in scope, the greatest value at risk first, then the oldest. */
export const openFollowUps = async (
  db: Db,
  scope: CustomerScope,
  limit: number,
): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${columns} from ${tables}
    where f.status in ('open', 'snoozed') and ${inScope(scope)}
    order by c.value_at_risk desc, f.opened_at, f.id limit ${limit}`.execute(db);
  return found.rows;
};

/** Returns the follow-ups of one customer that are open. */
export const followUpsOf = async (db: Db, customerId: number): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${columns} from ${tables}
    where f.customer_id = ${customerId} and f.status in ('open', 'snoozed') order by f.opened_at, f.id`.execute(
    db,
  );
  return found.rows;
};

/** Returns the follow-up with this id whatever its status, or undefined. */
export const followUpById = async (db: Db, id: number): Promise<OpenFollowUpRow | undefined> => {
  const found = await sql<OpenFollowUpRow>`select ${columns} from ${tables} where f.id = ${id}`.execute(db);
  return found.rows[0];
};

/** Returns the open follow-ups of these customers that nobody was told of and that opened after `since`. */
export const unpromptedFollowUps = async (
  db: Db,
  customerIds: readonly number[] | 'all',
  since: number,
): Promise<readonly OpenFollowUpRow[]> => {
  const whose = customerIds === 'all' ? sql`true` : sql`f.customer_id = any(${[...customerIds]}::bigint[])`;
  const found = await sql<OpenFollowUpRow>`select ${columns} from ${tables}
    where f.status = 'open' and f.prompted_at is null and f.opened_at >= ${since} and c.owner_id is not null and ${whose}
    order by c.value_at_risk desc, f.opened_at, f.id limit 500`.execute(db);
  return found.rows;
};

/** Returns how many follow-ups each of these owners has been told of since `since`. */
export const promptedSince = async (
  db: Db,
  owners: readonly number[],
  since: number,
): Promise<ReadonlyMap<number, number>> => {
  const found = await sql<{ owner_id: number; count: number }>`select c.owner_id, count(*) as count
    from follow_up f join customer c on c.id = f.customer_id
    where f.prompted_at >= ${since} and c.owner_id = any(${[...owners]}::bigint[]) group by c.owner_id`.execute(
    db,
  );
  return new Map(found.rows.map((row) => [row.owner_id, row.count]));
};

/** Notes that the owners were told of these follow-ups. */
export const markPrompted = async (db: Db, ids: readonly number[], at: number): Promise<void> => {
  await sql`update follow_up set prompted_at = ${at} where id = any(${[...ids]}::bigint[])`.execute(db);
};

/** A promise with whose it is. */
export type PromiseRow = {
  readonly id: number;
  readonly key: string;
  readonly customerId: number;
  readonly customer: string;
  readonly owner: string | null;
  readonly by: string | null;
  readonly byId: number | null;
  readonly phrase: string;
  readonly madeAt: number;
  readonly dueAt: number | null;
  readonly status: string;
};

const promiseColumns = sql`q.id, q.key, q.customer_id as "customerId", c.name as customer, o.name as owner,
  w.name as "by", w.id as "byId", q.phrase, q.made_at as "madeAt", q.due_at as "dueAt", q.status`;
const promiseTables = sql`promise q join customer c on c.id = q.customer_id left join person o on o.id = c.owner_id
  left join interaction i on i.source_key = q.key left join person w on w.id = i.person_id`;

/** Returns promises in scope that are open, or were broken since `since`; broken ones first. */
export const openPromises = async (
  db: Db,
  scope: CustomerScope,
  since: number,
  limit: number,
): Promise<readonly PromiseRow[]> => {
  const found = await sql<PromiseRow>`select ${promiseColumns} from ${promiseTables}
    where (q.status = 'open' or (q.status = 'broken' and q.due_at > ${since})) and ${inScope(scope)}
    order by q.status, q.due_at nulls last, q.id limit ${limit}`.execute(db);
  return found.rows;
};

/** Returns the customer's promises, the newest first, at most 20. */
export const promisesOf = async (db: Db, customerId: number): Promise<readonly PromiseRow[]> => {
  const found = await sql<PromiseRow>`select ${promiseColumns} from ${promiseTables}
    where q.customer_id = ${customerId} order by q.made_at desc limit 20`.execute(db);
  return found.rows;
};
