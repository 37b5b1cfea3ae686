import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { sizes, startBrowser, type TestBrowser } from '../support/browser.ts';

let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ demo: true, holidays: 'none' });
  browser = await startBrowser(app.url);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await app.stop();
});

const say = async (page: Page, text: string): Promise<void> => {
  await page.getByTestId('composer').fill(text);
  await page.getByTestId('composer').press('Enter');
  await page
    .locator('[data-test=message]', { hasText: text.slice(0, 40) })
    .last()
    .waitFor();
};

const botSays = (page: Page, text: RegExp) =>
  page.locator('[data-test=message][data-side=bot]', { hasText: text }).last();

const customerIn = async (room: string): Promise<string> => {
  const found = await app.db
    .selectFrom('room')
    .innerJoin('room_person', 'room_person.room_id', 'room.id')
    .innerJoin('person', 'person.id', 'room_person.person_id')
    .innerJoin('identity', 'identity.person_id', 'person.id')
    .select('identity.external_id as id')
    .where('room.external_id', '=', room)
    .where('person.side', '=', 'customer')
    .where('room_person.left_at', 'is', null)
    .orderBy('identity.external_id')
    .executeTakeFirstOrThrow();
  return found.id;
};

const stories = [
  {
    lang: 'en',
    customer: 'Quill & Kettle',
    room: 'quill-kettle',
    rep: 'rep-mia',
    complaint: 'The grinder broke down again, this is terrible and I want to complain!',
    prompt: /Quill & Kettle · Complaint open/,
    ask: '@Tend status Quill & Kettle',
    // The bot speaks the manager's own language, which is Chinese in this company.
    answer: /Quill & Kettle[\s\S]*(?:Health|健康分)/,
    digest: /Quill & Kettle · .*→ (?:Decline|dormant|衰退|沉睡)/,
  },
  {
    lang: 'zh',
    customer: '海棠格子联合办公',
    room: 'haitang',
    rep: 'rep-chen',
    complaint: '试用机又坏了，你们的服务太差了，我要投诉！',
    prompt: /海棠格子联合办公 · 投诉待处理/,
    ask: '@Tend 状态 海棠格子联合办公',
    answer: /海棠格子联合办公[\s\S]*健康分/,
    digest: /海棠格子联合办公 · .*→ (?:衰退|沉睡)/,
  },
] as const;

