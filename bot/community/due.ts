import type { Ingest } from '../ingest/ingest.ts';
import { runSurveys } from '../survey/due.ts';

/** Does what fell due for surveys, events and communities, and rings the outbox when there is something to send. */
export const runCommunities = async (ingest: Ingest, now: number): Promise<void> => {
  const { db } = ingest;
  const wrote = await runSurveys(db, ingest, now);
  if (wrote > 0) await ingest.ringOutbox();
};
