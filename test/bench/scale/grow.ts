import { sql } from 'kysely';
import type { Company } from '../../../bot/ingest/context.ts';
import type { Db } from '../../../db/connect.ts';
import { createRandom, live, makePopulation } from '../../support/population.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** How large a made-up company is: each template is a customer that was folded from its own history, then copied. */
export type Size = {
  readonly customers: number;
  readonly templates: number;
  readonly reps: number;
  readonly gapDays: number;
  /** Whether the histories are copied as well, or the customers with their states alone. */
  readonly histories: boolean;
};

/** What a company of this size came to have. */
export type Grown = { readonly customers: number; readonly interactions: number; readonly ms: number };

const secondary = [
  'interaction_of_customer',
  'interaction_of_message',
  'interaction_at',
  'interaction_question',
  'interaction_complaint',
  'interaction_coming',
] as const;

/** Makes the members: reps with their direct room in the playground's account, and a manager with the managers' room. */
const makeMembers = async (db: Db, reps: number): Promise<void> => {
  await sql`insert into person (name, kind, side) select 'rep ' || n, 'human', 'us' from generate_series(1, ${reps}::integer) n`.execute(
    db,
  );
  await sql`insert into member (person_id, role) select id, 'rep' from person where side = 'us'`.execute(db);
};

const copyOf = {
  stage_move: 'customer_id, at, from_stage, to_stage, rule, numbers, evidence',
  tier_move: 'customer_id, at, from_tier, to_tier, score',
  assessment: 'customer_id, at, cause, stage, health, sentiment, churn, value, value_at_risk, factors',
  follow_up:
    'customer_id, key, rule, opened_at, due_at, status, snoozed_until, closed_at, closed_by, numbers, evidence, prompted_at',
  promise: 'customer_id, key, phrase, made_at, due_at, status, settled_at',
} as const;

/** Copies every template so often: the copy `n` of template `t` has the id t + n × the number of templates. */
const copyAll = async (db: Db, { templates, customers, reps, histories }: Size): Promise<void> => {
  const copies = Math.floor(customers / templates) - 1;
  const columns = sql.raw(
    'kind, adopted_at, language, demo, created_at, state, next_check_at, first_at, last_at, last_in_at, stage, stage_since, health, churn, value, value_at_risk, sentiment, segment, tier, tier_since, warnings',
  );
  const each = sql`generate_series(1, ${copies}::integer) n`;
  await sql`update customer set name = 'customer ' || id, owner_id = 1 + id % ${reps}::integer`.execute(db);
  await sql`insert into customer (id, name, owner_id, ${columns}) overriding system value
    select t.id + n * ${templates}::integer, 'customer ' || (t.id + n * ${templates}::integer),
      1 + (t.id + n) % ${reps}::integer, ${columns}
    from customer t cross join ${each} where t.id <= ${templates}::integer order by n, t.id`.execute(db);
  for (const [table, list] of Object.entries(copyOf)) {
    const rest = sql.raw(list.replace('customer_id, ', ''));
    await sql`insert into ${sql.table(table)} (customer_id, ${rest})
      select t.customer_id + n * ${templates}::integer, ${rest} from ${sql.table(table)} t cross join ${each}`.execute(
      db,
    );
  }
  if (!histories) return;
  const indexes = await sql<{
    name: string;
    text: string;
  }>`select indexname as name, indexdef as text from pg_indexes
    where tablename = 'interaction' and indexname = any(${[...secondary]}::text[])`.execute(db);
  for (const { name } of indexes.rows) await sql`drop index ${sql.table(name)}`.execute(db);
  await sql`insert into interaction (customer_id, kind, direction, at, source_key, data, text)
    select t.customer_id + n * ${templates}::integer, kind, direction, at, source_key || '/' || n, data, text
    from interaction t cross join ${each} order by n, t.id`.execute(db);
  for (const { text } of indexes.rows) await sql.raw(text).execute(db);
};

/** Fills an empty database with a company that has lived for 18 months until `now`. Deterministic but for `now`. */
export const grow = async (db: Db, company: Company, now: number, size: Size): Promise<Grown> => {
  const start = performance.now();
  const random = createRandom(7);
  await makeMembers(db, size.reps);
  const happenings = await makePopulation(db, {
    buyers: Math.round(size.templates * 0.6),
    talkers: size.templates - Math.round(size.templates * 0.6),
    from: now - 540 * dayMs,
    until: now,
    seed: Math.floor(random() * 1000),
    gapDays: size.gapDays,
  });
  await live(db, company, happenings);
  await copyAll(db, size);
  await sql`vacuum (analyze)`.execute(db);
  const counted = await sql<{ customers: number; interactions: number }>`select
    (select count(*) from customer) as customers, (select count(*) from interaction) as interactions`.execute(
    db,
  );
  const { customers = 0, interactions = 0 } = counted.rows[0] ?? {};
  return { customers, interactions, ms: performance.now() - start };
};
