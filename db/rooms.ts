import { sql } from 'kysely';
import type { InboundEvent } from '../core/events.ts';
import type { Db } from './connect.ts';
import type { AccountKey } from './people.ts';
import { recordset } from './records.ts';

/** What a room is for; it decides whose talk counts and who may see what. */
export type RoomPurpose = 'customer' | 'community' | 'team' | 'managers' | 'direct' | 'unlinked';

/** The purposes a member may give a group. */
export const roomPurposes: readonly RoomPurpose[] = ['customer', 'community', 'team', 'managers', 'unlinked'];

/** A conversation with its purpose. `customerId` is set for customer rooms. */
export type Room = {
  readonly id: number;
  readonly platform: InboundEvent['platform'];
  readonly account: string;
  readonly externalId: string;
  readonly kind: 'group' | 'direct';
  readonly purpose: RoomPurpose;
  readonly name: string;
  readonly customerId: number | null;
  /** Whose it would be if nothing had been merged: what is said in it is kept under this. */
  readonly homeCustomerId: number | null;
  readonly language: string | null;
  readonly lastAt: number | null;
};

const columns = [
  'id',
  'platform',
  'account',
  'external_id as externalId',
  'kind',
  'purpose',
  'name',
  'customer_id as customerId',
  sql<number | null>`coalesce(home_customer_id, customer_id)`.as('homeCustomerId'),
  'language',
  'last_at as lastAt',
] as const;

const select = (db: Db) =>
  db.selectFrom('room').select(columns).$narrowType<Pick<Room, 'platform' | 'kind' | 'purpose'>>();

/** Returns the room with this external id, or undefined. */
export const findRoom = async (db: Db, where: AccountKey, externalId: string): Promise<Room | undefined> =>
  select(db)
    .where('platform', '=', where.platform)
    .where('account', '=', where.account)
    .where('external_id', '=', externalId)
    .executeTakeFirst();

/** Returns the rooms of one account with these external ids, by external id. */
export const findRooms = async (
  db: Db,
  where: AccountKey,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Room>> => {
  if (externalIds.length === 0) return new Map();
  const rows = await select(db)
    .where('platform', '=', where.platform)
    .where('account', '=', where.account)
    .where('external_id', 'in', [...externalIds])
    .execute();
  return new Map(rows.map((room) => [room.externalId, room]));
};

/** Returns the room with this id, or undefined. */
export const roomById = async (db: Db, id: number): Promise<Room | undefined> =>
  select(db).where('id', '=', id).executeTakeFirst();

/** Returns all rooms of the given purposes (of every purpose without), by name. */
export const listRooms = async (db: Db, purposes?: readonly RoomPurpose[]): Promise<readonly Room[]> => {
  let query = select(db).orderBy('name').orderBy('id');
  if (purposes) query = query.where('purpose', 'in', [...purposes]);
  return query.execute();
};

/** Returns the groups of one account, by id. */
export const roomsOfAccount = async (db: Db, { platform, account }: AccountKey): Promise<readonly Room[]> =>
  select(db)
    .where('platform', '=', platform)
    .where('account', '=', account)
    .where('kind', '=', 'group')
    .orderBy('id')
    .execute();

/** Gives a room the name that the platform calls it by. */
export const nameRoom = async (db: Db, id: number, name: string): Promise<void> => {
  await db.updateTable('room').set({ name }).where('id', '=', id).execute();
};

/** A room to make when it is not there yet. */
export type NewRoom = Pick<Room, 'platform' | 'account' | 'externalId' | 'kind' | 'purpose' | 'name'> & {
  readonly language?: string;
  readonly demo?: boolean;
};

/** Makes the rooms that are not there yet and leaves the others as they are. */
export const ensureRooms = async (db: Db, rooms: readonly NewRoom[]): Promise<void> => {
  if (rooms.length === 0) return;
  const rows = rooms.map((room) => ({
    platform: room.platform,
    account: room.account,
    external_id: room.externalId,
    kind: room.kind,
    purpose: room.purpose,
    name: room.name,
    language: room.language ?? null,
    demo: room.demo ?? false,
  }));
  const kinds = {
    platform: 'text',
    account: 'text',
    external_id: 'text',
    kind: 'text',
    purpose: 'text',
    name: 'text',
    language: 'text',
    demo: 'boolean',
  } as const;
  await sql`insert into room (platform, account, external_id, kind, purpose, name, language, demo)
    select platform, account, external_id, kind, purpose, name, language, demo from ${recordset(rows, kinds)}
    on conflict (platform, account, external_id) do nothing`.execute(db);
};

/** Gives a room a purpose and, for customer rooms, a customer. */
export const setRoomPurpose = async (
  db: Db,
  id: number,
  purpose: RoomPurpose,
  customerId: number | null,
): Promise<void> => {
  await db
    .updateTable('room')
    .set({ purpose, customer_id: customerId, home_customer_id: null })
    .where('id', '=', id)
    .execute();
};

/** One row of a room's roster. */
export type Presence = { readonly personId: number; readonly side: string; readonly externalId: string };

/** Returns who is in the room now, as far as the platform told us. */
export const rosterOf = async (db: Db, roomId: number): Promise<readonly Presence[]> => {
  const found = await sql<Presence>`
    select rp.person_id as "personId", p.side, i.external_id as "externalId"
    from room_person rp join room r on r.id = rp.room_id join person p on p.id = rp.person_id
    join identity i on i.person_id = p.id and i.platform = r.platform and i.account = r.account
    where rp.room_id = ${roomId} and rp.left_at is null`.execute(db);
  return found.rows;
};

/** Notes that people were seen in, joined or left rooms; the latest by time wins. */
export const notePresence = async (
  db: Db,
  rows: readonly {
    readonly roomId: number;
    readonly personId: number;
    readonly at: number;
    readonly left: boolean;
  }[],
): Promise<void> => {
  const latest = new Map<string, (typeof rows)[number]>();
  const first = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.roomId}/${row.personId}`;
    first.set(key, Math.min(row.at, first.get(key) ?? row.at));
    const before = latest.get(key);
    if (!before || row.at >= before.at) latest.set(key, row);
  }
  if (latest.size === 0) return;
  const records = [...latest].map(([key, row]) => ({
    first_at: first.get(key) ?? row.at,
    room_id: row.roomId,
    person_id: row.personId,
    joined_at: row.at,
    left_at: row.left ? row.at : null,
  }));
  const kinds = {
    room_id: 'bigint',
    person_id: 'bigint',
    first_at: 'bigint',
    joined_at: 'bigint',
    left_at: 'bigint',
  } as const;
  await sql`insert into room_person (room_id, person_id, first_at, joined_at, left_at)
    select room_id, person_id, first_at, joined_at, left_at from ${recordset(records, kinds)}
    on conflict (room_id, person_id) do update set first_at = least(room_person.first_at, excluded.first_at),
      joined_at = case when excluded.left_at is null and room_person.left_at < excluded.joined_at
        then excluded.joined_at else least(room_person.joined_at, excluded.joined_at) end,
      left_at = case
        when excluded.left_at is not null and excluded.left_at >= coalesce(room_person.left_at, room_person.joined_at) then excluded.left_at
        when excluded.left_at is null and room_person.left_at < excluded.joined_at then null
        else room_person.left_at end
    where excluded.left_at is not null or room_person.left_at is not null
      or excluded.first_at < room_person.first_at`.execute(db);
};
