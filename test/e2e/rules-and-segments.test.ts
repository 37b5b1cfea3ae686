import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  await chat.as('alice', 'acme').says('Good morning, the ovens arrived and work well.');
  await chat.as('wang', 'chenguang').says('早上好，咖啡豆收到了，味道不错。');
  await chat.settles();
});

afterAll(() => app.stop());

test('everybody reads the rules; who is no manager cannot change them', async () => {
  const mia = chat.as('mia', 'dm:mia');
  await mia.says('rule');
  expect((await chat.bot.replies(/^Rules/)).text).toMatch(/Inactive \(R7\) — days 30/);
  await mia.says('rule r7');
  expect((await chat.bot.replies(/^Inactive \(R7\)/)).text).toMatch(/days \(days\): 30 \(1–1000\)/);
  await mia.says('rule R7 days 45');
  await chat.bot.replies(/Only managers and admins may change rules/);
  await mia.says('rule R77');
  await chat.bot.replies(/There is no rule "R77"\. Did you mean R7\?/);
});

test('a manager changes a number: shown, confirmed, in force in an hour, taken back', async () => {
  const grace = chat.as('grace', 'dm:grace');
  await grace.says('rule R7 days 4000');
  await chat.bot.replies(/days takes a whole number from 1 to 1000/);
  await grace.says('rule R7 weeks 4');
  await chat.bot.replies(/R7 has no "weeks"\. You can change days, risk/);
  await grace.says('rule R4 fromDays 20');
  await chat.bot.replies(/contradicts the other numbers/);
  await grace.says('rule R7 days 30');
  await chat.bot.replies(/It is like that already/);
  const versions = () => app.db.selectFrom('version').selectAll().orderBy('id').execute();
  await grace.says('rule R7 days 45');
  const shown = await chat.bot.replies(/Change the rule\?/);
  expect(shown.text).toMatch(/Rule R7 Inactive: days 30 → 45/);
  expect(await versions()).toEqual([]);
  await grace.presses(shown, /^Change it$/);
  const done = await chat.bot.replies(/The rules are changed/);
  expect(done.text).toMatch(/days 30 → 45\nIn force from 20\d\d-/);
  expect(await versions()).toMatchObject([
    { kind: 'behaviour', content: { rules: { R7: { test: { days: 45 } } } }, created_by: 'Grace Hall' },
  ]);
  // What was shown before somebody changed something is confirmed no more.
  await grace.presses(shown, /^Change it$/);
  await chat.bot.replies(/The rules were changed meanwhile/);
  await grace.presses(done, /^Undo$/);
  expect((await chat.bot.replies(/The rules are changed/)).text).toMatch(/days 45 → 30/);
  await grace.presses(done, /^Undo$/);
  await chat.bot.replies(/That has been undone already/);
  const audited = await sql<{ action: string }>`
    select action from audit where action like 'rule-%' order by id`.execute(app.db);
  expect(audited.rows.map((each) => each.action)).toEqual(['rule-change', 'rule-undo']);
});

test('a rule is switched off in Chinese', async () => {
  const grace = chat.as('grace', 'dm:grace');
  await grace.says('规则 R8 停用');
  const shown = await chat.bot.replies(/确认修改规则？/);
  expect(shown.text).toMatch(/规则 R8 我方消息未获回应：停用/);
  await grace.says('规则 R8 天数 20天');
  expect((await chat.bot.replies(/确认修改规则？/)).text).toMatch(/天数 14 → 20/);
  await grace.says('规则 R8 天数 0');
  await chat.bot.replies(/应为 1 到 1000 之间的整数/);
});

