import { dayMs } from '../time.ts';
import { differenceOfMeans, differenceOfProportions, type Interval, type Sums } from './intervals.ts';

/** What a message may bring about, in the order in which it is shown. */
export const outcomes = ['reply', 'repurchase', 'stage', 'sentiment'] as const;

/** One of {@link outcomes}: they wrote, they ordered, their stage became a better one, their mood moved (in points). */
export type Outcome = (typeof outcomes)[number];

/** The plan of an analysis, made before the first message: nothing is read earlier, so nobody stops at a lucky moment. */
export type EffectPlan = {
  /** Outcomes count within this time after somebody was given their arm. */
  readonly horizonDays: number;
  /** When the figures are read (epoch ms). Who came in later than a horizon before is left out, for good. */
  readonly readAt: number;
  /** Fewer than this in either arm is not enough. */
  readonly leastPerArm: number;
};

/** What is shipped: two weeks, at least 50 in each arm. */
export const shippedPlan = { horizonDays: 14, leastPerArm: 50 } as const;

/** What was counted in one arm: how many, how many of them did it, and the sums of the change of mood. */
export type ArmCounts = {
  readonly of: number;
  readonly reply: number;
  readonly repurchase: number;
  readonly stage: number;
  readonly sentiment: Sums;
};

/** Whether the interval lies above 0, below it, or holds it. */
export type Verdict = 'more' | 'less' | 'unclear';

/** One outcome of both arms: shares in [0, 1], or points of mood; the interval is of treated less control. */
export type OutcomeEffect = Interval & {
  readonly outcome: Outcome;
  readonly treated: number;
  readonly control: number;
  readonly verdict: Verdict;
};

/** What can be said about the effect of a flow. */
export type EffectReport =
  | {
      readonly status: 'too-early';
      readonly readAt: number;
      readonly treated: number;
      readonly control: number;
    }
  | {
      readonly status: 'not-enough-data';
      readonly treated: number;
      readonly control: number;
      readonly least: number;
    }
  | {
      readonly status: 'read';
      readonly treated: number;
      readonly control: number;
      /** Of each interval; together they hold the truth in 96 of 100 reports. */
      readonly confidence: number;
      readonly outcomes: readonly OutcomeEffect[];
    };

/**
 * The level of one interval: 4 in 100 shared out among all outcomes (Bonferroni), so that a flow without any effect is
 * said to have one in fewer than 5 of 100 reports, however many outcomes are looked at.
 */
const confidence = 1 - 0.04 / outcomes.length;

/** Returns until when somebody may have come in to be counted: their whole horizon has passed when it is read. */
export const countedUntil = ({ readAt, horizonDays }: EffectPlan): number => readAt - horizonDays * dayMs;

const effectOn = (outcome: Outcome, treated: ArmCounts, control: ArmCounts): OutcomeEffect => {
  const [interval, ofTreated, ofControl] =
    outcome === 'sentiment'
      ? [
          differenceOfMeans(treated.sentiment, control.sentiment, confidence),
          treated.sentiment.sum / treated.sentiment.of,
          control.sentiment.sum / control.sentiment.of,
        ]
      : [
          differenceOfProportions(
            { hits: treated[outcome], of: treated.of },
            { hits: control[outcome], of: control.of },
            confidence,
          ),
          treated[outcome] / treated.of,
          control[outcome] / control.of,
        ];
  const verdict = interval.low > 0 ? 'more' : interval.high < 0 ? 'less' : 'unclear';
  return { ...interval, outcome, treated: ofTreated, control: ofControl, verdict };
};

/**
 * Returns what can be said at `at` about a flow: by the arm that everybody was given, whether or not a message reached
 * them, so that what kept messages back favours neither arm. Fixed horizon: before the time that the plan names, the
 * number of people is all that is told.
 */
export const analyseEffect = (
  plan: EffectPlan,
  treated: ArmCounts,
  control: ArmCounts,
  at: number,
): EffectReport => {
  const people = { treated: treated.of, control: control.of };
  if (at < plan.readAt) return { status: 'too-early', readAt: plan.readAt, ...people };
  if (Math.min(treated.of, control.of) < plan.leastPerArm)
    return { status: 'not-enough-data', least: plan.leastPerArm, ...people };
  return {
    status: 'read',
    ...people,
    confidence,
    outcomes: outcomes.map((outcome) => effectOn(outcome, treated, control)),
  };
};
