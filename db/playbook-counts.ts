import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** What became of those who entered a playbook. */
export type PlaybookCounts = {
  readonly entered: number;
  readonly inside: number;
  readonly contacts: number;
  readonly reached: number;
  /** How many left, by why. */
  readonly endings: Readonly<Record<string, number>>;
  /** Messages that were not sent, by why. */
  readonly blocked: Readonly<Record<string, number>>;
};

/** Returns what became of those who entered a playbook, over all its versions. */
export const playbookCounts = async (db: Db, key: string): Promise<PlaybookCounts> => {
  const { rows } = await sql<PlaybookCounts>`select
    count(*)::int as entered, count(*) filter (where status = 'active')::int as inside,
    coalesce(sum(contacts), 0)::int as contacts, count(distinct customer_id) filter (where contacts > 0)::int as reached,
    coalesce((select jsonb_object_agg(why, n) from (
      select why, count(*) as n from playbook_run where playbook = ${key} and why is not null group by why) e), '{}') as endings,
    coalesce((select jsonb_object_agg(reason, n) from (
      select s.reason, count(*) as n from playbook_step s join playbook_run r on r.id = s.run_id
      where r.playbook = ${key} and s.outcome = 'blocked' group by s.reason) b), '{}') as blocked
    from playbook_run where playbook = ${key}`.execute(db);
  return rows[0] as PlaybookCounts;
};
