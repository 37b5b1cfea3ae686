import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  await chat.as('alice', 'acme').says('Good morning, the ovens arrived and work well.');
  await chat.as('bob', 'acorn').says('We are looking at the new price list.');
  await chat.as('wang', 'chenguang').says('早上好，咖啡豆收到了，味道不错。');
  await chat.settles();
});

afterAll(() => app.stop());

describe('in English, in the rep’s direct chat', () => {
  test('help names the commands that the role may use', async () => {
    await chat.as('mia', 'dm:mia').says('help');
    const said = await chat.bot.replies(/Tend commands/);
    expect(said.text).toMatch(/status NAME/);
    expect(said.text).not.toMatch(/digest \[/);
  });

  test('status answers with the figures and a way to ask on', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('status acme ltd');
    const said = await chat.bot.replies(/^Acme Ltd/);
    expect(said.text).toMatch(/Health: \d+\/100/);
    expect(said.text).toMatch(/Owner: Mia Carter/);
    await mia.presses(said, /^Why$/);
    expect((await chat.bot.replies(/Acme Ltd: why/)).text).toMatch(/Formula: /);
  });

  test('why, timeline, list and my answer from the same history', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('why "Acme Ltd"');
    expect((await chat.bot.replies(/Acme Ltd: why/)).text).toMatch(/Churn risk: \d+/);
    await mia.says('timeline Acme Ltd');
    await chat.bot.replies(/Alice: Good morning, the ovens arrived/);
    await mia.says('list all');
    const listed = await chat.bot.replies(/All customers/);
    expect(listed.text).toMatch(/Acme Ltd[\s\S]*Acorn Bakery/);
    expect(listed.text).not.toMatch(/晨光/);
    await mia.says('my');
    await chat.bot.replies(/Mia Carter's day/);
  });

  test('a note is kept and shows in the timeline', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('note "Acme Ltd" prefers calls in the morning');
    await chat.bot.replies(/^Noted on Acme Ltd/);
    await mia.says('timeline Acme Ltd');
    await chat.bot.replies(/Mia Carter: prefers calls in the morning/);
  });

  test('a stage set by hand holds and is explained', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('stage "Acorn Bakery" mature 20 signed for a year');
    await chat.bot.replies(/Acorn Bakery is set to .*[Mm]atur/);
    await mia.says('why Acorn Bakery');
    await chat.bot.replies(/Set by hand by a colleague/);
  });

  test('an unknown name is answered with the nearest, an ambiguous one with a choice', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('status Acne Ltd');
    expect((await chat.bot.replies(/There is no customer "Acne Ltd"/)).text).toMatch(
      /Did you mean: Acme Ltd \(#\d+\)/,
    );
    await mia.says('status ac');
    const choice = await chat.bot.replies(/"ac" fits several/);
    expect(choice.text).toMatch(/Acme Ltd \(#\d+\)[\s\S]*Acorn Bakery \(#\d+\)/);
    const number = /Acorn Bakery \((#\d+)\)/.exec(choice.text)?.[1] ?? '';
    await mia.says(`status ${number}`);
    await chat.bot.replies(/^Acorn Bakery/);
  });

  test('a wrong argument is answered with the right form', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('note');
    await chat.bot.replies(/Write: note NAME TEXT/);
    await mia.says('stage "Acme Ltd" splendid');
    await chat.bot.replies(/prospect, new[\s\S]*Write: stage NAME STAGE/);
    await mia.says('list nonsense');
    await chat.bot.replies(/A list is one of: risk/);
  });

  test('what is no command is taken as a name', async () => {
    await chat.as('mia', 'dm:mia').says('Acme Ltd');
    await chat.bot.replies(/^Acme Ltd/);
  });
});

describe('in Chinese', () => {
  test('every command has its Chinese name', async () => {
    const lin = chat.as('lin', 'dm:lin');
    await lin.says('帮助');
    await chat.bot.replies(/Tend 命令/);
    await lin.says('状态 晨光书店');
    expect((await chat.bot.replies(/^晨光书店/)).text).toMatch(/健康分: \d+\/100/);
    await lin.says('原因 晨光书店');
    await chat.bot.replies(/晨光书店：为什么/);
    await lin.says('轨迹 晨光书店');
    await chat.bot.replies(/王老师: 早上好，咖啡豆收到了/);
    await lin.says('名单 全部');
    await chat.bot.replies(/全部客户/);
    await lin.says('我的');
    await chat.bot.replies(/林晓 的一天/);
    await lin.says('备注 晨光书店 周三下午方便');
    await chat.bot.replies(/已记在 晨光书店 名下/);
    await lin.says('阶段 晨光书店 成熟 10 老客户');
    await chat.bot.replies(/晨光书店 的阶段设为“成熟”/);
    await lin.says('状态 晨光书局');
    await chat.bot.replies(/没有找到“晨光书局”。 您是否要找：晨光书店/);
  });

  test('a Chinese command is answered in Chinese also to someone who reads English', async () => {
    await chat.as('mia', 'dm:mia').says('状态 Acme Ltd');
    await chat.bot.replies(/健康分/);
  });

  test('the manager gets the digest by its Chinese name', async () => {
    await chat.as('zhou', 'managers').says('@Tend 日报');
    await chat.bot.replies(/客户日报/);
  });
});

describe('who may', () => {
  test('a rep cannot see another rep’s customer, its lead and the manager can', async () => {
    await chat.as('mia', 'dm:mia').says('status 晨光书店');
    await chat.bot.replies(/There is no customer "晨光书店"/);
    await chat.as('zhou', 'dm:zhou').says('状态 晨光书店');
    await chat.bot.replies(/^晨光书店/);
    await chat.as('grace', 'dm:grace').says('status 晨光书店');
    await chat.bot.replies(/^晨光书店/);
  });

  test('a rep may not read the digest', async () => {
    await chat.as('mia', 'dm:mia').says('digest');
    await chat.bot.replies(/Your role may not use this command/);
  });

  test('the owner can be changed, and then the other rep sees the customer', async () => {
    await chat.as('grace', 'dm:grace').says('owner "Cedar Cafe" 林晓');
    await chat.bot.replies(/Cedar Cafe is now 林晓's/);
    await chat.as('lin', 'dm:lin').says('状态 Cedar Cafe');
    await chat.bot.replies(/^Cedar Cafe/);
    await chat.as('mia', 'dm:mia').says('status Cedar Cafe');
    await chat.bot.replies(/There is no customer "Cedar Cafe"/);
    await chat.as('grace', 'dm:grace').says('owner "Cedar Cafe" Nobody');
    await chat.bot.replies(/There is no member "Nobody". Choose one of: .*Mia Carter/);
  });

  test('who asked about whom is in the audit log', async () => {
    await chat.as('grace', 'dm:grace').says('status Acme Ltd');
    await chat.bot.replies(/^Acme Ltd/);
    const rows = await app.db
      .selectFrom('audit')
      .innerJoin('person', 'person.id', 'audit.actor_id')
      .innerJoin('customer', 'customer.id', 'audit.customer_id')
      .select(['person.name as who', 'audit.action', 'customer.name as about'])
      .where('customer.name', '=', 'Acme Ltd')
      .execute();
    expect(rows).toContainEqual({ who: 'Grace Hall', action: 'status', about: 'Acme Ltd' });
  });
});
