import type { Interaction } from '../core/customer/interaction.ts';
import type { SentimentReading } from '../core/text/reading.ts';
import { audit } from '../db/audit.ts';
import type { HeardMessage } from '../db/moods.ts';
import { dropCorrection, keepCorrection } from '../db/sentiment-corrections.ts';
import type { CommandContext } from './commands/command.ts';
import { applyInteractions } from './ingest/apply.ts';

/** What a person may say of a message; `undo` takes back what was said. */
export type Mood = SentimentReading['label'] | 'undo';

const words: Readonly<Record<string, Mood>> = {
  negative: 'negative',
  neg: 'negative',
  bad: 'negative',
  负面: 'negative',
  消极: 'negative',
  不满: 'negative',
  neutral: 'neutral',
  中性: 'neutral',
  中立: 'neutral',
  positive: 'positive',
  pos: 'positive',
  good: 'positive',
  正面: 'positive',
  积极: 'positive',
  undo: 'undo',
  撤销: 'undo',
  撤回: 'undo',
};

/** Returns the mood that a word in lower case names, or undefined. */
export const moodNamed = (word: string): Mood | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

/** What a message counts when a person says how it sounds: clear, but not the most there is. */
const said = { negative: -0.8, neutral: 0, positive: 0.8 } as const;

/**
 * Stores what the asker says of a message and folds its customer anew, in this transaction; the audit log has it. A label
 * that the message had already confirms it. Returns the ids of the customers that changed.
 */
export const correctMood = async (
  { db, company, asker, now, requestKey }: CommandContext,
  { key: target, customerId, facts }: HeardMessage,
  mood: Mood,
): Promise<readonly number[]> => {
  const reading =
    mood === 'undo'
      ? null
      : { label: mood, score: mood === facts.label ? facts.score : said[mood], confidence: 1 };
  const interaction: Interaction = {
    key: `mood/${requestKey}`,
    at: now,
    kind: 'sentiment-correction',
    direction: 'none',
    data: { target, by: asker.name, reading },
  };
  const personId = asker.id === null ? {} : { personId: asker.id };
  const changed = await applyInteractions(db, company, [{ customerId, ...personId, interaction }]);
  if (changed.length === 0) return changed;
  if (reading === null) await dropCorrection(db, target);
  else {
    const who = { source: 'person', personId: asker.id, saidBy: asker.name } as const;
    await keepCorrection(db, { target, ...who, ...reading, at: now });
  }
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'mood-correction',
    customerId,
    detail: { target, mood },
  });
  return changed;
};
