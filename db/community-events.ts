import { sql } from 'kysely';
import type { Guest } from '../core/community/seats.ts';
import type { Db } from './connect.ts';

/** Something that happens in a community at a time. */
export type CommunityEvent = {
  readonly id: number;
  readonly roomId: number;
  readonly room: string;
  readonly title: string;
  readonly startsAt: number;
  readonly place: string | null;
  readonly capacity: number | null;
  readonly status: 'open' | 'cancelled' | 'over';
  readonly createdBy: number | null;
  readonly language: string | null;
};

const columns = sql`e.id, e.room_id as "roomId", r.name as room, e.title, e.starts_at as "startsAt", e.place, e.capacity,
  e.status, e.created_by as "createdBy", r.language`;
const tables = sql`community_event e join room r on r.id = e.room_id`;

/** Makes an event and returns its id. */
export const makeEvent = async (
  trx: Db,
  event: Pick<CommunityEvent, 'roomId' | 'title' | 'startsAt' | 'place' | 'capacity' | 'createdBy'>,
  at: number,
): Promise<number> => {
  const made = await trx
    .insertInto('community_event')
    .values({
      room_id: event.roomId,
      title: event.title,
      starts_at: event.startsAt,
      place: event.place,
      capacity: event.capacity,
      status: 'open',
      created_at: at,
      created_by: event.createdBy,
      card_key: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
};

/** Returns the event with this id, or undefined. */
export const eventById = async (db: Db, id: number): Promise<CommunityEvent | undefined> => {
  const found = await sql<CommunityEvent>`select ${columns} from ${tables} where e.id = ${id}`.execute(db);
  return found.rows[0];
};

/** Locks an event until this transaction ends: its guests answer one after the other. */
export const lockEvent = async (trx: Db, id: number): Promise<CommunityEvent | undefined> => {
  await sql`select id from community_event where id = ${id} for update`.execute(trx);
  return eventById(trx, id);
};

/** Returns events, those to come first by time, then the latest past ones. */
export const listEvents = async (
  db: Db,
  now: number,
  limit: number,
  offset: number,
): Promise<{
  readonly events: readonly (CommunityEvent & { readonly yes: number })[];
  readonly total: number;
}> => {
  const found = await sql<CommunityEvent & { yes: number; total: number }>`
    select ${columns}, (select count(*) from event_guest g where g.event_id = e.id and g.answer = 'yes') as yes,
      count(*) over () as total
    from ${tables} order by e.starts_at < ${now}, abs(e.starts_at - ${now}), e.id limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { events: found.rows.map(({ total: _total, ...each }) => each), total: found.rows[0]?.total ?? 0 };
};

/** Changes when, how or whether an event takes place. */
export const changeEvent = async (
  trx: Db,
  id: number,
  change: {
    readonly startsAt?: number;
    readonly status?: CommunityEvent['status'];
    readonly cardKey?: string;
  },
): Promise<void> => {
  const { startsAt, status, cardKey } = change;
  await trx
    .updateTable('community_event')
    .set({
      ...(startsAt === undefined ? {} : { starts_at: startsAt, reminded_at: null }),
      ...(status === undefined ? {} : { status }),
      ...(cardKey === undefined ? {} : { card_key: cardKey }),
    })
    .where('id', '=', id)
    .execute();
};

/** A guest with who they are. */
export type EventGuest = Guest & {
  readonly name: string;
  readonly customerId: number | null;
  readonly waiting: boolean;
  readonly attendedAt: number | null;
};

/** Returns everybody who answered, in the order of their answers. */
export const guestsOf = async (db: Db, eventId: number): Promise<readonly EventGuest[]> => {
  const found = await sql<EventGuest>`
    select g.person_id as "personId", p.name, p.customer_id as "customerId", g.answer, g.waiting,
      g.answered_at as "answeredAt", g.attended_at as "attendedAt"
    from event_guest g join person p on p.id = g.person_id where g.event_id = ${eventId}
    order by g.answered_at, g.person_id`.execute(db);
  return found.rows;
};

/** Writes down an answer. Who says yes again keeps the place in the order. Returns whether it is another than before. */
export const saveGuest = async (
  trx: Db,
  eventId: number,
  { personId, answer, answeredAt }: Guest,
): Promise<boolean> => {
  const saved = await sql<{ person_id: number }>`
    insert into event_guest (event_id, person_id, answer, answered_at)
    values (${eventId}, ${personId}, ${answer}, ${answeredAt})
    on conflict (event_id, person_id) do update set answer = excluded.answer, answered_at = excluded.answered_at
    where event_guest.answer <> excluded.answer returning person_id`.execute(trx);
  return saved.rows.length > 0;
};

/** Says who waits for a place. Returns those who waited before and have a place now. */
export const setWaiting = async (
  trx: Db,
  eventId: number,
  waiting: readonly number[],
): Promise<readonly number[]> => {
  const ids = sql`${[...waiting]}::bigint[]`;
  const freed = await sql<{ person_id: number }>`
    update event_guest set waiting = false where event_id = ${eventId} and waiting and not (person_id = any(${ids}))
    returning case when answer = 'yes' then person_id end as person_id`.execute(trx);
  await sql`update event_guest set waiting = true where event_id = ${eventId} and person_id = any(${ids})`.execute(
    trx,
  );
  return freed.rows.flatMap(({ person_id }) => (person_id === null ? [] : [person_id]));
};

/** Notes who came. Returns those of whom that is news. */
export const markAttended = async (
  trx: Db,
  eventId: number,
  personIds: readonly number[],
  at: number,
): Promise<readonly number[]> => {
  const done = await sql<{ person_id: number }>`
    insert into event_guest (event_id, person_id, answer, answered_at, attended_at)
    select ${eventId}, id, 'yes', ${at}, ${at} from unnest(${[...personIds]}::bigint[]) as id
    on conflict (event_id, person_id) do update set attended_at = ${at} where event_guest.attended_at is null
    returning person_id`.execute(trx);
  return done.rows.map((row) => row.person_id);
};

const dayMs = 24 * 60 * 60 * 1000;
const lateMs = 2 * 60 * 60 * 1000;

/** Takes the events whose guests are to be reminded: a day before, or two hours before where it was made within that day. */
export const takeEventReminders = async (trx: Db, now: number): Promise<readonly CommunityEvent[]> => {
  const due = await sql<{ id: number }>`
    update community_event set reminded_at = ${now} where status = 'open' and reminded_at is null and starts_at > ${now}
      and starts_at - case when starts_at - created_at > ${dayMs} then ${dayMs}::bigint else ${lateMs}::bigint end <= ${now}
    returning id`.execute(trx);
  const events: CommunityEvent[] = [];
  for (const { id } of due.rows) {
    const event = await eventById(trx, id);
    if (event) events.push(event);
  }
  return events;
};

/** Takes the events that began three hours ago: they are over, and whoever made them is told. */
export const takeEventsOver = async (trx: Db, now: number): Promise<readonly CommunityEvent[]> => {
  const due = await sql<{ id: number }>`
    update community_event set status = 'over', summary_at = ${now} where status = 'open' and starts_at < ${now - dayMs / 8}
    returning id`.execute(trx);
  const events: CommunityEvent[] = [];
  for (const { id } of due.rows) {
    const event = await eventById(trx, id);
    if (event) events.push(event);
  }
  return events;
};
