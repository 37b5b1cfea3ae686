import { sql } from 'kysely';
import type { SentimentReading } from '../core/text/reading.ts';
import type { Db } from './connect.ts';

/** What somebody said of a message. `target` is the source key of its interaction. */
export type StoredCorrection = Pick<SentimentReading, 'score' | 'label' | 'confidence'> & {
  readonly target: string;
  readonly source: 'person' | 'external';
  readonly personId: number | null;
  readonly saidBy: string;
  readonly at: number;
};

/** Stores what was said of a message in the place of what was said before; what is older changes nothing. */
export const keepCorrection = async (db: Db, correction: StoredCorrection): Promise<void> => {
  const { target, source, personId, saidBy, label, score, confidence, at } = correction;
  const row = { source, person_id: personId, said_by: saidBy, label, score, confidence, at };
  await db
    .insertInto('sentiment_correction')
    .values({ target, ...row })
    .onConflict((conflict) =>
      conflict.column('target').doUpdateSet(row).whereRef('excluded.at', '>=', 'sentiment_correction.at'),
    )
    .execute();
};

/** Takes back what was said of a message. */
export const dropCorrection = async (db: Db, target: string): Promise<void> => {
  await db.deleteFrom('sentiment_correction').where('target', '=', target).execute();
};

/** Returns what was said of these messages, by their source keys. */
export const correctionsOf = async (
  db: Db,
  targets: readonly string[],
): Promise<ReadonlyMap<string, StoredCorrection>> => {
  const found = await sql<StoredCorrection>`
    select target, source, person_id as "personId", said_by as "saidBy", label, score, confidence, at
    from sentiment_correction where target = any(${[...targets]}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.target, row]));
};

/** Returns the latest `limit` messages whose mood a person said, newest first: their present words and the label. */
export const labelledByPeople = async (
  db: Db,
  limit: number,
): Promise<readonly { readonly text: string; readonly label: SentimentReading['label'] }[]> => {
  const found = await sql<{ text: string; label: SentimentReading['label'] }>`
    select coalesce(i.text, m.text) as text, c.label from sentiment_correction c
    join interaction i on i.source_key = c.target left join message m on m.id = i.message_id
    where c.source = 'person' and coalesce(i.text, m.text) is not null
    order by c.at desc, c.target limit ${limit}`.execute(db);
  return found.rows;
};
