import type { WorkingClock } from './working-clock.ts';

/** A time in which the bot could not hear, epoch milliseconds, `until` excluded; `until` may be Infinity. */
export type BlindInterval = { readonly from: number; readonly until: number };

const earliestAt = Date.UTC(1900, 0, 1);

/**
 * Returns the intervals in order, overlapping or touching ones as one; empty and reversed ones are left out. A
 * start before 1900 is taken as 1900.
 */
export function mergeBlind(intervals: readonly BlindInterval[]): readonly BlindInterval[] {
  const merged: BlindInterval[] = [];
  const inOrder = intervals
    .map(({ from, until }) => ({ from: Math.max(from, earliestAt), until }))
    .filter(({ from, until }) => until > from)
    .sort((a, b) => a.from - b.from);
  for (const interval of inOrder) {
    const last = merged.at(-1);
    if (last === undefined || interval.from > last.until) merged.push(interval);
    else if (interval.until > last.until) {
      merged[merged.length - 1] = { from: last.from, until: interval.until };
    }
  }
  return merged;
}

/**
 * Returns the clock that stands still in the given intervals (merged, in order) and otherwise runs like `clock`.
 * Reading it costs a binary search over the intervals.
 */
export function pauseClock(clock: WorkingClock, blind: readonly BlindInterval[]): WorkingClock {
  if (blind.length === 0) return clock;
  const resumes = blind.map(({ until }) => clock.read(until));
  // stands[i]: what the clock shows during interval i. Kept as sums of differences that are never negative, so
  // that rounding cannot make the clock step back at the end of an interval.
  const stands: number[] = [];
  blind.forEach(({ from }, i) => {
    const start = clock.read(from);
    stands.push(i === 0 ? start : (stands[i - 1] as number) + (start - (resumes[i - 1] as number)));
  });

  function read(at: number): number {
    const i = countUpTo(blind.length, (index) => (blind[index] as BlindInterval).from <= at) - 1;
    if (i < 0) return clock.read(at);
    const stand = stands[i] as number;
    return at < (blind[i] as BlindInterval).until ? stand : stand + (clock.read(at) - (resumes[i] as number));
  }

  function momentOf(reading: number): number {
    const i = countUpTo(stands.length, (index) => (stands[index] as number) < reading) - 1;
    if (i < 0) return clock.momentOf(reading);
    const resumed = (resumes[i] as number) + (reading - (stands[i] as number));
    return Math.max((blind[i] as BlindInterval).until, clock.momentOf(resumed));
  }

  return { read, momentOf };
}

/** How many of the first `length` indexes hold, where all that hold come first. */
function countUpTo(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