describe.each(stories)('the story in $lang', (story) => {
  const { lang, room, rep } = story;
  let customer: Page;
  let seller: Page;
  let manager: Page;

  beforeAll(async () => {
    customer = await browser.open({ as: await customerIn(room), room, lang });
    seller = await browser.open({ as: rep, room: `dm:${rep}`, lang });
    manager = await browser.open({ as: 'manager-fang', room: 'managers', lang });
  }, 60_000);

  afterAll(async () => {
    for (const page of [customer, seller, manager]) await page.close();
  });

  test('a customer complains, and sees nothing internal', async () => {
    await say(customer, story.complaint);
    await customer.locator('[data-test=inspector-refusal]').waitFor();
    const rooms = await customer
      .locator('[data-test=room]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-room')));
    expect(rooms).toContain(room);
    expect(rooms.filter((each) => /^dm:|^team|^managers/.test(each ?? ''))).toEqual([]);
    expect(await customer.locator('[data-test=message][data-side=bot]').count()).toBe(0);
    expect(await customer.getByTestId('inspector').textContent()).not.toMatch(/\d|¥|%/);
    await browser.shoot(customer, `${lang}-customer`);
  });

  test('the rep is prompted in the open page, and records an order', async () => {
    await botSays(seller, story.prompt).waitFor();
    await browser.shoot(seller, `${lang}-rep-prompted`);
    await seller.locator(`[data-test=room][data-room="${room}"]`).click();
    await seller.locator('[data-test=customer-name]', { hasText: story.customer }).waitFor();
    await seller.locator('[data-test=follow-up][data-rule=R9]').waitFor();
    await browser.shoot(seller, `${lang}-rep-in-customer-room`);
    await seller.locator('#record summary').click();
    await seller.getByTestId('record-kind').selectOption('order');
    await seller.locator('label[for=record-amount]', { hasText: 'CNY' }).waitFor();
    await seller.getByTestId('value-at-risk').filter({ hasText: '¥' }).waitFor();
    await seller.getByTestId('record-amount').fill('36000');
    await seller.getByTestId('record').click();
    await seller
      .locator('[data-test=timeline-item]', { hasText: /36[,]?000/ })
      .first()
      .waitFor();
    await seller.getByTestId('record-kind').selectOption('renewal-due');
    await seller.getByTestId('record').click();
    await seller.locator('.problem', { hasText: /日期|date/ }).waitFor();
    await seller.getByTestId('record-due').fill('2031-05-17');
    await seller.getByTestId('record').click();
    await seller.locator('[data-test=timeline-item]', { hasText: '2031-05-17' }).first().waitFor();
  });

  test('the manager asks for the status and opens what is behind it', async () => {
    await say(manager, story.ask);
    const answer = botSays(manager, story.answer);
    await answer.waitFor();
    await answer.locator('[data-test=card-button]').first().click();
    await botSays(manager, /Formula|算法/).waitFor();
    await browser.shoot(manager, `${lang}-manager-status`);
    await manager.locator('[data-test=customer-search]').fill(story.customer.slice(0, 4));
    await manager.locator('[data-test=customer]', { hasText: story.customer }).click();
    await manager.locator('[data-test=health-part]').first().waitFor();
  });

  test('time moves 40 days, the customer goes dormant, and the digest says so', {
    timeout: 180_000,
  }, async () => {
    await manager.getByTestId('clock').click();
    await browser.shoot(manager, `${lang}-clock`);
    await manager.locator('[data-test=clock-forward][data-days="40"]').click();
    await manager.getByTestId('clock-progress').waitFor();
    await manager.getByTestId('clock-progress').waitFor({ state: 'hidden', timeout: 150_000 });
    await botSays(manager, story.digest).waitFor();
    await manager.locator('[data-test=stage][data-stage=dormant]').waitFor();
    await manager.locator('[data-test=warning][data-rule=R7]').waitFor();
    await botSays(manager, story.digest).scrollIntoViewIfNeeded();
    await browser.shoot(manager, `${lang}-digest`);
    await seller.locator('[data-test=warning][data-rule=R7]').waitFor();
    await browser.shoot(seller, `${lang}-rep-after-40-days`);
  });

  test('the clock goes back to real time, and all of it with it', { timeout: 180_000 }, async () => {
    await manager.getByTestId('clock').click();
    await manager.getByTestId('clock-reset').click();
    await expect.poll(() => botSays(manager, story.digest).count(), { timeout: 150_000 }).toBe(0);
    await manager.locator('[data-test=stage]:not([data-stage=dormant])').waitFor();
  });

  test('nothing went wrong on the console', () => {
    expect(browser.problems).toEqual([]);
  });
});

describe('at phone width', () => {
  test('the three parts are reached from the bar, and nothing sticks out', async () => {
    const page = await browser.open({ as: 'rep-mia', room: 'acme', lang: 'en' });
    await page.setViewportSize(sizes.phone);
    await page.locator('[data-test=message]').last().waitFor();
    await expect
      .poll(() =>
        page
          .getByTestId('scroller')
          .evaluate((each) => each.scrollHeight - each.scrollTop - each.clientHeight),
      )
      .toBeLessThan(5);
    await page.getByTestId('view-rooms').click();
    await page.locator('[data-test=room]').first().waitFor();
    await page.locator('[data-test=room][data-room=acme]').click();
    await page.getByTestId('composer').waitFor();
    await page.getByTestId('view-inspector').click();
    await page.locator('[data-test=health-part]').first().waitFor();
    for (const view of ['view-rooms', 'view-conversation', 'view-inspector']) {
      await page.getByTestId(view).click();
      const { wide, shown } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        shown: window.innerWidth,
      }));
      expect(wide, view).toBeLessThanOrEqual(shown);
      expect(await page.getByTestId(view).getAttribute('aria-current')).toBe('page');
      if (process.env['TEND_SHOTS'])
        await page.screenshot({ path: `${process.env['TEND_SHOTS']}/phone-${view}.png` });
    }
    await page.close();
  });
});

