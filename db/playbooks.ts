import { sql } from 'kysely';
import type { PlaybookState } from '../core/playbook/playbook.ts';
import type { Db } from './connect.ts';

/** A stored version of a playbook. `content` is as it was checked and stored; times are epoch milliseconds. */
export type StoredPlaybook = {
  readonly key: string;
  readonly version: number;
  readonly state: PlaybookState;
  readonly content: unknown;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly backTest: unknown;
  readonly backTestedAt: number | null;
  readonly approvedAt: number | null;
  readonly approvedBy: string | null;
  /** Who let a model word its messages anew; null: the fixed texts stand. */
  readonly modelApprovedBy: string | null;
  readonly sinceAt: number | null;
};

const columns = sql`key, version, state, content, created_at as "createdAt", created_by as "createdBy",
  back_test as "backTest", back_tested_at as "backTestedAt", approved_at as "approvedAt",
  approved_by as "approvedBy", model_approved_by as "modelApprovedBy", since_at as "sinceAt"`;

/** Returns a mark that changes whenever another set of playbooks runs. */
export const runningMark = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ mark: string }>`select coalesce(md5(string_agg(
    concat(key, '@', version, '@', since_at), ',' order by key)), '') as mark
    from playbook where state = 'running'`.execute(db);
  return rows[0]?.mark ?? '';
};

/** Returns the versions that customers may enter now. */
export const runningPlaybooks = async (db: Db): Promise<readonly StoredPlaybook[]> => {
  const { rows } = await sql<StoredPlaybook>`select ${columns} from playbook
    where state = 'running' order by key`.execute(db);
  return rows;
};

/** Returns the newest version of every playbook that is stored, by key, and any other that is running or paused. */
export const listPlaybooks = async (db: Db): Promise<readonly StoredPlaybook[]> => {
  const { rows } = await sql<StoredPlaybook>`select ${columns} from playbook p
    where state in ('running', 'paused')
      or version = (select max(version) from playbook n where n.key = p.key) order by key, version`.execute(
    db,
  );
  return rows;
};

/** Returns one version of a playbook, without a version the newest, or undefined. */
export const findPlaybook = async (
  db: Db,
  key: string,
  version?: number,
): Promise<StoredPlaybook | undefined> => {
  const which = version === undefined ? sql`` : sql`and version = ${version}`;
  const { rows } = await sql<StoredPlaybook>`select ${columns} from playbook
    where key = ${key} ${which} order by version desc limit 1`.execute(db);
  return rows[0];
};

/** Waits until nobody else is about to change this playbook. */
export const lockPlaybook = async (trx: Db, key: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 5))`.execute(trx);
};

/** Stores the next version of a playbook as a draft and returns its number. The caller holds its lock. */
export const storePlaybook = async (
  trx: Db,
  playbook: {
    readonly key: string;
    readonly content: object;
    readonly at: number;
    readonly by: string;
  },
): Promise<number> => {
  const { rows } = await sql<{ version: number }>`
    insert into playbook (key, version, state, content, created_at, created_by)
    select ${playbook.key}, coalesce(max(version), 0) + 1, 'draft', ${JSON.stringify(playbook.content)}::jsonb,
      ${playbook.at}::bigint, ${playbook.by} from playbook where key = ${playbook.key}
    returning version`.execute(trx);
  return rows[0]?.version ?? 0;
};

/** What changes with the state of a version. */
export type StateChange = {
  readonly state: PlaybookState;
  readonly backTest?: object;
  readonly backTestedAt?: number;
  readonly approvedAt?: number;
  readonly approvedBy?: string;
  readonly modelApprovedBy?: string;
  readonly sinceAt?: number;
  readonly endedAt?: number;
};

/** Gives a version of a playbook another state. */
export const changePlaybook = async (
  trx: Db,
  key: string,
  version: number,
  change: StateChange,
): Promise<void> => {
  await trx
    .updateTable('playbook')
    .set({
      state: change.state,
      ...(change.backTest ? { back_test: JSON.stringify(change.backTest) } : {}),
      ...(change.backTestedAt === undefined ? {} : { back_tested_at: change.backTestedAt }),
      ...(change.approvedAt === undefined ? {} : { approved_at: change.approvedAt }),
      ...(change.approvedBy === undefined ? {} : { approved_by: change.approvedBy }),
      ...(change.modelApprovedBy === undefined ? {} : { model_approved_by: change.modelApprovedBy }),
      ...(change.sinceAt === undefined ? {} : { since_at: change.sinceAt }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
    })
    .where('key', '=', key)
    .where('version', '=', version)
    .execute();
};

/** Ends the other versions of a playbook that customers could enter; those inside go on. */
export const replaceRunning = async (trx: Db, key: string, at: number): Promise<void> => {
  await sql`update playbook set state = 'ended', ended_at = ${at}
    where key = ${key} and state in ('running', 'paused')`.execute(trx);
};

/** Removes the newest version of a playbook where it is a draft that nobody entered; returns whether it was. */
export const dropDraft = async (trx: Db, key: string, version: number): Promise<boolean> => {
  const { rows } = await sql`delete from playbook p
    where key = ${key} and version = ${version} and state in ('draft', 'back-tested')
      and not exists (select from playbook n where n.key = p.key and n.version > p.version)
    returning version`.execute(trx);
  return rows.length > 0;
};
