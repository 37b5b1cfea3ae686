import { describe, expect, test } from 'vitest';
import { createDemoCompany } from '../../../bot/demo/company.ts';
import type { InboundEvent, MessageEvent } from '../../../core/events.ts';

const dayMs = 24 * 60 * 60 * 1000;
const ends = [
  ['a Friday afternoon', '2026-11-20T14:30:00+08:00'],
  ['a Sunday morning', '2026-11-22T08:00:00+08:00'],
  ['an early Monday', '2026-06-15T08:30:00+08:00'],
  ['the middle of a long holiday', '2026-10-06T22:00:00+08:00'],
] as const;

const isMessage = (event: InboundEvent): event is MessageEvent => event.type === 'message';

describe.each(ends)('seen from %s, the demo company has', (_, end) => {
  const until = Date.parse(end);
  const company = createDemoCompany({ until });
  const daysAgo = (at: number) => (until - at) / dayMs;
  const inRoom = (room: string) => company.events.filter((event) => event.conversation.id === room);
  const saidIn = (room: string) => inRoom(room).filter(isMessage);
  const saidBy = (person: string) =>
    company.events.filter(isMessage).filter((event) => event.person.id === person);
  const ordersOf = (customer: string) =>
    company.facts.filter((fact) => fact.customer === customer && fact.kind === 'order');
  const lastOrderDays = (customer: string) => daysAgo(ordersOf(customer).at(-1)?.at ?? 0);
  const fromOutside = (event: InboundEvent) => event.person.external === true;

  test('a loyal customer with orders every two weeks and nothing left open', () => {
    expect(ordersOf('acme').length).toBeGreaterThan(25);
    expect(lastOrderDays('acme')).toBeLessThan(20);
    expect(daysAgo(saidIn('acme').at(-1)?.at ?? 0)).toBeLessThan(14);
  });

  test('a growing customer: more talk in the last three months than before, orders closer together', () => {
    const days = saidIn('wutong').map((event) => daysAgo(event.at));
    const late = days.filter((day) => day < 90).length;
    expect(late).toBeGreaterThan(1.3 * (days.length - late));
    const orders = ordersOf('wutong').filter((fact) => daysAgo(fact.at) < 90).length;
    expect(orders).toBeGreaterThan(ordersOf('wutong').length / 2);
  });

  test('one that slows down, each of the last three months 20 % below the months before (R1)', () => {
    const months = [0, 0, 0, 0, 0, 0];
    for (const event of saidIn('songguo').filter(fromOutside)) {
      const month = Math.min(5, Math.floor(daysAgo(event.at) / 30));
      months[month] = (months[month] ?? 0) + 1;
    }
    const [last = 0, second = 0, third = 0, ...before] = months;
    const mean = before.reduce((sum, count) => sum + count, 0) / before.length;
    for (const month of [last, second, third]) expect(month).toBeLessThan(0.8 * mean);
    expect(lastOrderDays('songguo')).toBeLessThan(90);
  });

  test('one that talks but has not ordered for three months (R5)', () => {
    expect(ordersOf('qingyu').length).toBeGreaterThan(3);
    expect(lastOrderDays('qingyu')).toBeGreaterThan(92);
    expect(daysAgo(saidIn('qingyu').at(-1)?.at ?? 0)).toBeLessThan(14);
  });

  test('one with two complaints within 30 days (R6), both answered by the rep', () => {
    const complaint = /不满意|太差|恼火|又错了|打回来|退单|差评|不厚道|乱收费|太过分|人呢|断货了，太耽误/;
    const complaints = saidIn('bantang').filter(
      (event) => fromOutside(event) && complaint.test(event.text) && daysAgo(event.at) < 30,
    );
    expect(complaints.length).toBeGreaterThanOrEqual(2);
    for (const { at } of complaints) {
      const answer = saidIn('bantang').find((event) => event.at > at && !fromOutside(event));
      expect((answer?.at ?? Infinity) - at).toBeLessThan(dayMs);
    }
  });

  test('one silent for more than 30 days (R7)', () => {
    const last = Math.max(...inRoom('harbour-pine').map((event) => event.at));
    expect(daysAgo(last)).toBeGreaterThan(31);
    expect(saidIn('harbour-pine').length).toBeGreaterThan(60);
  });

  test('one that has not reacted to our last message for 14 days (R8)', () => {
    const last = saidIn('juniper').at(-1);
    expect(last?.person.external).toBe(false);
    expect(daysAgo(last?.at ?? 0)).toBeGreaterThan(14);
    expect(daysAgo(last?.at ?? 0)).toBeLessThan(30);
  });

  test('one whose complaint nobody answered (R9), and one whose question nobody answered (R3)', () => {
    const complaint = saidIn('lilan').slice(-3);
    expect(complaint.every(fromOutside)).toBe(true);
    expect(complaint[0]?.text).toContain('投诉');
    expect(daysAgo(complaint[0]?.at ?? 0)).toBeLessThan(14);
    const questions = saidIn('lumen-yard').slice(-2);
    expect(questions.every((event) => fromOutside(event) && event.text.includes('?'))).toBe(true);
    expect(until - (questions[0]?.at ?? 0)).toBeGreaterThan(15 * 60_000);
  });

  test('one that left every room, and one that left and came back with an order', () => {
    const gone = inRoom('tingyan').filter((event) => event.type === 'left');
    expect(gone).toHaveLength(2);
    expect(inRoom('tingyan').at(-1)?.type).toBe('left');
    expect(inRoom('tidewater').filter((event) => event.type === 'left')).toHaveLength(2);
    const back = inRoom('tidewater').find((event) => event.type === 'joined');
    expect(lastOrderDays('tidewater')).toBeLessThan(daysAgo(back?.at ?? 0));
    expect(saidIn('tidewater').some((event) => daysAgo(event.at) > 60 && daysAgo(event.at) < 120)).toBe(
      false,
    );
  });

  test('a prospect without order, and a new customer with a first order', () => {
    expect(ordersOf('haitang')).toEqual([]);
    expect(saidIn('haitang').length).toBeGreaterThan(8);
    expect(ordersOf('quill-kettle')).toHaveLength(1);
    expect(lastOrderDays('quill-kettle')).toBeLessThan(28);
  });

  test('a promise that the rep broke', () => {
    const index = saidIn('shanzhi').findLastIndex(
      (event) => /我.*把报价发您/.test(event.text) && daysAgo(event.at) < 20,
    );
    expect(index).toBeGreaterThan(0);
    const after = saidIn('shanzhi').slice(index + 1);
    expect(after.length).toBeGreaterThan(1);
    expect(after.every((event) => event.attachments.length === 0)).toBe(true);
  });

  test('a renewal that is talked about', () => {
    const talk = saidIn('luting').filter((event) => /到期/.test(event.text));
    expect(talk.filter(fromOutside).length).toBeGreaterThanOrEqual(2);
  });

  test('a community with a happy core, lurkers, newcomers, silent ones and one who left', () => {
    for (const person of ['fan-alan', 'fan-maya']) expect(saidBy(person).length).toBeGreaterThan(60);
    for (const person of ['fan-sanbai', 'fan-bea']) expect(saidBy(person).length).toBeLessThan(12);
    expect(daysAgo(saidBy('fan-weekend').at(-1)?.at ?? 0)).toBeGreaterThan(31);
    expect(saidBy('fan-weekend').length).toBeGreaterThan(15);
    expect(ordersOf('fan-youzi')).toHaveLength(1);
    expect(ordersOf('fan-nanfeng')).toEqual([]);
    expect(lastOrderDays('fan-annika')).toBeGreaterThan(92);
    const left = inRoom('club-zh').filter((event) => event.type === 'left');
    expect(left.map((event) => event.person.name)).toEqual(['Echo陈']);
    expect(saidBy('fan-echo').every((event) => event.at < (left[0]?.at ?? 0))).toBe(true);
  });
});
