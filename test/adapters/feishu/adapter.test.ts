import { afterEach, describe, expect, test } from 'vitest';
import { createFeishuAdapter } from '../../../adapters/feishu/adapter.ts';
import { ConfigError, PlatformError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { contractForms } from '../../contract/forms.ts';
import { openFeishu } from '../../support/servers/feishu/bench.ts';
import { cardEvent, envelope, messageEvent, pushRequest } from '../../support/servers/feishu/payloads.ts';
import { colleague, room } from '../../support/servers/feishu/server.ts';
import { until } from '../../support/until.ts';

const key = 'encrypt-key-that-nobody-may-see';
const open: Awaited<ReturnType<typeof openFeishu>>[] = [];
const start = async (way: 'webhook' | 'long connection' = 'webhook') => {
  const bench = await openFeishu(contractForms, way);
  open.push(bench);
  const events: InboundEvent[] = [];
  await bench.adapter.start(async (event) => void events.push(event));
  return { ...bench, events };
};
const push = async (
  bench: { adapter: { webhook?: (request: Request) => Promise<Response> } },
  body: unknown,
  how: object = {},
) => (await bench.adapter.webhook?.(pushRequest(body, { key, ...how }))) as Response;
const say = (text: string) => ({ audience: 'customer', text }) as const;
const ann = { open_id: 'ou_colleague', union_id: 'on_1', user_id: 'u' };

afterEach(async () => {
  for (const bench of open.splice(0)) {
    await bench.adapter.stop();
    await bench.close();
  }
});

describe('the webhook', () => {
  test('answers the challenge at once, also before the bot has started', async () => {
    const bench = await openFeishu(contractForms);
    open.push(bench);
    const challenge = { type: 'url_verification', challenge: 'abc', token: 'verification-token-of-the-app' };
    const answer = await push(bench, challenge, { signature: 'missing' });
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'abc' }]);
    expect((await push(bench, messageEvent({ content: { text: 'x' } }))).status).toBe(503);
  });

  test.each([
    { what: 'half a body', raw: '{"encrypt":"A', status: 401 },
    { what: 'a body in quotes', raw: JSON.stringify('{"encrypt":"A"}'), status: 400 },
    { what: 'nothing', raw: '', status: 400 },
  ])('$what is refused with $status', async ({ raw, status }) => {
    const bench = await start();
    const answer = await push(bench, {}, { raw });
    expect([400, 401]).toContain(answer.status);
    expect(answer.status === status || answer.status === 400).toBe(true);
    expect(bench.events).toEqual([]);
  });

  test('other methods and bodies without end are refused', async () => {
    const { adapter } = await start();
    expect((await adapter.webhook?.(new Request('http://localhost/feishu')))?.status).toBe(405);
    const big = new Request('http://localhost/feishu', { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) });
    expect((await adapter.webhook?.(big))?.status).toBe(413);
  });

  test.each([{ app_id: 'cli_ffffffffffffffff' }, { tenant_key: 'another-company' }])(
    'an event for $app_id$tenant_key is refused',
    async (header) => {
      const bench = await start();
      const answer = await push(bench, messageEvent({ content: { text: 'x' } }, undefined, header));
      expect(answer.status).toBe(400);
      expect(bench.events).toEqual([]);
    },
  );

  test('what cannot be read is acknowledged, so that it does not keep the rest waiting', async () => {
    const bench = await start();
    const answer = await push(bench, {
      schema: '2.0',
      header: { token: 'verification-token-of-the-app' },
      event: {},
    });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(bench.logged()).toContain('could not be read');
  });
});