test('a customer is put into a segment, read anew by it, and back', async () => {
  const mia = chat.as('mia', 'dm:mia');
  const stored = async () =>
    await app.db
      .selectFrom('customer')
      .select(['segment', 'health'])
      .where('name', '=', 'Acme Ltd')
      .executeTakeFirstOrThrow();
  await mia.says('segment Acme Ltd');
  await chat.bot.replies(/Segment: general/);
  await mia.says('segment Acme Ltd services for businesses');
  const done = await chat.bot.replies(/Segment: general → services for businesses/);
  expect((await stored()).segment).toBe('b2b');
  await mia.says('status Acme Ltd');
  await chat.bot.replies(/Segment: services for businesses/);
  await mia.says('segment "Acme Ltd" b2b');
  await chat.bot.replies(/is in services for businesses already/);
  await mia.says('segment "Acme Ltd" cafes');
  await chat.bot.replies(/There is no segment "cafes"\. Choose one of: general \(general\), fmcg/);
  await mia.presses(done, /^Undo$/);
  await chat.bot.replies(/services for businesses → general/);
  expect((await stored()).segment).toBe('general');
  await mia.says('segment 晨光书店 b2b');
  await chat.bot.replies(/no customer/);
  const lin = chat.as('lin', 'dm:lin');
  await lin.says('分类 晨光书店 快消');
  await chat.bot.replies(/分类：通用 → 快消/);
  const audited = await sql<{ detail: unknown }>`
    select detail from audit where action = 'segment-set' order by id`.execute(app.db);
  expect(audited.rows.map((each) => each.detail)).toEqual([
    { from: 'general', to: 'b2b' },
    { from: 'b2b', to: 'general' },
    { from: 'general', to: 'fmcg' },
  ]);
});

