import type { Scene } from '../customer/context.ts';
import type { CustomerState } from '../customer/state.ts';
import type { RuleTest } from './rule.ts';
import { testBelowOwnMean, testCostAboveMargin, testUnboughtAndUnopened } from './tests/months.ts';
import { testMissedOrder, testNoOrder, testRenewalAhead } from './tests/orders.ts';
import { testBrokenPromise, testComplaints, testOpenComplaint, testUnanswered } from './tests/owed.ts';
import { testFirstTouch, testNoReply, testPredictedLoss, testSilence } from './tests/silence.ts';
import { testLowSurvey } from './tests/survey.ts';
import type { Test, Verdict } from './tests/verdict.ts';

const tests: { readonly [Kind in RuleTest['kind']]: Test<Kind> } = {
  'below-own-mean': testBelowOwnMean,
  'unbought-and-unopened': testUnboughtAndUnopened,
  'first-touch': testFirstTouch,
  'no-order': testNoOrder,
  complaints: testComplaints,
  silence: testSilence,
  'no-reply': testNoReply,
  unanswered: testUnanswered,
  'open-complaint': testOpenComplaint,
  'missed-order': testMissedOrder,
  'renewal-ahead': testRenewalAhead,
  'predicted-loss': testPredictedLoss,
  'cost-above-margin': testCostAboveMargin,
  'broken-promise': testBrokenPromise,
  'low-survey': testLowSurvey,
};

/** Returns what `test` finds for the customer at `at` (epoch ms). Pure; never throws. */
export const runTest = (state: CustomerState, at: number, test: RuleTest, scene: Scene): Verdict =>
  (tests[test.kind] as (state: CustomerState, at: number, test: RuleTest, scene: Scene) => Verdict)(
    state,
    at,
    test,
    scene,
  );
