import { composeDigest, type DigestContent } from '../../core/digest/content.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import {
  communitiesBetween,
  complaintsBetween,
  moveHistory,
  overdueAt,
  repliesBetween,
} from '../../db/digest-facts.ts';
import { modelDay } from '../../db/models/calls.ts';
import { movesBetween } from '../../db/moves.ts';
import type { Company } from '../ingest/context.ts';
import { callAccuracy } from '../nightly/accuracy.ts';
import { monthReviewFor } from './month-review.ts';

/**
 * Returns the digest's content for the time between `from` and `at`, from what is stored. Of a `company` it has the
 * review of the month as well, when the month's first working day begins in that time.
 */
export const digestFor = async (
  db: Db,
  from: number,
  at: number,
  company?: Company,
): Promise<DigestContent> => {
  const calls = await callAccuracy(db, at);
  const models = await modelDay(db, Date.now() - dayMs, Date.now());
  const month = company ? await monthReviewFor(db, company, from, at) : null;
  return composeDigest({
    from,
    at,
    moves: await movesBetween(db, from, at),
    overdue: await overdueAt(db, at),
    complaints: await complaintsBetween(db, from, at),
    communities: await communitiesBetween(db, from, at),
    replies: await repliesBetween(db, from, at),
    history: await moveHistory(db, at),
    ...(calls.calls > 0 ? { calls } : {}),
    ...(month ? { month } : {}),
    ...(models ? { models } : {}),
  });
};
