import { sql } from 'kysely';
import type { BroadcastValues } from '../core/care/broadcast-words.ts';
import type { Arm } from '../core/effect/arms.ts';
import type { Broadcast, BroadcastFilter } from './broadcasts.ts';
import type { Db } from './connect.ts';
import { inScope } from './customer-lists.ts';
import { recordset } from './records.ts';

/** Somebody or some room that fits a filter. */
export type Candidate = {
  readonly personId: number | null;
  readonly roomId: number | null;
  readonly customerId: number | null;
  readonly tier: string;
};

/** Returns everybody whom a broadcast is for, in a fixed order. */
export const candidatesOf = async (
  db: Db,
  target: Broadcast['target'],
  filter: BroadcastFilter,
): Promise<readonly Candidate[]> => {
  if (target === 'rooms' && filter.communities) {
    const { rows } = await sql<Candidate>`select null::bigint as "personId", id as "roomId",
      null::bigint as "customerId", '' as tier from room where purpose = 'community' order by id`.execute(db);
    return rows;
  }
  const { owners, stages, tier, segment, customers, tag, warnings, silentSince } = filter;
  const conditions = [
    inScope({ owners }),
    ...(stages ? [sql`c.stage = any(${[...stages]}::text[])`] : []),
    ...(tier ? [sql`c.tier = ${tier}`] : []),
    ...(segment ? [sql`c.segment = ${segment}`] : []),
    ...(customers ? [sql`c.id = any(${[...customers]}::bigint[])`] : []),
    ...(tag
      ? [sql`exists (select from customer_tag t where t.customer_id = c.id and lower(t.tag) = lower(${tag}))`]
      : []),
    ...(warnings ? [sql`c.warnings && ${[...warnings]}::text[]`] : []),
    ...(silentSince === undefined ? [] : [sql`(c.last_in_at is null or c.last_in_at < ${silentSince})`]),
  ];
  const who =
    target === 'people'
      ? sql`select p.id as "personId", null::bigint as "roomId", c.id as "customerId", coalesce(c.tier, '') as tier
          from person p join customer c on c.id = p.customer_id where p.side = 'customer'`
      : sql`select null::bigint as "personId", r.id as "roomId", c.id as "customerId", coalesce(c.tier, '') as tier
          from room r join customer c on c.id = r.customer_id where r.purpose = 'customer'`;
  const { rows } = await sql<Candidate>`${who} and ${sql.join(conditions, sql` and `)} order by 1, 2`.execute(
    db,
  );
  return rows;
};

/** Somebody whom a broadcast is for, with the arm, the wave, and why they get nothing where they do not. */
export type NewTarget = Candidate & {
  readonly unit: string;
  readonly arm: Arm;
  readonly wave: 0 | 1;
  readonly reason: string | null;
};

/** Writes down whom a broadcast is for. */
export const storeTargets = async (
  trx: Db,
  broadcastId: number,
  targets: readonly NewTarget[],
): Promise<void> => {
  const kinds = {
    personId: 'bigint',
    roomId: 'bigint',
    customerId: 'bigint',
    unit: 'text',
    tier: 'text',
    arm: 'text',
    wave: 'integer',
    reason: 'text',
  } as const;
  await sql`insert into broadcast_target (broadcast_id, person_id, room_id, customer_id, unit, tier, arm, wave, status,
      reason, next_at)
    select ${broadcastId}, "personId", "roomId", "customerId", unit, tier, arm, wave,
      case when reason is null then 'planned' else 'blocked' end, reason, 0
    from ${recordset(targets, kinds)}`.execute(trx);
};

/** Somebody whose turn it is. */
export type DueTarget = {
  readonly id: number;
  readonly personId: number | null;
  readonly roomId: number | null;
  readonly round: number;
};

/** Returns up to `limit` of those whose turn has come, the test share first. */
export const dueTargets = async (
  trx: Db,
  broadcastId: number,
  wave: number,
  now: number,
  limit: number,
): Promise<readonly DueTarget[]> =>
  trx
    .selectFrom('broadcast_target')
    .select(['id', 'person_id as personId', 'room_id as roomId', 'round'])
    .where('broadcast_id', '=', broadcastId)
    .where('status', '=', 'planned')
    .where('arm', '=', 'treated')
    .where('wave', '<=', wave)
    .where('next_at', '<=', now)
    .orderBy('wave')
    .orderBy('id')
    .limit(limit)
    .execute();

/** What became of a target's turn. */
export type TargetChange = {
  readonly id: number;
  readonly status: 'planned' | 'queued' | 'blocked';
  readonly reason: string | null;
  readonly next_at: number;
};

/** Writes down what became of some turns. */
export const saveTargets = async (trx: Db, changes: readonly TargetChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const kinds = { id: 'bigint', status: 'text', reason: 'text', next_at: 'bigint' } as const;
  await sql`update broadcast_target t set status = r.status, reason = r.reason, next_at = r.next_at
    from ${recordset(changes, kinds)} where t.id = r.id`.execute(trx);
};

/** The key of a target's message. */
export const targetKey = (id: number, target: Pick<DueTarget, 'id' | 'round'>): string =>
  `broadcast/${id}/${target.id}/${target.round}`;

/** Puts those whose messages were taken back into line again. */
export const requeueWithdrawn = async (trx: Db, id: number): Promise<void> => {
  await sql`update broadcast_target t set status = 'planned', round = round + 1, next_at = 0
    where t.broadcast_id = ${id} and t.status = 'queued' and exists (select from contact c
      where c.key = 'broadcast/' || ${id}::bigint || '/' || t.id || '/' || t.round
        and c.status = 'released' and c.reason = 'withdrawn')`.execute(trx);
};

/** Returns, by target, what a text may call them and who looks after them; null where nobody knows. */
export const valuesOfTargets = async (
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, BroadcastValues>> => {
  const { rows } = await sql<BroadcastValues & { id: number }>`
    select t.id, o.name as rep, case when t.person_id is null then c.name
      when exists (select from identity i where i.person_id = p.id and i.external_id = p.name) then null
      else p.name end as name
    from broadcast_target t left join person p on p.id = t.person_id
      left join customer c on c.id = t.customer_id left join person o on o.id = c.owner_id
    where t.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, ...values }) => [id, values]));
};

/** Returns the target who gets a broadcast first, undefined where nobody does. */
export const firstTarget = async (db: Db, id: number): Promise<number | undefined> => {
  const row = await db
    .selectFrom('broadcast_target')
    .select('id')
    .where('broadcast_id', '=', id)
    .where('status', '<>', 'blocked')
    .where('arm', '=', 'treated')
    .orderBy('wave')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
};

/** Returns names of those whom a broadcast is for, at most `limit`, who gets it first. */
export const targetNames = async (db: Db, id: number, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`
    select coalesce(p.name, r.name) as name from broadcast_target t left join person p on p.id = t.person_id
      left join room r on r.id = t.room_id
    where t.broadcast_id = ${id} and t.status <> 'blocked' and t.arm = 'treated' order by t.wave, t.id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.name);
};
