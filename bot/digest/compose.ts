import { composeDigest, type DigestContent } from '../../core/digest/content.ts';
import type { Db } from '../../db/connect.ts';
import {
  communitiesBetween,
  complaintsBetween,
  moveHistory,
  overdueAt,
  repliesBetween,
} from '../../db/digest-facts.ts';
import { movesBetween } from '../../db/moves.ts';

/** Returns the digest's content for the time between `from` and `at`, from what is stored. */
export const digestFor = async (db: Db, from: number, at: number): Promise<DigestContent> =>
  composeDigest({
    from,
    at,
    moves: await movesBetween(db, from, at),
    overdue: await overdueAt(db, at),
    complaints: await complaintsBetween(db, from, at),
    communities: await communitiesBetween(db, from, at),
    replies: await repliesBetween(db, from, at),
    history: await moveHistory(db, at),
  });