describe('what the platform leaves out', () => {
  const reaction = (message: string) =>
    envelope('im.message.reaction.created_v1', {
      message_id: message,
      reaction_type: { emoji_type: 'OK' },
      operator_type: 'user',
      user_id: ann,
    });

  test('the chat of a reaction is the one of its message, without asking for what was heard', async () => {
    const bench = await start();
    await push(bench, messageEvent({ content: { text: 'x' }, more: { message_id: 'om_heard' } }));
    const before = bench.server.state.calls.length;
    await push(bench, reaction('om_heard'));
    expect(bench.events.at(-1)).toMatchObject({
      type: 'reaction',
      conversation: { id: room, kind: 'group' },
    });
    expect(bench.server.state.calls.length).toBe(before);
  });

  test('and is asked for when the message was not heard', async () => {
    const bench = await start();
    const [id] = bench.sayUnheard(['before my time']);
    await push(bench, reaction(id ?? ''));
    expect(bench.events).toMatchObject([{ type: 'reaction', message: id, conversation: { id: room } }]);
  });

  test('a reaction to a message that is gone means nothing', async () => {
    const bench = await start();
    expect((await push(bench, reaction('om_gone'))).status).toBe(200);
    expect(bench.events).toEqual([]);
  });

  test('a button in a direct chat is pressed in a direct chat', async () => {
    const bench = await start();
    bench.server.state.chats.set('oc_p2p', {
      id: 'oc_p2p',
      name: '',
      mode: 'p2p',
      members: [colleague],
      hasBot: true,
    });
    await push(
      bench,
      cardEvent(
        { value: { action: 'run', value: 'my' } },
        { context: { open_chat_id: 'oc_p2p', open_message_id: 'om_1' } },
      ),
    );
    await push(bench, cardEvent({ value: { action: 'run', value: 'my' } }));
    expect(bench.events).toMatchObject([
      { conversation: { kind: 'direct' } },
      { conversation: { kind: 'group' } },
    ]);
  });
});

describe('calls', () => {
  test('that come together fetch one token', async () => {
    const { adapter, server } = await start();
    server.state.tokens.clear();
    const before = server.state.tokenCount;
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        adapter.send({ conversation: room }, say('x'), { idempotencyKey: `k${index}` }),
      ),
    );
    expect(server.state.tokenCount - before).toBeLessThanOrEqual(2);
    expect(server.state.messages).toHaveLength(10);
  });

  test('with a token that has expired get another and go on', async () => {
    const { adapter, server } = await start();
    server.state.tokens.clear();
    expect(await adapter.send({ conversation: room }, say('x'), { idempotencyKey: 'k' })).toMatchObject({
      status: 'sent',
    });
  });

  test('refused with HTTP 200 and a code are refused all the same', async () => {
    const { adapter, server } = await start();
    server.state.faults.push({ status: 200, body: { code: 230002, msg: 'Bot can NOT be out of the chat.' } });
    expect(await adapter.send({ conversation: room }, say('x'), { idempotencyKey: 'k' })).toEqual({
      status: 'refused',
      reason: 'bot-not-in-chat',
    });
    server.state.faults.push({
      status: 200,
      body: { code: 99991400, msg: 'limit' },
      headers: { 'x-ogw-ratelimit-reset': '3' },
    });
    await expect(
      adapter.send({ conversation: room }, say('x'), { idempotencyKey: 'k' }),
    ).rejects.toMatchObject({ platformCode: '99991400', retryAfterMs: 3000 });
  });

  test('cut off before they arrive are unknown, not found, and may be made again', async () => {
    const { adapter, server } = await start();
    server.state.faults.push({ cut: 'before' });
    const sinceAt = Date.now();
    expect(await adapter.send({ conversation: room }, say('x'), { idempotencyKey: 'k' })).toEqual({
      status: 'unknown',
    });
    expect(
      await adapter.findSent?.({ conversation: room }, say('x'), { idempotencyKey: 'k', sinceAt }),
    ).toBeUndefined();
  });

  test('to a platform that is not there were surely not made', async () => {
    const { adapter, server } = await start();
    await server.close();
    const send = () => adapter.send({ conversation: room }, say('x'), { idempotencyKey: 'k' });
    // A connection that was open may break with the call under way; there is no other after it.
    await send().catch(() => undefined);
    await expect(send()).rejects.toMatchObject({ name: 'PlatformError', platformCode: undefined });
  });

  test('a message that has become unknown is not sent again once its key has lost its force', async () => {
    const { adapter } = await start();
    const sinceAt = Date.now() - 2 * 60 * 60_000;
    expect(
      await adapter.findSent?.({ conversation: room }, say('x'), { idempotencyKey: 'k', sinceAt }),
    ).toEqual({ status: 'unknown' });
  });

  test('a card whose answer was lost is found by its mark, not by its words', async () => {
    const { adapter, server } = await start();
    const card = { ...say('t'), card: { title: 'T', blocks: [{ kind: 'text', text: 'b' }] } } as const;
    await adapter.send({ conversation: room }, card, { idempotencyKey: 'other' });
    const sinceAt = Date.now() - 1;
    expect(
      await adapter.findSent?.({ conversation: room }, card, { idempotencyKey: 'k', sinceAt }),
    ).toBeUndefined();
    server.state.faults.push({ cut: 'after' });
    expect(await adapter.send({ conversation: room }, card, { idempotencyKey: 'k' })).toEqual({
      status: 'unknown',
    });
    expect(await adapter.findSent?.({ conversation: room }, card, { idempotencyKey: 'k', sinceAt })).toEqual({
      status: 'sent',
      ref: server.state.messages[1]?.id,
    });
  });

  test('a card that is not taken there is sent as its text', async () => {
    const bench = await start();
    const { adapter, server } = bench;
    server.state.faults.push({ status: 400, body: { code: 230054, msg: 'type not allowed' } });
    const card = {
      ...say('the words'),
      card: { title: 'T', blocks: [{ kind: 'text', text: 'b' }] },
    } as const;
    expect(await adapter.send({ conversation: room }, card, { idempotencyKey: 'k' })).toMatchObject({
      status: 'sent',
    });
    expect(bench.posted()).toMatchObject([{ text: 'the words', buttons: [] }]);
  });

  test('an answer to a message that was recalled is said in the chat', async () => {
    const bench = await start();
    const { adapter } = bench;
    expect(
      await adapter.send({ conversation: room, thread: 'om_gone' }, say('x'), { idempotencyKey: 'k' }),
    ).toMatchObject({ status: 'sent' });
    expect(bench.posted()).toMatchObject([{ conversation: room }]);
  });

  test('words for one person only are never said in a room', async () => {
    const bench = await start();
    const { adapter } = bench;
    expect(
      await adapter.send({ conversation: room, onlyFor: 'ou_colleague' }, say('x'), { idempotencyKey: 'k' }),
    ).toEqual({ status: 'refused', reason: 'no-ephemeral' });
    expect(bench.posted()).toEqual([]);
  });

  test('that need a permission say which page of the console to open', async () => {
    const { adapter, server } = await start();
    server.state.forbidden.add('GET im/v1/chats');
    await expect(adapter.roster?.(room)).rejects.toThrow(/权限管理/);
  });
});

