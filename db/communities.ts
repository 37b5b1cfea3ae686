import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connect.ts';

/** How a community does: people of the customers' side who are in it, who spoke in a time, who came and went. */
export type CommunityPulse = {
  readonly members: number;
  readonly active: number;
  readonly messages: number;
  readonly joined: number;
  readonly left: number;
};

/** Returns how a community did in (from, at]. */
export const communityPulse = async (
  db: Db,
  roomId: number,
  from: number,
  at: number,
): Promise<CommunityPulse> => {
  const found = await sql<CommunityPulse>`
    with people as (select rp.* from room_person rp join person p on p.id = rp.person_id
      where rp.room_id = ${roomId} and p.side = 'customer'),
    said as (select m.person_id from message m join person p on p.id = m.person_id
      where m.room_id = ${roomId} and p.side = 'customer' and m.at > ${from} and m.at <= ${at})
    select (select count(*) from people where joined_at <= ${at} and (left_at is null or left_at > ${at})) as members,
      (select count(distinct person_id) from said) as active, (select count(*) from said) as messages,
      (select count(*) from people where joined_at > ${from} and joined_at <= ${at} and (left_at is null or left_at > ${at})) as joined,
      (select count(*) from people where left_at > ${from} and left_at <= ${at}) as left`.execute(db);
  return found.rows[0] ?? { members: 0, active: 0, messages: 0, joined: 0, left: 0 };
};

/** One week of a community. */
export type CommunityWeek = { readonly from: number; readonly messages: number; readonly people: number };

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Returns the last `weeks` weeks until `at`, oldest first: what members of the community wrote, and how many did. */
export const communityWeeks = async (
  db: Db,
  roomId: number,
  at: number,
  weeks: number,
): Promise<readonly CommunityWeek[]> => {
  const found = await sql<{ back: number; messages: number; people: number }>`
    select ((${at} - m.at) / ${weekMs})::integer as back, count(*) as messages, count(distinct m.person_id) as people
    from message m join person p on p.id = m.person_id
    where m.room_id = ${roomId} and p.side = 'customer' and m.at > ${at - weeks * weekMs} and m.at <= ${at}
    group by 1`.execute(db);
  return Array.from({ length: weeks }, (_, index) => {
    const back = weeks - 1 - index;
    const week = found.rows.find((each) => each.back === back);
    return { from: at - (back + 1) * weekMs, messages: week?.messages ?? 0, people: week?.people ?? 0 };
  });
};

/** Somebody in a community, and what they did in the time looked at. */
export type CommunityMember = {
  readonly personId: number;
  readonly name: string;
  readonly joinedAt: number;
  readonly leftAt: number | null;
  /** When they last wrote here; null when never. */
  readonly lastAt: number | null;
  readonly messages: number;
  /** How often they answered others by name. */
  readonly helped: number;
  readonly owner: string | null;
};

/** Which members of a community: who writes most, who is there and says nothing, who went. */
export type MemberKind = 'core' | 'lurkers' | 'leavers';

const kinds = {
  core: sql`left_at is null and messages > 0`,
  lurkers: sql`left_at is null and messages = 0`,
  leavers: sql`left_at is not null and left_at > from_at`,
} as const;
const orders = {
  core: sql`messages + 2 * helped desc, last_at desc, name`,
  lurkers: sql`last_at desc nulls last, joined_at, name`,
  leavers: sql`left_at desc, name`,
} as const;

