import type { Activity } from '../../core/churn/activity.ts';
import type { FeatureSet } from '../../core/churn/features.ts';
import type { Training } from '../../core/churn/train.ts';
import type { LearntChurn } from '../../core/population.ts';
import { type ActiveCustomer, activeCustomers } from '../../db/active-days.ts';
import type { Today } from '../../db/buyers.ts';
import type { Db } from '../../db/connect.ts';
import { onThread } from '../on-thread.ts';
import { type ChurnPopulation, featuresIn, type Learning, trainOn, windowOf } from './train-churn.ts';

/** More customers than this are drawn from; the model is no better for more. */
const mostCustomers = 100_000;
/** From so many on it takes long enough to be done on a thread of its own. */
const manyCustomers = 2_000;

/** Whether `customer` was in the population on some day on which they had been seen. */
const everIn = (population: ChurnPopulation, { days, firstOrderDay }: ActiveCustomer): boolean =>
  population === 'orders' ? firstOrderDay !== null : firstOrderDay === null || (days[0] ?? 0) < firstOrderDay;

const gather = async (db: Db, today: Today, population: ChurnPopulation): Promise<Learning> => {
  const customers: string[] = [];
  const orderedSince: number[] = [];
  const begins = [0];
  const now = today.zone.dayOf(today.now);
  let size = 0;
  let days = new Int32Array(1 << 16);
  const draw = { ordered: population === 'orders', most: mostCustomers };
  for await (const page of activeCustomers(db, today, draw)) {
    for (const customer of page) {
      if (customer.days.length === 0 || !everIn(population, customer)) continue;
      // Padded, so that the order by id is the order by name.
      customers.push(String(customer.id).padStart(16, '0'));
      orderedSince.push(
        customer.firstOrderDay === null ? Number.POSITIVE_INFINITY : customer.firstOrderDay - now,
      );
      if (size + customer.days.length > days.length) {
        const larger = new Int32Array(2 * (size + customer.days.length));
        larger.set(days);
        days = larger;
      }
      for (const day of customer.days) days[size++] = day - now;
      begins.push(size);
    }
  }
  const activity: Activity = {
    customers,
    begins: Int32Array.from(begins),
    days: days.subarray(0, size),
    amounts: null,
    sentiments: null,
    kinds: [],
    ours: null,
  };
  return { activity, orderedSince };
};

/** What a population's model is learnt from. */
export type ChurnMaterial = { readonly activity: Activity; readonly set: FeatureSet };

/** Returns what is known of a population as of the local day of `today`, which is day 0: as the fold will see it. */
export const churnMaterial = async (
  db: Db,
  today: Today,
  population: ChurnPopulation,
): Promise<ChurnMaterial> => {
  const learning = await gather(db, today, population);
  return {
    activity: learning.activity,
    set: featuresIn(population, learning, windowOf(population)),
  };
};

/**
 * Learns who of a population will be gone. Where that takes long it is done on a thread of its own, so that nobody waits
 * for an answer meanwhile. Returns the model, or why there is none.
 */
export const learnChurn = async (db: Db, today: Today, population: ChurnPopulation): Promise<LearntChurn> => {
  const learning = await gather(db, today, population);
  const customers = learning.activity.customers.length;
  const training =
    customers < manyCustomers
      ? trainOn(population, learning)
      : await onThread<Training>(new URL('./churn-thread.ts', import.meta.url), { population, learning });
  return training.status === 'trained'
    ? { customers, model: training.model }
    : { customers, shortage: training.shortage };
};
