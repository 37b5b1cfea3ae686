import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** The kinds of versions: what the company decided about scoring, and what a night learnt from the population. */
export type VersionKind = 'behaviour' | 'models';

/** One stored version. `content` is as its kind's module wrote it. Times are epoch milliseconds. */
export type StoredVersion = {
  readonly id: number;
  readonly kind: VersionKind;
  readonly fromAt: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly content: unknown;
};

/** Returns a mark that changes whenever a version is stored or taken back. */
export const versionsMark = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ mark: string }>`
    select concat(coalesce(max(id), 0), '/', count(*)) as mark from version`.execute(db);
  return rows[0]?.mark ?? '';
};

/** Returns all versions, in the order in which they come into force. */
export const listVersions = async (db: Db, kind?: VersionKind): Promise<readonly StoredVersion[]> => {
  const rows = await db
    .selectFrom('version')
    .selectAll()
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as VersionKind,
    fromAt: row.from_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    content: row.content,
  }));
};

/** Returns the version of a kind that is newest by the time from which it holds, or undefined. */
export const newestVersion = async (db: Db, kind: VersionKind): Promise<StoredVersion | undefined> => {
  const { rows } = await sql<StoredVersion>`
    select id, kind, from_at as "fromAt", created_at as "createdAt", created_by as "createdBy", content
    from version where kind = ${kind} order by from_at desc, id desc limit 1`.execute(db);
  return rows[0];
};

/** Stores a version and returns its id. What was there before stays, for everything until `fromAt`. */
export const storeVersion = async (
  db: Db,
  version: Omit<StoredVersion, 'id' | 'content'> & { readonly content: object },
): Promise<number> => {
  const { id } = await db
    .insertInto('version')
    .values({
      kind: version.kind,
      from_at: version.fromAt,
      created_at: version.createdAt,
      created_by: version.createdBy,
      content: JSON.stringify(version.content),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Waits until nobody else is about to store a version of this kind. */
export const lockVersions = async (trx: Db, kind: VersionKind): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`tend version ${kind}`}))`.execute(trx);
};

/** Has every customer looked at by `at` at the latest, also who is silent: then other decisions are in force. */
export const checkEverybodyAt = async (trx: Db, at: number): Promise<void> => {
  await sql`
    with late as materialized (
      select id from customer where (state ->> 'interactions')::bigint > 0 and (next_check_at is null or next_check_at > ${at}::bigint)
      order by id for update)
    update customer set next_check_at = ${at}::bigint, state = jsonb_set(state, '{nextCheckAt}', to_jsonb(${at}::bigint))
    from late where late.id = customer.id`.execute(trx);
};

/**
 * Takes back what was decided or learnt after `at`, when the playground's clock is set back. Returns the times at which it
 * was or would have been in force, for which everybody had been asked to be looked at.
 */
export const removeVersionsAfter = async (db: Db, at: number): Promise<readonly number[]> => {
  const removed = await db.deleteFrom('version').where('created_at', '>', at).returning('from_at').execute();
  return removed.map((each) => each.from_at);
};
