import type { Change } from '../customer/changes.ts';
import type { FoldContext } from '../customer/context.ts';
import { advance, fold, foldHistory } from '../customer/fold.ts';
import { effectiveHistory, type Interaction, rewritesHistory } from '../customer/interaction.ts';
import { type CustomerState, initialState } from '../customer/state.ts';
import { factsFrom } from './attributes.ts';
import { allHold } from './conditions.ts';
import { type DailyTrigger, dateFor, firesOn, lookAt } from './daily.ts';
import { fallsOn, type YearlyDay } from './dates.ts';
import { firings, type RunningPlaybook, triggerIndex } from './match.ts';
import type { Playbook } from './playbook.ts';

/** A customer of the past: all that happened, in order, and what the fold needs. */
export type PastCustomer = {
  readonly history: readonly Interaction[];
  readonly context: FoldContext;
  readonly birthday: YearlyDay | null;
};

/** From when until when the past is looked at, epoch ms. */
export type Span = { readonly from: number; readonly until: number };

/** That a playbook would have been set going, with its conditions fulfilled. */
export type PastFiring = { readonly at: number; readonly trigger: string };

/** Returns a customer's state as it was known at `at`: nothing that came later counts, no edit either. */
export const stateAt = ({ history, context }: PastCustomer, at: number): CustomerState =>
  foldHistory(history, at, context).state;

/**
 * Returns what was decided about the customer as the past went by: what a message said before it was changed counts until it
 * was changed, as it did then.
 */
const changesOver = ({ history, context }: PastCustomer, until: number): readonly Change[] => {
  const changes: Change[] = [];
  let state = initialState();
  let start = 0;
  const known = history.filter((each) => each.at <= until);
  for (let index = 0; index <= known.length; index++) {
    const rewriting = known[index];
    if (rewriting && !rewritesHistory(rewriting)) continue;
    const before = state.seenAt;
    const plain = fold(state, known.slice(start, index), context);
    changes.push(...plain.changes.filter((change) => change.at > before));
    state = plain.state;
    if (!rewriting) break;
    const { seenAt } = state;
    const anew = fold(initialState(), effectiveHistory(known.slice(0, index + 1)), context);
    changes.push(...anew.changes.filter((change) => change.at > seenAt));
    state = anew.state;
    start = index + 1;
  }
  return [...changes, ...advance(state, until, context).changes];
};

/** The local days of the span on which a trigger may fire. */
const daysToLook = (trigger: DailyTrigger, past: PastCustomer, { from, until }: Span): readonly number[] => {
  const { zone, calendar } = past.context;
  const [first, last] = [zone.dayOf(from), zone.dayOf(until)];
  if (trigger.on === 'date' && trigger.date === 'renewal') {
    const days = past.history.flatMap((each) =>
      each.kind === 'renewal-due' ? [zone.dayOf(each.data.dueAt) + (trigger.offset ?? 0)] : [],
    );
    return [...new Set(days)].filter((day) => day >= first && day <= last);
  }
  if (trigger.on === 'silence') {
    const heard = past.history.filter((each) => each.direction === 'in').map((each) => each.at);
    const days = heard.map((at) => {
      const reached = calendar.silenceReaches(at, trigger.days);
      const day = Number.isFinite(reached) ? zone.dayOf(reached) : last + 1;
      return reached <= lookAt(zone, day) ? day : day + 1;
    });
    return [...new Set(days)].filter((day) => day >= first && day <= last);
  }
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return trigger.date === 'birthday'
    ? past.birthday === null
      ? []
      : all
    : all.filter((day) => fallsOn(trigger.date, dateFor(trigger, day)));
};

const dailyFirings = (playbook: Playbook, past: PastCustomer, span: Span): readonly PastFiring[] => {
  const trigger = playbook.trigger as DailyTrigger;
  const { context, birthday } = past;
  return daysToLook(trigger, past, span).flatMap((day) => {
    const at = lookAt(context.zone, day);
    if (at < span.from || at > span.until) return [];
    const state = stateAt(past, at);
    const fired = firesOn(trigger, { state, birthday }, context, day);
    return fired !== undefined &&
      state.interactions > 0 &&
      allHold(playbook.when, factsFrom(state, at, context))
      ? [{ at, trigger: fired }]
      : [];
  });
};

/** Who begins to fulfil the conditions: looked at whenever something happens or a check falls due, as it is live. */
const segmentFirings = ({ when }: Playbook, past: PastCustomer, span: Span): readonly PastFiring[] => {
  const { history, context } = past;
  const found: PastFiring[] = [];
  let inside = false;
  let state = initialState();
  const look = (): void => {
    const is = state.interactions > 0 && allHold(when, factsFrom(state, state.seenAt, context));
    if (is && !inside && state.seenAt >= span.from)
      found.push({ at: state.seenAt, trigger: `segment/${state.seenAt}` });
    inside = is;
  };
  const checksUntil = (until: number): void => {
    while (state.nextCheckAt !== null && state.nextCheckAt <= until) {
      state = advance(state, state.nextCheckAt, context).state;
      look();
    }
  };
  const known = history.filter((each) => each.at <= span.until);
  for (const [index, interaction] of known.entries()) {
    checksUntil(interaction.at);
    state = rewritesHistory(interaction)
      ? fold(initialState(), effectiveHistory(known.slice(0, index + 1)), context).state
      : fold(state, [interaction], context).state;
    look();
  }
  checksUntil(span.until);
  return found;
};

const eventFirings = (playbook: Playbook, past: PastCustomer, span: Span): readonly PastFiring[] => {
  const { history, context } = past;
  const running: RunningPlaybook = { key: '', version: 0, sinceAt: span.from, playbook };
  const { on } = playbook.trigger;
  const changes = on === 'stage' || on === 'rule' ? changesOver(past, span.until) : [];
  const interactions = history.filter((each) => each.at >= span.from && each.at <= span.until);
  return firings(triggerIndex([running]), changes, interactions)
    .filter(({ at }) => at <= span.until)
    .filter(({ at, trigger }) => {
      if (playbook.when.length === 0) return true;
      const upTo = history.findIndex((each) => trigger === `event/${each.key}`);
      const known = upTo < 0 ? history : history.slice(0, upTo + 1);
      return allHold(playbook.when, factsFrom(stateAt({ ...past, history: known }, at), at, context));
    })
    .map(({ at, trigger }) => ({ at, trigger }));
};

/**
 * Returns when a playbook would have been set going for a customer within the span, in order of time, each as it could be
 * known at its moment.
 */
export const firingsOver = (playbook: Playbook, past: PastCustomer, span: Span): readonly PastFiring[] => {
  switch (playbook.trigger.on) {
    case 'manual':
      return [];
    case 'silence':
    case 'date':
      return dailyFirings(playbook, past, span).toSorted((one, other) => one.at - other.at);
    case 'segment':
      return segmentFirings(playbook, past, span);
    default:
      return eventFirings(playbook, past, span).toSorted((one, other) => one.at - other.at);
  }
};
