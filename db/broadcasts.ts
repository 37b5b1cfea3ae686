import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Whom a broadcast is for; absent narrows nothing. `owners` is whose customers its author may see. */
export type BroadcastFilter = {
  readonly owners: readonly number[] | 'all';
  readonly stages?: readonly string[];
  readonly tier?: string;
  readonly segment?: string;
  readonly customers?: readonly number[];
  readonly tag?: string;
  /** Only those of whom one of these rules holds. */
  readonly warnings?: readonly string[];
  /** Only those who have said nothing since this time. */
  readonly silentSince?: number;
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

/** Returns the flow of a broadcast, by which its contacts and its effect are found. */
export const broadcastFlow = (id: number): string => `broadcast:${id}`;

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
