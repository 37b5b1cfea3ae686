import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { conversationKey, storeEvents } from '../../db/inbox.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { resolvePeople } from '../../db/people.ts';
import { ensureRooms, findRoom, notePresence, setRoomPurpose } from '../../db/rooms.ts';
import { writeSetting } from '../../db/settings.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { placeOf } from '../ingest/keys.ts';
import { processConversations } from '../ingest/process.ts';
import { seedCare, startDemoPoints } from './care.ts';
import { createDemoCompany, type DemoCompany } from './company.ts';

/** The account of the web platform that the demo company lives in. */
export const demoAccount = 'demo';

const where = { platform: 'web', account: demoAccount } as const;

const makePeople = async (trx: Db, demo: DemoCompany): Promise<ReadonlyMap<string, number>> => {
  const members = demo.members.map(({ id, name }) => ({ id, name, kind: 'human' as const, external: false }));
  const customers = demo.customers.flatMap((customer) =>
    customer.people.map(({ id, name }) => ({
      id,
      name,
      org: customer.key,
      kind: 'human' as const,
      external: true,
    })),
  );
  const people = await resolvePeople(trx, where, [...members, ...customers]);
  const ids = new Map([...people].map(([externalId, person]) => [externalId, person.id]));
  await trx
    .updateTable('person')
    .set({ demo: true })
    .where('id', 'in', [...ids.values()])
    .execute();
  for (const member of demo.members) {
    const id = ids.get(member.id);
    if (id === undefined) continue;
    const lead = member.lead === undefined ? null : (ids.get(member.lead) ?? null);
    await trx
      .updateTable('member')
      .set({ role: member.role, lead_id: lead })
      .where('person_id', '=', id)
      .execute();
    await trx.updateTable('person').set({ language: member.language }).where('id', '=', id).execute();
    await directRoomOf(trx, id);
  }
  return ids;
};

const makeCustomers = async (
  trx: Db,
  demo: DemoCompany,
  people: ReadonlyMap<string, number>,
  at: number,
): Promise<ReadonlyMap<string, number>> => {
  const ids = new Map<string, number>();
  for (const customer of demo.customers) {
    const ownerId = customer.owner === undefined ? undefined : people.get(customer.owner);
    const id = await createCustomer(trx, {
      name: customer.name,
      kind: customer.kind,
      at,
      language: customer.language,
      demo: true,
      ...(ownerId === undefined ? {} : { ownerId }),
    });
    ids.set(customer.key, id);
    const own = customer.people.flatMap((each) => people.get(each.id) ?? []);
    if (own.length > 0)
      await trx.updateTable('person').set({ customer_id: id }).where('id', 'in', own).execute();
  }
  return ids;
};

const makeRooms = async (
  trx: Db,
  demo: DemoCompany,
  people: ReadonlyMap<string, number>,
  customers: ReadonlyMap<string, number>,
  at: number,
): Promise<void> => {
  await ensureRooms(
    trx,
    demo.rooms.map((room) => ({
      ...where,
      externalId: room.id,
      kind: 'group',
      purpose: room.purpose,
      name: room.name,
      language: room.language,
      demo: true,
    })),
  );
  for (const room of demo.rooms) {
    const made = await findRoom(trx, where, room.id);
    if (!made) continue;
    const customerId = room.customer === undefined ? null : (customers.get(room.customer) ?? null);
    if (customerId !== null) await setRoomPurpose(trx, made.id, room.purpose, customerId);
    const present = room.people.flatMap((each) => people.get(each) ?? []);
    await notePresence(
      trx,
      present.map((personId) => ({ roomId: made.id, personId, at, left: false })),
    );
  }
};

/** Who of a customer is in which room from the beginning on, so that leaving the last one is noticed. */
const presenceOf = (
  demo: DemoCompany,
  customers: ReadonlyMap<string, number>,
  at: number,
): readonly NewInteraction[] =>
  demo.customers.flatMap((customer): readonly NewInteraction[] => {
    const customerId = customers.get(customer.key);
    const own = new Set(customer.people.map((each) => each.id));
    const places = demo.rooms.flatMap((room) =>
      room.people.flatMap((id) =>
        own.has(id) ? [placeOf({ conversation: { id: room.id, kind: 'group' } }, { id })] : [],
      ),
    );
    if (customerId === undefined || places.length === 0) return [];
    const key = `demo/present/${customer.key}`;
    return [{ customerId, interaction: { key, at, kind: 'present', direction: 'none', data: { places } } }];
  });

const placeOrders = async (
  ingest: Ingest,
  demo: DemoCompany,
  customers: ReadonlyMap<string, number>,
  start: number,
): Promise<void> => {
  const interactions = demo.facts.flatMap((fact) => {
    const customerId = customers.get(fact.customer);
    if (customerId === undefined) return [];
    const data = { amount: fact.amount, currency: fact.currency };
    const direction = fact.kind === 'order' ? ('in' as const) : ('none' as const);
    return [
      { customerId, interaction: { key: `demo/${fact.key}`, at: fact.at, kind: fact.kind, direction, data } },
    ];
  });
  const present = presenceOf(demo, customers, Math.min(start, ...demo.facts.map((fact) => fact.at)) - 1);
  await ingest.db
    .transaction()
    .execute((trx) => applyInteractions(trx, ingest.company, [...present, ...interactions]));
};

/**
 * Makes the demo company with its six months of history, through the same path as live traffic, and what its communities
 * are cared for with. The database
 * must hold no rooms yet. Returns how many messages and customers there are.
 */
export const seedDemo = async (
  ingest: Ingest,
): Promise<{ readonly events: number; readonly customers: number }> => {
  const now = ingest.clock.now();
  const demo = createDemoCompany({ until: now });
  const start = now - 181 * dayMs;
  const { customers } = await ingest.db.transaction().execute(async (trx) => {
    const people = await makePeople(trx, demo);
    const made = await makeCustomers(trx, demo, people, start);
    await makeRooms(trx, demo, people, made, start);
    for (let first = 0; first < demo.events.length; first += 1000) {
      await storeEvents(trx, demo.events.slice(first, first + 1000), now);
    }
    await startDemoPoints(trx, now);
    await writeSetting(trx, 'demo', { seededAt: now });
    return { customers: made };
  });
  await placeOrders(ingest, demo, customers, start);
  await processConversations(ingest, [...new Set(demo.events.map(conversationKey))]);
  await seedCare(ingest, demoAccount, now);
  return { events: demo.events.length, customers: demo.customers.length };
};

/** Returns whether nothing has ever been heard: then the demo company may be made. */
export const isEmpty = async (db: Db): Promise<boolean> => {
  const room = await db.selectFrom('room').select('id').limit(1).executeTakeFirst();
  const waiting = await db.selectFrom('inbox').select('id').limit(1).executeTakeFirst();
  return room === undefined && waiting === undefined;
};
