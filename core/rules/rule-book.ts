import type { Tier } from '../value/rfm.ts';
import { answerLimit, type Rule } from './rule.ts';

/** A list of rules sorted by what they are looked up for, in the order of the list. */
export type RuleBook = {
  /** Those that are switched on. */
  readonly active: readonly Rule[];
  readonly arguing: Readonly<Record<'dormant' | 'declining', readonly Rule[]>>;
  /** Those that say that an order is overdue. */
  readonly overdue: readonly Rule[];
  /** Minutes of business time within which a question of a customer of that tier wants an answer. */
  readonly answerMinutes: (tier: Tier | null) => number;
};

const books = new WeakMap<readonly Rule[], RuleBook>();
const usualAnswerMinutes = 15;

const open = (rules: readonly Rule[]): RuleBook => {
  const active = rules.filter((each) => !each.off);
  const questions = active.map(({ test }) => test).find((test) => test.kind === 'unanswered');
  return {
    active,
    arguing: {
      dormant: active.filter((each) => each.stage === 'dormant'),
      declining: active.filter((each) => each.stage === 'declining'),
    },
    overdue: active.filter(({ test }) => test.kind === 'no-order' || test.kind === 'missed-order'),
    answerMinutes: (tier) => (questions ? answerLimit(questions, tier) : usualAnswerMinutes),
  };
};

/** Returns the rules as a book; each list is sorted once. */
export const ruleBook = (rules: readonly Rule[]): RuleBook => {
  const known = books.get(rules);
  if (known) return known;
  const book = open(rules);
  books.set(rules, book);
  return book;
};
