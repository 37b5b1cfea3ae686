import { applyInteractions } from '../../bot/ingest/apply.ts';
import type { Company } from '../../bot/ingest/context.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Who lives in a made-up population, and how long it has been known. */
export type PopulationPlan = {
  readonly buyers: number;
  readonly talkers: number;
  /** When the first came and the last can be heard, epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly seed?: number;
  /** Mean days between two of a customer, 14 unless told otherwise. */
  readonly gapDays?: number;
};

/** A generator of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const segments = ['general', 'fmcg', 'b2b', 'software'] as const;

/**
 * Makes customers and returns what happens to them, in order of time: buyers order and talk at their own gaps, talkers
 * only talk, and all leave for good at some time. Deterministic.
 */
export const makePopulation = async (db: Db, plan: PopulationPlan): Promise<readonly NewInteraction[]> => {
  const random = createRandom(plan.seed ?? 11);
  const exponential = (mean: number): number => -mean * Math.log(1 - random());
  const size = plan.buyers + plan.talkers;
  const made = await db
    .insertInto('customer')
    .values(
      Array.from({ length: size }, (_, index) => ({
        name: `customer ${index}`,
        kind: index % 3 === 0 ? 'person' : 'organisation',
        segment: segments[index % segments.length] as string,
        created_at: plan.from,
      })),
    )
    .returning('id')
    .execute();
  const found: NewInteraction[] = [];
  const add = (customerId: number, interaction: Omit<Interaction, 'key'>): void => {
    const key = `test/${customerId}/${found.length}`;
    found.push({ customerId, interaction: { ...interaction, key } as Interaction });
  };
  const span = plan.until - plan.from;
  for (const [index, { id }] of made.entries()) {
    const start = plan.from + random() * span * 0.8;
    const end = start + exponential(200 * dayMs);
    const gap = (2 + exponential((plan.gapDays ?? 14) - 2)) * dayMs;
    const spend = 50 + exponential(400);
    const buys = index < plan.buyers;
    // Some buyers talk for a while before they order for the first time.
    const firstOrder = random() < 0.3 ? start + exponential(60 * dayMs) : start;
    for (let at = start, step = 0; at < end && at < plan.until; at += exponential(gap), step++) {
      const moment = Math.floor(at);
      if (buys && at >= firstOrder && (step === 0 || random() < 0.6)) {
        const amount = Math.round(spend * (0.5 + random()) * 100) / 100;
        add(id, { kind: 'order', at: moment, direction: 'in', data: { amount } } as Omit<Interaction, 'key'>);
        if (random() < 0.04) {
          const back = { kind: 'refund', at: moment + 1000, direction: 'none', data: { amount: amount / 2 } };
          add(id, back as Omit<Interaction, 'key'>);
        }
        continue;
      }
      if (random() < 0.15) {
        const use = {
          kind: 'product-use',
          at: moment,
          direction: 'in',
          data: { times: 1 + Math.floor(random() * 5) },
        };
        add(id, use as Omit<Interaction, 'key'>);
        continue;
      }
      const facts = {
        score: Math.round((random() - 0.4) * 100) / 100,
        label: random() < 0.5 ? 'neutral' : 'positive',
        confidence: 0.8,
        ...(random() < 0.2 ? { question: true } : {}),
      };
      add(id, { kind: 'message', at: moment, direction: 'in', data: facts } as Omit<Interaction, 'key'>);
      const answer = { score: 0, label: 'neutral', confidence: 1 };
      if (random() < 0.5) {
        const reply = { kind: 'message', at: moment + 600_000, direction: 'out', data: answer };
        add(id, reply as Omit<Interaction, 'key'>);
      }
    }
  }
  return found
    .filter(({ interaction }) => interaction.at < plan.until)
    .sort((one, other) => one.interaction.at - other.interaction.at);
};

/** Stores and folds what happened, 1,000 at a time. */
export const live = async (
  db: Db,
  company: Company,
  happenings: readonly NewInteraction[],
): Promise<void> => {
  for (let start = 0; start < happenings.length; start += 1_000) {
    await db
      .transaction()
      .execute((trx) => applyInteractions(trx, company, happenings.slice(start, start + 1_000)));
  }
};
