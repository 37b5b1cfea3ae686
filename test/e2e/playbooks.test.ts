import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat, type SeenMessage } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { waitForMorning } from '../support/morning.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  await waitForMorning(chat);
  await chat.as('alice', 'acme').says('Good morning, the ovens arrived.');
  await chat.as('mia', 'acme').says('Good to hear.');
  await chat.settles();
}, 60_000);

afterAll(() => app.stop());

const grace = () => chat.as('grace', 'dm:grace');
const says = async (text: string, pattern: RegExp): Promise<SeenMessage> => {
  await grace().says(text);
  return chat.bot.replies(pattern);
};

test('a manager makes a playbook of their own from a shipped one, changes it in words, and takes a change back', async () => {
  const made = await says(
    'playbook new thank-you from second-purchase',
    /Second purchase \(thank-you\)[\s\S]*draft · version 1/,
  );
  expect(made.text).toMatch(/1\. wait until the customer orders, at most 2 days/);
  await says('playbook change thank-you wait 1 5', /version 2[\s\S]*1\. wait until .*, at most 5 days/);
  const worded = await says(
    'playbook change thank-you text 3 en {{#name}}{{name}}, {{/name}}how is it going?',
    /version 3[\s\S]*3\. write to the customer: “Alice, how is it going\?”/,
  );
  await grace().presses(worded, /^Undo$/);
  expect((await chat.bot.replies(/version 2/)).text).toMatch(/thank you for trusting us/);
  const limited = await says('剧本 修改 thank-you 间隔 400', /第 3 版/);
  expect(limited.text).toMatch(/同一客户 400 天内只进入一次/);
});

test('what makes no sense is refused with the reason, and the right form is shown', async () => {
  await says('playbook change thank-you priority 12', /That cannot be:\npriority: .*1 to 9/);
  await says(
    'playbook change thank-you text 3 en {{shoe}}',
    /That cannot be:\nsteps\.2\.text\.en: there is no field \{\{shoe\}\}/,
  );
  await says('playbook change thank-you wait 2 5', /Write: playbook change thank-you wait STEP DAYS/);
  await says(
    'playbook change thank-you colour blue',
    /Write: playbook change thank-you wait STEP DAYS, or text/,
  );
  await says('playbook change thank-you contacts 1', /That is how it is already/);
  await says('playbook new thank-you from renewal', /There is a playbook thank-you already/);
  await says('playbook new other renewal', /Write: playbook new NAME from PLAYBOOK/);
  await says('playbook new Über from renewal', /small letters, digits and hyphens/);
  await says('playbook new other from nowhere', /There is no playbook "nowhere"/);
  await chat.as('mia', 'dm:mia').says('playbook change thank-you priority 3');
  await chat.bot.replies(/Only leads, managers and admins may change playbooks/);
});

test('is back-tested apart from the request, in one card; approved, run, and asks the owner for real', async () => {
  await says(
    'playbook backtest win-back-service 30',
    /^Back-testing Win back: service .*; what it finds follows/,
  );
  const found = await until(
    async () => (await grace().sees()).find((each) => /Of \d+ customers/.test(each.text)),
    'The back-test was not done.',
  );
  expect(found.text).toMatch(/back-test of the last 30 days/);
  expect(found.text).toMatch(/tend playbook backtest win-back-service --days 30 --csv runs\.csv/);
  await grace().presses(found, /^Approve$/);
  await chat.bot.replies(/Now: approved[\s\S]*about one customer in ten gets none of its messages/);
  await says('playbook run win-back-service', /Now: running/);
  await says('playbook enter win-back-service Acme Ltd', /Acme Ltd entered Win back: service/);
  const prompt = await chat.bot.writesTo(
    'mia',
    /Acme Ltd · Playbook Win back: service[\s\S]*→ They left over how they were served/,
  );
  await chat.as('mia', 'dm:mia').presses(prompt, /^Wrong$/);
  await chat.bot.replies(/Acme Ltd/);
  const shown = await says('playbook win-back-service', /1 inside now/);
  expect(shown.text).toMatch(/Follow-ups: 1 judged, 1 wrong, precision 0%/);
});

test('says when its effect is read, in both languages', async () => {
  await says('playbook effect win-back-service', /Effect of Win back: service[\s\S]*Too early/);
  await says('剧本 效果 win-back-service', /效果：挽回：服务[\s\S]*还没到读数时间/);
  await says('playbook effect thank-you', /not measured/);
});
