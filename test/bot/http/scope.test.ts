import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPlaygroundApi } from '../../../bot/http/playground.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;
let api: Hono;
const ids = new Map<string, number>();

beforeAll(async () => {
  talk = await openTalk();
  const { company, clock } = talk.bot.ingest;
  api = createPlaygroundApi({
    db: talk.db,
    company,
    clock,
    zone: company.zone.name,
    defaultLanguage: 'en',
    post: async () => new Response(),
    forward: () => '',
    reset: () => '',
    removeDemo: async () => undefined,
  });
  // As the server does with what a person may not have.
  api.onError((error, c) => c.json({ error: error.message }, 403));
  await talk.say('alice', 'Where is our order?', 'acme');
  await talk.say('bob', 'Good morning', 'acorn');
  await talk.say('wang', '什么时候发货？', 'chenguang');
  await talk.say('grace', 'Figures of the year', 'managers');
  for (const { id, name } of await talk.db.selectFrom('customer').select(['id', 'name']).execute()) {
    ids.set(name, id);
  }
});
afterAll(() => talk.stop());

const get = (path: string, as: string): Promise<Response> =>
  Promise.resolve(api.request(`${path}${path.includes('?') ? '&' : '?'}as=${encodeURIComponent(as)}`));
const bodyOf = async <Body>(path: string, as: string): Promise<Body> =>
  (await (await get(path, as)).json()) as Body;

/** Own customers: mia; a team's: zhou; all: grace; another rep: lin; from outside: alice, and who is not known. */
const viewers = ['mia', 'zhou', 'grace', 'lin', 'alice', 'nobody', ''] as const;
const reaching = async (path: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const as of viewers) if ((await get(path, as)).status === 200) found.push(as);
  return found;
};

describe('in the playground', () => {
  test('a customer is seen by its owner, the owner’s lead and managers', async () => {
    expect(await reaching(`/customers/${ids.get('Acme Ltd')}`)).toEqual(['mia', 'zhou', 'grace']);
    expect(await reaching(`/customers/${ids.get('晨光书店')}`)).toEqual(['zhou', 'grace', 'lin']);
  });

  test('the list of customers has those that the member may see', async () => {
    expect(await reaching('/customers')).toEqual(['mia', 'zhou', 'grace', 'lin']);
    const names = async (as: string) =>
      (await bodyOf<{ customers: { name: string }[] }>('/customers?sort=name', as)).customers.map(
        (each) => each.name,
      );
    expect(await names('mia')).toEqual(['Acme Ltd', 'Acorn Bakery']);
    expect(await names('lin')).toEqual(['晨光书店']);
    expect(await names('zhou')).toHaveLength(3);
    expect(await names('grace')).toHaveLength(3);
  });

  test('how a request may go on is told to members alone, with the customers that they may see', async () => {
    const path = '/completions?text=status%20ac';
    expect(await reaching(path)).toEqual(['mia', 'zhou', 'grace', 'lin']);
    expect(await bodyOf(path, 'lin')).toEqual({ completions: [] });
    expect(await (await get(path, 'alice')).text()).not.toMatch(/Acme/);
  });

  test('a room is read by those in it and, a customer’s, by those who may see the customer', async () => {
    expect(await reaching('/rooms/acme/messages')).toEqual(['mia', 'zhou', 'grace', 'alice']);
    expect(await reaching('/rooms/chenguang/messages')).toEqual(['zhou', 'grace', 'lin']);
    expect(await reaching('/rooms/managers/messages')).toEqual(['zhou', 'grace']);
    expect(await reaching('/rooms/team/messages')).toEqual(['mia', 'zhou', 'grace', 'lin']);
    expect(await reaching('/rooms/dm:mia/messages')).toEqual(['mia']);
  });

  test('a picture that stands on no message one may read is nobody’s', async () => {
    expect(await reaching(`/pictures/${'0'.repeat(64)}?room=managers&message=m1`)).toEqual([]);
  });

  test('the list of rooms tells what was said last only to those who may read the room', async () => {
    const told = async (as: string) => {
      const { rooms } = await bodyOf<{ rooms: { id: string; lastText?: string }[] }>('/playground', as);
      return rooms.flatMap((each) => (each.lastText === undefined ? [] : [each.id])).toSorted();
    };
    expect(await told('mia')).toEqual(['acme', 'acorn']);
    expect(await told('grace')).toEqual(['acme', 'acorn', 'chenguang', 'managers']);
    expect(await told('alice')).toEqual(['acme']);
    expect(await told('nobody')).toEqual([]);
  });

  test('a fact is recorded by those who may see the customer', async () => {
    const record = async (as: string): Promise<number> => {
      const body = JSON.stringify({ as, customer: ids.get('Acme Ltd'), kind: 'order', amount: 5 });
      return (await api.request('/facts', { method: 'POST', body })).status;
    };
    expect([await record('lin'), await record('alice'), await record('nobody')]).toEqual([403, 403, 403]);
    expect(await record('mia')).toBe(201);
  });
});