test('the roster is whole, also of a room with more people than one page has', async () => {
  const { adapter, server } = await start();
  const crowd = Array.from({ length: 250 }, (_, index) => ({
    openId: `ou_${index}`,
    name: `p${index}`,
    tenant: 'tenant-us',
  }));
  const chat = server.state.chats.get(room);
  chat?.members.push(...crowd);
  const people = await adapter.roster?.(room);
  expect(people).toHaveLength(252);
  expect(people?.filter((person) => person.external !== false).map((person) => person.id)).toEqual([
    'ou_customer',
  ]);
});

describe('history', () => {
  test('has the replies in threads, and recalls without their words', async () => {
    const bench = await start();
    const { adapter, server } = bench;
    const [first, second] = bench.sayUnheard(['root', 'taken back']);
    const [root, gone] = server.state.messages;
    if (!root || !gone) throw new Error('nothing was said');
    server.state.messages[0] = { ...root, thread: 'omt_1' };
    gone.deleted = true;
    server.state.messages.push({
      ...root,
      id: 'om_reply',
      root: root.id,
      thread: 'omt_1',
      content: '{"text":"reply"}',
    });
    const page = await adapter.history?.(room, 1);
    expect(page?.events.map((event) => [event.type, 'message' in event ? event.message : ''])).toEqual([
      ['message', first],
      ['message', 'om_reply'],
      ['message-recalled', second],
    ]);
    expect(page?.events[1]).toMatchObject({
      text: 'reply',
      person: { external: true },
      conversation: { id: room, thread: first },
    });
  });

  test('leaves out what was said before, what we said ourselves, and what the platform said', async () => {
    const bench = await start();
    const { adapter, server } = bench;
    bench.sayUnheard(['one', 'two']);
    const [one, two] = server.state.messages;
    if (!one || !two) throw new Error('nothing was said');
    await adapter.send({ conversation: room }, say('ours'), { idempotencyKey: 'k' });
    server.state.messages.push({ ...two, id: 'om_system', type: 'system', content: '{"template":"x"}' });
    const page = await adapter.history?.(room, one.createdAt);
    expect(page?.events).toMatchObject([{ text: 'two' }]);
  });
});

