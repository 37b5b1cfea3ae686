import type { Calendar } from '../calendar.ts';
import type { AskedQuestion, ReplyTimes, RepReplies } from './facts.ts';

type Waited = { readonly owner: string | null; readonly minutes: number | null; readonly late: boolean };

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)] as number);
};

const sum = (waited: readonly Waited[]): Omit<RepReplies, 'owner'> => ({
  questions: waited.length,
  late: waited.filter(({ late }) => late).length,
  medianMinutes: median(waited.flatMap(({ minutes }) => (minutes === null ? [] : [minutes]))),
});

/** One question where several were asked before anybody replied. */
const firstOfEach = (questions: readonly AskedQuestion[]): readonly AskedQuestion[] => {
  const first = new Map<string, AskedQuestion>();
  for (const question of questions) {
    const key = `${question.customerId}/${question.answeredAt ?? 'open'}`;
    const before = first.get(key);
    if (!before || question.askedAt < before.askedAt) first.set(key, question);
  }
  return [...first.values()];
};

/**
 * Returns how long customers waited for an answer, in minutes of business time, as of `at`. Several questions before a
 * reply are one, asked when the first was. Late is who waited longer than `limitMinutes` (R3), answered or not.
 */
export const replyTimes = (
  questions: readonly AskedQuestion[],
  { calendar, limitMinutes, at }: { calendar: Calendar; limitMinutes: number; at: number },
): ReplyTimes => {
  const waited = firstOfEach(questions).map(({ owner, askedAt, answeredAt }): Waited => {
    const minutes = calendar.businessMinutesBetween(askedAt, answeredAt ?? at);
    return { owner, minutes: answeredAt === null ? null : minutes, late: minutes > limitMinutes };
  });
  const byOwner = [...Map.groupBy(waited, ({ owner }) => owner)]
    .map(([owner, theirs]): RepReplies => ({ owner, ...sum(theirs) }))
    .sort(
      (a, b) => b.late - a.late || b.questions - a.questions || (a.owner ?? '').localeCompare(b.owner ?? ''),
    );
  return { ...sum(waited), limitMinutes, byOwner };
};
