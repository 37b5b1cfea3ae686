import type { Rule } from '../../core/rules/rule.ts';
import type { Decisions } from '../policies.ts';
import { checkSense } from './check-sense.ts';
import { checkShape } from './check-shape.ts';
import type { BehaviourDocument, RuleEntry } from './document.ts';
import { differenceFrom } from './full-document.ts';
import { numberNames, numbersLeftOut, ruleNumbers, testNumbers } from './numbers.ts';

/** One number of a rule that can be changed: its key, value and range. */
export type RuleNumber = {
  readonly key: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
};

/** Returns the numbers of a rule: those of its test, then what it has besides. */
export const numbersOfRule = ({ test, risk, followUp }: Rule): readonly RuleNumber[] => {
  const { kind, ...numbers } = test;
  const asked = followUp
    ? { dueBusinessHours: followUp.dueBusinessHours, urgency: followUp.urgency }
    : undefined;
  const values: Readonly<Record<string, unknown>> = { ...numbers, risk, ...asked };
  const schemas = { ...testNumbers[kind], ...ruleNumbers };
  return Object.entries(schemas).flatMap(([key, schema]) => {
    const value = values[key] ?? values[numbersLeftOut[key] ?? ''];
    if (typeof value !== 'number') return [];
    return [
      { key, value, least: schema.minValue ?? 0, most: schema.maxValue ?? 0, whole: schema.isInt === true },
    ];
  });
};

/** Returns the number of a rule that a word names, by its key or by its name in either language. */
export const numberNamed = (rule: Rule, word: string): RuleNumber | undefined => {
  const wanted = word.toLowerCase();
  return numbersOfRule(rule).find(
    ({ key }) =>
      key.toLowerCase() === wanted ||
      numberNames[key]?.en === wanted ||
      numberNames[key]?.zh.replace(/（.*）$/, '') === word.replace(/（.*）$/, ''),
  );
};

/** What may be changed about a rule from chat: whether it is off, or one of its numbers. */
export type RuleChange = { readonly off: boolean } | { readonly key: string; readonly value: number };

/** Returns the document with one change to a rule, or undefined where that makes no sense beside its other numbers. */
export const changeDocument = (
  document: BehaviourDocument,
  rule: Rule,
  change: RuleChange,
  shipped: Decisions,
): BehaviourDocument | undefined => {
  const entry: RuleEntry = document.rules?.[rule.id] ?? {};
  const changed: RuleEntry =
    'off' in change
      ? { ...entry, off: change.off }
      : change.key in ruleNumbers
        ? { ...entry, [change.key]: change.value }
        : { ...entry, test: { ...entry.test, [change.key]: change.value } };
  const shape = checkShape({ ...document, rules: { ...document.rules, [rule.id]: changed } });
  if (!('document' in shape) || checkSense(shape.document, shipped).length > 0) return undefined;
  return differenceFrom(shape.document, shipped);
};
