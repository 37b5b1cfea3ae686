import type { Rule } from '../../core/rules/rule.ts';
import type { Urgencies } from '../../db/follow-ups.ts';

/** Returns how urgent each rule's follow-up is, as the company has it. */
export const urgenciesOf = (rules: readonly Rule[]): Urgencies =>
  Object.fromEntries(rules.flatMap(({ id, followUp }) => (followUp ? [[id, followUp.urgency]] : [])));
