import type { Language } from '../../core/language.ts';
import { detectLanguage } from '../../core/text/language.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import {
  lastBefore,
  leaveCursor,
  messagesAfter,
  type ReadableMessage,
  takeCursor,
} from '../../db/models/readings.ts';
import { messagesPerCall } from '../../prompts/labels.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';
import { labelBatch } from '../models/label-batch.ts';
import type { Model } from '../models/model.ts';
import { storeLabels } from '../models/store-labels.ts';

/** What labelling needs. */
export type Labelling = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly model: Model;
};

const job = 'labels';
/** What was said longer ago is left as it was read offline. */
const lookBackMs = 30 * dayMs;
/** One run reads so many interactions at most. */
const perRun = 2000;
/** Another worker may take over when nothing was heard for this long. */
const leaseMs = 10 * 60_000;
/** After a failure of the endpoint or an empty budget one waits at least this long. */
const restMs = 30_000;

/** In both languages apart, so that the model is told what to do in the one it reads; customers stay together. */
const batchesOf = (messages: readonly ReadableMessage[]) => {
  const batches: { readonly language: Language; readonly messages: readonly ReadableMessage[] }[] = [];
  const byLanguage = Map.groupBy(messages, ({ text }) => detectLanguage(text));
  for (const [language, list] of byLanguage) {
    const sorted = [...list].sort((a, b) => a.customerId - b.customerId || a.id - b.id);
    for (let from = 0; from < sorted.length; from += messagesPerCall)
      batches.push({ language, messages: sorted.slice(from, from + messagesPerCall) });
  }
  return batches;
};

/**
 * Has a model read what customers said since the last run, many messages a call and several calls at once; nobody waits
 * for it. One worker at a time does it. Where the model fails the offline readings stand, and it goes on from there later.
 * Returns how many messages were labelled.
 */
export const labelMessages = async ({ db, company, clock, model }: Labelling): Promise<number> => {
  const now = clock.now();
  const began = Date.now();
  const startAfter = () => lastBefore(db, now - lookBackMs);
  const after = await takeCursor(db, job, began, began + leaseMs, startAfter);
  if (after === undefined) return 0;
  let progress: { readonly reaches: number; readonly more: boolean } | undefined;
  let freeAt = 0;
  let count = 0;
  try {
    const { messages, reaches, more } = await messagesAfter(db, after, now - lookBackMs, perRun);
    const batches = batchesOf(messages);
    let failed: { readonly until: number } | undefined;
    const work = async (): Promise<void> => {
      for (let batch = batches.shift(); batch && !failed; batch = batches.shift()) {
        const { labelled, failure, retryAt } = await labelBatch(
          { db },
          model,
          batch.messages,
          batch.language,
        );
        const unread = failure === undefined ? batch.messages : [];
        await db.transaction().execute((trx) => storeLabels(trx, company, labelled, unread, clock.now()));
        count += labelled.length;
        if (failure !== undefined) failed = { until: retryAt ?? Date.now() + restMs };
      }
    };
    await Promise.all(Array.from({ length: model.settings.concurrency }, work));
    if (failed) freeAt = Math.max(failed.until, Date.now() + restMs);
    else progress = { reaches, more };
  } finally {
    await leaveCursor(db, job, progress, began, freeAt);
  }
  return count;
};
