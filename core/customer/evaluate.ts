import { nextDecisionAt } from '../policy.ts';
import { isTrend, type RuleTest } from '../rules/rule.ts';
import { runTest } from '../rules/tests.ts';
import { decideStage } from '../stages/decide.ts';
import { dayMs } from '../time.ts';
import { keepLast } from './activity.ts';
import { assess } from './assess.ts';
import type { Change } from './changes.ts';
import { churnProbabilityAt } from './churn.ts';
import { type FoldContext, type Scene, sceneAt } from './context.ts';
import { healthScoreAt } from './health.ts';
import type { ActiveWarning, CustomerState, OpenFollowUp, Settled } from './state.ts';
import { tierAt } from './tier.ts';
import { aliveAt } from './value.ts';

/** While a customer is not lost, the figures are looked at again at least this often. */
const heartbeatDays = 7;
const mostPromises = 20;

type Later = (at: number) => void;

const settlePromises = (state: CustomerState, at: number, changes: Change[], later: Later): void => {
  if (state.promises.length === 0) return;
  const open: typeof state.promises = [];
  for (const promise of state.promises) {
    if (promise.dueAt === undefined || at < promise.dueAt) {
      open.push(promise);
      if (promise.dueAt !== undefined) later(promise.dueAt);
      continue;
    }
    const { key, phrase, madeAt, dueAt } = promise;
    state.brokenPromises.push({ at: dueAt, key, phrase, madeAt });
    changes.push({ type: 'promise-settled', at: promise.dueAt, key: promise.key, how: 'broken' });
  }
  for (const { key } of open.slice(0, -mostPromises)) {
    changes.push({ type: 'promise-settled', at, key, how: 'withdrawn' });
  }
  state.promises = open.slice(-mostPromises);
  keepLast(state.brokenPromises, mostPromises);
};

const runRules = (state: CustomerState, at: number, scene: Scene, later: Later): void => {
  const warnings: Record<string, ActiveWarning> = {};
  const lost = state.stage === 'churned';
  for (const rule of scene.book.active) {
    if (lost && !rule.evenChurned) continue;
    if (rule.stages && !rule.stages.includes(state.stage)) continue;
    const verdict = runTest(state, at, rule.test, scene);
    later(verdict.nextAt);
    if (!verdict.holds) continue;
    const { numbers, evidence } = verdict;
    warnings[rule.id] = { since: state.warnings[rule.id]?.since ?? at, numbers, evidence };
  }
  // A rule that is no longer looked at no longer holds.
  state.warnings = warnings;
};

type Warnings = CustomerState['warnings'];

/** The rules that began or ceased to hold, in the order of their ids: a stored record keeps no order of its own. */
const differenceOf = (before: Warnings, after: Warnings): readonly string[] => {
  const ended = Object.keys(before).filter((id) => !after[id]);
  return [...ended, ...Object.keys(after).filter((id) => !before[id])].sort();
};

/** What was done covers what it stood on; a new question or complaint is a new reason, one more word in a trend is not. */
const dealtWith = (settled: Settled | undefined, warning: ActiveWarning, test: RuleTest): boolean =>
  settled !== undefined && (isTrend(test) || warning.evidence.every((key) => settled.evidence.includes(key)));

const isEmpty = (record: object): boolean => {
  for (const _key in record) return false;
  return true;
};

