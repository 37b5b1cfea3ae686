import type { Calendar } from '../calendar.ts';
import type { Rule } from '../rules/rule.ts';
import type { Zone } from '../zone.ts';

/** What the fold needs besides the interactions: the calendar (with the customer's blind time) and the rules. */
export type FoldContext = {
  readonly zone: Zone;
  readonly calendar: Calendar;
  readonly rules: readonly Rule[];
};
