import { type Activity, endOfPast } from './activity.ts';
import { extraWords, type FeatureWords, kindWords } from './words.ts';

/** The features of the columns beside customer and time, for those that there are. */
export type ExtraFeatures = {
  readonly features: readonly FeatureWords[];
  /** Writes them for customer i into `into` from `start`. */
  readonly write: (i: number, past: Past, into: Float64Array, start: number) => void;
};

/** What of a customer's days is looked at: those at index `from` to `end` − 1, at least one, as of `day`. */
export type Past = { readonly from: number; readonly end: number; readonly day: number };

type Writer = (past: Past, i: number) => readonly number[];
type Part = { readonly features: readonly FeatureWords[]; readonly write: Writer };

const moodHalfLife = 14;
const longMoodHalfLife = 56;
const kindHalfLife = 30;
/** Beyond so many half-lives nothing is left. */
const halfLives = 8;
/** One neutral message is added to every mean, so that one word is not a mood. */
const neutral = 1;
/** Logarithms of ratios of amounts are kept within this: e³ is a factor of 20. */
const farthest = 3;

const moodPart = ({ days }: Activity, moods: Float64Array): Part => {
  const meanOf = ({ from, end, day }: Past, halfLife: number): number => {
    let [sum, weight] = [0, neutral];
    for (let at = end - 1; at >= from; at--) {
      const ago = day - (days[at] as number);
      if (ago > halfLives * halfLife) break;
      const mood = moods[at] as number;
      if (Number.isNaN(mood)) continue;
      const share = 2 ** (-ago / halfLife);
      sum += share * mood;
      weight += share;
    }
    return sum / weight;
  };
  return {
    features: [extraWords.mood, extraWords.moodChange],
    write: (past) => {
      const recent = meanOf(past, moodHalfLife);
      return [recent, recent - meanOf(past, longMoodHalfLife)];
    },
  };
};

const amountPart = (amounts: Float64Array): Part => ({
  features: [extraWords.amount, extraWords.lastAmount],
  write: ({ from, end }) => {
    let sum = 0;
    for (let at = from; at < end; at++) sum += amounts[at] as number;
    const usual = Math.max(0, sum / (end - from));
    const last = Math.max(0, amounts[end - 1] as number);
    const change = Math.log1p(last) - Math.log1p(usual);
    return [Math.log1p(usual), Math.max(-farthest, Math.min(farthest, change))];
  },
});

const oursPart = ({ days }: Activity, ours: NonNullable<Activity['ours']>): Part => ({
  features: [extraWords.ourSilence, extraWords.unanswered],
  write: ({ from, end, day }, i) => {
    const until = endOfPast(ours, i, day);
    const since = until > (ours.begins[i] as number) ? (ours.days[until - 1] as number) : null;
    const known = days[from] as number;
    const unanswered = until - endOfPast(ours, i, days[end - 1] as number);
    return [Math.log1p(day - (since ?? known)), Math.log1p(unanswered)];
  },
});

const kindsPart = ({ days, kinds }: Activity): Part => ({
  features: kinds.map(({ name }) => kindWords(name)),
  write: ({ from, end, day }) =>
    kinds.map(({ counts }) => {
      let sum = 0;
      for (let at = end - 1; at >= from; at--) {
        const ago = day - (days[at] as number);
        if (ago > halfLives * kindHalfLife) break;
        sum += 2 ** (-ago / kindHalfLife) * (counts[at] as number);
      }
      return Math.log1p(sum);
    }),
});

/**
 * Returns the features of mood (mean with a half-life of 14 days, and its distance from that of 56), of money (mean a
 * day, and the last against it), of our side (days since we wrote; days we wrote on since the customer did) and of the
 * most frequent kinds, for the columns that `activity` has.
 */
export const extraFeatures = (activity: Activity): ExtraFeatures => {
  const parts = [
    ...(activity.sentiments ? [moodPart(activity, activity.sentiments)] : []),
    ...(activity.amounts ? [amountPart(activity.amounts)] : []),
    ...(activity.ours ? [oursPart(activity, activity.ours)] : []),
    ...(activity.kinds.length > 0 ? [kindsPart(activity)] : []),
  ];
  return {
    features: parts.flatMap(({ features }) => features),
    write: (i, past, into, start) => {
      let place = start;
      for (const part of parts) for (const value of part.write(past, i)) into[place++] = value;
    },
  };
};
