import { dayMs } from '../time.ts';
import type { Zone } from '../zone.ts';
import type { CustomerFacts } from './attributes.ts';
import { choose, ended, following, waitUntil } from './flow.ts';
import { longestRunDays, type Playbook, type Purpose, type Step } from './playbook.ts';

/** Where a customer is in a playbook. Times are epoch milliseconds. */
export type RunState = {
  readonly startedAt: number;
  /** The index of the step that is next, or at which it waits. */
  readonly step: number;
  readonly wakeAt: number;
  /** While it waits: the event that it waits for, or {@link justTime}. */
  readonly awaits: string | null;
  readonly contactedAt: number | null;
  readonly contacts: number;
  /** Since when the message of this step is held up. */
  readonly heldSince: number | null;
};

/** What a wait waits for that no event ends. */
export const justTime = 'time';

/** What somebody outside must do before the run goes on. */
export type Task = {
  readonly index: number;
  readonly step: Extract<Step, { do: 'message' | 'survey' | 'follow-up' | 'coupon' }>;
};

/** A run after it was taken on: it waits, has ended (`why`), or something is to be done first. */
export type Taken = { readonly run: RunState; readonly why?: string; readonly task?: Task };

/** What deciding about a step needs besides the run. */
export type Surroundings = {
  readonly zone: Zone;
  /** The customer at this moment; asked only when a step looks at them. */
  readonly facts: () => CustomerFacts;
  /** What tells this run from every other, for splits. */
  readonly seed: string;
};

/** A trigger older than this when it is first looked at is not followed any more; a day that has a date passes. */
const staleMs = ({ trigger }: Pick<Playbook, 'trigger'>): number =>
  trigger.on === 'date' && trigger.date !== 'renewal' ? dayMs / 2 : 3 * dayMs;

/**
 * Returns the run as it goes on at `at`, until it waits, ends, or something must be done outside. When that is done it goes
 * on with {@link done} or {@link held}.
 */
export const takeOn = (
  playbook: Pick<Playbook, 'trigger' | 'steps' | 'limits'>,
  start: RunState,
  at: number,
  { zone, facts, seed }: Surroundings,
): Taken => {
  const { steps, limits } = playbook;
  let run = start;
  if (run.awaits !== null) run = { ...run, awaits: null, step: following(steps, run.step) };
  else if (
    run.step === 0 &&
    run.contacts === 0 &&
    run.heldSince === null &&
    at - run.startedAt > staleMs(playbook)
  )
    return { run, why: 'stale' };
  if (at - run.startedAt > (limits.days ?? longestRunDays) * dayMs) return { run, why: 'limit' };
  for (;;) {
    const step = steps[run.step];
    if (run.step === ended || !step || step.do === 'stop') return { run, why: 'end' };
    switch (step.do) {
      case 'wait':
        return { run: { ...run, awaits: step.until ?? justTime, wakeAt: waitUntil(step, at, zone) } };
      case 'branch':
      case 'split':
        run = { ...run, step: choose(playbook, run.step, facts, `${seed}/${run.step}`) };
        break;
      case 'message':
      case 'survey':
        if (run.contacts >= (limits.contacts ?? Number.POSITIVE_INFINITY)) return { run, why: 'limit' };
        return { run, task: { index: run.step, step } };
      default:
        return { run, task: { index: run.step, step } };
    }
  }
};

/** Returns the run after its step was done, or skipped when `contactedAt` is not given: on to the next step at once. */
export const done = (playbook: Pick<Playbook, 'steps'>, run: RunState, contactedAt?: number): RunState => ({
  ...run,
  step: following(playbook.steps, run.step),
  heldSince: null,
  ...(contactedAt === undefined ? {} : { contactedAt, contacts: run.contacts + 1 }),
});

/** Blocks after which nothing more may be said to this customer. */
const final: Readonly<Record<string, string>> = {
  'opted-out': 'opted-out',
  'open-complaint': 'complaint',
  unreachable: 'unreachable',
  'not-a-customer': 'unreachable',
};

/** How long a message that is held up is still worth saying: on a day that has a date only on that day. */
const patienceMs = ({ trigger }: Pick<Playbook, 'trigger'>): number =>
  trigger.on === 'date' && trigger.date !== 'renewal' ? dayMs / 2 : 8 * dayMs;

/** What becomes of a run whose message is blocked. */
export type Held =
  | { readonly do: 'end'; readonly why: string }
  | { readonly do: 'skip' }
  | { readonly do: 'hold'; readonly run: RunState };

/** Returns what becomes of a run whose message was blocked at `at`: it ends, goes on without it, or asks again later. */
export const held = (
  playbook: Pick<Playbook, 'trigger'>,
  run: RunState,
  at: number,
  block: { readonly reason: string; readonly retryAt?: number },
): Held => {
  const why = final[block.reason];
  if (why !== undefined) return { do: 'end', why };
  const since = run.heldSince ?? at;
  const { retryAt } = block;
  if (retryAt === undefined || retryAt - since > patienceMs(playbook)) return { do: 'skip' };
  return { do: 'hold', run: { ...run, heldSince: since, wakeAt: Math.max(retryAt, at + 1) } };
};

/** What a message of a run is to the contact budget. */
export type MessageKind = { readonly purpose: Purpose; readonly solicited?: true; readonly occasion?: true };

/** A welcome this soon answers what somebody just did. */
const answerMs = 10 * 60_000;
const answered: readonly string[] = ['contact-added', 'joined'];

/**
 * Returns what the next message of a run is: an answer to somebody who just came (no cap holds it back), something for this
 * very day, or neither.
 */
export const messageKind = (
  { trigger, purpose }: Pick<Playbook, 'trigger' | 'purpose'>,
  run: RunState,
  at: number,
): MessageKind => {
  const solicited =
    trigger.on === 'event' &&
    answered.includes(trigger.of) &&
    run.contacts === 0 &&
    at - run.startedAt <= answerMs;
  return {
    purpose,
    ...(solicited ? { solicited } : {}),
    ...(trigger.on === 'date' && trigger.date !== 'renewal' ? { occasion: true } : {}),
  };
};
