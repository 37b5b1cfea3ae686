import type { Bilingual } from '../language.ts';
import type { RfmCuts, TierCuts } from '../population.ts';
import { type Score, type Segment, scoreOf, segmentOf, type Tier } from '../value/rfm.ts';
import type { Scene } from './context.ts';
import type { CustomerState } from './state.ts';

/** What tiers are made of, over the last 12 months, with its share of the score. */
export const tierParts = [
  { key: 'amount', weight: 0.4, name: { zh: '金额', en: 'amount' } },
  { key: 'frequency', weight: 0.3, name: { zh: '频次', en: 'frequency' } },
  { key: 'depth', weight: 0.15, name: { zh: '使用深度', en: 'depth of use' } },
  { key: 'service', weight: 0.15, name: { zh: '服务互动', en: 'service interaction' } },
] as const satisfies readonly {
  readonly key: Exclude<keyof TierCuts, 'customers' | 'a' | 'b'>;
  readonly weight: number;
  readonly name: Bilingual;
}[];

type Measures = Readonly<Record<(typeof tierParts)[number]['key'], number>>;

/** Orders less refunds, order days, active days and uses, and service contacts of the last 12 local months. */
const measuresOf = (state: CustomerState, at: number, { calendar }: Scene): Measures => {
  const oldest = calendar.monthOf(at) - 12;
  let [amount, frequency, depth, service] = [0, 0, 0, 0];
  for (const month of state.months) {
    if (month.month <= oldest) continue;
    amount += month.amount;
    frequency += month.orderDays;
    depth += month.days + month.uses;
    service += month.services;
  }
  return { amount, frequency, depth, service };
};

/** A tier with the score, 1 to 5, and the fifths that made it. */
export type TierFinding = {
  readonly tier: Tier;
  readonly score: number;
  readonly parts: readonly { readonly key: string; readonly value: number; readonly fifth: Score }[];
};

/**
 * Returns the tier that the customer's last 12 months earn by the cut points in force, null before the first night that
 * could compute them. The score is the weighed mean of the fifths in which the customer lies, 1 to 5.
 */
export const tierAt = (state: CustomerState, at: number, scene: Scene): TierFinding | null => {
  const cuts = scene.policy.models.tiers;
  if (!cuts) return null;
  const measures = measuresOf(state, at, scene);
  const parts = tierParts.map(({ key }) => ({
    key,
    value: measures[key],
    fifth: scoreOf(measures[key], cuts[key]),
  }));
  const score = tierParts.reduce(
    (sum, { weight }, index) => sum + weight * (parts[index]?.fifth as number),
    0,
  );
  const rounded = Math.round(score * 100) / 100;
  const tier = rounded >= cuts.a ? 'A' : rounded >= cuts.b ? 'B' : 'C';
  return { tier, score: rounded, parts };
};

/** Recency, frequency and money in fifths, 5 the best, with the named segment. */
export type Rfm = {
  readonly recency: Score;
  readonly frequency: Score;
  readonly monetary: Score;
  readonly segment: Segment;
};

/** Returns the fifths of a customer with orders by the cut points in force, else null. Recent is better. */
export const rfmAt = (state: CustomerState, at: number, { policy, zone }: Scene): Rfm | null => {
  const cuts: RfmCuts | null = policy.models.rfm;
  const { last, days, amount, refunded } = state.orders;
  if (!cuts || !last) return null;
  const since = Math.max(0, zone.dayOf(at) - zone.dayOf(last.at));
  // The cut points ascend in days, and few days are good.
  const recency = (6 - scoreOf(since, cuts.recency)) as Score;
  const frequency = scoreOf(days, cuts.frequency);
  const monetary = scoreOf(amount - refunded, cuts.monetary);
  return { recency, frequency, monetary, segment: segmentOf(recency, frequency) };
};