describe('a form', () => {
  test('goes to the person who asked, not into the room, and belongs to the room', async () => {
    const bench = await start();
    const answer = await push(bench, bench.formPress?.('note', '42'));
    expect(await answer.json()).toMatchObject({
      toast: { type: 'info', i18n: { en_us: expect.stringMatching(/direct chat/) } },
    });
    expect(bench.server.state.messages.map((each) => each.receiver)).toEqual(['ou_colleague']);
    const sent = await push(bench, bench.formSubmit?.('note', { words: 'x', day: '2026-03-01 +0800' }));
    expect(await sent.json()).toMatchObject({
      toast: { type: 'success' },
      card: { type: 'raw', data: { schema: '2.0' } },
    });
    expect(bench.events).toMatchObject([
      { type: 'form', values: { value: '42', day: '2026-03-01' }, conversation: { id: room, kind: 'group' } },
    ]);
  });

  test('that cannot be sent says so to the person', async () => {
    const bench = await start();
    bench.fail('refused');
    const answer = await push(bench, bench.formPress?.('note', '42'));
    expect(await answer.json()).toMatchObject({ toast: { type: 'error' } });
  });

  test('that there is not is a button like others', async () => {
    const bench = await start();
    await push(bench, bench.formPress?.('nothing', '42'));
    expect(bench.events).toMatchObject([{ type: 'action', action: 'form:nothing', value: '42' }]);
  });
});

describe('the long connection', () => {
  test('comes back after it was lost, and hears again', async () => {
    const bench = await start('long connection');
    for (const peer of bench.server.peers) peer.drop();
    const deliver = () => bench.deliver(messageEvent({ content: { text: 'back' } }));
    await until(async () => (await deliver()) === 200, 'the connection did not come back');
    expect(bench.events).toMatchObject([{ text: 'back' }]);
    expect(bench.logged()).toContain('the long connection is back');
    expect(bench.gaps).toHaveLength(1);
    const [gap] = bench.gaps;
    expect(gap?.toAt).toBeGreaterThan(gap?.fromAt ?? Number.POSITIVE_INFINITY);
  });

  test('answers the press of a button with what the person sees', async () => {
    const bench = await start('long connection');
    const { code, data } = await bench.server.pushOverSocket(bench.formPress?.('note', '1'));
    expect([code, data]).toMatchObject([200, { toast: { type: 'info' } }]);
  });

  const options = (server: { url: URL; state: { appId: string; appSecret: string } }) => ({
    appId: server.state.appId,
    appSecret: server.state.appSecret,
    domain: server.url,
    longConnection: true,
    botOpenId: 'ou_bot',
    account: 'tenant-us',
    forms: {},
    now: Date.now,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });

  test('says at the door what is wrong with the app', async () => {
    const { server } = await start();
    const odd = createFeishuAdapter({ ...options(server), appId: 'cli_x' });
    await expect(odd.start(async () => undefined)).rejects.toBeInstanceOf(ConfigError);
    const refused = createFeishuAdapter({ ...options(server), appSecret: 'wrong' });
    await expect(refused.start(async () => undefined)).rejects.toBeInstanceOf(PlatformError);
  });
});

test('a webhook without any secret is a mistake of configuration', () => {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const options = {
    appId: 'cli_0123456789abcdef',
    appSecret: 's',
    domain: 'feishu',
    forms: {},
    now: Date.now,
    log,
  } as const;
  expect(() => createFeishuAdapter(options)).toThrow(ConfigError);
});

test('without the tenant key the company is asked for, so that the roster tells who is external', async () => {
  const { server } = await start();
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const { appId, appSecret } = server.state;
  const adapter = createFeishuAdapter({
    appId,
    appSecret,
    domain: server.url,
    encryptKey: key,
    forms: {},
    now: Date.now,
    log,
  });
  expect((await adapter.roster?.(room))?.map((person) => person.external)).toEqual(['unknown', 'unknown']);
  await adapter.start(async () => undefined);
  expect((await adapter.roster?.(room))?.map((person) => person.external)).toEqual([true, false]);
  await adapter.stop();
});
