import { sql } from 'kysely';
import type { ModelDay } from '../../core/digest/facts.ts';
import type { Db } from '../connect.ts';

/** A call that is about to be made, with what it will take at most. Days and months are local and of real time. */
export type PlannedCall = {
  readonly at: number;
  readonly day: number;
  readonly month: number;
  readonly purpose: string;
  readonly prompt: string;
  readonly version: number;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly items: number;
  readonly inputHash: string;
  readonly customerId: number | null;
  readonly actorId: number | null;
};

/** What may be spent in a day and in a month. */
export type SpendLimit = { readonly day: number; readonly month: number };

/** What holds a call back: tokens by purpose, money over all purposes, and how many may be under way. */
export type CallLimits = {
  readonly tokens: SpendLimit;
  readonly money: SpendLimit | undefined;
  readonly concurrency: number;
  /** A call that began longer ago than this is dead, in milliseconds. */
  readonly staleMs: number;
};

/** Whether the call may be made. `resting` says until when, in real time. */
export type Admission =
  | { readonly status: 'admitted'; readonly id: number }
  | { readonly status: 'over-budget' | 'busy' }
  | { readonly status: 'resting'; readonly untilAt: number };

/** The one lock under which all workers look at budgets and take from them. */
const lock = sql`select pg_advisory_xact_lock(hashtextextended('model_call', 8))`;

type Spent = {
  readonly day_tokens: number;
  readonly month_tokens: number;
  readonly day_cost: number;
  readonly month_cost: number;
  readonly open: number;
};

