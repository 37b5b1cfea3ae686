import { sql } from 'kysely';
import { type Language, toLanguage } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import { type CustomerScope, inScope } from '../../db/customer-lists.ts';
import type { SurveyAim } from './ask.ts';

/** Where a customer is asked: in their own room, else each of their people in private; and in which language. */
export type Aim = { readonly to: SurveyAim; readonly key: string; readonly language: Language | null };

type Row = { roomId: number | null; personId: number | null; language: string | null };

/** Returns where the customers in scope are asked that are in a segment (all without one), or that have these ids. */
export const aimsOf = async (
  db: Db,
  scope: CustomerScope,
  which: { readonly segment: string | undefined } | { readonly ids: readonly number[] },
): Promise<readonly Aim[]> => {
  const chosen =
    'ids' in which
      ? sql`c.id = any(${[...which.ids]}::bigint[])`
      : which.segment === undefined
        ? sql`true`
        : sql`c.segment = ${which.segment}`;
  const found = await sql<Row>`
    with chosen as (select c.id, c.language from customer c where ${inScope(scope)} and ${chosen}),
    theirs as (select c.id, c.language as own, (select r.id from room r where r.customer_id = c.id and r.purpose = 'customer'
      order by r.last_at desc nulls last, r.id limit 1) as room_id from chosen c)
    select t.room_id as "roomId", null::bigint as "personId", coalesce(r.language, t.own) as language
    from theirs t join room r on r.id = t.room_id
    union all
    select null, p.id, coalesce(p.language, t.own) from theirs t join person p on p.customer_id = t.id
    where t.room_id is null and p.side = 'customer'
    order by 1, 2`.execute(db);
  return found.rows.map(({ roomId, personId, language }) => ({
    to: personId === null ? { roomId: roomId ?? 0 } : { personId },
    key: personId === null ? `room/${roomId ?? 0}` : `person/${personId}`,
    language: language === null ? null : toLanguage(language),
  }));
};