const trackFollowUps = (
  state: CustomerState,
  at: number,
  scene: Scene,
  changes: Change[],
  later: Later,
): void => {
  if (state.followUps.length === 0 && isEmpty(state.warnings) && isEmpty(state.dismissed)) return;
  const kept: OpenFollowUp[] = [];
  for (const followUp of state.followUps) {
    const warning = state.warnings[followUp.rule];
    if (!warning && !followUp.asked) {
      const how = state.stage === 'churned' ? 'churned' : 'resolved';
      changes.push({ type: 'follow-up-ended', at, key: followUp.key, how });
      continue;
    }
    const { snoozedUntil, ...awake } = followUp;
    if (snoozedUntil !== undefined && at < snoozedUntil) later(snoozedUntil);
    kept.push(snoozedUntil !== undefined && at >= snoozedUntil ? awake : followUp);
  }
  for (const id of Object.keys(state.dismissed)) if (!state.warnings[id]) delete state.dismissed[id];
  for (const rule of scene.book.active) {
    const warning = state.warnings[rule.id];
    if (!warning || !rule.followUp || dealtWith(state.dismissed[rule.id], warning, rule.test)) continue;
    delete state.dismissed[rule.id];
    if (kept.some((each) => each.rule === rule.id)) continue;
    const followUp: OpenFollowUp = {
      ...warning,
      key: `${rule.id}:${warning.evidence.at(-1) ?? at}`,
      rule: rule.id,
      dueAt: scene.calendar.businessReaches(at, rule.followUp.dueBusinessHours * 60),
    };
    kept.push(followUp);
    changes.push({ type: 'follow-up-opened', at, followUp });
  }
  state.followUps = kept;
};

const trackHealth = (
  state: CustomerState,
  at: number,
  health: number,
  { policy }: Scene,
  later: Later,
): void => {
  const { declineHealth, declineDays } = policy.stages;
  if (health >= declineHealth) state.lowHealthSince = null;
  else state.lowHealthSince ??= at;
  if (state.lowHealthSince === null) return;
  const dueAt = state.lowHealthSince + declineDays * dayMs;
  if (dueAt > at) later(dueAt);
};

/** Up at once, down only at the first look of a month (domain, section 4). */
const trackTier = (state: CustomerState, at: number, scene: Scene, changes: Change[], later: Later): void => {
  const found = tierAt(state, at, scene);
  if (!found) return;
  const month = scene.calendar.monthOf(at);
  const { tier, score } = found;
  const better = state.tier === null || tier < state.tier;
  if (better || (tier !== state.tier && month > state.tierMonth)) {
    changes.push({ type: 'tier-moved', at, from: state.tier, to: tier, score });
    state.tier = tier;
    state.tierSince = at;
  }
  state.tierMonth = month;
  // From the lowest tier nothing but what the customer does leads on.
  if (state.tier !== 'C') later(scene.calendar.startOfMonth(month + 1));
};

const move = (state: CustomerState, at: number, scene: Scene, changes: Change[], later: Later): boolean => {
  const health = healthScoreAt(state, at, scene);
  trackHealth(state, at, health, scene, later);
  const alive = (): number => aliveAt(state, at, scene) ?? 1 - churnProbabilityAt(state, at, scene);
  const decision = decideStage(state, at, { alive, health }, scene);
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
  const scene = sceneAt(context, at);
  let nextAt = Number.POSITIVE_INFINITY;
  const later: Later = (time) => {
    nextAt = Math.min(nextAt, time);
  };
  settlePromises(state, at, changes, later);
  trackTier(state, at, scene, changes, later);
  const before = state.warnings;
  runRules(state, at, scene, later);
  const moved = move(state, at, scene, changes, later);
  const lost = moved && state.stage === 'churned';
  // Some rules look at some stages only, and whoever comes back is waited for like any other.
  if (moved && !lost) runRules(state, at, scene, later);
  const causes = differenceOf(before, state.warnings);
  for (const rule of causes) changes.push({ type: state.warnings[rule] ? 'warned' : 'cleared', at, rule });
  if (moved || causes.length > 0) {
    const cause = moved ? `stage:${state.stage}` : causes.join(',');
    changes.push({ type: 'assessed', at, cause, assessment: assess(state, at, context) });
  }
  // Who is lost is past warnings: the figures above still name them, the follow-ups below end.
  if (lost) runRules(state, at, scene, later);
  trackFollowUps(state, at, scene, changes, later);
  if (state.stage !== 'churned') later(at + heartbeatDays * dayMs);
  const dueAt = Number.isFinite(nextAt) ? scene.calendar.nextWorkingMoment(Math.ceil(nextAt)) : nextAt;
  // Later than now, whatever was asked for, or the checks would never end.
  const checkAt = Math.max(at + 1, Math.min(dueAt, nextDecisionAt(context.policies, at)));
  state.nextCheckAt = Number.isFinite(checkAt) ? checkAt : null;
};
