import { expect } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import type { Verdict } from '../../../core/rules/tests/verdict.ts';
import { runTest } from '../../../core/rules/tests.ts';
import { at, company, given, type TestCompany, type When } from '../../support/given.ts';

/** Returns a shipped rule. */
export const ruleOf = (id: string): Rule => {
  const rule = shippedRules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
};

/** Returns what a rule says at a time about the customer as of `known`, by default as of their last interaction. */
export const look = (
  id: string,
  history: readonly Interaction[],
  when: When,
  context: TestCompany = company,
  known: When = Math.max(...history.map((each) => each.at)),
): Verdict => {
  const { state } = given(history).in(context).by(known);
  return runTest(state, at(when), ruleOf(id).test, context);
};

/** Fails unless the rule begins to hold exactly at `when` and says so beforehand. */
export const expectFirstAt = (
  id: string,
  history: readonly Interaction[],
  when: When,
  context: TestCompany = company,
): void => {
  const last = Math.max(...history.map((each) => each.at));
  const before = look(id, history, at(when) - 1, context, last);
  expect(before).toMatchObject({ holds: false, nextAt: at(when) });
  expect(look(id, history, when, context, last).holds).toBe(true);
};
