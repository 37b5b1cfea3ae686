import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { collect, lastByKey, type Projection } from './projection.ts';
import { recordset } from './records.ts';

const madeKinds = {
  customer_id: 'bigint',
  key: 'text',
  phrase: 'text',
  made_at: 'bigint',
  due_at: 'bigint',
} as const;
const fateKinds = {
  customer_id: 'bigint',
  key: 'text',
  status: 'text',
  at: 'bigint',
  due_at: 'bigint',
  broken_at: 'bigint',
} as const;

/** What became of each promise in the end, and whether it was broken on the way. */
const fatesOf = (projections: readonly Projection[]) => {
  const fates = new Map<string, Record<keyof typeof fateKinds, unknown>>();
  for (const { customerId, changes } of projections) {
    for (const change of changes) {
      if (change.type !== 'promise-settled' && change.type !== 'promise-moved') continue;
      const id = `${customerId}/${change.key}`;
      const before = fates.get(id);
      const common = { customer_id: customerId, key: change.key, broken_at: before?.broken_at ?? null };
      fates.set(
        id,
        change.type === 'promise-moved'
          ? { ...common, status: 'open', at: null, due_at: change.dueAt }
          : {
              ...common,
              status: change.how,
              at: change.at,
              due_at: before?.due_at ?? null,
              ...(change.how === 'broken' ? { broken_at: change.at } : {}),
            },
      );
    }
  }
  return [...fates.values()];
};

/**
 * Writes down what was promised and what became of it. Of customers folded anew those that were never made go; the others
 * keep their ids, so that no button points nowhere.
 */
export const projectPromises = async (trx: Db, projections: readonly Projection[]): Promise<void> => {
  const made = lastByKey(
    collect(projections, 'promised', (customer_id, { promise }) => ({
      customer_id,
      key: promise.key,
      phrase: promise.phrase,
      made_at: promise.madeAt,
      due_at: promise.dueAt ?? null,
    })),
    'customer_id',
    'key',
  );
  const anew = projections.flatMap(({ customerId, anew }) => (anew ? [customerId] : []));
  if (anew.length > 0) {
    await sql`delete from promise p where p.customer_id = any(${anew}::bigint[])
      and not exists (select from ${recordset(made, madeKinds)} where r.customer_id = p.customer_id and r.key = p.key)`.execute(
      trx,
    );
  }
  if (made.length > 0) {
    await sql`insert into promise (customer_id, key, phrase, made_at, due_at, status)
      select customer_id, key, phrase, made_at, due_at, 'open' from ${recordset(made, madeKinds)}
      on conflict (customer_id, key) do update set phrase = excluded.phrase, made_at = excluded.made_at,
        due_at = excluded.due_at, status = 'open', settled_at = null, broken_at = null`.execute(trx);
  }
  const fates = fatesOf(projections);
  if (fates.length > 0) {
    await sql`update promise p set status = r.status, settled_at = r.at, due_at = coalesce(r.due_at, p.due_at),
        broken_at = coalesce(r.broken_at, p.broken_at)
      from ${recordset(fates, fateKinds)} where p.customer_id = r.customer_id and p.key = r.key`.execute(trx);
  }
};
