import { sql } from 'kysely';
import type { StageKey } from '../core/stages/stage.ts';
import type { Db } from './connect.ts';

/** One stored stage move. */
export type StoredMove = {
  readonly type: 'moved';
  readonly at: number;
  readonly from: StageKey;
  readonly to: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
};

/** Returns the customer's stage moves in order. */
export const movesOf = async (db: Db, customerId: number): Promise<readonly StoredMove[]> => {
  const found =
    await sql<StoredMove>`select 'moved' as type, at, from_stage as "from", to_stage as "to", rule, numbers, evidence
    from stage_move where customer_id = ${customerId} order by at`.execute(db);
  return found.rows;
};

/** A stage move with the customer whose it is. */
export type CustomerMove = StoredMove & {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  readonly value: number;
  readonly valueAtRisk: number;
  readonly churn: number;
};

/** Returns the stage moves in (from, until] of customers in scope, with the figures they had right then. */
export const movesBetween = async (db: Db, from: number, until: number): Promise<readonly CustomerMove[]> => {
  const found = await sql<CustomerMove>`
    select 'moved' as type, s.at, s.from_stage as "from", s.to_stage as "to", s.rule, s.numbers, s.evidence,
      c.id as "customerId", c.name, p.name as owner,
      coalesce(a.value, 0) as value, coalesce(a.value_at_risk, 0) as "valueAtRisk", coalesce(a.churn, 0) as churn
    from stage_move s join customer c on c.id = s.customer_id left join person p on p.id = c.owner_id
    left join assessment a on a.customer_id = s.customer_id and a.at = s.at
    where s.at > ${from} and s.at <= ${until} order by s.at`.execute(db);
  return found.rows;
};
