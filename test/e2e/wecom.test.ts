import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWecomSettings } from '../../bot/platforms/wecom-settings.ts';
import { customerMessage } from '../../core/messages.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findPeople } from '../../db/people.ts';
import { findRoom, findRooms } from '../../db/rooms.ts';
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
  state.contacts.set(newcomer, {
    external_contact: { external_userid: newcomer, name: 'Bob', type: 1 },
    follow_user: [{ userid: colleague, createtime: 1_763_000_000 }],
  });
  const { settings } = readWecomSettings({
    WECOM_CORP_ID: state.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: state.secret,
    WECOM_TOKEN: callbackToken,
    WECOM_AES_KEY: encodingAesKey,
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

const newcomer = 'wmNEWCOMERAAAAAAAAAAAAAAAAAAAAAA';

const added = (who: string, code?: string): string =>
  eventXml('change_external_contact', {
    ChangeType: 'add_external_contact',
    UserID: colleague,
    ExternalUserID: who,
    ...(code === undefined ? {} : { WelcomeCode: code }),
  });

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

test('a new contact is a customer, with their name and whoever added them as the owner', async () => {
  await tell(added(newcomer, 'code-before-there-was-a-text'));
  await tell(added(customer));
  await chat.settles();
  const found = await until(async () => {
    const all = await app.db
      .selectFrom('customer')
      .leftJoin('person', 'person.id', 'customer.owner_id')
      .select(['customer.name', 'customer.kind', 'person.name as owner'])
      .orderBy('customer.name')
      .execute();
    return all.length === 2 && all.every((each) => each.owner !== null) ? all : undefined;
  }, 'The new contacts have no owner.');
  expect(found).toEqual([
    { name: 'Alice', kind: 'person', owner: '张三' },
    { name: 'Bob', kind: 'person', owner: '张三' },
  ]);
  // Nobody has said yet what new contacts are told.
  expect(wecom.state.welcomed.size).toBe(0);
});

test('a manager who asks the app is answered in the app', async () => {
  await app.db.updateTable('member').set({ role: 'manager' }).execute();
  await tell(appMessage('status Alice'));
  const answer = await next(colleague, /Alice/);
  expect(answer.text).toMatch(/health/i);
});

test('a new contact is welcomed at once, once, with the words that a lead has set', async () => {
  await tell(appMessage('welcome Hello {name}, glad to have you here.'));
  expect((await next(colleague, /In force/)).text).toMatch(/Hello Ann, glad/);
  const xml = added(newcomer, 'code-1');
  // Another app is welcoming at this moment; it is tried again while the code is good.
  wecom.state.faults.push({ answer: { errcode: 41096, errmsg: 'in process' } });
  for (let time = 0; time < 3; time++) await tell(xml);
  await until(() => wecom.state.welcomed.has('code-1'), 'Nobody was welcomed.');
  expect(wecom.state.welcomed.get('code-1')).toBe('Hello Bob, glad to have you here.');
  const said = () => app.db.selectFrom('message').select('text').where('audience', '=', 'customer').execute();
  await until(async () => (await said()).length > 0, 'The welcome is in no transcript.');
  await tell(xml);
  await chat.settles();
  expect(await said()).toEqual([{ text: 'Hello Bob, glad to have you here.' }]);
  const outcomes = await app.db.selectFrom('wecom_welcome').select('outcome').orderBy('begun_at').execute();
  expect(outcomes.map((each) => each.outcome)).toEqual(['off', 'sent']);
});

test('a redelivery changes nothing', async () => {
  const question = appMessage('help');
  for (let time = 0; time < 3; time++) await tell(question);
  await next(colleague, /status NAME/);
  await chat.settles();
  const answers = wecom.state.messages.filter((each) => /status NAME/.test(readMessage(each.body).text));
  expect(answers).toHaveLength(1);
});

test('nothing internal goes to a customer group by a task', async () => {
  const room = await findRoom(app.db, { platform: 'wecom', account: wecom.state.corpId }, group);
  const message = { audience: 'team', text: 'churn 80 %' } as const;
  await enqueue(app.db, { key: 'internal/1', roomId: room?.id ?? 0, message }, Date.now());
  await until(async () => (await lookedAt('internal/1')).status === 'refused', 'Something internal waits.');
  expect(wecom.state.tasks).toEqual([]);
});

/** What became of a message to a customer, looked at as if its time had come. */
const lookedAt = async (key: string) => {
  await app.db.updateTable('outbox').set({ next_at: 0 }).where('status', '=', 'pending-human').execute();
  return app.db
    .selectFrom('outbox')
    .select(['status', 'problem', 'next_at'])
    .where('idempotency_key', '=', key)
    .executeTakeFirstOrThrow();
};

test('whoever is known only from a group is written to by a task of the member who talked with them last', async () => {
  const carol = 'wmGROUPONLYAAAAAAAAAAAAAAAAAAAAAA';
  wecom.state.groups.get(group)?.members.push({ userid: carol, type: 2, name: 'Carol' });
  await tell(
    eventXml('change_external_chat', {
      ChatId: group,
      ChangeType: 'update',
      UpdateDetail: 'add_member',
      MemChangeList: [carol],
    }),
  );
  await chat.settles();
  const where = { platform: 'wecom', account: wecom.state.corpId } as const;
  const { id = 0 } = (await findPeople(app.db, where, [carol])).get(carol) ?? {};
  const room = await directRoomOf(app.db, id);
  const message = customerMessage('您好，Carol！');
  await enqueue(app.db, { key: 'care/1', roomId: room?.id ?? 0, message }, Date.now());
  await until(async () => (await lookedAt('care/1')).status === 'pending-human', 'There is no task.');
  expect(wecom.state.tasks).toMatchObject([{ kind: 'single', receivers: [carol], text: message.text }]);
  expect(wecom.state.messages.filter((each) => each.user === carol)).toEqual([]);
  const internal = { audience: 'team', text: 'churn 80 %' } as const;
  await enqueue(app.db, { key: 'internal/2', roomId: room?.id ?? 0, message: internal }, Date.now());
  await until(async () => (await lookedAt('internal/2')).status === 'refused', 'Something internal waits.');
});

test('care that does not reach a customer is refused with the reason', async () => {
  const where = { platform: 'wecom', account: wecom.state.corpId } as const;
  const rooms = await findRooms(app.db, where, [
    `contact:${colleague}/${customer}`,
    `contact:${colleague}/${newcomer}`,
  ]);
  const [alice, bob] = [
    rooms.get(`contact:${colleague}/${customer}`),
    rooms.get(`contact:${colleague}/${newcomer}`),
  ];
  // In `fail_list`: WeCom does not even make a task of it.
  wecom.state.unreachable.add(newcomer);
  const message = customerMessage('您好！');
  await enqueue(app.db, { key: 'care/2', roomId: alice?.id ?? 0, message }, Date.now());
  await enqueue(app.db, { key: 'care/3', roomId: bob?.id ?? 0, message }, Date.now());
  await until(async () => (await lookedAt('care/3')).status === 'refused', 'care/3 is not refused.');
  expect((await lookedAt('care/3')).problem).toMatch(/not-reachable/);
  const ofAlice = await until(
    () => wecom.state.tasks.find((each) => each.receivers.includes(customer)),
    'There is no task for Alice.',
  );
  ofAlice.outcomes.set(customer, 3);
  await until(async () => (await lookedAt('care/2')).status === 'refused', 'care/2 is not refused.', 20_000);
  expect((await lookedAt('care/2')).problem).toBe('platform-quota');
});

test('all processes use one access token, which stands nowhere readable', async () => {
  expect(wecom.state.tokenCount).toBe(1);
  const kept = await app.db.selectFrom('setting').selectAll().where('key', 'like', 'wecom.token/%').execute();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(wecom.state.token);
});
