import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** What one flow did in a time, for the digest. */
export type FlowOfDay = {
  readonly flow: string;
  /** Messages that were sent. */
  readonly sent: number;
  /** Of those, to how many a customer wrote within the time. */
  readonly replied: number;
  /** Messages that were stopped after they had been reserved: complaint, opt-out, refused by the platform. */
  readonly stopped: number;
};

/** The care of a time: by flow, the busiest first, and how many people opted out. */
export type CareFacts = { readonly flows: readonly FlowOfDay[]; readonly optOuts: number };

/** Returns the care of the time from `from` (excluded) to `until` (included). */
export const careBetween = async (db: Db, from: number, until: number): Promise<CareFacts> => {
  const { rows: flows } = await sql<FlowOfDay>`
    select flow, count(*) filter (where status = 'confirmed') as sent,
      count(*) filter (where status = 'confirmed' and exists (select from interaction i
        where i.customer_id = c.customer_id and i.direction = 'in' and i.kind = 'message'
          and i.at > c.sent_at and i.at <= ${until})) as replied,
      count(*) filter (where status = 'released') as stopped
    from contact c
    where (status = 'confirmed' and sent_at > ${from} and sent_at <= ${until})
      or (status = 'released' and reserved_at > ${from} and reserved_at <= ${until})
    group by flow order by sent desc, flow`.execute(db);
  const { rows } = await sql<{ count: number }>`
    select count(distinct person_id) as count from consent
    where purpose = 'all' and state = 'withdrawn' and at > ${from} and at <= ${until}`.execute(db);
  return { flows, optOuts: rows[0]?.count ?? 0 };
};
