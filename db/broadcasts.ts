import { sql } from 'kysely';
import type { Reception } from '../core/care/broadcast-guard.ts';
import type { Arm } from '../core/effect/arms.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** Whom a broadcast is for; absent narrows nothing. `owners` is whose customers its author may see. */
export type BroadcastFilter = {
  readonly owners: readonly number[] | 'all';
  readonly stages?: readonly string[];
  readonly tier?: string;
  readonly segment?: string;
  readonly customers?: readonly number[];
  /** Community rooms instead of the customers' own. */
  readonly communities?: true;
};

/** Where a broadcast stands. */
export type BroadcastStatus =
  | 'planning'
  | 'waiting'
  | 'testing'
  | 'tested'
  | 'running'
  | 'paused'
  | 'done'
  | 'cancelled';

/** A broadcast. */
export type Broadcast = {
  readonly id: number;
  readonly text: string;
  readonly purpose: string;
  readonly target: 'people' | 'rooms';
  readonly filter: BroadcastFilter;
  readonly language: string;
  readonly authorId: number | null;
  readonly status: BroadcastStatus;
  readonly resumes: 'testing' | 'running' | null;
  readonly reason: string | null;
  readonly testPercent: number;
  readonly stopPercent: number;
  readonly heardUntil: number;
  readonly card: string | null;
  readonly cards: number;
};

const columns = [
  'id',
  'text',
  'purpose',
  'target',
  'filter',
  'language',
  'author_id as authorId',
  'status',
  'resumes',
  'reason',
  'test_percent as testPercent',
  'stop_percent as stopPercent',
  'heard_until as heardUntil',
  'card',
  'cards',
] as const;

const select = (db: Db) =>
  db.selectFrom('broadcast').select(columns).$narrowType<{ filter: BroadcastFilter }>();

/** A broadcast to make. */
export type NewBroadcast = Pick<
  Broadcast,
  'text' | 'purpose' | 'target' | 'filter' | 'language' | 'authorId' | 'testPercent' | 'stopPercent'
>;

