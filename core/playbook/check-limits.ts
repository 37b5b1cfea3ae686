import { ended, waysFrom } from './flow.ts';
import type { Playbook, Step } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';

const isContact = (step: Step | undefined): boolean => step?.do === 'message' || step?.do === 'survey';

/** The least number of contacts before the step at each index, and the fewest days until it. */
type Least = { contacts: number; days: number };

/** What waiting costs at least on the way that does not see the event, and nothing on the way that does. */
const daysOf = (steps: readonly Step[], index: number, next: number): number => {
  const step = steps[index];
  if (step?.do !== 'wait') return 0;
  const [onward] = waysFrom(steps, index);
  const cut = step.until !== undefined && (step.goto === undefined || next !== onward);
  return cut ? 0 : (step.days ?? 0) + (step.hours ?? 0) / 24;
};

const leastBefore = (steps: readonly Step[]): ReadonlyMap<number, Least> => {
  const least = new Map<number, Least>([[0, { contacts: 0, days: 0 }]]);
  const waiting = [0];
  while (waiting.length > 0) {
    const index = waiting.shift() as number;
    const here = least.get(index) as Least;
    for (const next of waysFrom(steps, index)) {
      if (next === ended) continue;
      const found = {
        contacts: here.contacts + (isContact(steps[index]) ? 1 : 0),
        days: here.days + daysOf(steps, index, next),
      };
      const before = least.get(next);
      const better = {
        contacts: Math.min(found.contacts, before?.contacts ?? Number.POSITIVE_INFINITY),
        days: Math.min(found.days, before?.days ?? Number.POSITIVE_INFINITY),
      };
      if (before && better.contacts === before.contacts && better.days === before.days) continue;
      least.set(next, better);
      waiting.push(next);
    }
  }
  return least;
};

/** Returns limits that contradict the steps: a message that no limit ever lets through. The steps lead somewhere. */
export const checkLimits = ({
  steps,
  limits,
}: Pick<Playbook, 'steps' | 'limits'>): readonly PlaybookProblem[] => {
  const { contacts, days, every } = limits;
  const least = leastBefore(steps);
  const contactSteps = steps.flatMap((step, index) => (isContact(step) ? [index] : []));
  const beyond = contactSteps.find(
    (index) => (least.get(index) as Least).contacts >= (contacts ?? Number.POSITIVE_INFINITY),
  );
  const late = contactSteps.find(
    (index) => (least.get(index) as Least).days > (days ?? Number.POSITIVE_INFINITY),
  );
  return [
    ...(beyond === undefined
      ? []
      : [
          {
            path: ['limits', 'contacts'],
            what: `step ${beyond + 1} would be message ${(least.get(beyond) as Least).contacts + 1} and never be sent; allow more contacts or remove it`,
          },
        ]),
    ...(late === undefined
      ? []
      : [
          {
            path: ['limits', 'days'],
            what: `step ${late + 1} comes after ${Math.ceil((least.get(late) as Least).days)} days and would never be sent; allow more days or wait less`,
          },
        ]),
    ...(every !== undefined && days !== undefined && every < days
      ? [
          {
            path: ['limits', 'every'],
            what: `who may be inside for ${days} days cannot enter again after ${every}; make every at least ${days}`,
          },
        ]
      : []),
  ];
};
