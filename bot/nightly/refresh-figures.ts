import { calledFrom } from '../../core/churn/grading.ts';
import { type Assessment, assess } from '../../core/customer/assess.ts';
import { populationOf } from '../../core/customer/churn-model.ts';
import type { CustomerState } from '../../core/customer/state.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { type ChurnCall, latestCalls, storeCalls } from '../../db/churn-calls.ts';
import type { Db } from '../../db/connect.ts';
import { lockPresent, writeFigures } from '../../db/figures.ts';
import { type Company, foldContexts } from '../ingest/context.ts';
import { windowOf } from './train-churn.ts';

const batchSize = 500;
const monday = 1;

/** What a refresh did: customers looked at, figures that changed, calls that were made. */
export type Refreshed = { readonly customers: number; readonly changed: number; readonly calls: number };

/** As of when customers are looked at, and by which version of the models. */
export type Refresh = { readonly at: number; readonly versionId: number | null };

/** Returns the probability from which on a loss counts as predicted (R14). */
const predictedFrom = (rules: readonly Rule[]): number => {
  const test = rules.find((rule) => !rule.off && rule.test.kind === 'predicted-loss')?.test;
  return test?.kind === 'predicted-loss' ? test.percent / 100 : calledFrom;
};

type Assessed = {
  readonly id: number;
  readonly state: CustomerState;
  readonly assessment: Assessment;
};

const callOf = (
  { id, state, assessment: { churn } }: Assessed,
  day: number,
  { at, versionId }: Refresh,
): ChurnCall | null => {
  if (churn.method === 'gone' || state.days.length === 0) return null;
  const population = populationOf(state);
  return {
    customerId: id,
    day,
    at,
    probability: churn.probability,
    ...windowOf(population),
    population,
    method: churn.method,
    versionId: churn.method === 'model' ? versionId : null,
  };
};

/** Everyone once a week, and whoever's probability has come to the limit since the last call about them. */
const callsOf = async (
  trx: Db,
  assessed: readonly Assessed[],
  { zone, rules }: Company,
  refresh: Refresh,
): Promise<readonly ChurnCall[]> => {
  const day = zone.dayOf(refresh.at);
  const calls = assessed.flatMap((each) => callOf(each, day, refresh) ?? []);
  if (zone.parts(refresh.at).weekday === monday) return calls;
  const limit = predictedFrom(rules);
  const likely = calls.filter(({ probability }) => probability >= limit);
  const before = await latestCalls(
    trx,
    likely.map(({ customerId }) => customerId),
  );
  return likely.filter(({ customerId }) => (before.get(customerId) ?? 0) < limit);
};

/**
 * Assesses all customers who are not churned as of `refresh.at`, without touching their states, and writes the figures
 * that lists are made from; makes the night's calls with them. `onProgress` hears how many customers are done.
 */
export const refreshFigures = async (
  db: Db,
  company: Company,
  refresh: Refresh,
  onProgress: (done: number) => void = () => undefined,
): Promise<Refreshed> => {
  const sum = { customers: 0, changed: 0, calls: 0 };
  for (let after = 0; ; ) {
    const last = await db.transaction().execute(async (trx) => {
      const customers = await lockPresent(trx, after, batchSize);
      const contextOf = await foldContexts(
        trx,
        company,
        customers.map(({ id }) => id),
      );
      const assessed = customers.map(({ id, state }) => {
        const assessment = assess(state, Math.max(refresh.at, state.seenAt), contextOf(id));
        return { id, state, assessment };
      });
      sum.customers += customers.length;
      sum.changed += await writeFigures(
        trx,
        assessed.map(({ id, assessment }) => ({
          id,
          health: assessment.health.score,
          churn: assessment.churn.probability,
          value: assessment.value.amount,
          valueAtRisk: assessment.valueAtRisk,
          sentiment: assessment.sentiment.mean,
        })),
      );
      sum.calls += await storeCalls(trx, await callsOf(trx, assessed, company, refresh));
      return customers.at(-1)?.id;
    });
    if (last === undefined) return sum;
    after = last;
    onProgress(sum.customers);
  }
};
