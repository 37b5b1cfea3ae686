import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWecomSettings } from '../../bot/platforms/wecom-settings.ts';
import { listenFor } from '../../db/listening.ts';
import { findRoom, listRooms } from '../../db/rooms.ts';
import { makeSurvey } from '../../db/surveys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { runTend } from '../support/command-line.ts';
import { type Outgoing, watchOutgoing } from '../support/outgoing.ts';
import {
  type PuppetService,
  serviceToken,
  startPuppetService,
} from '../support/servers/wechaty/puppet-server.ts';
import { colleagueId, customerId, roomId } from '../support/servers/wechaty/world.ts';
import { type Gateway, startGateway } from '../support/servers/wecom/gateway.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  encodingAesKey,
} from '../support/servers/wecom/payloads.ts';
import { readMessage } from '../support/servers/wecom/reader.ts';
import { colleague, startWecom, type WecomStandIn } from '../support/servers/wecom/server.ts';
import { until } from '../support/until.ts';

const room = `wechaty:${roomId}`;

let home: string;
let wecom: WecomStandIn;
let puppets: PuppetService;
let gateway: Gateway;
let outgoing: Outgoing;
let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  outgoing = watchOutgoing();
  gateway = await startGateway('bot-secret-that-nobody-may-see');
  home = await mkdtemp(join(tmpdir(), 'tend-wechaty-story-'));
  wecom = await startWecom();
  puppets = await startPuppetService(false);
  const { state } = wecom;
  const { settings, problems } = readWecomSettings({
    TEND_HOME: home,
    WECOM_CORP_ID: state.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: state.secret,
    WECOM_TOKEN: callbackToken,
    WECOM_AES_KEY: encodingAesKey,
    WECOM_WEBHOOKS: `alerts=${state.robotKeys.get('alerts')}`,
    WECOM_WEBHOOKS_INTERNAL: 'alerts',
    WECOM_API_URL: wecom.url,
    WECOM_BOT_ID: 'BOT',
    WECOM_BOT_SECRET: 'bot-secret-that-nobody-may-see',
    WECOM_BOT_URL: gateway.url,
    WECOM_ARCHIVE_TOKEN: 'archive-token-that-nobody-may-see',
    WECHATY_ENDPOINT: puppets.service.endpoint,
    WECHATY_TOKEN: serviceToken,
    WECHATY_TLS: 'off',
  });
  expect(problems).toEqual([]);
  app = await startTestApp({ wecom: settings, holidays: 'none' });
  chat = openChat(app);
}, 60_000);

afterAll(async () => {
  await app.stop();
  await puppets.close();
  await gateway.close();
  await wecom.close();
  outgoing.stop();
  await rm(home, { recursive: true, force: true });
}, 60_000);

const writesToApp = async (text: string): Promise<void> => {
  const request = callbackRequest(appMessage(text), { address: `${app.url}/wecom/events` });
  const answer = await fetch(request.url, { method: 'POST', body: await request.text() });
  expect(answer.status).toBe(200);
};

const heard = new Set<string>();

/** The app's next message that fits. */
const next = async (pattern: RegExp): Promise<string> => {
  const all = () => wecom.state.messages.map((each) => ({ ...each, ...readMessage(each.body) }));
  const found = await until(
    () => all().find((each) => !heard.has(each.id) && pattern.test(each.text)),
    () =>
      `The app did not say ${pattern}; it said:\n${all()
        .map((each) => `  [${each.user}] ${each.text}`)
        .join('\n')}`,
    20_000,
  );
  heard.add(found.id);
  return found.text;
};

const robotSaid = (pattern: RegExp): number =>
  wecom.state.robotMessages.filter(({ body }) => pattern.test(readMessage(body).text)).length;

