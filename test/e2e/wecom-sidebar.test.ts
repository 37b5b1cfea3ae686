import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWecomSettings } from '../../bot/platforms/wecom-settings.ts';
import { freePort } from '../../db/embedded/free-port.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { callbackToken, encodingAesKey } from '../support/servers/wecom/payloads.ts';
import {
  colleague,
  customer,
  group,
  startWecom,
  type WecomStandIn,
} from '../support/servers/wecom/server.ts';
import { until } from '../support/until.ts';
import { type ClientPlace, startWecomClient, type WecomClient } from '../support/wecom-page.ts';

let wecom: WecomStandIn;
let app: TestApp;
let chat: Chat;
let client: WecomClient;
let url: string;

const account = 'ww1234567890abcdef';
const beside = { entry: 'group_chat_tools', chatId: group } satisfies ClientPlace;
const besideAlice = { entry: 'single_chat_tools', userId: customer } satisfies ClientPlace;

beforeAll(async () => {
  wecom = await startWecom();
  const port = await freePort();
  url = `http://localhost:${port}`;
  const { settings, problems } = readWecomSettings({
    WECOM_CORP_ID: account,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: wecom.state.secret,
    WECOM_TOKEN: callbackToken,
    WECOM_AES_KEY: encodingAesKey,
    WECOM_API_URL: wecom.url,
    TEND_PUBLIC_URL: url,
  });
  expect(problems).toEqual([]);
  app = await startTestApp({ wecom: settings, holidays: 'none', language: 'zh', port });
  chat = openChat(app);
  client = await startWecomClient(wecom);
}, 60_000);

afterAll(async () => {
  await client.close();
  await app.stop();
  await wecom.close();
});

const goTo = async (page: Page): Promise<Page> => {
  await page.goto(`${url}/wecom/sidebar`);
  await page.locator('#page:not([aria-busy])').waitFor();
  return page;
};
const opens = async (user: string, place: ClientPlace): Promise<Page> => goTo(await client.open(user, place));
const saysNotice = (page: Page) => page.getByTestId('notice').textContent();

/** What is said in the group, as the archive's route would bring it. */
const says = (who: string, text: string, external: boolean) =>
  app.deliver([
    {
      id: `said:${text}`,
      at: Date.now(),
      platform: 'wecom',
      account,
      person: { id: who, kind: 'human', external, name: external ? 'Alice' : '张三' },
      conversation: { id: group, kind: 'group' },
      type: 'message',
      message: `m:${text}`,
      text,
      mentionsBot: false,
      attachments: [],
    },
  ]);

const setRole = async (role: string): Promise<void> => {
  await app.db.updateTable('member').set({ role }).execute();
};

const audited = async () =>
  (await app.db.selectFrom('audit').select('action').where('action', 'like', 'sidebar-%').execute()).map(
    (each) => each.action,
  );

test('beside a group that is nobody’s yet, the employee says whose it is', async () => {
  await app.db
    .insertInto('customer')
    .values({ name: '栗岚酒店', kind: 'organisation', created_at: 1 })
    .execute();
  const page = await opens(colleague, beside);
  await page.getByText('这个群还没有对应的客户').waitFor();
  // A rep chooses among their own customers only.
  await page.getByTestId('search').fill('栗岚');
  await page.getByText('没有找到').waitFor();
  await setRole('manager');
  await page.getByTestId('search').fill('栗岚酒');
  await client.shoot(page, 'sidebar-unknown');
  await page.getByRole('button', { name: '栗岚酒店' }).click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('who').getByText('栗岚酒店').waitFor();
  const room = await app.db
    .selectFrom('room')
    .selectAll()
    .where('external_id', '=', group)
    .executeTakeFirstOrThrow();
  expect(room).toMatchObject({ purpose: 'customer' });
});

test('it shows who this is, the stage and why, what is open, and a draft', async () => {
  await says(colleague, '明天上午给您发报价单。', false);
  await says(customer, '咖啡机从昨天晚上开始漏水，太影响我们了，我要投诉！', true);
  await says(customer, '请问什么时候能来修？', true);
  await chat.settles();
  await app.db
    .updateTable('customer')
    .set({
      owner_id: (await app.db.selectFrom('member').select('person_id').executeTakeFirstOrThrow()).person_id,
    })
    .execute();
  const page = await opens(colleague, beside);
  const text = await page.locator('#page').textContent();
  expect(text).toContain('栗岚酒店');
  expect(text).toMatch(/投诉待处理/);
  expect(text).toMatch(/咖啡机从昨天晚上开始漏水/);
  expect(text).toMatch(/明天上午给您发报价/);
  expect(text).toMatch(/请问什么时候能来修/);
  expect(await page.getByTestId('stage').textContent()).toMatch(/\S/);
  const draft = await page.getByTestId('draft').inputValue();
  expect(draft).toMatch(/抱歉/);
  expect(draft).not.toMatch(/健康|流失|风险|阶段|\d%/);
  await client.shoot(page, 'sidebar-zh');
});

