import { createHash } from 'node:crypto';
import type { ModelFailure } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { cachedAnswers, keepAnswers } from '../../db/models/cache.ts';
import type { ReadableMessage } from '../../db/models/readings.ts';
import { type LabelFacts, labels, type MessageLabel } from '../../prompts/labels.ts';
import { promptName } from '../../prompts/prompt.ts';
import type { CallOptions, Model, ModelParts } from './model.ts';

/** A label with the message it is about and the model that gave it. */
export type Labelled = {
  readonly message: ReadableMessage;
  readonly label: MessageLabel;
  readonly model: string;
};

/** What became of a batch: the labels, and where something went wrong what, and whether trying later may help. */
export type LabelledBatch = {
  readonly labelled: readonly Labelled[];
  readonly failure: ModelFailure | undefined;
  readonly retryAt: number | undefined;
};

/** Below this confidence the better model is asked. */
const unsureBelow = 0.6;
/** Longer messages say what they say in their beginning. */
const longest = 1500;

/** Failures that are those of these messages, not of the endpoint: half of them may do. */
const ofTheBatch: readonly ModelFailure[] = [
  'malformed',
  'too-long',
  'refused',
  'ungrounded',
  'wrong-language',
];

const keyOf = (model: string, text: string): string =>
  createHash('sha256')
    .update(`${promptName(labels)} text\n${model}\n${text}`)
    .digest('hex')
    .slice(0, 32);

const ask = async (
  model: Model,
  messages: readonly ReadableMessage[],
  which: 'cheap' | 'better',
  language: Language,
): Promise<LabelledBatch> => {
  const facts: LabelFacts = {
    messages: messages.map(({ text }, index) => ({ id: `m${index + 1}`, text: text.slice(0, longest) })),
  };
  const options: CallOptions = { language, items: messages.length, model: which };
  const outcome = await model.call(labels, facts, options);
  if (outcome.status === 'answered') {
    const labelled = outcome.output.labels.flatMap((label): Labelled[] => {
      const message = messages[Number(label.id.slice(1)) - 1];
      return message ? [{ message, label, model: outcome.model }] : [];
    });
    return { labelled, failure: undefined, retryAt: undefined };
  }
  if (messages.length > 1 && ofTheBatch.includes(outcome.failure)) {
    const half = Math.ceil(messages.length / 2);
    const first = await ask(model, messages.slice(0, half), which, language);
    const second = await ask(model, messages.slice(half), which, language);
    return {
      labelled: [...first.labelled, ...second.labelled],
      failure: first.failure ?? second.failure,
      retryAt: first.retryAt ?? second.retryAt,
    };
  }
  // One message that cannot be labelled stays as it was read offline; it does not hold up the others.
  const { failure, retryAt } = outcome;
  return { labelled: [], failure: ofTheBatch.includes(failure) ? undefined : failure, retryAt };
};

/**
 * Labels messages, at most as many as fit one call: those whose words were labelled before from the cache, the others by
 * the cheap model, and of these the unsure ones by the better.
 */
export const labelBatch = async (
  { db }: Pick<ModelParts, 'db'>,
  model: Model,
  messages: readonly ReadableMessage[],
  language: Language,
): Promise<LabelledBatch> => {
  const cheap = model.nameFor(labels);
  const known = await cachedAnswers(
    db,
    messages.map(({ text }) => keyOf(cheap, text)),
  );
  const before = messages.flatMap((message): Labelled[] => {
    const found = known.get(keyOf(cheap, message.text));
    const label = found && labels.output.safeParse({ labels: [found.output] }).data?.labels[0];
    return found && label ? [{ message, label, model: found.model }] : [];
  });
  const fresh = messages.filter(({ text }) => !known.has(keyOf(cheap, text)));
  if (fresh.length === 0) return { labelled: before, failure: undefined, retryAt: undefined };
  const first = await ask(model, fresh, 'cheap', language);
  const unsure = first.labelled.filter(({ label }) => label.confidence < unsureBelow);
  const second =
    unsure.length > 0 && model.settings.better !== cheap
      ? await ask(
          model,
          unsure.map((each) => each.message),
          'better',
          language,
        )
      : undefined;
  const better = new Map(second?.labelled.map((each) => [each.message.key, each]));
  const labelled = first.labelled.map((each) => better.get(each.message.key) ?? each);
  await keepAnswers(
    db,
    labelled.map((each) => ({
      key: keyOf(cheap, each.message.text),
      prompt: labels.id,
      customerId: each.message.customerId,
      output: each.label,
      model: each.model,
    })),
    Date.now(),
  );
  return { labelled: [...before, ...labelled], failure: first.failure, retryAt: first.retryAt };
};
