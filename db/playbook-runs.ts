import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** A customer about to enter a playbook, unless they are inside or were after `notAfter`. */
export type Entry = {
  readonly playbook: string;
  readonly version: number;
  readonly customerId: number;
  readonly trigger: string;
  readonly at: number;
  readonly notAfter: number;
};

/**
 * Lets customers enter; who is inside already, was lately, or was set going by the same before, does not. Returns the
 * customers who entered.
 */
export const enterRuns = async (trx: Db, entries: readonly Entry[]): Promise<readonly number[]> => {
  if (entries.length === 0) return [];
  const kinds = {
    playbook: 'text',
    version: 'integer',
    customerId: 'bigint',
    trigger: 'text',
    at: 'bigint',
    notAfter: 'bigint',
  } as const;
  const made = await sql<{ customer_id: number }>`
    insert into playbook_run (playbook, version, customer_id, trigger, status, step, wake_at, started_at)
    select r.playbook, r.version, r."customerId", r.trigger, 'active', 0, r.at, r.at
    from ${recordset(entries, kinds)}
    where not exists (select from playbook_run p where p.playbook = r.playbook and p.customer_id = r."customerId"
      and (p.status = 'active' or p.started_at > r."notAfter"))
    on conflict do nothing returning customer_id`.execute(trx);
  return made.rows.map((row) => row.customer_id);
};

