import { announce } from '../../db/announce.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { type HeardMessage, heardMessagesNamed } from '../../db/moods.ts';
import { correctionsOf, keepCorrection, type StoredCorrection } from '../../db/sentiment-corrections.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { digestOf } from './row-keys.ts';
import type { SentimentRow } from './sentiment-rows.ts';

/** What became of some rows: stored, known already, or left as a person said it; the rest went to the problems. */
export type StoredSentiment = { readonly stored: number; readonly known: number; readonly kept: number };

const isSame = (row: SentimentRow, before: StoredCorrection): boolean =>
  row.score === before.score &&
  row.label === before.label &&
  row.confidence === before.confidence &&
  row.saidBy === before.saidBy;

/**
 * Stores what another system says of messages and folds their customers anew, in this transaction. A value that is there
 * already changes nothing, and what a person said of a message stands. Rows whose message is not known, or is several,
 * go to `problems`.
 */
export const storeSentiment = async (
  trx: Db,
  company: Company,
  rows: readonly SentimentRow[],
  now: number,
  problems: Problems,
): Promise<StoredSentiment> => {
  const named = await heardMessagesNamed(
    trx,
    rows.map((row) => row.message),
  );
  // By message, for a key and a platform's id may name the same one; the last row counts.
  const byMessage = new Map<string, { readonly row: SentimentRow; readonly message: HeardMessage }>();
  let known = 0;
  for (const row of rows) {
    const messages = named.get(row.message) ?? [];
    const [message] = messages;
    if (message && messages.length === 1) {
      if (byMessage.has(message.key)) known++;
      byMessage.set(message.key, { row, message });
    } else {
      const what = message ? 'fits several messages; write the whole key' : 'is no message of a customer';
      problems.add(row.line, 'message', `${showCell(row.message)} ${what}`);
    }
  }
  const found = [...byMessage.values()];
  const before = await correctionsOf(
    trx,
    found.map(({ message }) => message.key),
  );
  let kept = 0;
  const fresh = found.filter(({ row, message }) => {
    const was = before.get(message.key);
    if (was?.source === 'person') kept++;
    else if (was && isSame(row, was)) known++;
    else return true;
    return false;
  });
  const changed = await applyInteractions(
    trx,
    company,
    fresh.map(({ row, message }): NewInteraction => {
      const { score, label, confidence, saidBy } = row;
      return {
        customerId: message.customerId,
        interaction: {
          key: `import/sentiment/${digestOf([message.key, now, row.saidBy, score, label, confidence])}`,
          at: Math.max(now, message.at),
          kind: 'sentiment-correction',
          direction: 'none',
          data: { target: message.key, by: saidBy, reading: { score, label, confidence } },
        },
      };
    }),
  );
  for (const { row, message } of fresh) {
    const { score, label, confidence, saidBy } = row;
    const said = { source: 'external', personId: null, saidBy, score, label, confidence } as const;
    await keepCorrection(trx, { target: message.key, ...said, at: Math.max(now, message.at) });
  }
  if (fresh.length > 0) {
    await audit(trx, {
      at: now,
      actorId: null,
      action: 'import-sentiment',
      detail: { values: fresh.length },
    });
    await announce(trx, { rooms: [], customers: changed });
  }
  return { stored: fresh.length, known, kept };
};
