import type { Activity } from './activity.ts';
import type { FeatureSet } from './features.ts';
import type { Rows } from './logistic.ts';
import { type ChurnWindow, isGone } from './window.ts';

/** Rows taken at past dates, with whose they are and which of them are of active customers. */
export type Sample = Rows & { readonly dates: readonly number[]; readonly active: Uint8Array };

/** Returns a number from 0 to 2³² − 1 that `name` alone decides (FNV-1a with a final mix), for drawing customers. */
export const hashName = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** An active customer has been active on at least so many days, once within the last horizon. */
const fewestDays = 3;

/**
 * Returns which customers to learn from: all, or where customers × dates is more than `mostRows`, a share drawn by the
 * hash of their names, so that the same customers are drawn whatever the order of the file.
 */
export const drawCustomers = (activity: Activity, dates: readonly number[], mostRows: number): Int32Array => {
  const oldest = Math.max(...dates);
  const seen = Int32Array.from(activity.customers.keys()).filter(
    (i) => (activity.days[activity.begins[i] as number] as number) <= oldest,
  );
  const share = mostRows / (seen.length * dates.length);
  if (share >= 1) return seen;
  return seen.filter((i) => hashName(activity.customers[i] as string) < share * 2 ** 32);
};

/** Returns a row for each of `customers` at each of `dates` (newest first) by which the customer had been seen. */
export const takeRows = (
  activity: Activity,
  set: FeatureSet,
  customers: Int32Array,
  dates: readonly number[],
  window: ChurnWindow,
): Sample => {
  const width = set.features.length;
  const most = customers.length * dates.length;
  const values = new Float64Array(most * width);
  const [outcomes, groups, active] = [new Uint8Array(most), new Uint8Array(most), new Uint8Array(most)];
  let size = 0;
  for (const [group, day] of dates.entries()) {
    for (const i of customers) {
      if (!set.write(i, day, values, size * width)) continue;
      outcomes[size] = isGone(activity, i, day, window) ? 1 : 0;
      groups[size] = group;
      // Recency and frequency come first and are logarithms; see featuresOf.
      const recent = Math.expm1(values[size * width] as number) <= window.horizonDays + 0.5;
      const often = Math.exp(values[size * width + 1] as number) > fewestDays - 0.5;
      active[size] = recent && often ? 1 : 0;
      size++;
    }
  }
  return {
    size,
    width,
    values: values.subarray(0, size * width),
    outcomes: outcomes.subarray(0, size),
    groups: groups.subarray(0, size),
    groupCount: dates.length,
    dates,
    active: active.subarray(0, size),
  };
};

/** Returns the rows of `sample` that were taken at the dates with these numbers, numbered anew. */
export const pickDates = (sample: Sample, picked: readonly number[]): Sample => {
  const { width } = sample;
  const numberOf = new Int32Array(sample.groupCount).fill(-1);
  for (const [place, group] of picked.entries()) numberOf[group] = place;
  const rows = Uint32Array.from(sample.groups.keys()).filter(
    (row) => (numberOf[sample.groups[row] as number] as number) >= 0,
  );
  const values = new Float64Array(rows.length * width);
  for (const [place, row] of rows.entries()) {
    values.set(sample.values.subarray(row * width, (row + 1) * width), place * width);
  }
  const pick = (column: Uint8Array): Uint8Array => Uint8Array.from(rows, (row) => column[row] as number);
  return {
    size: rows.length,
    width,
    values,
    outcomes: pick(sample.outcomes),
    groups: Uint8Array.from(rows, (row) => numberOf[sample.groups[row] as number] as number),
    groupCount: picked.length,
    dates: picked.map((group) => sample.dates[group] as number),
    active: pick(sample.active),
  };
};
