import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { fanClub, joinClub } from '../support/fan-club.ts';
import { waitForMorning } from '../support/morning.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: fanClub(seedCompany) });
  chat = openChat(app);
  await waitForMorning(chat);
}, 60_000);

afterAll(() => app.stop());

test('who joins within ten minutes is welcomed together, once the community has a welcome', async () => {
  await chat.as('mia', 'club').says('@Tend community welcome "Say hello and tell us what you bake."');
  await chat.bot.replies(/Your role|Only a lead or manager/);
  await chat.as('grace', 'dm:grace').says('community club welcome "Say hello and tell us what you bake."');
  await chat.bot.replies(/Who joins club is welcomed/);
  await joinClub(app, await chat.clock.now(), ['fay', 'finn']);
  await chat.clock.advance({ minutes: 5 });
  await joinClub(app, await chat.clock.now(), ['gus']);
  await chat.settles();
  await chat.clock.advance({ minutes: 6 });
  const hello = await chat.bot.posts('club', 'fay', /^Welcome Fay, Finn and Gus!\nSay hello/);
  expect(hello.text).not.toMatch(/health|churn|¥/);
});

test('an event is answered with buttons and words, full means a waiting list, and the card counts', async () => {
  const grace = chat.as('grace', 'dm:grace');
  await grace.says('event new "Tasting evening" "in 3 days" "Oven Street 2" 2 in club');
  await chat.bot.replies(/Event #1 "Tasting evening" \(.*\) is posted in club/);
  const card = await chat.bot.posts('club', 'fay', /Event: Tasting evening[\s\S]*Where: Oven Street 2/);
  await chat.as('fay', 'club').presses(card, /^Coming$/);
  const seen = await chat.bot.replies(/You are on the list for "Tasting evening"/);
  expect(seen.onlyFor).toBe('fay');
  await chat.as('finn', 'club').says('coming');
  await chat.bot.replies(/You are on the list/);
  await chat.as('gus', 'club').presses(card, /^Coming$/);
  await chat.bot.replies(/is full; you are number 1 on the waiting list/);
  await chat.settles();
  const now = (await chat.as('gus', 'club').sees()).find((each) => each.id === card.id);
  expect(now?.text).toMatch(/Places: 2\/2[\s\S]*2 coming · 0 maybe · 1 waiting/);
  await chat.as('fay', 'club').presses(card, /^Not coming$/);
  await chat.bot.replies(/you are not coming/);
  await chat.bot.posts('dm:gus', 'gus', /there is a place for you at "Tasting evening"/);
});

test('who said yes is reminded, hears that it moved, and their coming counts', async () => {
  const grace = chat.as('grace', 'dm:grace');
  await grace.says('event move 1 "in 4 days"');
  await chat.bot.replies(/has moved to .*; 2 who said yes are told/);
  await chat.bot.posts('dm:finn', 'finn', /"Tasting evening" has moved to/);
  await chat.clock.advance({ days: 3, hours: 9 });
  await chat.bot.posts('dm:finn', 'finn', /A reminder: "Tasting evening"/);
  // Who does not come hears of none of this.
  const told = await app.db.selectFrom('room').select('id').where('external_id', '=', 'dm:fay').execute();
  expect(told).toEqual([]);
  await chat.clock.advance({ days: 1, hours: 4 });
  await chat.bot.writesTo('grace', /How was it\? Tasting evening[\s\S]*2 said that they come: Finn, Gus/);
  await grace.says('event attended 1 Finn, Nobody');
  await chat.bot.replies(/Neither on the list nor in the room: Nobody/);
  await grace.says('event attended 1 Finn');
  await chat.bot.replies(/Noted that 1 came/);
  await grace.says('event 1');
  await chat.bot.replies(/Tasting evening \(over\)[\s\S]*Came \(1\): Finn/);
  const facts = await app.db
    .selectFrom('interaction')
    .select(['kind', 'data'])
    .where('kind', 'in', ['rsvp', 'attended'])
    .orderBy('id')
    .execute();
  expect(facts.map((each) => each.kind)).toEqual(['rsvp', 'rsvp', 'rsvp', 'rsvp', 'attended']);
});

test('a poll is voted on with buttons, one vote each, and its card shows the result', async () => {
  await chat.clock.advance({ days: 8 });
  await waitForMorning(chat);
  await chat.as('zhou', 'dm:zhou').says('投票 "下次做什么？" "面包" "蛋糕" 在 club');
  await chat.bot.replies(/投票 #1 已发到 club/);
  const card = await chat.bot.posts('club', 'fay', /下次做什么/);
  await chat.as('fay', 'club').presses(card, /面包/);
  await chat.as('finn', 'club').presses(card, /蛋糕/);
  await chat.as('fay', 'club').presses(card, /蛋糕/);
  await chat.settles();
  const now = (await chat.as('gus', 'club').sees()).find((each) => each.id === card.id);
  expect(now?.text).toMatch(/1\. 面包: 0[\s\S]*2\. 蛋糕: 2/);
  await chat.as('zhou', 'dm:zhou').says('投票 结束 1');
  await chat.bot.replies(/投票 #1 已结束/);
  await chat.as('gus', 'club').presses(card, /面包/);
  await chat.bot.replies(/closed|已经结束/);
});

test('the view of a community names who carries it, who is silent, and what nobody answered', async () => {
  await chat.as('finn', 'club').says('Which flour do you use for rye bread?');
  await chat.as('fay', 'club').says('@Finn I take type 1150 from the mill.');
  await chat.as('gus', 'club').says('When does the next course begin?');
  await chat.settles();
  await chat.as('grace', 'dm:grace').says('community club');
  const seen = await chat.bot.replies(/^club/);
  expect(seen.text).toMatch(
    /Members: 3[\s\S]*Unanswered questions: 1[\s\S]*Members answered members: 1 time/,
  );
  expect(seen.text).toMatch(/> When does the next course begin\? \(Gus\)/);
  await chat.as('grace', 'dm:grace').presses(seen, /Members who answered members/);
  await chat.bot.replies(/Fay → Finn · 1×/);
  await chat.as('zhou', 'dm:zhou').says('社群 club 核心');
  await chat.bot.replies(/核心成员 \(3\)[\s\S]*Fay · \d 条 · 答复别人 1 次/);
  await chat.as('fay', 'club').says('@Tend community');
  await chat.bot.staysSilent();
});

test('a question that is nobody’s becomes the host’s', async () => {
  await chat.clock.advance({ hours: 2 });
  await chat.clock.advance({ minutes: 2 });
  await chat.bot.writesTo('mia', /Gus[\s\S]*When does the next course begin\?/);
});
