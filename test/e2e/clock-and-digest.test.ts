import { afterEach, describe, expect, inject, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp | undefined;

afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const start = async (
  options: Parameters<typeof startTestApp>[0] = {},
): Promise<{ app: TestApp; chat: Chat }> => {
  app = await startTestApp({ seed: seedCompany, ...options });
  return { app, chat: openChat(app) };
};

const digestsIn = async (of: TestApp) =>
  of.db
    .selectFrom('message')
    .innerJoin('room', 'room.id', 'message.room_id')
    .select(['message.at', 'message.text', 'message.external_id'])
    .where('room.external_id', '=', 'managers')
    .where('message.person_id', 'is', null)
    .where('message.text', 'like', 'Customer digest%')
    .orderBy('message.at')
    .execute();

const customerNamed = (of: TestApp, name: string) =>
  of.db.selectFrom('customer').selectAll().where('name', '=', name).executeTakeFirstOrThrow();

test('a customer who falls silent is dormant after 40 days, the rep is told, the digest says so, and real time brings all back', {
  timeout: 90_000,
}, async () => {
  const { app, chat } = await start({ holidays: 'none' });
  const { clock, bot } = chat;
  await chat.as('alice', 'acme').says('Good morning, the beans are excellent.');
  await chat.settles();
  const begin = await clock.now();
  const before = await customerNamed(app, 'Acme Ltd');

  await clock.advance({ days: 25 });
  expect(Math.abs((await clock.now()) - begin - 25 * 86_400_000)).toBeLessThan(60_000);
  expect((await customerNamed(app, 'Acme Ltd')).stage).toBe('prospect');
  await clock.advance({ days: 15 });
  expect(await customerNamed(app, 'Acme Ltd')).toMatchObject({ stage: 'dormant', warnings: ['R7'] });
  await chat.settles();
  const digests = (await digestsIn(app)).filter((each) => /Acme Ltd · Acquisition → Decline/.test(each.text));
  expect(digests).toHaveLength(1);
  expect(await chat.as('mia', 'dm:mia').sees()).toContainEqual(
    expect.objectContaining({ text: expect.stringMatching(/Acme Ltd · Inactive/) }),
  );
  await chat.as('mia', 'dm:mia').says('list silent');
  await bot.replies(/Silent longest[\s\S]*Acme Ltd/);

  const reset = await fetch(`${app.url}/api/clock`, {
    method: 'POST',
    body: JSON.stringify({ reset: true }),
  });
  expect(reset.status).toBe(202);
  await expect
    .poll(async () => (await customerNamed(app, 'Acme Ltd')).stage, { timeout: 10_000 })
    .toBe('prospect');
  expect((await customerNamed(app, 'Acme Ltd')).state).toEqual(before.state);
  expect(Math.abs((await clock.now()) - Date.now())).toBeLessThan(60_000);
});

describe.each(['PostgreSQL', 'Redis'] as const)('with the queue in %s', (backend) => {
  const queue = () => (backend === 'Redis' ? { redisUrl: inject('redisUrl') } : {});

  test('a message is processed, answered and delivered', async () => {
    const { chat } = await start(queue());
    await chat.as('alice', 'acme').says('This is terrible, the grinder broke again and I want to complain!');
    await chat.bot.writesTo('mia', /Acme Ltd · Complaint open/);
    await chat.as('mia', 'team').says('@Tend status acme');
    await chat.bot.replies(/^Acme Ltd/);
  });

  test('two apps on one database post one digest a day and answer once', async () => {
    const { app, chat } = await start(queue());
    const second = await app.another(queue());
    const other = openChat(app, second);
    await chat.settles();
    const before = (await digestsIn(app)).length;
    await Promise.all([chat.clock.advance({ days: 3 }), other.clock.advance({ days: 3 })]);
    await other.clock.advance({ days: 2 });
    await chat.settles();
    const digests = await digestsIn(app);
    // Whoever moves the clock second begins where the first one ended.
    expect(digests.length - before).toBe(3 + 3 + 2);
    expect(new Set(digests.map((each) => each.external_id)).size).toBe(digests.length);

    for (let index = 0; index < 10; index++) {
      const [speaker, room] = index % 2 === 0 ? ['mia', 'team'] : ['lin', 'team'];
      await (index % 3 === 0 ? other : chat).as(speaker, room).says(`@Tend list all`);
    }
    await chat.settles();
    const answers = await app.db
      .selectFrom('message')
      .innerJoin('room', 'room.id', 'message.room_id')
      .select('message.id')
      .where('room.external_id', '=', 'team')
      .where('message.person_id', 'is', null)
      .execute();
    expect(answers).toHaveLength(10);
  });
});

test('the digest is posted at the company’s hour', async () => {
  const { app, chat } = await start({ digestMinute: 17 * 60 + 30, zone: 'Asia/Shanghai' });
  await chat.clock.advance({ days: 2 });
  await chat.settles();
  const stored = await app.db
    .selectFrom('digest')
    .select(['day', 'content'])
    .where('edition', '=', 'daily')
    .orderBy('day')
    .execute();
  expect(stored.length).toBeGreaterThanOrEqual(3);
  for (const { content } of stored) {
    const { at } = content as { at: number };
    // 17:30 in Shanghai is 09:30 in UTC, all year.
    expect(at % 86_400_000).toBe(9.5 * 3_600_000);
  }
});
