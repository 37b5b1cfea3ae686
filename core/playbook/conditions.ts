import { attributes, type CustomerFacts } from './attributes.ts';
import type { Condition } from './playbook.ts';

const holds = (condition: Condition, facts: CustomerFacts): boolean => {
  const value = attributes[condition.attribute]?.read(facts) ?? null;
  const { is, not, atLeast, below, known } = condition;
  const missing = value === null || (Array.isArray(value) && value.length === 0);
  if (known !== undefined && known === missing) return false;
  const texts = Array.isArray(value) ? value : [value];
  if (not?.some((each) => texts.includes(each))) return false;
  if (is && !is.some((each) => texts.includes(each))) return false;
  if (atLeast === undefined && below === undefined) return true;
  return (
    typeof value === 'number' &&
    (atLeast === undefined || value >= atLeast) &&
    (below === undefined || value < below)
  );
};

/** Returns whether all conditions hold of a customer; none always hold. */
export const allHold = (conditions: readonly Condition[], facts: CustomerFacts): boolean =>
  conditions.every((condition) => holds(condition, facts));