test('what is said in a customer group is heard, and the group is nobody’s until somebody says so', async () => {
  await until(() => puppets.world.puppet.isLoggedIn, 'The account is not logged in.', 20_000);
  const { corpId } = wecom.state;
  await until(
    async () => {
      puppets.world.say({ by: colleagueId, text: 'Good morning Ann, how are the pumps?' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return findRoom(app.db, { platform: 'wecom', account: corpId }, room);
    },
    'The group is not heard.',
    20_000,
  );
  puppets.world.say({ by: customerId, text: 'Good morning, they run.' });
  await chat.settles();
  expect((await findRoom(app.db, { platform: 'wecom', account: corpId }, room))?.purpose).toBe('unlinked');
});

test('the group is called by its name', async () => {
  const where = { platform: 'wecom', account: wecom.state.corpId } as const;
  const isCalled = (name: string) => async () => (await findRoom(app.db, where, room))?.name === name;
  await until(isCalled('Acme pumps'), 'The group has no name.', 20_000);
  const { room: group, colleague: mia } = puppets.world;
  group.topic('Acme pumps and valves').by(mia);
  await until(isCalled('Acme pumps and valves'), 'The group has its old name.');
});

test('at the terminal it is said whose group it is, and whose customer', async () => {
  await writesToApp('help');
  await next(/status NAME/);
  const environment = { TEND_HOME: home, DATABASE_URL: app.databaseUrl, LOG_LEVEL: 'silent' };
  for (const command of [`room ${room} customer Acme`, `owner Acme ${colleague}`]) {
    const done = await runTend(['ask', command, '--lang', 'en'], environment);
    expect([done.code, done.err]).toEqual([0, '']);
  }
});

test('a complaint in the group is told to the owner in the app', async () => {
  puppets.world.say({
    by: customerId,
    text: 'The pump broke down again, this is terrible and nobody answers!',
  });
  const words = await next(/The pump broke down again/);
  expect(words).toMatch(/Complaint open/);
});

test('without buttons a number is the customer’s answer to a survey, and no colleague’s', async () => {
  const where = { platform: 'wecom', account: wecom.state.corpId } as const;
  const group = await findRoom(app.db, where, room);
  const survey = await makeSurvey(app.db, { kind: 'nps' }, Date.now());
  const untilAt = Date.now() + 24 * 60 * 60 * 1000;
  const question = { roomId: group?.id ?? 0, personId: null, kind: 'survey-score', ref: survey.id } as const;
  await listenFor(app.db, { ...question, untilAt });
  puppets.world.say({ by: colleagueId, text: '3' });
  puppets.world.say({ by: customerId, text: '9' });
  const answers = () => app.db.selectFrom('survey_answer').select(['score', 'skipped']).execute();
  await until(async () => (await answers()).length > 0, 'The answer is not written down.');
  await chat.settles();
  expect(await answers()).toEqual([{ score: 9, skipped: false }]);
});

test('the owner asks the app how the customer is', async () => {
  await writesToApp('status Acme');
  expect(await next(/Acme[\s\S]*Health/)).toMatch(/churn/i);
});

test('a silence stands in the digest in the managers’ group', async () => {
  await chat.clock.advance({ days: 12 });
  await until(() => robotSaid(/digest[\s\S]*Acme/i) > 0, 'The digest does not name Acme.', 20_000);
});

test('when the account has to be logged in again, the managers’ group is told once', async () => {
  await puppets.world.puppet.logout('thrown out');
  await until(() => robotSaid(/has to be logged in again/) > 0, 'The managers are not told.', 20_000);
  await chat.settles();
  expect(robotSaid(/has to be logged in again/)).toBe(1);
});

test('nothing was ever said in the group', async () => {
  expect(puppets.world.puppet.captured).toEqual([]);
  expect(await listRooms(app.db, ['customer'])).toMatchObject([{ externalId: room }]);
});

test('with every route of WeCom on, no connection leaves this machine', async () => {
  await until(() => gateway.connections() > 0, 'The AI bot is not connected.');
  expect(outgoing.count()).toBeGreaterThan(5);
  expect(outgoing.strangers).toEqual([]);
});
