import { sql } from 'kysely';
import type { Tier } from '../core/value/rfm.ts';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';

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
  readonly tier: Tier | null;
  /** When it was first told; null while it was not. */
  readonly promptedAt: number | null;
  /** When it was last told, and how many steps of the ladder it has climbed since. */
  readonly ladderFrom: number | null;
  readonly ladderTaken: number;
};

/** The columns of an {@link OpenFollowUpRow}, over {@link followUpTables}. */
export const followUpColumns = sql`f.id, f.key, f.customer_id as "customerId", c.name as customer, c.owner_id as "ownerId",
  p.name as owner, f.rule, f.opened_at as "openedAt", f.due_at as "dueAt", f.status,
  f.snoozed_until as "snoozedUntil", f.numbers, f.evidence, c.value_at_risk as "valueAtRisk", c.tier,
  f.prompted_at as "promptedAt", f.ladder_from as "ladderFrom", f.ladder_taken as "ladderTaken"`;
/** Follow-ups (f) with their customers (c) and the owners of those (p). */
export const followUpTables = sql`follow_up f join customer c on c.id = f.customer_id left join person p on p.id = c.owner_id`;

/** How urgent each rule's follow-up is, by the rule's id: 1 to 3. */
export type Urgencies = Readonly<Record<string, number>>;

/** The order in which follow-ups are told and listed: value at risk, then urgency, then the oldest. */
export const followUpOrder = (urgencies: Urgencies) =>
  sql`c.value_at_risk desc, coalesce((${JSON.stringify(urgencies)}::jsonb ->> f.rule)::integer, 0) desc, f.opened_at, f.id`;

/** Returns the open follow-ups in scope, the greatest value at risk first, then the most urgent, then the oldest. */
export const openFollowUps = async (
  db: Db,
  scope: CustomerScope,
  limit: number,
  urgencies: Urgencies = {},
): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.status in ('open', 'snoozed') and ${inScope(scope)}
    order by ${followUpOrder(urgencies)} limit ${limit}`.execute(db);
  return found.rows;
};

/** Returns how many follow-ups in scope are open. */
export const countOpen = async (db: Db, scope: CustomerScope): Promise<number> => {
  const found = await sql<{ count: number }>`select count(*) as count from ${followUpTables}
    where f.status in ('open', 'snoozed') and ${inScope(scope)}`.execute(db);
  return found.rows[0]?.count ?? 0;
};

/** Returns the open follow-ups in scope of whose neglect a lead or a manager was told, the greatest value at risk first. */
export const neglectedFollowUps = async (
  db: Db,
  scope: CustomerScope,
  limit: number,
): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.status = 'open' and f.ladder_taken >= 2 and ${inScope(scope)}
    order by c.value_at_risk desc, f.opened_at, f.id limit ${limit}`.execute(db);
  return found.rows;
};

/** Returns the follow-ups of one customer that are open. */
export const followUpsOf = async (db: Db, customerId: number): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.customer_id = ${customerId} and f.status in ('open', 'snoozed') order by f.opened_at, f.id`.execute(
    db,
  );
  return found.rows;
};

/** Returns the follow-ups with these ids whatever their status, by id. */
export const followUpsById = async (
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, OpenFollowUpRow>> => {
  if (ids.length === 0) return new Map();
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row]));
};

/** Returns the follow-up with this id whatever its status, or undefined. */
export const followUpById = async (db: Db, id: number): Promise<OpenFollowUpRow | undefined> =>
  (await followUpsById(db, [id])).get(id);

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

/** The columns of a {@link PromiseRow}, over {@link promiseTables}. */
export const promiseColumns = sql`q.id, q.key, q.customer_id as "customerId", c.name as customer, o.name as owner,
  w.name as "by", w.id as "byId", q.phrase, q.made_at as "madeAt", q.due_at as "dueAt", q.status`;
/** Promises (q) with their customers (c), the owners of those (o), what made them (i) and who (w). */
export const promiseTables = sql`promise q join customer c on c.id = q.customer_id left join person o on o.id = c.owner_id
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
