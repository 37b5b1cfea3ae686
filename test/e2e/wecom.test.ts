import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWecomSettings } from '../../bot/platforms/wecom-settings.ts';
import { enqueue } from '../../db/outbox.ts';
import { findRoom } from '../../db/rooms.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  encodingAesKey,
  eventXml,
} from '../support/servers/wecom/payloads.ts';
import { readMessage } from '../support/servers/wecom/reader.ts';
import {
  colleague,
  customer,
  group,
  startWecom,
  type WecomStandIn,
} from '../support/servers/wecom/server.ts';
import { until } from '../support/until.ts';

let wecom: WecomStandIn;
let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  wecom = await startWecom();
  const { state } = wecom;
  const { settings } = readWecomSettings({
    WECOM_CORP_ID: state.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: state.secret,
    WECOM_TOKEN: callbackToken,
    WECOM_AES_KEY: encodingAesKey,
    WECOM_WEBHOOKS: `alerts=${state.robotKeys.get('alerts')}`,
    WECOM_WEBHOOKS_INTERNAL: 'alerts',
    WECOM_API_URL: wecom.url,
  });
  app = await startTestApp({ wecom: settings, holidays: 'none' });
  chat = openChat(app);
});

afterAll(async () => {
  await app.stop();
  await wecom.close();
});

const deliver = async (xml: string, how: Parameters<typeof callbackRequest>[1] = {}): Promise<Response> => {
  const request = callbackRequest(xml, { address: `${app.url}/wecom/events`, ...how });
  return fetch(request.url, {
    method: request.method,
    ...(request.method === 'GET' ? {} : { body: await request.text() }),
  });
};

const tell = async (xml: string): Promise<void> => {
  expect((await deliver(xml)).status).toBe(200);
};

const heard = new Set<string>();

/** The app's next message to a member that fits. */
const next = async (user: string, pattern: RegExp) => {
  const all = () => wecom.state.messages.map((each) => ({ ...each, ...readMessage(each.body) }));
  const found = await until(
    () => all().find((each) => !heard.has(each.id) && each.user === user && pattern.test(each.text)),
    () =>
      `The app did not say ${pattern} to ${user}; it said:\n${all()
        .map((each) => `  [${each.user}] ${each.text}`)
        .join('\n')}`,
    20_000,
  );
  heard.add(found.id);
  return found;
};

test('the console tests the address by GET and gets its echo', async () => {
  const answer = await deliver('echo-of-the-console', { echo: true });
  expect([answer.status, await answer.text()]).toEqual([200, 'echo-of-the-console']);
  expect((await deliver('x', { signature: 'forged' })).status).toBe(401);
});

test('a customer group that was made is known by its name and with its people, as nobody’s yet', async () => {
  await tell(eventXml('change_external_chat', { ChatId: group, ChangeType: 'create' }));
  const room = await until(async () => {
    const found = await findRoom(app.db, { platform: 'wecom', account: wecom.state.corpId }, group);
    return found?.name === '测试群' ? found : undefined;
  }, 'The group has no name.');
  expect(room.purpose).toBe('unlinked');
  await until(
    () => app.db.selectFrom('person').select('id').where('name', '=', 'Alice').executeTakeFirst(),
    'Who is in the group is not known.',
  );
});

test('a new contact is a customer', async () => {
  await tell(
    eventXml('change_external_contact', {
      ChangeType: 'add_external_contact',
      UserID: colleague,
      ExternalUserID: customer,
    }),
  );
  await chat.settles();
  const found = await app.db.selectFrom('customer').select(['name', 'kind']).execute();
  expect(found).toEqual([{ name: 'Alice', kind: 'person' }]);
});

test('a manager who asks the app is answered in the app', async () => {
  await app.db.updateTable('member').set({ role: 'manager' }).execute();
  await tell(appMessage('status Alice'));
  const answer = await next(colleague, /Alice/);
  expect(answer.text).toMatch(/health/i);
});

test('a redelivery changes nothing', async () => {
  const question = appMessage('help');
  for (let time = 0; time < 3; time++) await tell(question);
  await next(colleague, /status NAME/);
  await chat.settles();
  const answers = wecom.state.messages.filter((each) => /status NAME/.test(readMessage(each.body).text));
  expect(answers).toHaveLength(1);
});

test('a silence is told to the owner in the app, and the digest goes to the group of the robot', async () => {
  await tell(appMessage('owner Alice 张三'));
  await next(colleague, /Alice.*张三|张三.*Alice/);
  await chat.clock.advance({ days: 12 });
  const prompt = await next(colleague, /follow up/i);
  expect(prompt.text).toMatch(/Alice/);
  await until(
    () =>
      wecom.state.robotMessages.some(({ body }) =>
        /digest[\s\S]*张三: 1 follow/.test(readMessage(body).text),
      ),
    'The digest did not come.',
  );
});

test('care for a customer group waits for its owner, and is not called delivered', async () => {
  const room = await findRoom(app.db, { platform: 'wecom', account: wecom.state.corpId }, group);
  const message = { audience: 'customer', text: '您好，机器运行得怎么样？' } as const;
  await enqueue(app.db, { key: 'care/1', roomId: room?.id ?? 0, message }, Date.now());
  await enqueue(
    app.db,
    { key: 'internal/1', roomId: room?.id ?? 0, message: { audience: 'team', text: 'churn 80 %' } },
    Date.now(),
  );
  const status = async (key: string) =>
    (
      await app.db
        .selectFrom('outbox')
        .select('status')
        .where('idempotency_key', '=', key)
        .executeTakeFirstOrThrow()
    ).status;
  await until(async () => (await status('internal/1')) === 'refused', 'Something internal waits.');
  expect(await status('care/1')).toBe('pending-human');
  expect(wecom.state.tasks).toMatchObject([{ receivers: [group], sender: colleague, confirmed: false }]);
});

test('all processes use one access token, which stands nowhere readable', async () => {
  expect(wecom.state.tokenCount).toBe(1);
  const kept = await app.db.selectFrom('setting').selectAll().where('key', 'like', 'wecom.token/%').execute();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(wecom.state.token);
});