const insert = async (trx: Db, call: PlannedCall, status: string): Promise<number> => {
  const { id } = await trx
    .insertInto('model_call')
    .values({
      at: call.at,
      day: call.day,
      month: call.month,
      purpose: call.purpose,
      prompt: call.prompt,
      version: call.version,
      model: call.model,
      status,
      input_tokens: call.inputTokens,
      output_tokens: call.outputTokens,
      cost: call.cost,
      latency_ms: null,
      first_ms: null,
      attempts: 0,
      items: call.items,
      input_hash: call.inputHash,
      output_hash: null,
      customer_id: call.customerId,
      actor_id: call.actorId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/**
 * Sets aside what a call may take, or says why it may not be made: for all workers together, so that no two of them
 * spend the same. What was set aside counts until {@link settleCall}.
 */
export const admitCall = (
  db: Db,
  endpoint: string,
  call: PlannedCall,
  limits: CallLimits,
): Promise<Admission> =>
  db.transaction().execute(async (trx): Promise<Admission> => {
    await lock.execute(trx);
    const rest = await trx
      .selectFrom('model_endpoint')
      .select('open_until')
      .where('name', '=', endpoint)
      .executeTakeFirst();
    if (rest && rest.open_until > call.at) return { status: 'resting', untilAt: rest.open_until };
    const found = await sql<Spent>`select
      coalesce(sum(input_tokens + output_tokens) filter (where purpose = ${call.purpose} and day = ${call.day}), 0)::float8 as day_tokens,
      coalesce(sum(input_tokens + output_tokens) filter (where purpose = ${call.purpose}), 0)::float8 as month_tokens,
      coalesce(sum(cost) filter (where day = ${call.day}), 0) as day_cost,
      coalesce(sum(cost), 0) as month_cost,
      count(*) filter (where status = 'open' and at > ${call.at - limits.staleMs})::integer as open
      from model_call where month = ${call.month}`.execute(trx);
    const spent = found.rows[0];
    const tokens = call.inputTokens + call.outputTokens;
    const { money } = limits;
    if (
      !spent ||
      spent.day_tokens + tokens > limits.tokens.day ||
      spent.month_tokens + tokens > limits.tokens.month ||
      (money && (spent.day_cost + call.cost > money.day || spent.month_cost + call.cost > money.month))
    )
      return { status: 'over-budget' };
    if (spent.open >= limits.concurrency) return { status: 'busy' };
    return { status: 'admitted', id: await insert(trx, call, 'open') };
  });

/** Writes down a call that cost nothing: it was answered from the cache, or not made at all. */
export const noteCall = (db: Db, call: PlannedCall, status: string): Promise<number> =>
  insert(db, { ...call, inputTokens: 0, outputTokens: 0, cost: 0 }, status);

/** What became of a call. Tokens and cost are those that were used. */
export type CallOutcome = {
  readonly status: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly latencyMs: number;
  readonly firstMs: number | null;
  readonly attempts: number;
  readonly outputHash: string | null;
};

/** Writes down what became of a call that was admitted. */
export const settleCall = async (db: Db, id: number, outcome: CallOutcome): Promise<void> => {
  await db
    .updateTable('model_call')
    .set({
      status: outcome.status,
      input_tokens: outcome.inputTokens,
      output_tokens: outcome.outputTokens,
      cost: outcome.cost,
      latency_ms: Math.round(outcome.latencyMs),
      first_ms: outcome.firstMs === null ? null : Math.round(outcome.firstMs),
      attempts: outcome.attempts,
      output_hash: outcome.outputHash,
    })
    .where('id', '=', id)
    .execute();
};

/** The endpoint answered: whatever was wrong with it is over. */
export const noteEndpointFine = async (db: Db, name: string): Promise<void> => {
  await db
    .updateTable('model_endpoint')
    .set({ failures: 0, open_until: 0 })
    .where('name', '=', name)
    .where('failures', '>', 0)
    .execute();
};

/** Nobody asks this endpoint before `untilAt` (real time): it said so. */
export const holdEndpoint = async (db: Db, name: string, untilAt: number): Promise<void> => {
  await sql`insert into model_endpoint (name, failures, open_until) values (${name}, 0, ${untilAt})
    on conflict (name) do update set open_until = greatest(model_endpoint.open_until, ${untilAt})`.execute(
    db,
  );
};

/** After so many failures in a row an endpoint rests, each time twice as long up to the longest. */
const patience = 3;
const firstRestMs = 30_000;
const longestRestMs = 10 * 60_000;

/** The endpoint failed once more; from the third time in a row on all workers leave it alone for a while. */
export const noteEndpointFailed = async (db: Db, name: string, now: number): Promise<void> => {
  await sql`insert into model_endpoint (name, failures, open_until) values (${name}, 1, 0)
    on conflict (name) do update set failures = model_endpoint.failures + 1,
      open_until = case when model_endpoint.failures + 1 < ${patience} then model_endpoint.open_until
        else greatest(model_endpoint.open_until,
          ${now}::bigint + least(${longestRestMs}::bigint, ${firstRestMs}::bigint * (2 ^ least(model_endpoint.failures + 1 - ${patience}, 10))::bigint)) end`.execute(
    db,
  );
};

/** How one prompt did: calls by how they ended, what they took, how long they lasted. */
export type PromptUse = {
  readonly prompt: string;
  readonly purpose: string;
  readonly model: string;
  readonly calls: number;
  readonly answered: number;
  readonly cached: number;
  readonly failed: number;
  readonly items: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
};

/** Returns how each prompt did between two times (real), by prompt and model. */
export const usageBetween = async (
  db: Db,
  fromAt: number,
  untilAt: number,
): Promise<readonly PromptUse[]> => {
  const found = await sql<PromptUse>`select prompt || '@' || version as prompt, purpose, model,
    count(*)::integer as calls,
    count(*) filter (where status = 'answered')::integer as answered,
    count(*) filter (where status = 'cached')::integer as cached,
    count(*) filter (where status not in ('answered', 'cached', 'open'))::integer as failed,
    sum(items)::integer as items,
    sum(input_tokens)::float8 as "inputTokens", sum(output_tokens)::float8 as "outputTokens", sum(cost) as cost,
    percentile_cont(0.5) within group (order by latency_ms) as "p50Ms",
    percentile_cont(0.95) within group (order by latency_ms) as "p95Ms"
    from model_call where at > ${fromAt} and at <= ${untilAt}
    group by 1, 2, 3 order by cost desc, calls desc, 1`.execute(db);
  return found.rows;
};

/** What was spent for one purpose today and this month. */
export type Spending = {
  readonly purpose: string;
  readonly dayTokens: number;
  readonly monthTokens: number;
  readonly dayCost: number;
  readonly monthCost: number;
};

/** Returns what was spent in a day and its month, by purpose. */
export const spendingOf = async (db: Db, day: number, month: number): Promise<readonly Spending[]> => {
  const found = await sql<Spending>`select purpose,
    coalesce(sum(input_tokens + output_tokens) filter (where day = ${day}), 0)::float8 as "dayTokens",
    sum(input_tokens + output_tokens)::float8 as "monthTokens",
    coalesce(sum(cost) filter (where day = ${day}), 0) as "dayCost", sum(cost) as "monthCost"
    from model_call where month = ${month} group by 1 order by 1`.execute(db);
  return found.rows;
};

/** Returns what models were used for between two times (real), or undefined where they were not asked at all. */
export const modelDay = async (db: Db, fromAt: number, untilAt: number): Promise<ModelDay | undefined> => {
  const found = await sql<ModelDay>`select count(*)::integer as calls,
    count(*) filter (where status not in ('answered', 'cached', 'open'))::integer as failed,
    coalesce(sum(input_tokens + output_tokens), 0)::float8 as tokens, coalesce(sum(cost), 0) as cost,
    percentile_cont(0.5) within group (order by latency_ms) as "medianMs"
    from model_call where at > ${fromAt} and at <= ${untilAt}`.execute(db);
  const day = found.rows[0];
  return day && day.calls > 0 ? day : undefined;
};
