import { noModels, type PopulationModels } from './population.ts';
import { shippedRules } from './rules/presets.ts';
import type { Rule } from './rules/rule.ts';
import { type CustomerSegment, generalSegment, shippedSegments } from './segments.ts';
import { type StageNumbers, shippedStageNumbers } from './stages/numbers.ts';

/** What a company decided about scoring: all data, all editable (`tend config`), valid from a time on. */
export type Behaviour = {
  readonly rules: readonly Rule[];
  readonly stages: StageNumbers;
  readonly segments: readonly CustomerSegment[];
  /** What is left of an order, as a share in (0, 1]; 1 values customers by turnover. */
  readonly margin: number;
};

/** The behaviour that is shipped. */
export const shippedBehaviour: Behaviour = {
  rules: shippedRules,
  stages: shippedStageNumbers,
  segments: shippedSegments,
  margin: 1,
};

/** All that scoring goes by from `fromAt` (epoch ms) until the next policy: decisions and what the nights learnt. */
export type Policy = Behaviour & { readonly fromAt: number; readonly models: PopulationModels };

/** A version of something that is valid from a time on. */
export type Version<Content> = { readonly fromAt: number; readonly content: Content };

/**
 * Returns the policies that follow from all versions of behaviour and of models, ascending, the first valid from the
 * beginning of time. Because the fold looks up the one in force at each moment, folding anew gives what was true then.
 */
export const policiesFrom = (
  behaviours: readonly Version<Behaviour>[],
  models: readonly Version<PopulationModels>[],
): readonly Policy[] => {
  const policies: Policy[] = [{ ...shippedBehaviour, models: noModels, fromAt: Number.NEGATIVE_INFINITY }];
  const changes = [
    ...behaviours.map(({ fromAt, content }) => ({ fromAt, change: content })),
    ...models.map(({ fromAt, content }) => ({ fromAt, change: { models: content } })),
  ].sort((one, other) => one.fromAt - other.fromAt);
  for (const { fromAt, change } of changes) {
    const last = policies.at(-1) as Policy;
    const next: Policy = { ...last, ...change, fromAt };
    if (last.fromAt === fromAt) policies[policies.length - 1] = next;
    else policies.push(next);
  }
  return policies;
};

/** Returns the policy in force at `at`; `policies` as of {@link policiesFrom}. */
export const policyAt = (policies: readonly Policy[], at: number): Policy => {
  let low = 0;
  let high = policies.length - 1;
  // Nearly always the newest one is asked for.
  if ((policies[high] as Policy).fromAt <= at) return policies[high] as Policy;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((policies[middle] as Policy).fromAt <= at) low = middle;
    else high = middle - 1;
  }
  return policies[low] as Policy;
};

const decidesOtherwise = (one: Behaviour, other: Behaviour): boolean =>
  one.rules !== other.rules ||
  one.stages !== other.stages ||
  one.segments !== other.segments ||
  one.margin !== other.margin;

/**
 * Returns when the company's decisions change next after `at`, infinite when they do not: then everybody is looked at by
 * the new ones, also who is silent. What a night learns is no such change.
 */
export const nextDecisionAt = (policies: readonly Policy[], at: number): number => {
  let next = Number.POSITIVE_INFINITY;
  // The last ones are those of the future, if any.
  for (let index = policies.length - 1; index > 0; index--) {
    const policy = policies[index] as Policy;
    if (policy.fromAt <= at) break;
    if (decidesOtherwise(policy, policies[index - 1] as Policy)) next = policy.fromAt;
  }
  return next;
};

/** Returns the segment with that id, or the general one: the company's, or where it has none the shipped. */
export const segmentNamed = ({ segments }: Pick<Behaviour, 'segments'>, id: string): CustomerSegment =>
  segments.find((each) => each.id === id) ??
  segments.find((each) => each.id === generalSegment.id) ??
  generalSegment;
