import type { Bilingual } from '../language.ts';

/** What a rule looks at, with its numbers. The code that tests each kind knows no rule by name. */
export type RuleTest =
  | {
      readonly kind: 'frequency-below-mean';
      readonly belowPercent: number;
      readonly months: number;
      readonly minimumMonths: number;
    }
  | { readonly kind: 'no-order'; readonly months: number }
  | { readonly kind: 'complaints'; readonly count: number; readonly days: number }
  | { readonly kind: 'silence'; readonly days: number }
  | { readonly kind: 'no-reply'; readonly days: number }
  | { readonly kind: 'unanswered'; readonly businessMinutes: number; readonly staleDays: number }
  | { readonly kind: 'open-complaint'; readonly staleDays: number }
  | { readonly kind: 'missed-order'; readonly ordersAtLeast: number; readonly gapTimes: number }
  | { readonly kind: 'broken-promise'; readonly staleDays: number };

/** One shipped rule: data that a lead can read and change. */
export type Rule = {
  readonly id: string;
  readonly name: Bilingual;
  readonly test: RuleTest;
  /** The stage that the rule argues for while it holds. */
  readonly stage?: 'dormant' | 'declining';
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
  /** How much the rule raises the churn estimate, 0–1. */
  readonly risk: number;
};
