import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGate } from '../../../bot/ingest/gate.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Db;
const now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const event = (id: string, conversation = 'C1', at = now): InboundEvent => ({
  id,
  at,
  platform: 'slack',
  account: 'T1',
  person: { id: 'ann', kind: 'human', external: true },
  conversation: { id: conversation, kind: 'group' },
  type: 'message',
  message: id,
  text: 'hello',
  mentionsBot: false,
  attachments: [],
});

const stored = async (): Promise<readonly string[]> =>
  (await db.selectFrom('inbox').select('delivery').orderBy('id').execute()).map((each) => each.delivery);

test('hundreds at once are stored in order of arrival, acknowledged only then, and rung for together', async () => {
  const rung: (readonly string[])[] = [];
  const gate = createGate(
    db,
    () => now,
    async (conversations) => void rung.push(conversations),
  );
  const ids = Array.from({ length: 500 }, (_, index) => `e${index}`);
  await Promise.all(
    ids.map(async (id, index) => {
      await gate.sink(event(id, `C${index % 10}`), undefined);
      if (index % 50 === 0) expect(await stored()).toContain(id);
    }),
  );
  await gate.close();
  expect(await stored()).toEqual(ids);
  expect(rung.length).toBeLessThan(20);
  expect(new Set(rung.flat()).size).toBe(10);
});

test('a delivery that is no event is refused, and keeps nobody else out', async () => {
  const gate = createGate(
    db,
    () => now,
    async () => undefined,
  );
  const results = await Promise.allSettled([
    gate.sink(event('good-1'), undefined),
    gate.sink(event('bad', 'C1', now + 3 * 24 * 60 * 60 * 1000), undefined),
    gate.sink(event('good-2'), undefined),
    gate.sink(event('good-1'), undefined),
  ]);
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await stored()).toEqual(expect.arrayContaining(['good-1', 'good-2']));
});

test('what cannot be stored is refused, so that the platform delivers it again; a ring that waits holds up nothing', async () => {
  const gone = connect('postgres://nobody@127.0.0.1:1/nowhere', { max: 1 });
  const away = createGate(
    gone,
    () => now,
    async () => undefined,
  );
  const lost = await Promise.allSettled(['a', 'b', 'c'].map((id) => away.sink(event(id), undefined)));
  expect(lost.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
  await gone.destroy();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const gate = createGate(
    db,
    () => now,
    () => held,
  );
  await gate.sink(event('while-ringing'), undefined);
  expect(await stored()).toContain('while-ringing');
  release();
  await gate.close();
});