test('a first visitor is shown four things to try, once', async () => {
  const first = await startBrowser(app.url, { firstVisit: true });
  try {
    const page = await first.open({ as: 'rep-mia', room: 'acme', lang: 'en' });
    await page.getByTestId('welcome').waitFor();
    await first.shoot(page, 'first-visit');
    await page.locator('[data-test=step][data-step="1"]').click();
    await expect.poll(() => page.getByTestId('composer').inputValue()).not.toBe('');
    await page.locator('[data-test=welcome-close]').click();
    await page.reload();
    await page.locator('[data-test=message]').last().waitFor();
    expect(await page.getByTestId('welcome').isVisible()).toBe(false);
    expect(first.problems).toEqual([]);
  } finally {
    await first.close();
  }
});

describe('with the keyboard and in several tabs', () => {
  test('one writes, edits, recalls and reacts; the other tab sees it', async () => {
    const mia = await browser.open({ as: 'rep-mia', room: 'acme', lang: 'en' });
    const grace = await browser.open({ as: await customerIn('acme'), room: 'acme', lang: 'en' });
    await say(mia, 'The new beans are on their way, Grace.');
    const theirs = grace.locator('[data-test=message]', { hasText: 'new beans are on their way' }).last();
    await theirs.waitFor();
    const mine = mia.locator('[data-test=message]', { hasText: 'new beans are on their way' }).last();
    await mine.focus();
    await mia.keyboard.press('Enter');
    await mia.locator('[data-test=message-edit]').click();
    await mia.getByTestId('composer').fill('The new beans arrive on Monday, Grace.');
    await mia.getByTestId('composer').press('Enter');
    const edited = grace.locator('[data-test=message]', { hasText: 'arrive on Monday' }).last();
    await edited.waitFor();
    await mia.locator('[data-test=message]', { hasText: 'arrive on Monday' }).last().focus();
    await mia.keyboard.press('Enter');
    await mia.locator('[data-test=message-recall]').click();
    await edited.waitFor({ state: 'detached' });
    expect(await grace.locator('[data-test=message]', { hasText: 'arrive on Monday' }).count()).toBe(0);
    await mia.close();
    await grace.close();
  });

  test('a request is completed by the keyboard, for members alone', async () => {
    const mia = await browser.open({ as: 'rep-mia', room: 'acme', lang: 'en' });
    const box = mia.getByTestId('composer');
    const offers = mia.locator('[data-test=completion]');
    await box.pressSequentially('Hello @Tend stat');
    await offers.filter({ hasText: 'status' }).first().waitFor();
    await box.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    expect(await mia.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await browser.shoot(mia, 'en-completion');
    await box.press('Enter');
    expect(await box.inputValue()).toBe('Hello @Tend status ');
    await box.pressSequentially('Quill');
    await offers.filter({ hasText: 'Quill & Kettle' }).waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('Hello @Tend status "Quill & Kettle" ');
    await offers.first().waitFor({ state: 'detached' });
    await box.press('Enter');
    await botSays(mia, /Quill & Kettle[\s\S]*(?:Health|健康分)/).waitFor();
    await box.pressSequentially('@Tend sta');
    await offers.first().waitFor();
    await box.press('Escape');
    expect(await mia.getByTestId('completions').isVisible()).toBe(false);
    await mia.close();

    const grace = await browser.open({ as: await customerIn('acme'), room: 'acme', lang: 'en' });
    const asked: string[] = [];
    grace.on('request', (request) => asked.push(request.url()));
    await grace.getByTestId('composer').pressSequentially('@Tend status Q', { delay: 60 });
    expect(asked.filter((url) => url.includes('/api/completions'))).toEqual([]);
    expect(await grace.getByTestId('completions').isVisible()).toBe(false);
    await grace.close();
  });

  test('another person is chosen by typing', async () => {
    const page = await browser.open({ as: 'rep-mia', room: 'acme', lang: 'en' });
    await page.getByTestId('identity').click();
    await page.locator('[data-test=people-search]').fill('fang');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('as')))
      .toBe('manager-fang');
    await browser.shoot(page, 'en-manager-first-room');
    await page.close();
  });

  test('nothing went wrong on the console', () => {
    expect(browser.problems).toEqual([]);
  });
});
