import { createHash } from 'node:crypto';
import type { Interaction } from '../../core/customer/interaction.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { keepReadings, type ReadableMessage } from '../../db/models/readings.ts';
import { labels, type MessageLabel } from '../../prompts/labels.ts';
import { promptName } from '../../prompts/prompt.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import type { Labelled } from './label-batch.ts';

/** Less than this a score says nothing. */
const neutralBelow = 0.15;

const labelOf = (sentiment: number): 'negative' | 'neutral' | 'positive' => {
  if (Math.abs(sentiment) < neutralBelow) return 'neutral';
  return sentiment < 0 ? 'negative' : 'positive';
};

const round = (value: number): number => Math.round(value * 1000) / 1000;

const readingOf = ({ sentiment, confidence }: MessageLabel) => ({
  score: round(sentiment),
  label: labelOf(sentiment),
  confidence: round(confidence),
});

/**
 * Stores what a model said of messages, and folds their customers anew with the readings, within the cap that core sets.
 * What was `asked` and got no label is noted, so that it is not asked again. Part of one transaction; the same labels again change nothing. Returns the customers that changed.
 */
export const storeLabels = async (
  trx: Db,
  company: Company,
  labelled: readonly Labelled[],
  asked: readonly ReadableMessage[],
  now: number,
): Promise<readonly number[]> => {
  const by = promptName(labels);
  const interactions = labelled.map(({ message, label }): NewInteraction => {
    const reading = readingOf(label);
    const digest = createHash('sha256')
      .update(`${by}\n${message.text}\n${JSON.stringify(reading)}`)
      .digest('hex');
    const interaction: Interaction = {
      key: `model/${message.key}/${digest.slice(0, 16)}`,
      at: Math.max(now, message.at),
      kind: 'model-reading',
      direction: 'none',
      data: { target: message.key, by, reading },
    };
    return { customerId: message.customerId, interaction };
  });
  const changed = await applyInteractions(trx, company, interactions);
  await keepReadings(
    trx,
    labelled.map(({ message, label, model }) => ({
      target: message.key,
      customerId: message.customerId,
      prompt: by,
      model,
      labels: label,
      at: now,
    })),
  );
  const got = new Set(labelled.map(({ message }) => message.key));
  await keepReadings(
    trx,
    asked
      .filter(({ key }) => !got.has(key))
      .map(({ key, customerId }) => ({
        target: key,
        customerId,
        prompt: by,
        model: '',
        labels: {},
        at: now,
      })),
  );
  if (changed.length > 0) await announce(trx, { rooms: [], customers: changed });
  return changed;
};