test('the figures are those of the new segment at once', async () => {
  const cedar = () =>
    app.db
      .selectFrom('customer')
      .select(['id', 'health'])
      .where('name', '=', 'Cedar Cafe')
      .executeTakeFirstOrThrow();
  const { id } = await cedar();
  for (const fact of [{ kind: 'order', amount: 100 }, { kind: 'complaint' }]) {
    await fetch(`${app.url}/api/facts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'mia', customer: id, ...fact }),
    });
  }
  const before = (await cedar()).health;
  const mia = chat.as('mia', 'dm:mia');
  await mia.says('segment Cedar Cafe b2b');
  const done = await chat.bot.replies(/Segment: general →/);
  // Orders weigh less there than the open complaint.
  expect((await cedar()).health).toBeLessThan(before ?? 0);
  await mia.presses(done, /^Undo$/);
  await chat.bot.replies(/→ general/);
  expect((await cedar()).health).toBe(before);
});

test('reading commands answer as of a past time, in both languages, and no other does', {
  timeout: 90_000,
}, async () => {
  const before = new Date((await chat.clock.now()) - 1000).toISOString();
  await chat.clock.advance({ days: 40 });
  const mia = chat.as('mia', 'dm:mia');
  await mia.says('status Acme Ltd');
  const now = await chat.bot.replies(/^Acme Ltd/);
  expect(now.text).toMatch(/⚠ Inactive/);
  await mia.says(`asof ${before} status Acme Ltd`);
  const then = await chat.bot.replies(/^Acme Ltd · as of 20\d\d-/);
  expect(then.text).not.toMatch(/⚠ Inactive/);
  await mia.presses(then, /^Why$/);
  await chat.bot.replies(/^Acme Ltd: why · as of 20\d\d-/);
  await mia.says('asof 40 days ago list all');
  await chat.bot.replies(/^All customers .* · as of/);
  await mia.says('asof 40 days ago Acme Ltd');
  await chat.bot.replies(/^Acme Ltd · as of/);
  await mia.says('asof 40 days ago timeline Acme Ltd');
  expect((await chat.bot.replies(/timeline · as of/)).text).toMatch(/the ovens arrived/);
  await mia.says('asof 60 days ago timeline Acme Ltd');
  expect((await chat.bot.replies(/timeline · as of/)).text).toMatch(/Nothing has happened yet/);
  await mia.says('asof yesterday note "Acme Ltd" hello');
  await chat.bot.replies(/"note" is about the present.*status, why, timeline, trend, list, digest/);
  await mia.says('asof yesterday digest');
  await chat.bot.replies(/Your role may not use this command/);
  await mia.says('asof 2999-01-01 status Acme Ltd');
  await chat.bot.replies(/That time is still to come/);
  await mia.says('asof whenever status Acme Ltd');
  await chat.bot.replies(/Write: asof TIME COMMAND/);
  const lin = chat.as('lin', 'dm:lin');
  await lin.says('截至 40天前 状态 晨光书店');
  expect((await chat.bot.replies(/^晨光书店 · 截至 20\d\d-/)).text).not.toMatch(/⚠/);
  await lin.says('截至昨天 原因 晨光书店');
  await chat.bot.replies(/^晨光书店：为什么 · 截至/);
  await lin.says('截至 昨天 备注 晨光书店 你好');
  await chat.bot.replies(/只能针对现在。可以问过去的有：状态、原因/);
});

test('what happened elsewhere is recorded through the page’s interface, as a row of a file would be', async () => {
  const { id } = await app.db
    .selectFrom('customer')
    .select('id')
    .where('name', '=', 'Acme Ltd')
    .executeTakeFirstOrThrow();
  const record = async (fact: object) => {
    const answer = await fetch(`${app.url}/api/facts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'mia', customer: id, ...fact }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const fact of [
    { kind: 'renewal-due', due: '2030-01-31', what: 'Service plan' },
    { kind: 'survey-answer', score: '9', scale: 'nps' },
    { kind: 'survey-answer', score: 3, scale: 'csat', text: 'so so' },
    { kind: 'product-use', times: '12' },
    { kind: 'campaign-sent', campaign: 'spring' },
    { kind: 'campaign-opened', campaign: 'spring' },
    { kind: 'call', direction: 'in', minutes: '7' },
    { kind: 'referral' },
    { kind: 'order', amount: 120 },
  ])
    expect(await record(fact)).toMatchObject({ status: 201 });
  const stored = await sql<{ kind: string; direction: string; data: unknown }>`
    select kind, direction, data from interaction where source_key like 'fact/web/%' and customer_id = ${id} order by id`.execute(
    app.db,
  );
  expect(stored.rows).toEqual([
    {
      kind: 'renewal-due',
      direction: 'none',
      data: { dueAt: Date.parse('2030-01-31T00:00:00+08:00'), what: 'Service plan' },
    },
    { kind: 'survey-answer', direction: 'in', data: { satisfaction: 90, scale: 'nps' } },
    { kind: 'survey-answer', direction: 'in', data: { satisfaction: 50, scale: 'csat' } },
    { kind: 'product-use', direction: 'in', data: { times: 12 } },
    { kind: 'campaign-sent', direction: 'out', data: { campaign: 'spring' } },
    { kind: 'campaign-opened', direction: 'in', data: { campaign: 'spring' } },
    { kind: 'call', direction: 'in', data: { minutes: 7 } },
    { kind: 'referral', direction: 'in', data: {} },
    { kind: 'order', direction: 'in', data: { amount: 120 } },
  ]);
  for (const [fact, problem] of [
    [{ kind: 'order' }, /amount: \\"\\" is not a number/],
    [{ kind: 'order', amount: -3 }, /amount: .*is below 0/],
    [{ kind: 'survey-answer', score: 11, scale: 'nps' }, /score: .*from 0 to 10/],
    [{ kind: 'survey-answer', score: 1, scale: 'stars' }, /scale: /],
    [{ kind: 'renewal-due', due: 'soon' }, /due: /],
    [{ kind: 'stage-override' }, /A fact needs a customer and a kind/],
    [{ kind: 'constructor' }, /A fact needs a customer and a kind/],
  ] as const) {
    const answer = await record(fact);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(problem);
  }
  const mia = chat.as('mia', 'dm:mia');
  await mia.says('timeline Acme Ltd');
  expect((await chat.bot.replies(/Acme Ltd: timeline/)).text).toMatch(/survey answer 50\/100 · so so/);
});
