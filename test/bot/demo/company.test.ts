import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoCompany, type DemoCompany } from '../../../bot/demo/company.ts';
import { inboundEventSchema, type MessageEvent } from '../../../core/events.ts';

const dayMs = 24 * 60 * 60 * 1000;
const until = Date.parse('2026-11-20T14:30:00+08:00');
const company = createDemoCompany({ until });
const hash = (made: DemoCompany) => createHash('sha256').update(JSON.stringify(made)).digest('hex');
const messagesOf = (made: DemoCompany) =>
  made.events.filter((event): event is MessageEvent => event.type === 'message');

/** What must hold whenever the history ends, and whatever the seed. */
const checkHistory = (made: DemoCompany, end: number) => {
  const customers = new Set(made.customers.map((customer) => customer.key));
  const rooms = new Map(made.rooms.map((room) => [room.id, new Set(room.people)]));
  const said = new Map<string, string>();
  let latestAt = 0;
  for (const event of made.events) {
    expect(event.at).toBeGreaterThanOrEqual(latestAt);
    expect(event.at).toBeLessThanOrEqual(end);
    latestAt = event.at;
    const present = rooms.get(event.conversation.id);
    if (event.type === 'joined') for (const person of event.people) present?.add(person.id);
    expect(present, `${event.person.id} in ${event.id}`).toContain(event.person.id);
    if (event.type === 'left') for (const person of event.people) present?.delete(person.id);
    if (event.type === 'message') said.set(event.message, event.person.id);
    if (event.type === 'reaction') expect(said.has(event.message), event.id).toBe(true);
    if (event.type === 'message-edited' || event.type === 'message-recalled') {
      expect(said.get(event.message), event.id).toBe(event.person.id);
    }
  }
  expect(end - latestAt).toBeLessThan(2 * dayMs);
  expect(new Set(made.events.map((event) => event.id)).size).toBe(made.events.length);
  expect(new Set(made.facts.map((fact) => fact.key)).size).toBe(made.facts.length);
  let factAt = 0;
  for (const fact of made.facts) {
    expect(fact.at).toBeGreaterThanOrEqual(factAt);
    expect(fact.at).toBeLessThanOrEqual(end);
    expect(fact.amount).toBeGreaterThan(0);
    expect(customers).toContain(fact.customer);
    factAt = fact.at;
  }
  const messages = messagesOf(made).length;
  expect(messages).toBeGreaterThan(4500);
  expect(messages).toBeLessThan(9000);
};

describe('the demo company', () => {
  test('is the same for the same end and seed, another for another seed', () => {
    expect(hash(createDemoCompany({ until }))).toBe(hash(company));
    expect(hash(createDemoCompany({ until, seed: 2 }))).not.toBe(hash(company));
    expect(hash(createDemoCompany({ until: until + dayMs }))).not.toBe(hash(company));
  });

  test('consists of events that the inbound schema accepts, from the demo account only', () => {
    for (const event of company.events) {
      expect(inboundEventSchema.safeParse(event).error, event.id).toBeUndefined();
      expect(event.account).toBe('demo');
      expect(event.person.name).toBeTruthy();
      if (event.type === 'message') expect(event.text.trim()).not.toBe('');
    }
  });

  test('is sorted, complete and never ahead of its end', () => checkHistory(company, until));

  test('is so for any end and seed', () => {
    const from = Date.parse('2024-03-01T00:00:00+08:00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1400 * 24 * 60 }), fc.integer(), (minutes, seed) => {
        const end = from + minutes * 60_000;
        checkHistory(createDemoCompany({ until: end, seed }), end);
      }),
      { numRuns: 12 },
    );
  });

  test('lets nobody who left speak, and lists every person once', () => {
    const ids = company.customers.flatMap((customer) => customer.people.map((person) => person.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(company.customers.length).toBeGreaterThanOrEqual(38);
    expect(company.customers.length).toBeLessThanOrEqual(45);
    expect(company.rooms.find((room) => room.id === 'acme')).toMatchObject({
      name: 'Acme',
      language: 'en',
      customer: 'acme',
    });
  });

  test('marks members as ours, customers as outside, and organisations by their key', () => {
    const ours = new Set(company.members.map((member) => member.id));
    const orgOf = new Map(
      company.customers.flatMap((customer) =>
        customer.people.map(({ id }) => [id, customer.kind === 'organisation' ? customer.key : undefined]),
      ),
    );
    for (const { person } of company.events) {
      expect(person.external).toBe(!ours.has(person.id));
      if (!ours.has(person.id)) expect(person.org).toBe(orgOf.get(person.id));
    }
  });

  test('talks Chinese and English, edits, recalls, reacts, joins and leaves', () => {
    const messages = messagesOf(company);
    const chinese = messages.filter((event) => /\p{Script=Han}/u.test(event.text)).length;
    expect(chinese).toBeGreaterThan(2000);
    expect(messages.length - chinese).toBeGreaterThan(1500);
    const types = new Set(company.events.map((event) => event.type));
    for (const type of ['message-edited', 'message-recalled', 'reaction', 'joined', 'left']) {
      expect(types).toContain(type);
    }
    expect(messages.every((event) => !/[{}|]/.test(event.text))).toBe(true);
  });

  test('keeps customer rooms out of the night, and quiet at weekends', () => {
    const rooms = new Set(company.rooms.filter((room) => room.purpose === 'customer').map((room) => room.id));
    const hours = messagesOf(company)
      .filter((event) => rooms.has(event.conversation.id))
      .map((event) => new Date(event.at + 8 * 60 * 60 * 1000));
    expect(hours.filter((time) => time.getUTCHours() < 7)).toEqual([]);
    const weekend = hours.filter((time) => time.getUTCDay() % 6 === 0).length;
    expect(weekend).toBeGreaterThan(10);
    expect(weekend / hours.length).toBeLessThan(0.12);
  });

  test('names a currency and story for everyone and reaches back no more than 14 months', () => {
    expect(new Set(company.facts.map((fact) => fact.currency))).toEqual(new Set(['CNY', 'USD']));
    expect(company.facts[0]?.at).toBeGreaterThan(until - 435 * dayMs);
    expect(company.events[0]?.at).toBeGreaterThan(until - 181 * dayMs);
    for (const customer of company.customers) expect(customer.story).not.toBe('');
  });
});
