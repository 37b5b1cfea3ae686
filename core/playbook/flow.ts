import { shareOf } from '../effect/hash.ts';
import type { Zone } from '../zone.ts';
import type { CustomerFacts } from './attributes.ts';
import { allHold } from './conditions.ts';
import type { Playbook, Step } from './playbook.ts';

/** Where a run ends. */
export const ended = -1;

/** Returns where a name leads: the step with that id, {@link ended} for `end` and for a name that is none. */
export const indexOf = (steps: readonly Step[], id: string): number =>
  id === 'end' ? ended : steps.findIndex((step) => step.id === id);

/** Returns the step after `index`. */
export const following = (steps: readonly Step[], index: number): number => {
  const next = steps[index]?.next;
  if (next !== undefined) return indexOf(steps, next);
  return index + 1 < steps.length ? index + 1 : ended;
};

const named = (steps: readonly Step[], index: number, id: string | undefined): number =>
  id === undefined ? following(steps, index) : indexOf(steps, id);

/** Returns every step that may come after `index`. */
export const waysFrom = (steps: readonly Step[], index: number): readonly number[] => {
  const step = steps[index] as Step;
  switch (step.do) {
    case 'stop':
      return [ended];
    case 'branch':
      return [named(steps, index, step.goto), named(steps, index, step.else)];
    case 'split':
      return step.parts.map(({ goto }) => indexOf(steps, goto));
    case 'wait':
      return step.goto === undefined
        ? [following(steps, index)]
        : [following(steps, index), indexOf(steps, step.goto)];
    default:
      return [following(steps, index)];
  }
};

/** Returns where a branch or split leads for this customer; `seed` names run and step. */
export const choose = (
  { steps }: Pick<Playbook, 'steps'>,
  index: number,
  facts: () => CustomerFacts,
  seed: string,
): number => {
  const step = steps[index];
  if (step?.do === 'branch') return named(steps, index, allHold(step.if, facts()) ? step.goto : step.else);
  if (step?.do !== 'split') return following(steps, index);
  const whole = step.parts.reduce((sum, { share }) => sum + share, 0);
  let left = shareOf(seed) * whole;
  const part = step.parts.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return indexOf(steps, (part ?? step.parts.at(-1))?.goto ?? 'end');
};

/** Returns the step at which a run goes on when the event that it waited for came. */
export const afterEvent = (steps: readonly Step[], index: number): number => {
  const step = steps[index];
  return named(steps, index, step?.do === 'wait' ? step.goto : undefined);
};

/** How long it is waited for an event at most when nothing else is said. */
const patienceDays = 30;

/**
 * Returns when a wait that begins at `at` is over. Days are days on the customer's calendar at the same time of day, also
 * when clocks change in between; hours are hours that pass.
 */
export const waitUntil = (step: Extract<Step, { do: 'wait' }>, at: number, zone: Zone): number => {
  const { days, hours } = step;
  const whole = days ?? (hours === undefined ? patienceDays : 0);
  const { hour, minute } = zone.parts(at);
  const later = whole === 0 ? at : zone.at(zone.dayOf(at) + whole, hour * 60 + minute);
  return later + (hours ?? 0) * 3_600_000;
};
