import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { collect, lastByKey, type Projection } from './projection.ts';
import { recordset } from './records.ts';

const askedKinds = { customer_id: 'bigint', key: 'text', asked_at: 'bigint', tier: 'text' } as const;
const endedKinds = {
  customer_id: 'bigint',
  key: 'text',
  at: 'bigint',
  how: 'text',
  by: 'text',
  minutes: 'double precision',
  limit_minutes: 'double precision',
} as const;

/** Writes down which questions were asked and how they ended. Those of customers folded anew are replaced. */
export const projectQuestions = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const anew = projections.flatMap(({ customerId, anew }) => (anew ? [customerId] : []));
  if (anew.length > 0) {
    await sql`delete from question where customer_id = any(${anew}::bigint[])`.execute(trx);
  }
  const asked = lastByKey(
    collect(projections, 'asked', (customer_id, { key, at, tier }) => ({
      customer_id,
      key,
      asked_at: at,
      tier,
    })),
    'customer_id',
    'key',
  );
  if (asked.length > 0) {
    await sql`insert into question (customer_id, key, asked_at, tier)
      select customer_id, key, asked_at, tier from ${recordset(asked, askedKinds)} on conflict do nothing`.execute(
      trx,
    );
  }
  const ended = lastByKey(
    collect(projections, 'question-ended', (customer_id, { key, at, how, by, minutes, limitMinutes }) => ({
      customer_id,
      key,
      at,
      how,
      by,
      minutes,
      limit_minutes: limitMinutes,
    })),
    'customer_id',
    'key',
  );
  if (ended.length > 0) {
    await sql`update question q set ended_at = r.at, how = r.how, by_key = r.by, minutes = r.minutes,
        limit_minutes = r.limit_minutes
      from ${recordset(ended, endedKinds)} where q.customer_id = r.customer_id and q.key = r.key`.execute(
      trx,
    );
  }
};
