import type { Bilingual } from '../language.ts';
import type { ReasonClass } from '../text/churn-reason.ts';
import type { SentimentReading } from '../text/reading.ts';
import { type Reading, refine } from './refine.ts';

/** What the analysers read in one message; flags are present only when true. */
export type MessageFacts = Pick<SentimentReading, 'score' | 'label' | 'confidence'> & {
  /** How much it counts in the customer's mood, from 0 to 1, where that is not what its label and confidence come to. */
  readonly weight?: number;
  readonly question?: true;
  readonly complaint?: true;
  readonly pleasantry?: true;
  readonly thanks?: true;
  readonly cancel?: true;
  /** Why the customer is unhappy or leaves, where the words name a reason. */
  readonly reason?: ReasonClass;
  /** Our side said it has done or sent something: evidence that a promise was kept. */
  readonly delivered?: true;
  /** The sentence in which it did, where it names what. */
  readonly delivery?: string;
  /** Where the customer's person is as they write: conversation and person, as one text. */
  readonly place?: string;
  /** It was taken back: only that it was there counts, and of ours not even that. */
  readonly recalled?: true;
  /** The customer says that something has arrived. */
  readonly received?: true;
  readonly promise?: { readonly phrase: string; readonly dueAt?: number };
};

type Kinds = {
  message: MessageFacts;
  /** The text of the message `target` became another one. */
  edited: MessageFacts & { readonly target: string };
  recalled: { readonly target: string };
  /** How the message `target` sounds, said by a person or another system; null takes back what was said before. */
  'sentiment-correction': {
    readonly target: string;
    readonly by: string;
    readonly reading: Reading | null;
  };
  /**
   * How a language model reads the message `target`, by which version of the prompt. It refines the offline reading within
   * a cap (`refine`); what a person or another system said of the message stands above it.
   */
  'model-reading': { readonly target: string; readonly by: string; readonly reading: Reading };
  /** What was done by hand as `target` was taken back by whoever did it: it counts no more from then on. */
  withdrawn: { readonly target: string; readonly by: string };
  reaction: { readonly emoji: string; readonly target: string; readonly place?: string };
  /** People of the customer came into a room, went, or were found to be there; each as in a message's `place`. */
  joined: { readonly places: readonly string[] };
  left: { readonly places: readonly string[] };
  present: { readonly places: readonly string[] };
  /** Someone else in the community answered this customer. */
  'peer-reply': Record<string, never>;
  order: { readonly amount: number; readonly currency?: string; readonly order?: string };
  refund: { readonly amount: number; readonly currency?: string; readonly order?: string };
  complaint: Record<string, never>;
  visit: Record<string, never>;
  note: Record<string, never>;
  call: { readonly minutes?: number };
  /** A contract or plan runs out at `dueAt`; `what` tells several of them apart. A later one of the same replaces it. */
  'renewal-due': { readonly dueAt: number; readonly what?: string };
  'contract-ended': { readonly what?: string };
  /**
   * An answer to a survey, brought to 0 (worst) to 100; without a score it was words alone. `replaces` is the key of
   * their earlier answer to the same survey, which counts no more.
   */
  'survey-answer': {
    readonly satisfaction?: number;
    readonly survey?: string;
    readonly scale?: 'nps' | 'csat';
    readonly replaces?: string;
  };
  /** They said whether they come to an event. */
  rsvp: { readonly event: string; readonly answer: 'yes' | 'maybe' | 'no' };
  attended: { readonly event?: string };
  voted: { readonly poll?: string };
  'product-use': { readonly times?: number };
  'campaign-sent': { readonly campaign?: string };
  'campaign-opened': { readonly campaign?: string };
  'campaign-replied': { readonly campaign?: string };
  'coupon-issued': { readonly coupon?: string };
  'coupon-redeemed': { readonly coupon?: string };
  referral: Record<string, never>;
  'contact-added': Record<string, never>;
  'contact-removed': Record<string, never>;
  'stage-override': { readonly stage: string; readonly untilAt: number; readonly by: string };
  /** A playbook asks whose customer it is to do something by `dueAt`, in the words of `text`. */
  'follow-up-asked': { readonly playbook: string; readonly text: Bilingual; readonly dueAt: number };
  'follow-up-done': { readonly followUp: string; readonly by: string };
  'follow-up-wrong': { readonly followUp: string; readonly by: string };
  'follow-up-snoozed': { readonly followUp: string; readonly by: string; readonly untilAt: number };
  'promise-kept': { readonly promise: string; readonly by: string };
  /** It need not be kept any more. */
  'promise-dropped': { readonly promise: string; readonly by: string };
  'promise-moved': { readonly promise: string; readonly by: string; readonly dueAt: number };
  /** Made by word of mouth, and written down by a colleague. */
  'promise-noted': { readonly phrase: string; readonly by: string; readonly dueAt?: number };
  /** The customer's open questions were answered elsewhere. */
  'questions-settled': { readonly by: string };
};

