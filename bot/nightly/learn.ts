import type { Logger } from 'pino';
import { InvariantError } from '../../core/errors.ts';
import type { PopulationModels } from '../../core/population.ts';
import type { Today } from '../../db/buyers.ts';
import type { Db } from '../../db/connect.ts';
import { rfmCuts, tierCuts } from '../../db/population.ts';
import type { Company } from '../ingest/context.ts';
import { learnChurn } from './learn-churn.ts';
import { learnOrders } from './learn-orders.ts';
import { learnRhythms } from './learn-rhythms.ts';

/** One thing that a night learns; `learn` returns it as a part of the models. */
type Lesson = {
  readonly name: string;
  readonly learn: (
    db: Db,
    today: Today,
    company: Company,
    before: PopulationModels,
  ) => Promise<Partial<PopulationModels>>;
};

const lessons: readonly Lesson[] = [
  {
    name: 'tiers',
    learn: async (db, { now }, { calendar }) => ({ tiers: await tierCuts(db, calendar.monthOf(now) - 12) }),
  },
  { name: 'rfm', learn: async (db, today) => ({ rfm: await rfmCuts(db, today) }) },
  { name: 'rhythms', learn: async (db) => ({ rhythms: await learnRhythms(db) }) },
  { name: 'orders', learn: async (db, today) => ({ orders: await learnOrders(db, today) }) },
  {
    name: 'churn of buyers',
    learn: async (db, today, _, { churn }) => ({
      churn: { ...churn, orders: await learnChurn(db, today, 'orders') },
    }),
  },
  {
    name: 'churn of talkers',
    learn: async (db, today, _, { churn }) => ({
      churn: { ...churn, talk: await learnChurn(db, today, 'talk') },
    }),
  },
];

/** How many things a night learns. */
export const lessonCount = lessons.length;

/** Returns `value` as it will be read back from the database. @throws InvariantError where a number is not finite. */
const storable = <Value>(value: Value): Value => {
  const json = JSON.stringify(value, (key, each: unknown) => {
    if (typeof each !== 'number' || Number.isFinite(each)) return each;
    throw new InvariantError(`A night learnt a number that is none (${key}).`);
  });
  return JSON.parse(json) as Value;
};

/** What a night learnt, and how long each part took. A part that failed is as it was before. */
export type Lessons = {
  readonly models: PopulationModels;
  readonly steps: readonly { readonly name: string; readonly ms: number; readonly failed: boolean }[];
};

/**
 * Learns all that there is to learn from the population as of `now` (epoch ms), in SQL and from draws of bounded size.
 * What fails is logged and stays as `before` has it. `onStep` hears how many parts are done.
 */
export const learnModels = async (
  db: Db,
  company: Company,
  now: number,
  before: PopulationModels,
  log: Logger,
  onStep: (done: number) => void = () => undefined,
): Promise<Lessons> => {
  const today: Today = { zone: company.zone, now };
  const steps: { name: string; ms: number; failed: boolean }[] = [];
  let models = before;
  for (const { name, learn } of lessons) {
    const start = performance.now();
    let failed = false;
    try {
      models = { ...models, ...storable(await learn(db, today, company, models)) };
    } catch (error) {
      failed = true;
      log.error({ err: error, step: name }, 'a part of the nightly run failed; what was learnt before stays');
    }
    const ms = Math.round(performance.now() - start);
    steps.push({ name, ms, failed });
    log.info({ step: name, ms }, 'nightly run');
    onStep(steps.length);
  }
  return { models, steps };
};
