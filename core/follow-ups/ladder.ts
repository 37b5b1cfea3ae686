import type { Calendar } from '../calendar.ts';
import type { Tier } from '../value/rfm.ts';
import type { FollowUpNumbers, LadderDays } from './numbers.ts';

/** Who hears of a follow-up with which nothing was done, in this order. */
export const ladderSteps = ['remind', 'lead', 'manager'] as const;

/** A step of the ladder. */
export type LadderStep = (typeof ladderSteps)[number];

/** A step and the moment at which it comes, epoch ms in business hours. */
export type DueStep = { readonly step: LadderStep; readonly at: number };

const daysOf: Readonly<Record<LadderStep, keyof LadderDays>> = {
  remind: 'remindDays',
  lead: 'leadDays',
  manager: 'managerDays',
};

/** The days of silence of a calendar are working days × 7/5. */
const silencePerWorkingDay = 7 / 5;

/**
 * Returns the step that comes after `taken` steps for a follow-up that its owner was told of at `since`: so many working
 * days later, by the customer's tier, and then in business hours. Undefined when all were taken.
 */
export const nextLadderStep = (
  calendar: Pick<Calendar, 'silenceReaches' | 'nextWorkingMoment'>,
  ladder: FollowUpNumbers['ladder'],
  { tier, since, taken }: { readonly tier: Tier | null; readonly since: number; readonly taken: number },
): DueStep | undefined => {
  const step = ladderSteps[taken];
  if (step === undefined) return undefined;
  const days = ladder[tier ?? 'B'][daysOf[step]];
  const at = calendar.nextWorkingMoment(calendar.silenceReaches(since, days * silencePerWorkingDay));
  return { step, at };
};
