import { dayMs, runTest } from '../rules/tests.ts';
import { decideStage } from '../stages/decide.ts';
import { assess } from './assess.ts';
import type { Change } from './changes.ts';
import { churnAt } from './churn.ts';
import type { FoldContext } from './context.ts';
import { healthScoreAt } from './health.ts';
import type { ActiveWarning, CustomerState, OpenFollowUp, Settled } from './state.ts';

const lowHealth = 40;
/** While a customer is not lost, the figures are looked at again at least this often. */
const heartbeatDays = 7;
const mostPromises = 20;

type Later = (at: number) => void;

const settlePromises = (state: CustomerState, at: number, changes: Change[], later: Later): void => {
  const open: typeof state.promises = [];
  for (const promise of state.promises) {
    if (promise.dueAt === undefined || at < promise.dueAt) {
      open.push(promise);
      if (promise.dueAt !== undefined) later(promise.dueAt);
      continue;
    }
    state.brokenPromises.push({ at: promise.dueAt, key: promise.key });
    changes.push({ type: 'promise-settled', at: promise.dueAt, key: promise.key, how: 'broken' });
  }
  for (const { key } of open.slice(0, -mostPromises)) {
    changes.push({ type: 'promise-settled', at, key, how: 'withdrawn' });
  }
  state.promises = open.slice(-mostPromises);
  state.brokenPromises = state.brokenPromises.slice(-mostPromises);
};

const runRules = (state: CustomerState, at: number, context: FoldContext, later: Later): string[] => {
  const causes: string[] = [];
  const warnings: Record<string, ActiveWarning> = {};
  const lost = state.stage === 'churned';
  for (const rule of context.rules) {
    if (lost && !rule.evenChurned) continue;
    const verdict = runTest(state, at, rule.test, context.calendar);
    later(verdict.nextAt);
    const before = state.warnings[rule.id];
    if (verdict.holds) {
      const { numbers, evidence } = verdict;
      warnings[rule.id] = { since: before?.since ?? at, numbers, evidence };
    }
    if (verdict.holds !== (before !== undefined)) causes.push(rule.id);
  }
  state.warnings = warnings;
  return causes;
};

/** What was done covers what it stood on; a new question or complaint is a new reason. */
const dealtWith = (settled: Settled | undefined, warning: ActiveWarning): boolean =>
  settled !== undefined && warning.evidence.every((key) => settled.evidence.includes(key));

const trackFollowUps = (
  state: CustomerState,
  at: number,
  context: FoldContext,
  changes: Change[],
  later: Later,
): void => {
  const kept: OpenFollowUp[] = [];
  for (const followUp of state.followUps) {
    const warning = state.warnings[followUp.rule];
    if (!warning) {
      const how = state.stage === 'churned' ? 'churned' : 'resolved';
      changes.push({ type: 'follow-up-ended', at, key: followUp.key, how });
      continue;
    }
    const { snoozedUntil, ...awake } = followUp;
    if (snoozedUntil !== undefined && at < snoozedUntil) later(snoozedUntil);
    kept.push(snoozedUntil !== undefined && at >= snoozedUntil ? awake : followUp);
  }
  for (const rule of context.rules) {
    const warning = state.warnings[rule.id];
    if (!warning) {
      if (state.dismissed[rule.id]) delete state.dismissed[rule.id];
      continue;
    }
    if (!rule.followUp || dealtWith(state.dismissed[rule.id], warning)) continue;
    if (state.dismissed[rule.id]) delete state.dismissed[rule.id];
    if (kept.some((each) => each.rule === rule.id)) continue;
    const followUp: OpenFollowUp = {
      ...warning,
      key: `${rule.id}:${warning.evidence.at(-1) ?? at}`,
      rule: rule.id,
      dueAt: context.calendar.businessReaches(at, rule.followUp.dueBusinessHours * 60),
    };
    kept.push(followUp);
    changes.push({ type: 'follow-up-opened', at, followUp });
  }
  state.followUps = kept;
};

const trackHealth = (state: CustomerState, at: number, health: number, later: Later): void => {
  if (health >= lowHealth) state.lowHealthSince = null;
  else state.lowHealthSince ??= at;
  if (state.lowHealthSince === null) return;
  const dueAt = state.lowHealthSince + 14 * dayMs;
  if (dueAt > at) later(dueAt);
};

const move = (
  state: CustomerState,
  at: number,
  context: FoldContext,
  changes: Change[],
  later: Later,
): boolean => {
  const health = healthScoreAt(state, at, context);
  trackHealth(state, at, health, later);
  const churnProbability = churnAt(state, at, context).probability;
  const decision = decideStage(state, at, { churnProbability, health }, context);
  if (state.override) {
    if (at < state.override.untilAt) later(state.override.untilAt);
    else state.override = null;
  }
  const { stage, rule, numbers, evidence } = decision;
  // What a colleague sets by hand lasts as long as they said and leaves no trace.
  if (rule !== 'override') {
    if (stage === 'growing' || stage === 'mature') state.growingSince ??= at;
    if (stage === 'churned') state.growingSince = null;
  }
  if (stage === state.stage) return false;
  changes.push({ type: 'moved', at, from: state.stage, to: stage, rule, numbers, evidence });
  state.stage = stage;
  state.stageSince = at;
  state.stageRule = rule;
  return true;
};

/**
 * Looks at a draft state at `at`: settles promises, tests every rule, opens and ends follow-ups, decides the
 * stage, and writes down when to look again. Appends what it decided to `changes`. A pure function of its
 * arguments, apart from the draft, which belongs to the fold.
 */
export const evaluate = (state: CustomerState, at: number, context: FoldContext, changes: Change[]): void => {
  let nextAt = Number.POSITIVE_INFINITY;
  const later: Later = (time) => {
    if (time > at) nextAt = Math.min(nextAt, time);
  };
  settlePromises(state, at, changes, later);
  const causes = runRules(state, at, context, later);
  const before = state.stage;
  const moved = move(state, at, context, changes, later);
  // Whoever comes back is waited for like any other from now on.
  if (moved && before === 'churned') causes.push(...runRules(state, at, context, later));
  for (const rule of causes) changes.push({ type: state.warnings[rule] ? 'warned' : 'cleared', at, rule });
  if (moved || causes.length > 0) {
    const cause = moved ? `stage:${state.stage}` : causes.join(',');
    changes.push({ type: 'assessed', at, cause, assessment: assess(state, at, context) });
  }
  // Who is lost is past warnings: the figures above still name them, the follow-ups below end.
  if (moved && state.stage === 'churned') runRules(state, at, context, later);
  trackFollowUps(state, at, context, changes, later);
  if (state.stage !== 'churned') later(at + heartbeatDays * dayMs);
  state.nextCheckAt = Number.isFinite(nextAt) ? context.calendar.nextWorkingMoment(Math.ceil(nextAt)) : null;
};
