import { sql } from 'kysely';
import type { Db } from '../../db/connect.ts';

/** What a database knows, without row ids and without the times at which the program worked. */
export type Content = Readonly<Record<string, readonly unknown[]>>;

const queries = {
  customers: sql`select name, kind, state, next_check_at, stage, health, churn, value, value_at_risk, sentiment, warnings
    from customer order by name`,
  interactions: sql`select i.source_key, c.name as customer, i.kind, i.direction, i.at, i.data, i.text,
      r.external_id as room, m.external_id as message
    from interaction i join customer c on c.id = i.customer_id left join room r on r.id = i.room_id
    left join message m on m.id = i.message_id order by i.source_key`,
  moves: sql`select c.name, s.at, s.from_stage, s.to_stage, s.rule, s.numbers, s.evidence
    from stage_move s join customer c on c.id = s.customer_id order by c.name, s.at, s.to_stage`,
  followUps: sql`select c.name, f.key, f.rule, f.opened_at, f.due_at, f.status, f.snoozed_until, f.closed_at, f.closed_by,
      f.numbers, f.evidence
    from follow_up f join customer c on c.id = f.customer_id order by c.name, f.key`,
  promises: sql`select c.name, p.key, p.phrase, p.made_at, p.due_at, p.status, p.settled_at
    from promise p join customer c on c.id = p.customer_id order by c.name, p.key`,
  assessments: sql`select c.name, a.at, a.cause, a.stage, a.health, a.sentiment, a.churn, a.value, a.value_at_risk, a.factors
    from assessment a join customer c on c.id = a.customer_id order by c.name, a.at`,
  messages: sql`select r.external_id as room, m.external_id, m.thread, m.at, m.text, m.edited_at, m.recalled_at
    from message m join room r on r.id = m.room_id order by r.external_id, m.external_id`,
  people: sql`select i.external_id, p.name, p.side, c.name as customer
    from identity i join person p on p.id = i.person_id left join customer c on c.id = p.customer_id order by i.external_id`,
  presence: sql`select r.external_id as room, i.external_id as person, rp.left_at
    from room_person rp join room r on r.id = rp.room_id join identity i on i.person_id = rp.person_id
    order by r.external_id, i.external_id`,
  owners: sql`select c.name, p.name as owner from customer c left join person p on p.id = c.owner_id order by c.name`,
} as const;

/** Returns everything that two databases with the same past must have in common. */
export const contentOf = async (db: Db): Promise<Content> => {
  const found: Record<string, readonly unknown[]> = {};
  for (const [name, query] of Object.entries(queries)) found[name] = (await query.execute(db)).rows;
  return found;
};
