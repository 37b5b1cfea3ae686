import type { FoldContext } from '../../core/customer/context.ts';
import { advance } from '../../core/customer/fold.ts';
import type { CustomerState } from '../../core/customer/state.ts';
import { factsFrom } from '../../core/playbook/attributes.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { held, type RunState, type Task, takeOn } from '../../core/playbook/run.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import type { ActiveRun, RunChange, StepNote } from '../../db/playbook-runs.ts';

/** A run on its way through the steps that are due: what it is now, and what is written down of it. */
export type Walk = {
  readonly stored: ActiveRun;
  readonly playbook: Playbook;
  readonly state: CustomerState;
  readonly context: FoldContext;
  /** When its steps are taken, epoch ms. */
  readonly at: number;
  readonly notes: StepNote[];
  /** What is folded into the customer: that something was sent, or asked of the owner. */
  readonly facts: NewInteraction[];
  run: RunState;
  values: Readonly<Record<string, string>>;
  why: string | null;
  task: Task | undefined;
};

/** A worker that comes this late acts as if it had come in time, so that waits do not drift. */
const punctualMs = 60 * 60_000;

/** Returns the walk of a run that is due at `now`. */
export const startWalk = (
  stored: ActiveRun,
  playbook: Playbook,
  state: CustomerState,
  context: FoldContext,
  now: number,
): Walk => {
  const at = now - stored.wakeAt <= punctualMs ? stored.wakeAt : now;
  const { startedAt, step, wakeAt, awaits, contactedAt, contacts, heldSince, values } = stored;
  const run = { startedAt, step, wakeAt, awaits, contactedAt, contacts, heldSince };
  return {
    stored,
    playbook,
    state,
    context,
    at,
    run,
    values,
    notes: [],
    facts: [],
    why: null,
    task: undefined,
  };
};

/** Writes down what became of the step that a walk is at. */
export const noteStep = (
  walk: Walk,
  outcome: string,
  reason: string | null = null,
  contactId: number | null = null,
): void => {
  walk.notes.push({ runId: walk.stored.id, step: walk.run.step, at: walk.at, outcome, reason, contactId });
};

/** Ends a walk, with the reason. */
export const endWalk = (walk: Walk, why: string): void => {
  walk.why = why;
  walk.task = undefined;
  noteStep(walk, 'ended', why);
};

/** Takes a walk on until it waits, ends or needs something done. */
export const stride = (walk: Walk): void => {
  const { playbook, state, context, at, stored } = walk;
  const taken = takeOn(playbook, walk.run, at, {
    zone: context.zone,
    facts: () => factsFrom(advance(state, at, context).state, at, context),
    seed: `${stored.playbook}/${stored.customerId}`,
  });
  walk.run = taken.run;
  walk.task = taken.task;
  if (taken.why !== undefined) endWalk(walk, taken.why);
};

/** Does what follows when the message of a walk was blocked; returns whether it goes on at once. */
export const holdWalk = (
  walk: Walk,
  block: { readonly reason: string; readonly retryAt?: number },
): boolean => {
  const found = held(walk.playbook, walk.run, walk.at, block);
  if (found.do === 'end') {
    noteStep(walk, 'blocked', block.reason);
    endWalk(walk, found.why);
    return false;
  }
  if (found.do === 'skip') {
    noteStep(walk, 'blocked', block.reason);
    return true;
  }
  // That it waits is written down once, not at every try.
  if (walk.run.heldSince === null) noteStep(walk, 'held', block.reason);
  walk.run = found.run;
  walk.task = undefined;
  return false;
};

/** Returns what is stored of a walk. */
export const changeOf = ({ stored, run, values, why, at }: Walk): RunChange => ({
  id: stored.id,
  step: run.step,
  wakeAt: run.wakeAt,
  awaits: run.awaits,
  contactedAt: run.contactedAt,
  contacts: run.contacts,
  heldSince: run.heldSince,
  values,
  why,
  endedAt: why === null ? null : at,
});
