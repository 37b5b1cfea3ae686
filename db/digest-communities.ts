import { sql } from 'kysely';
import type { CommunityDay } from '../core/digest/facts.ts';
import { dayMs } from '../core/time.ts';
import { isUnanswered } from './communities.ts';
import type { Db } from './connect.ts';

/** How many of the questions that wait are quoted, the oldest first. */
const mostQuoted = 2;

/** Events that begin within this time are told ahead. */
const aheadMs = 7 * dayMs;

/**
 * Returns how communities did in (from, at]: who spoke, came and left, which questions nobody has answered by `at`, the
 * events that took place and those of the week to come.
 */
export const communitiesBetween = async (
  db: Db,
  from: number,
  at: number,
): Promise<readonly CommunityDay[]> => {
  const found = await sql<CommunityDay>`
    with community as (select id, name from room where purpose = 'community'),
    talk as (select m.room_id, count(*) as messages, count(distinct m.person_id) as people
      from community r join message m on m.room_id = r.id
      where m.at > ${from} and m.at <= ${at} and m.person_id is not null and m.recalled_at is null group by 1),
    coming as (select i.room_id, count(*) filter (where i.kind = 'joined') as joined,
        count(*) filter (where i.kind = 'left') as left,
        (array_agg(c.name order by c.value desc, c.id) filter (where i.kind = 'left'))[1:3] as leavers
      from interaction i join customer c on c.id = i.customer_id
      where i.kind in ('joined', 'left') and i.at > ${from} and i.at <= ${at} group by 1),
    waiting as (select i.room_id, count(*) as unanswered,
        (jsonb_agg(jsonb_build_object('person', p.name, 'at', i.at, 'text', coalesce(m.text, ''))
          order by i.at, i.id)) as questions
      from interaction i join community r on r.id = i.room_id join person p on p.id = i.person_id
      left join message m on m.id = i.message_id
      where i.kind = 'message' and i.direction = 'in' and i.data ? 'question' and i.at > ${from} and i.at <= ${at}
        and m.recalled_at is null and ${isUnanswered(at)} group by 1),
    happening as (select e.room_id, jsonb_agg(jsonb_build_object('title', e.title, 'startsAt', e.starts_at,
        'over', e.starts_at <= ${at}, 'guests', g.guests, 'waiting', g.waiting, 'came', g.came) order by e.starts_at) as events
      from community_event e cross join lateral (
        select count(*) filter (where answer = 'yes' and not waiting) as guests,
          count(*) filter (where answer = 'yes' and waiting) as waiting,
          count(*) filter (where attended_at <= ${at}) as came
        from event_guest where event_id = e.id and answered_at <= ${at}) g
      where e.status <> 'cancelled' and e.created_at <= ${at} and e.starts_at > ${from}
        and e.starts_at <= ${at + aheadMs} group by 1)
    select r.name, coalesce(messages, 0) as messages, coalesce(people, 0) as people, coalesce(joined, 0) as joined,
      coalesce(coming.left, 0) as left, coalesce(leavers, '{}') as leavers, coalesce(unanswered, 0) as unanswered,
      coalesce(jsonb_path_query_array(questions, ${`$[0 to ${mostQuoted - 1}]`}::jsonpath), '[]') as questions,
      coalesce(events, '[]') as events
    from community r left join talk on talk.room_id = r.id left join coming on coming.room_id = r.id
      left join waiting on waiting.room_id = r.id left join happening on happening.room_id = r.id`.execute(
    db,
  );
  return found.rows;
};
