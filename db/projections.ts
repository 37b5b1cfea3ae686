import { sql } from 'kysely';
import type { Change } from '../core/customer/changes.ts';
import type { Db } from './connect.ts';
import { projectPromises } from './project-promises.ts';
import { projectQuestions } from './project-questions.ts';
import { collect, lastByKey, type Projection } from './projection.ts';
import { type ColumnKind, recordset } from './records.ts';

const moveKinds: Record<string, ColumnKind> = {
  customer_id: 'bigint',
  at: 'bigint',
  from_stage: 'text',
  to_stage: 'text',
  rule: 'text',
  numbers: 'jsonb',
  evidence: 'jsonb',
};
const assessmentKinds: Record<string, ColumnKind> = {
  customer_id: 'bigint',
  at: 'bigint',
  cause: 'text',
  stage: 'text',
  health: 'double precision',
  sentiment: 'double precision',
  churn: 'double precision',
  value: 'double precision',
  value_at_risk: 'double precision',
  factors: 'jsonb',
};
const followUpKinds: Record<string, ColumnKind> = {
  customer_id: 'bigint',
  key: 'text',
  rule: 'text',
  opened_at: 'bigint',
  due_at: 'bigint',
  numbers: 'jsonb',
  evidence: 'jsonb',
};

const storeMoves = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const rows = lastByKey(
    collect(projections, 'moved', (customer_id, change) => ({
      customer_id,
      at: change.at,
      from_stage: change.from,
      to_stage: change.to,
      rule: change.rule,
      numbers: change.numbers,
      evidence: change.evidence,
    })),
    'customer_id',
    'at',
    'to_stage',
  );
  if (rows.length === 0) return;
  await sql`insert into stage_move (customer_id, at, from_stage, to_stage, rule, numbers, evidence)
    select customer_id, at, from_stage, to_stage, rule, numbers, evidence from ${recordset(rows, moveKinds)}
    on conflict do nothing`.execute(trx);
};

const storeTierMoves = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const rows = lastByKey(
    collect(projections, 'tier-moved', (customer_id, { at, from, to, score }) => ({
      customer_id,
      at,
      from_tier: from,
      to_tier: to,
      score,
    })),
    'customer_id',
    'at',
  );
  if (rows.length === 0) return;
  const kinds = {
    customer_id: 'bigint',
    at: 'bigint',
    from_tier: 'text',
    to_tier: 'text',
    score: 'double precision',
  } as const;
  await sql`insert into tier_move (customer_id, at, from_tier, to_tier, score)
    select customer_id, at, from_tier, to_tier, score from ${recordset(rows, kinds)}
    on conflict do nothing`.execute(trx);
};

const storeAssessments = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const rows = lastByKey(
    collect(projections, 'assessed', (customer_id, { at, cause, assessment }) => ({
      customer_id,
      at,
      cause,
      stage: assessment.stage,
      health: assessment.health.score,
      sentiment: assessment.sentiment.mean,
      churn: assessment.churn.probability,
      value: assessment.value.amount,
      value_at_risk: assessment.valueAtRisk,
      factors: {
        health: assessment.health.parts.map(({ key, score, weight, numbers }) => ({
          key,
          score,
          weight,
          numbers,
        })),
        churn: assessment.churn.factors.map(({ key, survival, points, numbers }) => ({
          key,
          survival,
          points,
          numbers,
        })),
      },
    })),
    'customer_id',
    'at',
  );
  if (rows.length === 0) return;
  await sql`insert into assessment (customer_id, at, cause, stage, health, sentiment, churn, value, value_at_risk, factors)
    select customer_id, at, cause, stage, health, sentiment, churn, value, value_at_risk, factors
    from ${recordset(rows, assessmentKinds)}
    on conflict (customer_id, at) do update set cause = excluded.cause, stage = excluded.stage,
      health = excluded.health, sentiment = excluded.sentiment, churn = excluded.churn, value = excluded.value,
      value_at_risk = excluded.value_at_risk, factors = excluded.factors`.execute(trx);
};

