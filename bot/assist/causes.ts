import type { RuleTest } from '../../core/rules/rule.ts';
import type { DraftCause } from '../sidebar/draft.ts';

/** What a message to the customer is about, by what the rule that asks for it looks at. */
const byTest: Readonly<Record<RuleTest['kind'], DraftCause['kind']>> = {
  'below-own-mean': 'silence',
  'unbought-and-unopened': 'silence',
  'first-touch': 'introduction',
  'no-order': 'order',
  complaints: 'complaint',
  silence: 'silence',
  'no-reply': 'silence',
  unanswered: 'question',
  'open-complaint': 'complaint',
  'missed-order': 'order',
  'low-survey': 'complaint',
  'renewal-ahead': 'renewal',
  'predicted-loss': 'silence',
  'cost-above-margin': 'hello',
  'broken-promise': 'broken-promise',
};

/** Returns the cause of a draft for a rule, with the words of the conversation that belong to it. */
export const causeOf = (test: RuleTest, words: string | undefined): DraftCause => {
  const kind = byTest[test.kind];
  const quotes = kind === 'question' || kind === 'broken-promise';
  return quotes && words ? { kind, words } : ({ kind } as DraftCause);
};
