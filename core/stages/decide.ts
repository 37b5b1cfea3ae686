import type { FoldContext } from '../customer/context.ts';
import type { CustomerState } from '../customer/state.ts';
import { dayMs } from '../rules/tests.ts';
import type { StageKey } from './stage.ts';

/** What the entry rules look at besides the state itself. */
export type StageInputs = { readonly churnProbability: number; readonly health: number };

/** The stage that the entry rules ask for, with the rule, its numbers and evidence. */
export type StageDecision = {
  readonly stage: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
  /** Explicit triggers (an order, a departure, a return) need no minimum dwell. */
  readonly explicit: boolean;
};

/** A stage is kept at least this long, unless the trigger is explicit. */
export const minimumDwellDays = 7;
const monthsMs = (months: number): number => months * 30.44 * dayMs;

type EntryRule = {
  readonly stage: StageKey;
  readonly rule: string;
  readonly explicit?: true;
  readonly find: (
    state: CustomerState,
    at: number,
    inputs: StageInputs,
    context: FoldContext,
  ) => Pick<StageDecision, 'numbers' | 'evidence'> | undefined;
};

const keysOf = (...marks: readonly ({ readonly key: string } | null | undefined)[]): readonly string[] =>
  marks.flatMap((mark) => (mark ? [mark.key] : []));

const holding =
  (stage: 'dormant' | 'declining'): EntryRule['find'] =>
  (state, _at, _inputs, { rules }) => {
    const rule = rules.find((each) => each.stage === stage && state.warnings[each.id]);
    const warning = rule && state.warnings[rule.id];
    return warning && { numbers: warning.numbers, evidence: warning.evidence };
  };

const ordersOverdue = (state: CustomerState, { rules }: FoldContext): boolean =>
  rules.some(
    ({ id, test }) => (test.kind === 'no-order' || test.kind === 'missed-order') && state.warnings[id],
  );

const activeWeeks = (state: CustomerState, at: number, { zone }: FoldContext): number => {
  const today = zone.dayOf(at);
  const weeks = new Set<number>();
  for (let index = state.days.length - 1; index >= 0; index--) {
    const ago = today - (state.days[index] ?? 0);
    if (ago >= 28) break;
    weeks.add(Math.floor(ago / 7));
  }
  return weeks.size;
};

/** The default entry rules, the first that applies wins (domain, section 2). */
const entryRules: readonly EntryRule[] = [
  {
    stage: 'churned',
    rule: 'left',
    explicit: true,
    find: (state) => (state.gone ? { numbers: {}, evidence: [state.gone.key] } : undefined),
  },
  {
    stage: 'won_back',
    rule: 'R13',
    explicit: true,
    find: (state, at, _inputs, { rules }) => {
      const lost = state.stage === 'churned' && state.stageRule !== 'override';
      const returned = lost && state.lastIn && state.lastIn.at >= state.stageSince;
      const quiet = rules.some((rule) => rule.stage === 'dormant' && state.warnings[rule.id]);
      const wonBack = state.stage === 'won_back' && state.stageRule !== 'override';
      const still = wonBack && !quiet && at < state.stageSince + monthsMs(6);
      return returned || still ? { numbers: { months: 6 }, evidence: keysOf(state.lastIn) } : undefined;
    },
  },
  {
    stage: 'churned',
    rule: 'R24',
    find: (state, at, { churnProbability }, { calendar }) => {
      const lost = state.stage === 'churned' && state.stageRule !== 'override';
      if (lost) return { numbers: {}, evidence: keysOf(state.lastIn) };
      const since = state.lastIn?.at ?? state.firstAt;
      if (since === null) return undefined;
      const silent = calendar.silenceDays(since, at);
      if (silent < 90 || churnProbability < 0.9) return undefined;
      const numbers = {
        silent: Math.floor(silent),
        days: 90,
        probability: Math.round(churnProbability * 100),
      };
      return { numbers, evidence: keysOf(state.lastIn) };
    },
  },
  {
    stage: 'dormant',
    rule: 'dormant',
    find: (state, at, inputs, context) =>
      ordersOverdue(state, context) ? undefined : holding('dormant')(state, at, inputs, context),
  },
  { stage: 'declining', rule: 'declining', find: holding('declining') },
  // Silent and an order overdue by the customer's own rhythm: more than asleep.
  { stage: 'declining', rule: 'dormant', find: holding('dormant') },
  {
    stage: 'declining',
    rule: 'health',
    find: (state, at, { health }) => {
      const since = state.lowHealthSince;
      const entering = since !== null && at - since >= 14 * dayMs;
      const staying = state.stage === 'declining' && health < 50;
      return entering || staying
        ? { numbers: { health, below: 40, days: 14 }, evidence: keysOf(state.lastIn) }
        : undefined;
    },
  },
  {
    stage: 'mature',
    rule: 'mature',
    find: (state, at) => {
      if (state.growingSince === null || at - state.growingSince < monthsMs(6)) return undefined;
      if (state.orders.days < 4 && state.months.slice(-7).length < 6) return undefined;
      const numbers = {
        months: Math.floor((at - state.growingSince) / monthsMs(1)),
        orders: state.orders.count,
      };
      return { numbers, evidence: keysOf(state.orders.last ?? state.lastIn) };
    },
  },
  {
    stage: 'growing',
    rule: 'growing',
    explicit: true,
    find: (state, at, _inputs, context) => {
      if (state.orders.days >= 2)
        return { numbers: { orders: state.orders.days }, evidence: keysOf(state.orders.last) };
      const weeks = activeWeeks(state, at, context);
      const staying = state.growingSince !== null;
      return weeks >= 3 || staying
        ? { numbers: { weeks, of: 4 }, evidence: keysOf(state.lastIn) }
        : undefined;
    },
  },
  {
    stage: 'new',
    rule: 'first-order',
    explicit: true,
    find: (state) =>
      state.orders.count > 0
        ? { numbers: { orders: state.orders.count }, evidence: keysOf(state.orders.last) }
        : undefined,
  },
  { stage: 'prospect', rule: 'known', find: () => ({ numbers: {}, evidence: [] }) },
];

/**
 * Returns the stage that the customer belongs in at `at`: a person's override while it lasts, else the first
 * entry rule that applies; the present stage when the minimum dwell forbids a move that has no explicit trigger.
 */
export const decideStage = (
  state: CustomerState,
  at: number,
  inputs: StageInputs,
  context: FoldContext,
): StageDecision => {
  if (state.override && at < state.override.untilAt) {
    return { stage: state.override.stage, rule: 'override', numbers: {}, evidence: [], explicit: true };
  }
  for (const { stage, rule, explicit, find } of entryRules) {
    const found = find(state, at, inputs, context);
    if (!found) continue;
    const decision = { stage, rule: ruleOf(rule, state, context), ...found, explicit: explicit === true };
    const moves = stage !== state.stage;
    // Whoever speaks again is awake at once, and what was set by hand ends when it ends.
    const wakes = (state.stage === 'dormant' && state.lastIn?.at === at) || state.stageRule === 'override';
    if (moves && !decision.explicit && !wakes && at - state.stageSince < minimumDwellDays * dayMs) break;
    return decision;
  }
  return { stage: state.stage, rule: state.stageRule, numbers: {}, evidence: [], explicit: false };
};

/** Dormant and declining have rules behind them: names the one that holds. */
const ruleOf = (rule: string, state: CustomerState, { rules }: FoldContext): string =>
  rule === 'dormant' || rule === 'declining'
    ? (rules.find((each) => each.stage === rule && state.warnings[each.id])?.id ?? rule)
    : rule;