/** Returns how many entered each of these playbooks since `sinceAt`. */
export const enteredSince = async (db: Db, playbook: string, sinceAt: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from playbook_run
    where playbook = ${playbook} and started_at >= ${sinceAt}`.execute(db);
  return rows[0]?.count ?? 0;
};

/** A run that is under way. */
export type ActiveRun = {
  readonly id: number;
  readonly playbook: string;
  readonly version: number;
  readonly customerId: number;
  readonly step: number;
  readonly wakeAt: number;
  readonly awaits: string | null;
  readonly startedAt: number;
  readonly contactedAt: number | null;
  readonly contacts: number;
  readonly heldSince: number | null;
  readonly values: Readonly<Record<string, string>>;
  readonly trigger: string;
};

const columns = sql`id, playbook, version, customer_id as "customerId", step, wake_at as "wakeAt", awaits,
  started_at as "startedAt", contacted_at as "contactedAt", contacts, held_since as "heldSince", "values", trigger`;

/** Returns the runs of these customers that are under way. Whoever changes them holds the customers' locks. */
export const activeRunsOf = async (db: Db, customerIds: readonly number[]): Promise<readonly ActiveRun[]> => {
  if (customerIds.length === 0) return [];
  const { rows } = await sql<ActiveRun>`select ${columns} from playbook_run
    where status = 'active' and customer_id = any(${[...customerIds]}::bigint[]) order by id`.execute(db);
  return rows;
};

/** Returns up to `limit` customers with a run whose time has come. */
export const dueRunners = async (db: Db, now: number, limit: number): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`
    select distinct customer_id as id from (
      select r.customer_id from playbook_run r join playbook p on p.key = r.playbook and p.version = r.version
      where r.status = 'active' and r.wake_at <= ${now} and p.state <> 'paused'
      order by r.wake_at limit ${limit}) due`.execute(db);
  return rows.map((row) => row.id);
};

/** Locks those of these customers that nobody is working on, and returns their ids. */
export const lockRunners = async (trx: Db, customerIds: readonly number[]): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`select id from customer
    where id = any(${[...customerIds]}::bigint[]) order by id for update skip locked`.execute(trx);
  return rows.map((row) => row.id);
};

/** What became of a run. */
export type RunChange = {
  readonly id: number;
  readonly step: number;
  readonly wakeAt: number;
  readonly awaits: string | null;
  readonly contactedAt: number | null;
  readonly contacts: number;
  readonly heldSince: number | null;
  readonly values: Readonly<Record<string, string>>;
  readonly why: string | null;
  readonly endedAt: number | null;
};

/** Stores what became of runs. */
export const saveRuns = async (trx: Db, runs: readonly RunChange[]): Promise<void> => {
  if (runs.length === 0) return;
  const kinds = {
    id: 'bigint',
    step: 'integer',
    wakeAt: 'bigint',
    awaits: 'text',
    contactedAt: 'bigint',
    contacts: 'integer',
    heldSince: 'bigint',
    values: 'jsonb',
    why: 'text',
    endedAt: 'bigint',
  } as const;
  await sql`update playbook_run p set step = r.step, wake_at = r."wakeAt", awaits = r.awaits,
      contacted_at = r."contactedAt", contacts = r.contacts, held_since = r."heldSince", "values" = r."values",
      why = r.why, ended_at = r."endedAt", status = case when r.why is null then 'active' else 'done' end
    from ${recordset(runs, kinds)} where p.id = r.id`.execute(trx);
};

/** What a run did at a step: `outcome` such as sent or blocked, with the reason. */
export type StepNote = {
  readonly runId: number;
  readonly step: number;
  readonly at: number;
  readonly outcome: string;
  readonly reason: string | null;
  readonly contactId: number | null;
};

/** Writes down what runs did. */
export const noteSteps = async (trx: Db, notes: readonly StepNote[]): Promise<void> => {
  if (notes.length === 0) return;
  const kinds = {
    runId: 'bigint',
    step: 'integer',
    at: 'bigint',
    outcome: 'text',
    reason: 'text',
    contactId: 'bigint',
  } as const;
  await sql`insert into playbook_step (run_id, step, at, outcome, reason, contact_id)
    select "runId", step, at, outcome, reason, "contactId" from ${recordset(notes, kinds)}`.execute(trx);
};

/** Ends every run of a playbook (of all its versions) that is under way; returns how many there were. */
export const endRuns = async (trx: Db, playbook: string, why: string, at: number): Promise<number> => {
  const { rows } = await sql`update playbook_run set status = 'done', why = ${why}, ended_at = ${at}
    where playbook = ${playbook} and status = 'active' returning id`.execute(trx);
  return rows.length;
};

/** Returns which of these customers fulfil the conditions of which playbooks, as it was noted last. */
export const membersAmong = async (db: Db, customerIds: readonly number[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ playbook: string; version: number; customer_id: number }>`
    select playbook, version, customer_id from playbook_member
    where customer_id = any(${[...customerIds]}::bigint[])`.execute(db);
  return new Set(rows.map((row) => memberKey(row.playbook, row.version, row.customer_id)));
};

/** Returns the key by which {@link membersAmong} tells members apart. */
export const memberKey = (playbook: string, version: number, customerId: number): string =>
  `${playbook}@${version}/${customerId}`;

/** Somebody who began to fulfil the conditions of a playbook, or ceased to. */
export type Membership = { readonly playbook: string; readonly version: number; readonly customerId: number };

/** Notes who fulfils conditions now and who no longer does. */
export const changeMembers = async (
  trx: Db,
  joined: readonly Membership[],
  left: readonly Membership[],
): Promise<void> => {
  const kinds = { playbook: 'text', version: 'integer', customerId: 'bigint' } as const;
  if (joined.length > 0) {
    await sql`insert into playbook_member (playbook, version, customer_id)
      select playbook, version, "customerId" from ${recordset(joined, kinds)} on conflict do nothing`.execute(
      trx,
    );
  }
  if (left.length > 0) {
    await sql`delete from playbook_member m using ${recordset(left, kinds)}
      where m.playbook = r.playbook and m.version = r.version and m.customer_id = r."customerId"`.execute(
      trx,
    );
  }
};

/**
 * Takes back what happened in playbooks after `now`, when the playground's clock is set back: who entered later was never
 * inside, and the day is looked at again.
 */
export const rewindPlaybooks = async (trx: Db, now: number): Promise<void> => {
  await sql`delete from playbook_run where started_at > ${now}`.execute(trx);
  await sql`delete from playbook_step where at > ${now}`.execute(trx);
  await sql`delete from setting where key = 'playbook-day'`.execute(trx);
  await sql`update playbook set since_at = ${now} where since_at > ${now}`.execute(trx);
};
