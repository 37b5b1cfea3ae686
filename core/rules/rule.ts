import type { Bilingual } from '../language.ts';
import type { StageKey } from '../stages/stage.ts';
import type { Tier } from '../value/rfm.ts';

/** What is counted by month. */
export type MonthlyMeasure = 'activity' | 'questions' | 'use';

/** What a rule looks at, with its numbers. The code that tests each kind knows no rule by name. */
export type RuleTest =
  | {
      readonly kind: 'below-own-mean';
      readonly measure: MonthlyMeasure;
      readonly belowPercent: number;
      readonly months: number;
      readonly minimumMonths: number;
    }
  | {
      readonly kind: 'unbought-and-unopened';
      readonly months: number;
      readonly belowPercent: number;
      readonly minimumSent: number;
    }
  | { readonly kind: 'first-touch'; readonly fromDays: number; readonly untilDays: number }
  | { readonly kind: 'no-order'; readonly months: number }
  | { readonly kind: 'complaints'; readonly count: number; readonly days: number }
  | { readonly kind: 'silence'; readonly days: number }
  | { readonly kind: 'no-reply'; readonly days: number }
  | {
      readonly kind: 'unanswered';
      readonly businessMinutes: number;
      readonly staleDays: number;
      /** For customers of that tier; as for the others when absent. */
      readonly minutesA?: number;
      readonly minutesC?: number;
    }
  | { readonly kind: 'open-complaint'; readonly staleDays: number }
  | { readonly kind: 'missed-order'; readonly ordersAtLeast: number; readonly gapTimes: number }
  | { readonly kind: 'renewal-ahead'; readonly days: number; readonly untilDays: number }
  | { readonly kind: 'predicted-loss'; readonly percent: number }
  | {
      readonly kind: 'cost-above-margin';
      readonly months: number;
      readonly costPerContact: number;
      readonly minimumContacts: number;
    }
  | { readonly kind: 'broken-promise'; readonly staleDays: number }
  | { readonly kind: 'low-survey'; readonly nps: number; readonly csat: number; readonly days: number };

/** Returns whether a test is of a trend: what it shows illustrates it, and one more of these is no new reason. */
export const isTrend = ({ kind }: RuleTest): boolean =>
  kind === 'below-own-mean' || kind === 'predicted-loss';

/** Returns within how many minutes of business time a customer of that tier is to be answered. */
export const answerLimit = (test: Extract<RuleTest, { kind: 'unanswered' }>, tier: Tier | null): number => {
  if (tier === 'A') return test.minutesA ?? test.businessMinutes;
  if (tier === 'C') return test.minutesC ?? test.businessMinutes;
  return test.businessMinutes;
};

/** The evidence that stages are decided by (domain, R25). */
export type Family = 'behaviour' | 'interaction' | 'value';

/** One rule: data that a lead can read and change. */
export type Rule = {
  readonly id: string;
  readonly name: Bilingual;
  readonly test: RuleTest;
  /** The stage that the rule argues for while it holds. */
  readonly stage?: 'dormant' | 'declining';
  /** Which family of evidence it belongs to, where it argues for a stage: the others may speak against it. */
  readonly family?: Family;
  /** Only customers in one of these stages are looked at. */
  readonly stages?: readonly StageKey[];
  /** The follow-up that opens when the rule begins to hold. */
  readonly followUp?: {
    readonly advice: Bilingual;
    /** When it should be done: that many working hours after it opened. */
    readonly dueBusinessHours: number;
    /** 1 (can wait) to 3 (now); breaks ties of value at risk. */
    readonly urgency: 1 | 2 | 3;
  };
  /** One sentence with the numbers in {braces}. */
  readonly because: Bilingual;
  /** Our writing to the customer is what the follow-up asks for, so it ends it, although the rule may still hold. */
  readonly endsWithReply?: true;
  /** Also looked at when the customer has churned. */
  readonly evenChurned?: true;
  /** While it holds the customer comes last in every list of what to do: the value at risk counts as 0. */
  readonly lastInLine?: true;
  /** Switched off: kept, but not looked at. */
  readonly off?: true;
  /** How much the rule raises the rule-based churn estimate, 0–1. */
  readonly risk: number;
};
