import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '../../db/connect.ts';
import { resolvePeople } from '../../db/people.ts';
import { ensureRooms, findRoom, notePresence } from '../../db/rooms.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { sizes, startBrowser, type TestBrowser } from '../support/browser.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { account, seedCompany } from '../support/company.ts';
import { waitForMorning } from '../support/morning.ts';

let app: TestApp;
let browser: TestBrowser;
let chat: Chat;

const stories = [
  {
    lang: 'en',
    room: 'bakers',
    fan: { id: 'fay', name: 'Fay' },
    host: 'mia',
    welcome: 'community bakers welcome "Tell us what you bake."',
    hello: /Welcome Fay!\s*Tell us what you bake/,
    ask: 'survey nps bakers',
    card: /How are we doing\?/,
    press: '2',
    thanks: /Thank you for your answer!/,
    prompt: /Low survey score/,
    secret: /Low survey|health|churn|follow.?up/i,
    boss: 'grace',
    results: /NPS\s*-100[\s\S]*0 promoters · 0 passives · 1 detractors/,
  },
  {
    lang: 'zh',
    room: '茶友会',
    fan: { id: 'chaxing', name: '茶小星' },
    host: 'lin',
    welcome: '社群 茶友会 欢迎 "说说您爱喝什么茶。"',
    hello: /欢迎 茶小星！\s*说说您爱喝什么茶/,
    ask: '问卷 满意度 茶友会',
    card: /想听听您的意见/,
    press: '很不满意',
    thanks: /收到，谢谢您的反馈/,
    prompt: /问卷低分/,
    secret: /问卷低分|健康|流失|跟进/,
    boss: 'zhou',
    results: /满意（4–5 分）\s*0%/,
  },
] as const;

const seed = async (db: Db): Promise<void> => {
  await seedCompany(db);
  const where = { platform: 'web', account } as const;
  for (const { room, lang, fan, host } of stories) {
    const people = await resolvePeople(db, where, [
      { ...fan, kind: 'human', external: true },
      { id: host, name: host, kind: 'human', external: false },
    ]);
    await ensureRooms(db, [
      { ...where, externalId: room, kind: 'group', purpose: 'community', name: room, language: lang },
    ]);
    const made = await findRoom(db, where, room);
    await notePresence(db, [
      { roomId: made?.id ?? 0, personId: people.get(host)?.id ?? 0, at: Date.now() - 3_600_000, left: false },
    ]);
  }
};

const join = async ({ room, fan }: (typeof stories)[number], at: number): Promise<void> => {
  const person = { ...fan, kind: 'human', external: true };
  const conversation = { id: room, kind: 'group' };
  const event = { id: `join-${fan.id}`, at, platform: 'web', account, person, conversation };
  await app.deliver([{ ...event, type: 'joined', people: [person] }], at);
};

beforeAll(async () => {
  app = await startTestApp({ seed, holidays: 'none' });
  chat = openChat(app);
  await waitForMorning(chat);
  for (const story of stories) {
    await chat.as('zhou', 'dm:zhou').says(story.welcome);
    await chat.bot.replies(/收到这段欢迎语|is welcomed/);
    await join(story, await chat.clock.now());
  }
  await chat.settles();
  await chat.clock.advance({ minutes: 11 });
  browser = await startBrowser(app.url);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await app.stop();
});

const botSays = (page: Page, text: RegExp) =>
  page.locator('[data-test=message][data-side=bot]', { hasText: text }).last();

/** Nothing sticks out of the page at either size. */
const fits = async (page: Page): Promise<void> => {
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport);
    const { wide, shown } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      shown: window.innerWidth,
    }));
    expect(wide).toBeLessThanOrEqual(shown);
  }
  await page.setViewportSize(sizes.wide);
};

describe.each(stories)('in $lang', (story) => {
  const { lang, room, fan, host, boss } = story;

  test('who joins is welcomed, answers a survey with a low score, and the rep is told at once', async () => {
    const theirs = await browser.open({ as: fan.id, room, lang });
    const reps = await browser.open({ as: host, room: `dm:${host}`, lang });
    await botSays(theirs, story.hello).waitFor();
    const lead = chat.as('zhou', 'dm:zhou');
    await lead.says(story.ask);
    await chat.bot.replies(/put to 1 customer or room|已发给 1 位/);
    const card = botSays(theirs, story.card);
    await card.locator('[data-test=card-button]', { hasText: new RegExp(`^${story.press}$`) }).click();
    await botSays(theirs, story.thanks).waitFor();
    await botSays(theirs, story.thanks).scrollIntoViewIfNeeded();
    await fits(theirs);
    await browser.shoot(theirs, `survey-${lang}-customer`);
    await botSays(reps, story.prompt).waitFor();
    await fits(reps);
    await browser.shoot(reps, `survey-${lang}-rep`);
    expect(await theirs.locator('main').textContent()).not.toMatch(story.secret);
    await theirs.close();
    await reps.close();
  });

  test('whoever leads them reads the results on the page', async () => {
    const page = await browser.open({ as: boss, room: `dm:${boss}`, lang });
    await page.getByTestId('composer').fill(lang === 'zh' ? '问卷 2' : 'survey 1');
    await page.getByTestId('composer').press('Enter');
    await botSays(page, story.results).waitFor();
    await fits(page);
    await browser.shoot(page, `survey-${lang}-results`);
    await page.close();
  });
});

test('nothing went wrong on the console', () => {
  expect(browser.problems).toEqual([]);
});
