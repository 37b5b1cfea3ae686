import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { setOwner, setSegments } from '../../db/customers.ts';
import { lockCards, lockImports } from '../../db/imports.ts';
import { setCustomerZones } from '../../db/people.ts';
import type { Company } from '../ingest/context.ts';
import { refoldCustomers } from '../ingest/refold.ts';
import type { Problems } from '../lab/problems.ts';
import type { CustomerRow } from './customer-rows.ts';
import { resolveCustomers } from './resolve-customers.ts';

/** What became of some rows; the rest went to the problems. */
export type StoredCustomers = { readonly made: number; readonly changed: number; readonly same: number };

/**
 * Makes or changes customers, in this transaction: what a row leaves open stays. Those whose segment became another one
 * are folded anew. A row of nobody in particular, or that makes a person an organisation, goes to `problems`.
 */
export const storeCustomers = async (
  trx: Db,
  company: Company,
  rows: readonly CustomerRow[],
  now: number,
  problems: Problems,
): Promise<StoredCustomers> => {
  await lockImports(trx);
  const { idOf, made } = await resolveCustomers(
    trx,
    rows.map(({ line, customer, kind }) => ({ line, customer, at: now, ...(kind ? { kind } : {}) })),
    problems,
  );
  const named = rows.flatMap((row) => {
    const id = idOf(row);
    return id === undefined ? [] : [{ row, id }];
  });
  const cards = await lockCards(
    trx,
    named.map((each) => each.id),
  );
  const segments = new Map<number, string>();
  const changed = new Set<number>();
  let same = 0;
  for (const { row, id } of named) {
    const card = cards.get(id);
    if (!card) continue;
    if (row.kind !== undefined && row.kind !== card.kind) {
      problems.add(row.line, 'kind', `${row.customer} is known as a ${card.kind}, which stands`);
      continue;
    }
    if (row.segment !== undefined && row.segment !== card.segment) segments.set(id, row.segment);
    if (row.ownerId !== undefined && row.ownerId !== card.ownerId) {
      await setOwner(trx, id, row.ownerId);
      changed.add(id);
    }
    if (segments.has(id)) changed.add(id);
    if (!changed.has(id) && !made.has(id)) same++;
  }
  await setSegments(
    trx,
    [...segments].map(([customerId, segment]) => ({ customerId, segment })),
  );
  await setCustomerZones(
    trx,
    named.flatMap(({ row: { zone }, id }) => (zone === undefined ? [] : [{ customerId: id, zone }])),
  );
  if (segments.size > 0) await refoldCustomers(trx, company, [...segments.keys()], now);
  if (changed.size > 0) await announce(trx, { rooms: [], customers: [...changed] });
  return { made: made.size, changed: [...changed].filter((id) => !made.has(id)).length, same };
};
