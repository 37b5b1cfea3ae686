import { sql } from 'kysely';
import type { Db } from '../connect.ts';
import { recordset } from '../records.ts';

/** A message that a model may read: its interaction's key and present words. */
export type ReadableMessage = {
  readonly id: number;
  readonly key: string;
  readonly customerId: number;
  readonly at: number;
  readonly text: string;
};

/** Takes the job called `name` until `untilAt` (real time). Returns how far it has come, undefined when another has it. */
export const takeCursor = async (
  db: Db,
  name: string,
  now: number,
  untilAt: number,
  startAfter: () => Promise<number>,
): Promise<number | undefined> => {
  const take = async (): Promise<number | undefined> =>
    (
      await db
        .updateTable('model_cursor')
        .set({ taken_until: untilAt })
        .where('name', '=', name)
        .where('taken_until', '<=', now)
        .returning('after_id')
        .executeTakeFirst()
    )?.after_id;
  const taken = await take();
  if (taken !== undefined) return taken;
  const there = await db
    .selectFrom('model_cursor')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  if (there) return undefined;
  await db
    .insertInto('model_cursor')
    .values({ name, after_id: await startAfter(), taken_until: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return take();
};

/** What was being stored when a job passed by has been stored or given up after this long. */
const settledMs = 60_000;

/**
 * Gives the job back, to be taken again not before `freeAt` (real time). It had come as far as `reaches`; the next ones
 * begin there only a minute later, or at once where there is `more`: rows with lower numbers may still be on their way.
 */
export const leaveCursor = async (
  db: Db,
  name: string,
  progress: { readonly reaches: number; readonly more: boolean } | undefined,
  now: number,
  freeAt: number,
): Promise<void> => {
  const { reaches, more } = progress ?? { reaches: 0, more: false };
  const moves = sql`seen_at < ${now - settledMs}`;
  await (progress
    ? sql`update model_cursor set taken_until = ${freeAt},
        after_id = case when ${more} then ${reaches} when ${moves} then greatest(after_id, seen_id) else after_id end,
        seen_id = case when ${more} or ${moves} then ${reaches} else seen_id end,
        seen_at = case when ${more} or ${moves} then ${now} else seen_at end where name = ${name}`
    : sql`update model_cursor set taken_until = ${freeAt} where name = ${name}`
  ).execute(db);
};

/** Returns the id of the last interaction that was stored before anything after `sinceAt` happened. */
export const lastBefore = async (db: Db, sinceAt: number): Promise<number> => {
  const found = await sql<{
    id: number | null;
  }>`select min(id) - 1 as id from interaction where at > ${sinceAt}`.execute(db);
  if (found.rows[0]?.id !== null && found.rows[0] !== undefined) return found.rows[0].id;
  const last = await sql<{ id: number | null }>`select max(id) as id from interaction`.execute(db);
  return last.rows[0]?.id ?? 0;
};

/**
 * Returns what customers said, or said anew by an edit, among the next `limit` interactions after `afterId`, and how far
 * those reach. Left out is what was read before, says nothing, is politeness alone, was taken back, is older than `sinceAt`, is banned, or
 * somebody has judged.
 */
export const messagesAfter = async (
  db: Db,
  afterId: number,
  sinceAt: number,
  limit: number,
): Promise<{
  readonly messages: readonly ReadableMessage[];
  readonly reaches: number;
  readonly more: boolean;
}> => {
  const found = await sql<ReadableMessage & { reads: boolean; next: number }>`
    with next as materialized (
      select id, at, kind, source_key, data from interaction where id > ${afterId} order by id limit ${limit})
    select n.id as next, n.id, coalesce(i.source_key, n.source_key) as key, i.customer_id as "customerId", i.at,
      coalesce(i.text, m.text, '') as text,
      (i.id is not null and m.recalled_at is null and i.at > ${sinceAt}
        and not n.data ? 'pleasantry' and length(trim(coalesce(i.text, m.text, ''))) > 1
        and not exists (select from model_ban b where b.customer_id = i.customer_id or b.room_id = i.room_id)
        and not exists (select from sentiment_correction c where c.target = i.source_key)
        and not exists (select from model_reading r where r.target = i.source_key and (n.kind = 'message' or r.at >= n.at))
        and (n.kind = 'message' or m.edited_at = n.at)) as reads
    from next n
    left join interaction i on i.kind = 'message' and i.direction = 'in'
      and ((n.kind = 'message' and i.id = n.id) or (n.kind = 'edited' and i.source_key = n.data ->> 'target'))
    left join message m on m.id = i.message_id
    order by n.id`.execute(db);
  const messages = new Map<string, ReadableMessage>();
  for (const { reads, id, key, customerId, at, text } of found.rows) {
    if (reads) messages.set(key, { id, key, customerId, at, text });
  }
  return {
    messages: [...messages.values()],
    reaches: found.rows.at(-1)?.next ?? afterId,
    more: found.rows.length >= limit,
  };
};

/** What a model said of a message. */
export type StoredReading = {
  readonly target: string;
  readonly customerId: number;
  /** The prompt with its version, as `labels@1`. */
  readonly prompt: string;
  readonly model: string;
  /** Empty where a model was asked and said nothing that holds. */
  readonly labels: unknown;
  readonly at: number;
};

/** Keeps what a model said of messages, in the place of what one said before. */
export const keepReadings = async (db: Db, readings: readonly StoredReading[]): Promise<void> => {
  if (readings.length === 0) return;
  const kinds = {
    target: 'text',
    customerId: 'bigint',
    prompt: 'text',
    model: 'text',
    labels: 'jsonb',
    at: 'bigint',
  } as const;
  await sql`insert into model_reading (target, customer_id, prompt, model, labels, at)
    select target, "customerId", prompt, model, labels, at from ${recordset(readings, kinds)}
    on conflict (target) do update set prompt = excluded.prompt, model = excluded.model,
      labels = excluded.labels, at = excluded.at`.execute(db);
};

/** Returns what a model said of these messages, by source key. */
export const readingsOf = async (
  db: Db,
  targets: readonly string[],
): Promise<ReadonlyMap<string, StoredReading>> => {
  if (targets.length === 0) return new Map();
  const found = await sql<StoredReading>`select target, customer_id as "customerId", prompt, model, labels, at
    from model_reading where target = any(${[...targets]}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.target, row]));
};

/** Returns how many messages of a customer a model has read since `sinceAt`, and by which prompt last. */
export const readSince = async (
  db: Db,
  customerId: number,
  sinceAt: number,
  until: number,
): Promise<{ readonly count: number; readonly prompt: string | null }> => {
  const found = await sql<{
    count: number;
    prompt: string | null;
  }>`select count(*)::integer as count, max(data ->> 'by') as prompt
    from interaction where customer_id = ${customerId} and kind = 'model-reading' and at > ${sinceAt} and at <= ${until}`.execute(
    db,
  );
  return found.rows[0] ?? { count: 0, prompt: null };
};