/** What was decided last about each follow-up: one that was ended and opened again is open. */
const lastOfFollowUps = (projections: readonly Projection[]): ReadonlyMap<string, Change['type']> => {
  const last = new Map<string, Change['type']>();
  for (const { customerId, changes } of projections) {
    for (const change of changes) {
      if (change.type === 'follow-up-opened') last.set(`${customerId}/${change.followUp.key}`, change.type);
      if (change.type === 'follow-up-ended') last.set(`${customerId}/${change.key}`, change.type);
    }
  }
  return last;
};

const storeFollowUps = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const opened = lastByKey(
    collect(projections, 'follow-up-opened', (customer_id, { at, followUp }) => ({
      customer_id,
      key: followUp.key,
      rule: followUp.rule,
      opened_at: at,
      due_at: followUp.dueAt,
      numbers: followUp.numbers,
      evidence: followUp.evidence,
    })),
    'customer_id',
    'key',
  );
  if (opened.length > 0) {
    await sql`insert into follow_up (customer_id, key, rule, opened_at, due_at, status, numbers, evidence)
      select customer_id, key, rule, opened_at, due_at, 'open', numbers, evidence from ${recordset(opened, followUpKinds)}
      on conflict (customer_id, key) do update set status = 'open', snoozed_until = null, closed_at = null,
        closed_by = null, due_at = excluded.due_at, numbers = excluded.numbers, evidence = excluded.evidence`.execute(
      trx,
    );
  }
  const snoozed = lastByKey(
    collect(projections, 'follow-up-snoozed', (customer_id, { key, untilAt }) => ({
      customer_id,
      key,
      until_at: untilAt,
    })),
    'customer_id',
    'key',
  );
  if (snoozed.length > 0) {
    const kinds = { customer_id: 'bigint', key: 'text', until_at: 'bigint' } as const;
    await sql`update follow_up f set status = 'snoozed', snoozed_until = r.until_at from ${recordset(snoozed, kinds)}
      where f.customer_id = r.customer_id and f.key = r.key`.execute(trx);
  }
  const last = lastOfFollowUps(projections);
  const ended = lastByKey(
    collect(projections, 'follow-up-ended', (customer_id, { key, at, how }) => ({
      customer_id,
      key,
      at,
      how,
      status: how === 'done' || how === 'wrong' ? how : 'closed',
    })),
    'customer_id',
    'key',
  );
  const stillEnded = ended.filter(
    (row) => last.get(`${String(row['customer_id'])}/${String(row['key'])}`) === 'follow-up-ended',
  );
  if (stillEnded.length > 0) {
    const kinds = { customer_id: 'bigint', key: 'text', at: 'bigint', how: 'text', status: 'text' } as const;
    await sql`update follow_up f set status = r.status, closed_at = r.at, closed_by = r.how
      from ${recordset(stillEnded, kinds)} where f.customer_id = r.customer_id and f.key = r.key`.execute(
      trx,
    );
  }
};

/** Replaced rows go; follow-ups that were shown to someone, or wait for it, stay as closed, so that no prompt points nowhere. */
const clear = async (trx: Db, customerIds: readonly number[]): Promise<void> => {
  if (customerIds.length === 0) return;
  const ids = sql`any(${[...customerIds]}::bigint[])`;
  await sql`delete from stage_move where customer_id = ${ids}`.execute(trx);
  await sql`delete from tier_move where customer_id = ${ids}`.execute(trx);
  await sql`delete from assessment where customer_id = ${ids}`.execute(trx);
  await sql`delete from follow_up where customer_id = ${ids} and prompted_at is null and not untold`.execute(
    trx,
  );
  await sql`update follow_up set status = 'closed', closed_by = 'superseded' where customer_id = ${ids}`.execute(
    trx,
  );
};

/** Writes what the fold decided into the tables that people read: moves, assessments, follow-ups, promises. */
export const project = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  await clear(
    trx,
    projections.flatMap(({ customerId, anew }) => (anew ? [customerId] : [])),
  );
  await storeMoves(trx, projections);
  await storeTierMoves(trx, projections);
  await storeAssessments(trx, projections);
  await storeFollowUps(trx, projections);
  await projectPromises(trx, projections);
  await projectQuestions(trx, projections);
};
