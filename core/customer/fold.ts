import { absorb } from './absorb.ts';
import type { Change, Ending, QuestionEnding } from './changes.ts';
import { type FoldContext, type Scene, sceneAt } from './context.ts';
import { evaluate } from './evaluate.ts';
import { byTime, effectiveHistory, type Interaction, rewritesHistory } from './interaction.ts';
import { type CustomerState, initialState, type Mark, type OpenFollowUp } from './state.ts';

/** A state and what was decided on the way to it. */
export type Step = { readonly state: CustomerState; readonly changes: readonly Change[] };

const runChecks = (state: CustomerState, until: number, context: FoldContext, changes: Change[]): void => {
  while (state.nextCheckAt !== null && state.nextCheckAt <= until) {
    const at = state.nextCheckAt;
    evaluate(state, at, context, changes);
    state.seenAt = Math.max(state.seenAt, at);
  }
};

const take = (
  state: CustomerState,
  interaction: Interaction,
  context: FoldContext,
  changes: Change[],
): void => {
  runChecks(state, interaction.at, context, changes);
  const before = {
    promises: [...state.promises, ...state.brokenPromises],
    followUps: state.followUps,
    asked: state.openQuestions[0],
  };
  const scene = sceneAt(context, interaction.at);
  absorb(state, interaction, scene);
  state.seenAt = Math.max(state.seenAt, interaction.at);
  state.lastKey = interaction.key;
  recordHandwork(before, state, interaction, changes);
  recordQuestion(before.asked, state, interaction, scene, changes);
  evaluate(state, interaction.at, context, changes);
};

const endings: Partial<Record<Interaction['kind'], Ending>> = {
  'follow-up-asked': 'resolved',
  'follow-up-wrong': 'wrong',
  message: 'replied',
  call: 'replied',
};

/** Promises and follow-ups that the interaction itself began or ended. */
const recordHandwork = (
  before: {
    readonly promises: readonly { readonly key: string }[];
    readonly followUps: readonly OpenFollowUp[];
  },
  state: CustomerState,
  interaction: Interaction,
  changes: Change[],
): void => {
  const { at } = interaction;
  for (const promise of before.promises) {
    const pending = [...state.promises, ...state.brokenPromises];
    if (pending.some((each) => each.key === promise.key)) continue;
    const how = interaction.kind === 'promise-dropped' ? 'withdrawn' : 'kept';
    changes.push({ type: 'promise-settled', at, key: promise.key, how });
  }
  for (const promise of state.promises) {
    if (promise.key === interaction.key) changes.push({ type: 'promised', at, promise });
  }
  for (const followUp of before.followUps) {
    if (state.followUps.some((each) => each.key === followUp.key)) continue;
    const how = endings[interaction.kind] ?? 'done';
    changes.push({ type: 'follow-up-ended', at, key: followUp.key, how });
  }
  for (const followUp of state.followUps) {
    if (followUp.key === interaction.key) changes.push({ type: 'follow-up-opened', at, followUp });
  }
  if (interaction.kind === 'promise-moved') {
    const { promise: key, dueAt } = interaction.data;
    if (before.promises.some((each) => each.key === key))
      changes.push({ type: 'promise-moved', at, key, dueAt });
  }
  if (interaction.kind === 'follow-up-snoozed') {
    const { followUp: key, untilAt } = interaction.data;
    changes.push({ type: 'follow-up-snoozed', at, key, untilAt });
  }
};

const questionEndings: Partial<Record<Interaction['kind'], QuestionEnding>> = {
  'peer-reply': 'peer',
  'questions-settled': 'settled',
};

/** Who waits for an answer began to, or does no more: several questions in a row are the first of them. */
const recordQuestion = (
  before: Mark | undefined,
  state: CustomerState,
  { kind, direction, at, key: by }: Interaction,
  scene: Scene,
  changes: Change[],
): void => {
  const after = state.openQuestions[0];
  if (before?.key === after?.key) return;
  if (before) {
    const spoken = direction === 'out' || kind === 'call' ? 'answered' : 'thanked';
    // What was asked too long ago makes room for what is asked now.
    const how = after ? 'stale' : (questionEndings[kind] ?? spoken);
    const minutes = scene.calendar.businessMinutesBetween(before.at, at);
    const limitMinutes = scene.book.answerMinutes(state.tier);
    changes.push({ type: 'question-ended', at, key: before.key, how, by, minutes, limitMinutes });
  }
  if (after) changes.push({ type: 'asked', at: after.at, key: after.key, tier: state.tier });
};

/**
 * Returns the state after `interactions` (each later than what `state` has seen, in order) and every check that
 * fell due between them. The only way a customer's state changes. The given state is not touched.
 */
export const fold = (
  state: CustomerState,
  interactions: readonly Interaction[],
  context: FoldContext,
): Step => {
  const draft = structuredClone(state);
  const changes: Change[] = [];
  for (const interaction of interactions) take(draft, interaction, context, changes);
  return { state: draft, changes };
};

/** Returns the state after one more interaction. */
export const evolve = (state: CustomerState, interaction: Interaction, context: FoldContext): Step =>
  fold(state, [interaction], context);

/**
 * Returns the state at `until` when nothing more happens before: every check that falls due is made at its own
 * time, so that it does not matter when or how often this is called.
 */
export const advance = (state: CustomerState, until: number, context: FoldContext): Step => {
  if (state.nextCheckAt === null || state.nextCheckAt > until) return { state, changes: [] };
  const draft = structuredClone(state);
  const changes: Change[] = [];
  runChecks(draft, until, context, changes);
  return { state: draft, changes };
};

/**
 * Returns the state as of `until` from the whole history in any order: what `tend rebuild` and every "as of"
 * use. Interactions after `until` are ignored, also edits and recalls made after it.
 */
export const foldHistory = (history: readonly Interaction[], until: number, context: FoldContext): Step => {
  const known = history.filter((each) => each.at <= until).sort(byTime);
  const folded = fold(initialState(), effectiveHistory(known), context);
  const advanced = advance(folded.state, until, context);
  return { state: advanced.state, changes: [...folded.changes, ...advanced.changes] };
};

/**
 * Whether `interaction` cannot simply be added to `state`, because it lies before what the state has seen or
 * changes what an earlier one said: then the customer is folded anew from the whole history.
 */
export const needsRefold = (state: CustomerState, interaction: Interaction): boolean =>
  interaction.at < state.seenAt ||
  (interaction.at === state.lastAt && interaction.key < state.lastKey) ||
  rewritesHistory(interaction);