test('it fits 375 pixels, in English as well', async () => {
  const page = await opens(colleague, beside);
  await page.getByTestId('language').click();
  await page.getByText('Complaint open').first().waitFor();
  await client.shoot(page, 'sidebar-en');
  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    buttons: [...document.querySelectorAll('button')].map((each) => each.getBoundingClientRect().height),
  }));
  expect(widths.page).toBeLessThanOrEqual(375);
  expect(Math.min(...widths.buttons)).toBeGreaterThanOrEqual(44);
});

test('the employee sends the draft with one tap, and it counts as our answer', async () => {
  const page = await opens(colleague, beside);
  client.refuseSending(true);
  await page.getByTestId('send').click();
  await page.getByText('没有发送').waitFor();
  expect(
    await app.db.selectFrom('message').select('id').where('external_id', 'like', 'sidebar:%').execute(),
  ).toEqual([]);
  client.refuseSending(false);
  await page.getByTestId('draft').fill('您好，师傅下午三点到。');
  await page.getByTestId('send').click();
  await page.getByText('已发送').waitFor();
  expect(client.sent).toEqual([{ user: colleague, text: '您好，师傅下午三点到。' }]);
  await until(
    async () =>
      (await app.db.selectFrom('follow_up').select('status').where('rule', '=', 'R9').execute()).every(
        (each) => each.status !== 'open',
      ),
    'The complaint still waits for an answer.',
  );
});

test('a follow-up is done with one tap', async () => {
  await says(customer, '还是漏水！太差劲了，我要投诉你们！', true);
  await chat.settles();
  const page = await opens(colleague, beside);
  await page.getByTestId('follow-up-done').first().click();
  await page.locator('#toast', { hasText: '已完成' }).waitFor();
  const done = await app.db
    .selectFrom('interaction')
    .select('id')
    .where('kind', '=', 'follow-up-done')
    .execute();
  expect(done).toHaveLength(1);
});

test('beside the chat of one person it is about them', async () => {
  const page = await opens(colleague, besideAlice);
  await page.getByTestId('who').getByText('Alice').waitFor();
  expect(await page.getByTestId('who').textContent()).toMatch(/所属客户\s+栗岚酒店/);
});

test('whoever may not see the customer sees nothing of it', async () => {
  const page = await opens('lisi', beside);
  await page.getByTestId('notice').waitFor();
  expect(await saysNotice(page)).toMatch(/不在您的负责范围内/);
  expect(await page.locator('body').textContent()).not.toMatch(/栗岚|健康/);
  const answer = await page.evaluate(async () => {
    const press = await fetch('/wecom/sidebar/api/sent', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat: 'wrGROUPAAAAAAAAAAAAAAAAAAAAAAAAA', text: 'x' }),
    });
    return press.status;
  });
  expect(answer).toBe(403);
});

test('a customer cannot log in, nor can anybody with a forged or ended session', async () => {
  const page = await client.open(customer, beside);
  const answer = await page.goto(`${url}/wecom/sidebar`);
  expect(answer?.status()).toBe(403);
  expect(await page.locator('body').textContent()).toMatch(/只有本公司的成员/);
  for (const cookie of [
    '',
    `tend_sidebar=${Buffer.from(colleague).toString('base64url')}.${Date.now() + 1e6}.00`,
  ]) {
    const asked = await fetch(`${url}/wecom/sidebar/api/place?chat=${group}`, { headers: { cookie } });
    expect(asked.status).toBe(401);
  }
  const forged = await fetch(`${url}/wecom/sidebar/login?code=x&state=1x2`, { redirect: 'manual' });
  expect(forged.status).toBe(403);
});

test('outside a customer’s chat it says where it belongs', async () => {
  const page = await opens(colleague, { entry: 'normal' });
  expect(await saysNotice(page)).toMatch(/工具栏/);
});

test('signatures are given for this page only, and tickets are fetched once', async () => {
  const page = await opens(colleague, beside);
  const status = await page.evaluate(
    async () => (await fetch('/wecom/sidebar/api/setup?url=https://evil.example/')).status,
  );
  expect(status).toBe(400);
  expect(wecom.state.ticketCount).toBe(2);
});

test('what was looked at and done is in the audit log; nothing was loaded from elsewhere; nothing went wrong', async () => {
  expect(new Set(await audited())).toEqual(
    new Set(['sidebar-view', 'sidebar-search', 'sidebar-join', 'sidebar-sent', 'sidebar-follow-up-done']),
  );
  expect(client.strangers).toEqual([]);
  expect(client.problems.filter((each) => !/40[0-3]/.test(each))).toEqual([]);
});