/** Returns members of one kind in (from, at], a page of them, and how many there are. */
export const communityMembers = async (
  db: Db,
  roomId: number,
  kind: MemberKind,
  span: { readonly from: number; readonly at: number },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly members: readonly CommunityMember[]; readonly total: number }> => {
  const { from, at } = span;
  const found = await sql<CommunityMember & { total: number }>`
    with everybody as (
      select p.id, p.name, rp.joined_at, rp.left_at, o.name as owner, ${from}::bigint as from_at,
        (select max(m.at) from message m where m.room_id = ${roomId} and m.person_id = p.id and m.at <= ${at}) as last_at,
        (select count(*) from message m where m.room_id = ${roomId} and m.person_id = p.id and m.at > ${from} and m.at <= ${at}) as messages,
        (select count(*) from interaction i where i.room_id = ${roomId} and i.person_id = p.id and i.kind = 'peer-reply'
          and i.at > ${from} and i.at <= ${at}) as helped
      from room_person rp join person p on p.id = rp.person_id left join customer c on c.id = p.customer_id
      left join person o on o.id = c.owner_id
      where rp.room_id = ${roomId} and p.side = 'customer')
    select id as "personId", name, joined_at as "joinedAt", left_at as "leftAt", last_at as "lastAt", messages, helped,
      owner, count(*) over () as total
    from everybody where ${kinds[kind]} order by ${orders[kind]} limit ${page.limit} offset ${page.offset}`.execute(
    db,
  );
  return {
    members: found.rows.map(({ total: _total, ...each }) => each),
    total: found.rows[0]?.total ?? 0,
  };
};

/** A question in a community that nobody has answered: not we, no other member by name. */
export type OpenQuestion = {
  readonly personId: number;
  readonly name: string;
  readonly at: number;
  readonly text: string;
  readonly owner: string | null;
};

/** Whether nobody, we or another member by name, had answered the question `i` (an interaction) by `at`. */
export const isUnanswered = (at: number): RawBuilder<boolean> =>
  sql`not exists (select from interaction a where a.customer_id = i.customer_id and a.at > i.at and a.at <= ${at}
    and (a.kind = 'peer-reply' or a.kind = 'message' and a.direction = 'out'
      or a.kind = 'message' and a.direction = 'in' and a.data ? 'thanks'))`;

/** Returns the questions asked in a community in (from, at] that nobody answered, the oldest first. */
export const openQuestionsIn = async (
  db: Db,
  roomId: number,
  span: { readonly from: number; readonly at: number },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly questions: readonly OpenQuestion[]; readonly total: number }> => {
  const { from, at } = span;
  const found = await sql<OpenQuestion & { total: number }>`
    select p.id as "personId", p.name, i.at, coalesce(m.text, '') as text, o.name as owner, count(*) over () as total
    from interaction i join person p on p.id = i.person_id join customer c on c.id = i.customer_id
    left join message m on m.id = i.message_id left join person o on o.id = c.owner_id
    where i.room_id = ${roomId} and i.kind = 'message' and i.direction = 'in' and i.data ? 'question'
      and i.at > ${from} and i.at <= ${at} and m.recalled_at is null
      and ${isUnanswered(at)}
    order by i.at, i.id limit ${page.limit} offset ${page.offset}`.execute(db);
  return {
    questions: found.rows.map(({ total: _total, ...each }) => each),
    total: found.rows[0]?.total ?? 0,
  };
};

/** Who answered whom by name, and how often. */
export type ReplyPair = { readonly helper: string; readonly asker: string; readonly times: number };

/** Returns who answered whom in (from, at], the most frequent first. */
export const replyPairs = async (
  db: Db,
  roomId: number,
  span: { readonly from: number; readonly at: number },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly pairs: readonly ReplyPair[]; readonly total: number }> => {
  const found = await sql<ReplyPair & { total: number }>`
    select h.name as helper, c.name as asker, count(*) as times, count(*) over () as total
    from interaction i join person h on h.id = i.person_id join customer c on c.id = i.customer_id
    where i.room_id = ${roomId} and i.kind = 'peer-reply' and i.at > ${span.from} and i.at <= ${span.at}
    group by h.id, h.name, c.id, c.name order by count(*) desc, h.name, c.name
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return { pairs: found.rows.map(({ total: _total, ...each }) => each), total: found.rows[0]?.total ?? 0 };
};
