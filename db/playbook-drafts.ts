import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** What a model made of the message of a run: null while it has not, '' where it did not help. */
export type StoredDraft = { readonly words: string | null };

/** Returns the draft of a run's step, undefined where none was asked for. */
export const draftOf = async (db: Db, runId: number, step: number): Promise<StoredDraft | undefined> =>
  db
    .selectFrom('playbook_draft')
    .select('words')
    .where('run_id', '=', runId)
    .where('step', '=', step)
    .executeTakeFirst();

/** A message that a model is to word anew. `fixed` are the words that stand without it. */
export type WantedDraft = {
  readonly runId: number;
  readonly step: number;
  readonly language: string;
  readonly fixed: string;
};

/**
 * Asks for a draft where the version of the playbook that the run is in was approved for it; returns whether it was.
 */
export const wantDraft = async (trx: Db, draft: WantedDraft, at: number): Promise<boolean> => {
  const { rows } = await sql`
    insert into playbook_draft (run_id, step, wanted_at, language, fixed)
    select r.id, ${draft.step}::integer, ${at}::bigint, ${draft.language}, ${draft.fixed}
    from playbook_run r join playbook p on p.key = r.playbook and p.version = r.version
    where r.id = ${draft.runId} and p.model_approved_by is not null
    on conflict do nothing returning run_id`.execute(trx);
  return rows.length > 0;
};

/** A draft that was asked for, and whom it is for. */
export type OpenDraft = WantedDraft & {
  readonly customerId: number;
  /** The code that the run made for the customer. */
  readonly coupon: string | null;
};

/** Returns up to `limit` drafts that were asked for and not written, the oldest first. */
export const openDrafts = async (db: Db, limit: number): Promise<readonly OpenDraft[]> => {
  const { rows } = await sql<OpenDraft>`select d.run_id as "runId", d.step, d.language, d.fixed,
      r.customer_id as "customerId", r."values" ->> 'coupon' as coupon
    from playbook_draft d join playbook_run r on r.id = d.run_id
    where d.words is null and r.status = 'active' order by d.wanted_at limit ${limit}`.execute(db);
  return rows;
};

/** Stores what a model made of a message, and lets its run go on at once. The first to do so stands. */
export const storeDraft = async (
  trx: Db,
  { runId, step }: Pick<WantedDraft, 'runId' | 'step'>,
  words: string,
  now: number,
): Promise<void> => {
  const { rows } = await sql`update playbook_draft set words = ${words}
    where run_id = ${runId} and step = ${step} and words is null returning run_id`.execute(trx);
  if (rows.length === 0) return;
  await sql`update playbook_run set wake_at = least(wake_at, ${now}::bigint)
    where id = ${runId} and step = ${step} and status = 'active'`.execute(trx);
};
