/** Somebody who answered an invitation; `answeredAt` is when they said yes first without taking it back. */
export type Guest = {
  readonly personId: number;
  readonly answer: 'yes' | 'maybe' | 'no';
  readonly answeredAt: number;
};

/**
 * Returns who of those that said yes waits for a place: the earliest answers have the places (equal times by person id),
 * everybody after them waits in that order. Nobody waits where places are not limited.
 */
export const waitingList = (guests: readonly Guest[], capacity: number | null): readonly number[] => {
  if (capacity === null) return [];
  return guests
    .filter((each) => each.answer === 'yes')
    .sort((a, b) => a.answeredAt - b.answeredAt || a.personId - b.personId)
    .slice(capacity)
    .map((each) => each.personId);
};
