import type { Calendar } from '../calendar.ts';
import { type Policy, policyAt } from '../policy.ts';
import type { Rule } from '../rules/rule.ts';
import { type RuleBook, ruleBook } from '../rules/rule-book.ts';
import type { Zone } from '../zone.ts';

/** What is to be known of the customer besides the interactions. */
export type Profile = {
  readonly kind: 'person' | 'organisation';
  /** The id of the customer's segment. */
  readonly segment: string;
};

/**
 * What the fold needs besides the interactions: the calendar (with the customer's blind time), the policies in force
 * over time, and who the customer is.
 */
export type FoldContext = {
  readonly zone: Zone;
  readonly calendar: Calendar;
  /** Ascending, the first from the beginning of time (see `policiesFrom`). */
  readonly policies: readonly Policy[];
  readonly profile: Profile;
};

/** What the fold needs at one moment: the context with the policy that is in force. */
export type Scene = Omit<FoldContext, 'policies'> & {
  readonly policy: Policy;
  /** Every rule, and those that are on by what they are for. */
  readonly rules: readonly Rule[];
  readonly book: RuleBook;
};

/** Returns the scene at `at` (epoch ms). */
export const sceneAt = ({ zone, calendar, policies, profile }: FoldContext, at: number): Scene => {
  const policy = policyAt(policies, at);
  return { zone, calendar, profile, policy, rules: policy.rules, book: ruleBook(policy.rules) };
};