/** Makes a broadcast that is planned next, and returns its id. */
export const createBroadcast = async (trx: Db, made: NewBroadcast, at: number): Promise<number> => {
  const { id } = await trx
    .insertInto('broadcast')
    .values({
      text: made.text,
      purpose: made.purpose,
      target: made.target,
      filter: JSON.stringify(made.filter),
      language: made.language,
      author_id: made.authorId,
      created_at: at,
      status: 'planning',
      test_percent: made.testPercent,
      stop_percent: made.stopPercent,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Returns the broadcast with this id, or undefined. */
export const broadcastById = async (db: Db, id: number): Promise<Broadcast | undefined> =>
  select(db).where('id', '=', id).executeTakeFirst();

/** Returns the latest broadcasts, of these authors only unless all are asked for, newest first. */
export const recentBroadcasts = async (
  db: Db,
  authors: readonly number[] | 'all',
): Promise<readonly Broadcast[]> => {
  const query = select(db).orderBy('id', 'desc').limit(10);
  return (authors === 'all' ? query : query.where('author_id', 'in', [-1, ...authors])).execute();
};

/** Returns the ids of broadcasts that have something to do. */
export const broadcastsAtWork = async (db: Db): Promise<readonly number[]> => {
  const rows = await db
    .selectFrom('broadcast')
    .select('id')
    .where('status', 'in', ['planning', 'testing', 'running'])
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
};

/** Returns a broadcast locked for this transaction; undefined where another worker has it, or it is gone. */
export const lockBroadcast = async (trx: Db, id: number, wait: boolean): Promise<Broadcast | undefined> => {
  const query = select(trx).where('id', '=', id).forUpdate();
  return (wait ? query : query.skipLocked()).executeTakeFirst();
};

/** What of a broadcast can change. */
export type BroadcastChange = {
  readonly status?: BroadcastStatus;
  readonly resumes?: 'testing' | 'running' | null;
  readonly reason?: string | null;
  readonly approved_by?: number | null;
  readonly approved_at?: number;
  readonly heard_until?: number;
};

/** Changes a broadcast. */
export const changeBroadcast = async (
  trx: Db,
  id: number,
  change: BroadcastChange,
  at: number,
): Promise<void> => {
  await trx
    .updateTable('broadcast')
    .set({ ...change, changed_at: at })
    .where('id', '=', id)
    .execute();
};

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
  const { owners, stages, tier, segment, customers } = filter;
  const conditions = [
    sql`true`,
    ...(owners === 'all' ? [] : [sql`c.owner_id = any(${[...owners]}::bigint[])`]),
    ...(stages ? [sql`c.stage = any(${[...stages]}::text[])`] : []),
    ...(tier ? [sql`c.tier = ${tier}`] : []),
    ...(segment ? [sql`c.segment = ${segment}`] : []),
    ...(customers ? [sql`c.id = any(${[...customers]}::bigint[])`] : []),
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

/** The key of a target's message, and the flow of a broadcast. */
export const broadcastFlow = (id: number): string => `broadcast:${id}`;
/** As {@link broadcastFlow}. */
export const targetKey = (id: number, target: Pick<DueTarget, 'id' | 'round'>): string =>
  `broadcast/${id}/${target.id}/${target.round}`;

/** Puts those whose messages were taken back into line again. */
export const requeueWithdrawn = async (trx: Db, id: number): Promise<void> => {
  await sql`update broadcast_target t set status = 'planned', round = round + 1, next_at = 0
    where t.broadcast_id = ${id} and t.status = 'queued' and exists (select from contact c
      where c.key = 'broadcast/' || ${id}::bigint || '/' || t.id || '/' || t.round
        and c.status = 'released' and c.reason = 'withdrawn')`.execute(trx);
};

/** How far a broadcast is. */
export type BroadcastCounts = {
  readonly total: number;
  /** Not sent yet, of the waves that are on. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly sent: number;
  readonly stopped: number;
  readonly withheld: number;
  readonly test: number;
  readonly blocked: Readonly<Record<string, number>>;
};

/** Returns how far a broadcast is; `wave` is the last one that is on. */
export const countTargets = async (db: Db, id: number, wave: number): Promise<BroadcastCounts> => {
  const { rows } = await sql<Omit<BroadcastCounts, 'blocked'>>`
    select count(*) as total,
      count(*) filter (where t.status = 'planned' and t.arm = 'treated' and t.wave <= ${wave}) as waiting,
      count(*) filter (where t.status <> 'blocked' and t.arm <> 'treated') as withheld,
      count(*) filter (where t.status <> 'blocked' and t.arm = 'treated' and t.wave = 0) as test,
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'reserved') as "inFlight",
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'confirmed') as sent,
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'released'
        and c.reason <> 'withdrawn') as stopped
    from broadcast_target t where t.broadcast_id = ${id}`.execute(db);
  const blocked = await db
    .selectFrom('broadcast_target')
    .select((each) => ['reason', each.fn.countAll<number>().as('count')])
    .where('broadcast_id', '=', id)
    .where('status', '=', 'blocked')
    .groupBy('reason')
    .orderBy('count', 'desc')
    .execute();
  const none = { total: 0, waiting: 0, inFlight: 0, sent: 0, stopped: 0, withheld: 0, test: 0 };
  return {
    ...(rows[0] ?? none),
    blocked: Object.fromEntries(blocked.map((each) => [each.reason ?? '', each.count])),
  };
};

/** Returns what came back of what was sent after `since`: who opted out or was angry within two days. */
export const receptionOf = async (db: Db, id: number, since = 0): Promise<Reception> => {
  const soon = sql`c.sent_at + 172800000`;
  const { rows } = await sql<Reception>`
    select count(*) as reached,
      count(*) filter (where exists (select from contact_subject s join consent w on w.person_id = s.person_id
        where s.contact_id = c.id and w.purpose = 'all' and w.state = 'withdrawn'
          and w.at >= c.sent_at and w.at <= ${soon})) as "optOuts",
      count(*) filter (where exists (select from interaction i
        where (i.customer_id = c.customer_id or i.room_id = c.room_id) and i.direction = 'in' and i.kind = 'message'
          and i.data ->> 'label' = 'negative' and i.at > c.sent_at and i.at <= ${soon})) as negatives
    from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'confirmed'
      and c.sent_at > ${since}`.execute(db);
  return rows[0] ?? { reached: 0, optOuts: 0, negatives: 0 };
};

/** Gives everybody of a wave the arm that was planned, from `at` on, and says when the effect will be read. */
export const startWave = async (
  trx: Db,
  id: number,
  wave: number,
  at: number,
  readAt: number,
): Promise<void> => {
  const flow = broadcastFlow(id);
  await sql`insert into assignment (flow, unit, customer_id, person_id, tier, arm, at)
    select distinct on (unit) ${flow}, unit, customer_id, person_id, tier, arm, ${at}::bigint from broadcast_target
    where broadcast_id = ${id} and wave = ${wave} and status = 'planned' and customer_id is not null
    order by unit, id on conflict do nothing`.execute(trx);
  await trx.updateTable('measured_flow').set({ read_at: readAt }).where('flow', '=', flow).execute();
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
