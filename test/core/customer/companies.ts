import { shippedRules } from '../../../core/rules/presets.ts';
import { shippedStageNumbers } from '../../../core/stages/numbers.ts';
import { company, companyOverTime, companyWith, type TestCompany } from '../../support/given.ts';
import { learnAll } from './learnt.ts';

const models = learnAll();
const calm = shippedRules.flatMap((rule) => {
  if (rule.id === 'R1') return [];
  if (rule.id === 'R3') return [{ ...rule, off: true as const }];
  if (rule.test.kind === 'silence') return [{ ...rule, test: { ...rule.test, days: 20 } }];
  return [rule];
});

/** A company that learns and changes its mind while the random histories run, about a person and not an organisation. */
const changing = companyOverTime(
  [
    ['2024-11-08 04:00', { models }],
    ['2024-12-02 12:00', { rules: calm, margin: 0.4 }],
    ['2024-12-20 04:00', { models: { orders: null, tiers: null } }],
    ['2025-01-15 04:00', { models: { ...models, churn: { orders: null, talk: null } } }],
    ['2025-02-17 15:30', { rules: shippedRules, stages: { ...shippedStageNumbers, dwellDays: 2 } }],
    ['2025-06-02 10:00', { models, rules: calm.slice(0, 8) }],
  ],
  companyWith({ profile: { kind: 'person', segment: 'software' } }),
);

/** The companies in which whatever holds of every history is tried. */
export const companies: readonly (readonly [string, TestCompany])[] = [
  ['the shipped company', company],
  ['a company that has learnt', companyWith({ models })],
  ['a company that changes its mind', changing],
];
