import { sql } from 'kysely';
import type { Db } from '../connect.ts';
import { recordset } from '../records.ts';

/** A fact about a customer. It counts once a person has confirmed it. */
export type CustomerFact = {
  readonly id: number;
  readonly kind: string;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly status: 'proposed' | 'confirmed' | 'rejected';
  readonly decidedBy: string | null;
};

/** Returns what is known of a customer or proposed, confirmed facts first, the latest first; rejected ones are left out. */
export const factsAbout = async (db: Db, customerId: number): Promise<readonly CustomerFact[]> => {
  const found =
    await sql<CustomerFact>`select f.id, f.kind, f.text, f.evidence, f.status, p.name as "decidedBy"
    from customer_fact f left join person p on p.id = f.decided_by
    where f.customer_id = ${customerId} and f.status <> 'rejected'
    order by f.status = 'confirmed' desc, f.id desc limit 40`.execute(db);
  return found.rows;
};

/** Returns the texts that were rejected, so that they are not proposed again. */
export const rejectedAbout = async (db: Db, customerId: number): Promise<readonly string[]> => {
  const found = await db
    .selectFrom('customer_fact')
    .select('text')
    .where('customer_id', '=', customerId)
    .where('status', '=', 'rejected')
    .execute();
  return found.map((each) => each.text);
};

/** Proposes facts; what was proposed, confirmed or rejected before stays as it is. */
export const proposeFacts = async (
  db: Db,
  customerId: number,
  facts: readonly { readonly kind: string; readonly text: string; readonly evidence: readonly string[] }[],
  source: string,
  at: number,
): Promise<void> => {
  if (facts.length === 0) return;
  const kinds = { kind: 'text', text: 'text', evidence: 'jsonb' } as const;
  await sql`insert into customer_fact (customer_id, kind, text, evidence, status, source, proposed_at)
    select ${customerId}::bigint, kind, text, evidence, 'proposed', ${source}, ${at}::bigint
    from ${recordset(facts, kinds)} on conflict (customer_id, kind, text) do nothing`.execute(db);
};

/** Confirms or rejects a fact, or makes it a proposal again. Returns it, undefined where the customer has no such fact. */
export const decideFact = async (
  db: Db,
  customerId: number,
  id: number,
  status: CustomerFact['status'],
  byId: number | null,
  at: number,
): Promise<
  { readonly kind: string; readonly text: string; readonly evidence: readonly string[] } | undefined
> =>
  db
    .updateTable('customer_fact')
    .set({ status, decided_by: byId, decided_at: at })
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .returning(['kind', 'text', 'evidence'])
    .executeTakeFirst();
