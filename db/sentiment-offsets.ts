import type { SentimentOffsets } from '../core/text/offsets.ts';
import type { Db } from './connect.ts';

/** A fit of the offsets: when it was made, and on how many corrections. */
export type StoredOffsets = {
  readonly id: number;
  readonly at: number;
  readonly corrections: number;
  readonly offsets: SentimentOffsets;
};

/** Returns the offsets in force, which are the newest, or undefined before there are any. */
export const newestOffsets = async (db: Db): Promise<StoredOffsets | undefined> => {
  const row = await db
    .selectFrom('sentiment_offsets')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, at, corrections, negative, positive } = row;
  return { id, at, corrections, offsets: { negative, neutral: 0, positive } };
};

/** Puts offsets in force and returns the id of this version. Those before stay as a record. */
export const storeOffsets = async (db: Db, fit: Omit<StoredOffsets, 'id'>): Promise<number> => {
  const { at, corrections, offsets } = fit;
  const { id } = await db
    .insertInto('sentiment_offsets')
    .values({ at, corrections, negative: offsets.negative, positive: offsets.positive })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};