/** The kinds of interaction, by the domain's words. */
export type InteractionKind = keyof Kinds;

/**
 * An append-only fact about one customer. `key` is its unique source key, the same on every redelivery and on
 * every machine; all evidence refers to it. `direction`: 'in' from the customer, 'out' from our side, 'none'
 * about them. `at` is epoch milliseconds.
 */
export type Interaction = {
  readonly [Kind in InteractionKind]: {
    readonly key: string;
    readonly at: number;
    readonly kind: Kind;
    readonly direction: 'in' | 'out' | 'none';
    readonly data: Kinds[Kind];
  };
}[InteractionKind];

/** Orders interactions as they happened: by time, then by key, so that arrival order never matters. */
export const byTime = (a: Pick<Interaction, 'at' | 'key'>, b: Pick<Interaction, 'at' | 'key'>): number =>
  a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** What members do by hand and may take back; what happened with the customer stays. */
const byHand: ReadonlySet<InteractionKind> = new Set<InteractionKind>([
  'note',
  'stage-override',
  'follow-up-done',
  'follow-up-wrong',
  'follow-up-snoozed',
  'promise-kept',
  'promise-dropped',
  'promise-moved',
  'promise-noted',
  'questions-settled',
]);

/**
 * Returns the history as it reads after its edits, recalls, corrections, a model's readings and withdrawals: an edited
 * message has its last text's facts, a corrected one the mood that was said of that text last, one that only a model read
 * its own mood refined by it, a recalled one is still activity but says nothing, what was withdrawn is not there. Those
 * themselves stay as activity-free facts. The history is in order.
 */
export const effectiveHistory = (history: readonly Interaction[]): readonly Interaction[] => {
  const replaced = new Map<string, MessageFacts>();
  const corrected = new Map<string, Reading>();
  const refined = new Map<string, Reading>();
  const withdrawn = new Set<string>();
  for (const interaction of history) {
    if (interaction.kind === 'edited') {
      const { target, ...facts } = interaction.data;
      if (replaced.get(target) !== silentFacts) replaced.set(target, facts);
      corrected.delete(target);
      refined.delete(target);
    }
    if (interaction.kind === 'model-reading') refined.set(interaction.data.target, interaction.data.reading);
    if (interaction.kind === 'recalled') replaced.set(interaction.data.target, silentFacts);
    if (interaction.kind === 'withdrawn') withdrawn.add(interaction.data.target);
    if (interaction.kind === 'sentiment-correction') {
      const { target, reading } = interaction.data;
      if (reading === null) corrected.delete(target);
      else corrected.set(target, reading);
    }
  }
  const left =
    withdrawn.size === 0
      ? history
      : history.filter(({ key, kind }) => !(withdrawn.has(key) && byHand.has(kind)));
  if (replaced.size + corrected.size + refined.size === 0) return left;
  return left.map((interaction) => {
    if (interaction.kind !== 'message') return interaction;
    const facts = replaced.get(interaction.key);
    const reading = corrected.get(interaction.key);
    const model = refined.get(interaction.key);
    if (!facts && !reading && !model) return interaction;
    const { place } = interaction.data;
    const data = correct(facts ?? interaction.data, reading, model);
    return { ...interaction, data: place === undefined ? data : { ...data, place } };
  });
};

/** Facts with another mood. What is said to be felt is more than politeness; what was taken back is not heard. */
const correct = (
  facts: MessageFacts,
  reading: Reading | undefined,
  model: Reading | undefined,
): MessageFacts => {
  if (facts.recalled) return facts;
  if (!reading) return model ? refine(facts, model) : facts;
  const { pleasantry, ...rest } = facts;
  const { score, label, confidence } = reading;
  const polite = pleasantry && label === 'neutral' ? { pleasantry } : {};
  return { ...rest, ...polite, score, label, confidence };
};

const silentFacts: MessageFacts = { score: 0, label: 'neutral', confidence: 0, recalled: true };

/** Whether an interaction changes what an earlier one said, so that the customer must be folded anew. */
export const rewritesHistory = (interaction: Interaction): boolean =>
  interaction.kind === 'edited' ||
  interaction.kind === 'recalled' ||
  interaction.kind === 'withdrawn' ||
  interaction.kind === 'sentiment-correction' ||
  interaction.kind === 'model-reading';
