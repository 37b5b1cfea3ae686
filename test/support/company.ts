import type { Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { resolvePeople } from '../../db/people.ts';
import { ensureRooms, findRoom, notePresence, type RoomPurpose, setRoomPurpose } from '../../db/rooms.ts';

/** The account that the tests' company lives in. */
export const account = 'bakery';

type Role = 'rep' | 'lead' | 'manager' | 'admin';
/** A member of a test's company; `lead` is the id of their lead. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly language: 'zh' | 'en';
  readonly lead?: string;
};
/** A customer with its room and people. */
export type CustomerPlan = {
  readonly name: string;
  readonly owner: string;
  readonly room: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
};
/** A room of our own. */
export type RoomPlan = {
  readonly id: string;
  readonly purpose: RoomPurpose;
  readonly people: readonly string[];
  readonly language?: string;
};

/** Two reps, their lead and a manager. */
export const members: readonly Member[] = [
  { id: 'mia', name: 'Mia Carter', role: 'rep', language: 'en', lead: 'zhou' },
  { id: 'lin', name: '林晓', role: 'rep', language: 'zh', lead: 'zhou' },
  { id: 'zhou', name: '周敏', role: 'lead', language: 'zh' },
  { id: 'grace', name: 'Grace Hall', role: 'manager', language: 'en' },
];

/** The customers, each with a room, its people and the owner in it. */
export const customers: readonly CustomerPlan[] = [
  {
    name: 'Acme Ltd',
    owner: 'mia',
    room: 'acme',
    people: [
      { id: 'alice', name: 'Alice' },
      { id: 'amy', name: 'Amy' },
    ],
  },
  { name: 'Acorn Bakery', owner: 'mia', room: 'acorn', people: [{ id: 'bob', name: 'Bob' }] },
  { name: 'Cedar Cafe', owner: 'mia', room: 'cedar', people: [{ id: 'carol', name: 'Carol' }] },
  { name: '晨光书店', owner: 'lin', room: 'chenguang', people: [{ id: 'wang', name: '王老师' }] },
];

const inside: readonly RoomPlan[] = [
  { id: 'club', purpose: 'community', people: ['mia'] },
  { id: 'team', purpose: 'team', people: ['mia', 'lin', 'zhou', 'grace'] },
  { id: 'managers', purpose: 'managers', people: ['zhou', 'grace'], language: 'en' },
];

/** Who is in a company. */
export type CompanyPlan = {
  readonly members: readonly Member[];
  readonly customers: readonly CustomerPlan[];
  readonly rooms: readonly RoomPlan[];
};

const bakery: CompanyPlan = { members, customers, rooms: inside };

/**
 * Makes the company in an empty database: members with their roles and direct chats (`dm:mia`), customers with their
 * rooms and people, a community, the team's and the managers' room. `at` is when everybody came, epoch milliseconds.
 */
export const seedCompany = async (
  db: Db,
  at = Date.now() - 60 * 60 * 1000,
  { members, customers, rooms: inside }: CompanyPlan = bakery,
): Promise<void> => {
  const where = { platform: 'web', account } as const;
  const human = (external: boolean) => (each: { readonly id: string; readonly name: string }) => ({
    id: each.id,
    name: each.name,
    kind: 'human' as const,
    external,
  });
  const people = await resolvePeople(db, where, [
    ...members.map(human(false)),
    ...customers.flatMap((customer) => customer.people.map(human(true))),
  ]);
  const idOf = (external: string): number => people.get(external)?.id ?? Number.NaN;
  for (const member of members) {
    const lead_id = member.lead === undefined ? null : idOf(member.lead);
    await db
      .updateTable('member')
      .set({ role: member.role, lead_id })
      .where('person_id', '=', idOf(member.id))
      .execute();
    await db
      .updateTable('person')
      .set({ language: member.language })
      .where('id', '=', idOf(member.id))
      .execute();
    await directRoomOf(db, idOf(member.id));
  }
  const own = customers.map(
    ({ room, owner, people: who }): RoomPlan => ({
      id: room,
      purpose: 'customer',
      people: [owner, ...who.map((each) => each.id)],
    }),
  );
  for (const { id, purpose, people: present, language } of [...own, ...inside]) {
    await ensureRooms(db, [
      { ...where, externalId: id, kind: 'group', purpose, name: id, ...(language ? { language } : {}) },
    ]);
    const room = await findRoom(db, where, id);
    if (!room) throw new Error(`The room ${id} was not made.`);
    await notePresence(
      db,
      present.map((each) => ({ roomId: room.id, personId: idOf(each), at, left: false })),
    );
    const plan = customers.find((each) => each.room === id);
    if (!plan) continue;
    const customer = await createCustomer(db, {
      name: plan.name,
      kind: 'organisation',
      at,
      ownerId: idOf(plan.owner),
    });
    await setRoomPurpose(db, room.id, 'customer', customer);
    const theirs = plan.people.map((each) => idOf(each.id));
    await db.updateTable('person').set({ customer_id: customer }).where('id', 'in', theirs).execute();
  }
};
