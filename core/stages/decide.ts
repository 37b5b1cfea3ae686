import type { Scene } from '../customer/context.ts';
import type { CustomerState } from '../customer/state.ts';
import { dayMs } from '../time.ts';
import { contradicted, familiesAt } from './families.ts';
import type { StageKey } from './stage.ts';

/** What the entry rules look at besides the state itself. */
export type StageInputs = {
  readonly health: number;
  /** The chance, 0–1, that the customer has not left: P(alive) by orders, else by the churn estimate. */
  readonly alive: () => number;
};

/** The stage that the entry rules ask for, with the rule, its numbers and evidence. */
export type StageDecision = {
  readonly stage: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
  /** Explicit triggers (an order, a departure, a return) need no minimum dwell. */
  readonly explicit: boolean;
};

const monthsMs = (months: number): number => months * 30.44 * dayMs;

type EntryRule = {
  readonly stage: StageKey;
  readonly rule: string;
  readonly explicit?: true;
  readonly find: (
    state: CustomerState,
    at: number,
    inputs: StageInputs,
    scene: Scene,
  ) => (Pick<StageDecision, 'numbers' | 'evidence'> & { readonly rule?: string }) | undefined;
};

const keysOf = (mark: { readonly key: string } | null): readonly string[] => (mark ? [mark.key] : []);

/** A rule that argues for `stage` holds, and the other families of evidence do not outvote it (R25). */
const argument = (state: CustomerState, at: number, stage: 'dormant' | 'declining', scene: Scene) => {
  for (const rule of scene.book.arguing[stage]) {
    const warning = state.warnings[rule.id];
    if (!warning) continue;
    if (!rule.family) return { rule, warning, numbers: warning.numbers };
    const families = familiesAt(state, at, scene);
    if (contradicted(families, rule.family)) continue;
    const said = Object.entries(families).filter(([, each]) => each !== null) as [string, number][];
    return { rule, warning, numbers: { ...warning.numbers, ...Object.fromEntries(said) } };
  }
  return undefined;
};

const holding =
  (stage: 'dormant' | 'declining'): EntryRule['find'] =>
  (state, at, _inputs, scene) => {
    const found = argument(state, at, stage, scene);
    return found && { rule: found.rule.id, numbers: found.numbers, evidence: found.warning.evidence };
  };

const ordersOverdue = (state: CustomerState, { book }: Scene): boolean =>
  book.overdue.some(({ id }) => state.warnings[id]);

const activeWeeks = (state: CustomerState, at: number, { zone }: Scene): number => {
  const today = zone.dayOf(at);
  const weeks = [false, false, false, false];
  for (let index = state.days.length - 1; index >= 0; index--) {
    const ago = today - (state.days[index] as number);
    if (ago >= 28) break;
    weeks[Math.floor(ago / 7)] = true;
  }
  return weeks.filter(Boolean).length;
};

/** Before there are tiers: four order days, or active in six of the last seven months. */
const steady = (state: CustomerState, at: number, { calendar }: Scene): boolean => {
  const oldest = calendar.monthOf(at) - 7;
  const active = state.months.filter((each) => each.month > oldest && each.days > 0);
  return state.orders.days >= 4 || active.length >= 6;
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
    find: (state, at, _inputs, { book, policy }) => {
      const months = policy.stages.wonBackMonths;
      const lost = state.stage === 'churned' && state.stageRule !== 'override';
      const returned = lost && state.lastIn && state.lastIn.at >= state.stageSince;
      const quiet = book.arguing.dormant.some((rule) => state.warnings[rule.id]);
      const wonBack = state.stage === 'won_back' && state.stageRule !== 'override';
      const still = wonBack && !quiet && at < state.stageSince + monthsMs(months);
      return returned || still ? { numbers: { months }, evidence: keysOf(state.lastIn) } : undefined;
    },
  },
  {
    stage: 'churned',
    rule: 'R24',
    find: (state, at, { alive }, { calendar, policy }) => {
      const { churnSilentDays: days, churnAlivePercent } = policy.stages;
      const lost = state.stage === 'churned' && state.stageRule !== 'override';
      if (lost) return { numbers: {}, evidence: keysOf(state.lastIn) };
      const since = state.lastIn?.at ?? state.firstAt;
      if (since === null) return undefined;
      const silent = calendar.silenceDays(since, at);
      if (silent < days) return undefined;
      const percent = 100 * alive();
      if (percent > churnAlivePercent) return undefined;
      const numbers = {
        silent: Math.floor(silent),
        days,
        alive: Math.round(percent),
        below: churnAlivePercent,
      };
      return { numbers, evidence: keysOf(state.lastIn) };
    },
  },
  {
    stage: 'dormant',
    rule: 'dormant',
    find: (state, at, inputs, scene) =>
      ordersOverdue(state, scene) ? undefined : holding('dormant')(state, at, inputs, scene),
  },
  { stage: 'declining', rule: 'declining', find: holding('declining') },
  // Silent and an order overdue by the customer's own rhythm: more than asleep.
  { stage: 'declining', rule: 'dormant', find: holding('dormant') },
  {
    stage: 'declining',
    rule: 'health',
    find: (state, at, { health }, scene) => {
      const { declineHealth: below, declineDays: days, recoverPoints } = scene.policy.stages;
      const since = state.lowHealthSince;
      const entering = since !== null && at - since >= days * dayMs;
      const staying = state.stage === 'declining' && health < below + recoverPoints;
      if (!entering && !staying) return undefined;
      if (contradicted(familiesAt(state, at, scene), undefined)) return undefined;
      return { numbers: { health, below, days }, evidence: keysOf(state.lastIn) };
    },
  },
  {
    stage: 'mature',
    rule: 'mature',
    find: (state, at, _inputs, scene) => {
      if (state.growingSince === null) return undefined;
      if (at - state.growingSince < monthsMs(scene.policy.stages.matureMonths)) return undefined;
      if (state.tier === 'C' || (state.tier === null && !steady(state, at, scene))) return undefined;
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
    find: (state, at, _inputs, scene) => {
      const { growingOrders, growingWeeks } = scene.policy.stages;
      if (state.orders.days >= growingOrders)
        return { numbers: { orders: state.orders.days }, evidence: keysOf(state.orders.last) };
      const weeks = activeWeeks(state, at, scene);
      const staying = state.growingSince !== null;
      return weeks >= growingWeeks || staying
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
  scene: Scene,
): StageDecision => {
  if (state.override && at < state.override.untilAt) {
    return { stage: state.override.stage, rule: 'override', numbers: {}, evidence: [], explicit: true };
  }
  for (const { stage, rule, explicit, find } of entryRules) {
    const found = find(state, at, inputs, scene);
    if (!found) continue;
    const decision = { stage, rule, ...found, explicit: explicit === true };
    const moves = stage !== state.stage;
    // Whoever speaks again is awake at once, and what was set by hand ends when it ends.
    const wakes = (state.stage === 'dormant' && state.lastIn?.at === at) || state.stageRule === 'override';
    if (
      moves &&
      !decision.explicit &&
      !wakes &&
      at - state.stageSince < scene.policy.stages.dwellDays * dayMs
    )
      break;
    return decision;
  }
  return { stage: state.stage, rule: state.stageRule, numbers: {}, evidence: [], explicit: false };
};
