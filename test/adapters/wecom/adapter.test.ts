import { describe, expect, test } from 'vitest';
import { createWecomAdapter, type WecomOptions } from '../../../adapters/wecom/adapter.ts';
import { ConfigError } from '../../../core/errors.ts';
import { createTestLog } from '../../support/servers/wecom/log.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  corpId,
  encodingAesKey,
} from '../../support/servers/wecom/payloads.ts';

const { log } = createTestLog();
const official = { agentId: '1000002', secret: 's', token: 't', encodingAesKey };
const create = (options: Omit<WecomOptions, 'now' | 'log'>) =>
  createWecomAdapter({ ...options, now: Date.now, log });

describe('settings that cannot be right are said at the door', () => {
  test.each([
    ['no route', { corpId: 'ww1' }, /no route/],
    ['no corp id', { official }, /corp id/],
    ['a short EncodingAESKey', { corpId: 'ww1', official: { ...official, encodingAesKey: 'short' } }, /43/],
    ['an agent id in words', { corpId: 'ww1', official: { ...official, agentId: 'tend' } }, /number/],
    [
      'an API in clear',
      { corpId: 'ww1', official: { ...official, apiUrl: 'http://proxy.example' } },
      /https/,
    ],
    ['an AI bot in clear', { aibot: { botId: 'b', secret: 's', wsUrl: 'ws://10.0.0.1' } }, /wss/],
    ['a robot in clear', { webhook: { rooms: {}, apiUrl: 'http://x.example' } }, /https/],
    ['no address', { webhook: { rooms: {}, apiUrl: 'qyapi' } }, /no address/],
    ['an archive without a source', { corpId: 'ww1', archive: {} }, /path/],
  ] as const)('%s', (_name, options, words) => {
    expect(() => create(options)).toThrow(ConfigError);
    expect(() => create(options)).toThrow(words);
  });
});

describe('routes together', () => {
  const archive = { token: 'a' };

  test('each can what it can, and together they can all of it', () => {
    const both = create({ corpId: 'ww1', official, archive });
    expect(both.can).toMatchObject({
      cards: true,
      direct: true,
      welcome: true,
      roster: true,
      home: false,
      forms: false,
    });
    const hears = create({ corpId: 'ww1', archive });
    expect(Object.values(hears.can)).not.toContain(true);
    for (const name of ['directTo', 'roster', 'findSent', 'official']) expect(name in hears).toBe(false);
    expect(create({ aibot: { botId: 'BOT', secret: 's' } }).account).toBe('BOT');
  });

  const deaf = {
    puppet: { create: () => ({}), token: 'puppet_workpro_11111111-2222-4333-8444-555555555555' },
    stateDir: '/dev/null/nowhere',
  };

  test('one that cannot be started keeps no other from listening, and is tried again by the next start', async () => {
    const both = create({ corpId, official: { ...official, token: callbackToken }, wechaty: deaf });
    const heard: string[] = [];
    const sink = async (event: { readonly type: string }) => void heard.push(event.type);
    await expect(both.start(sink)).rejects.toThrow();
    expect((await both.webhook?.(callbackRequest(appMessage('hello'))))?.status).toBe(200);
    expect(heard).toEqual(['message']);
    await expect(both.start(sink)).rejects.toThrow();
    await both.stop();
    expect((await both.webhook?.(callbackRequest(appMessage('hello'))))?.status).toBe(503);
  });

  test('who is known by Wechaty alone has no chat with the app', async () => {
    const both = create({ corpId, official, wechaty: deaf });
    expect(await both.directTo?.('zhangsan')).toBe('app:zhangsan');
    expect(await both.directTo?.('wechaty:7881300000000001')).toBe('wechaty:7881300000000001');
  });

  test('a customer has a chat with a member only: the app makes a task of it, and the AI bot refuses it', async () => {
    const customer = 'wmCUSTOMERAAAAAAAAAAAAAAAAAAAAAA';
    const app = create({ corpId, official });
    const bot = create({ aibot: { botId: 'BOT', secret: 's' } });
    expect(await app.directTo?.(customer)).toBe(customer);
    expect(await app.directTo?.('wolfgang')).toBe('app:wolfgang');
    expect(await bot.directTo?.(customer)).toBe(customer);
    expect(await bot.directTo?.('zhangsan')).toBe('aibot:zhangsan');
    const message = { audience: 'customer', text: '您好' } as const;
    expect(await bot.send({ conversation: customer }, message, { idempotencyKey: 'k1' })).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/^no-route/),
    });
  });

  test('requests go to the route that their path names', async () => {
    const both = create({ corpId: 'ww1', official, archive });
    const statusOf = async (path: string) =>
      (await both.webhook?.(new Request(`http://bot.example${path}`)))?.status;
    expect(await statusOf('/wecom/archive')).toBe(401);
    expect(await statusOf('/wecom/events')).toBe(400);
    const hears = create({ corpId: 'ww1', archive });
    expect((await hears.webhook?.(new Request('http://bot.example/wecom/events')))?.status).toBe(404);
    expect(create({ webhook: { rooms: {} } }).webhook).toBeUndefined();
  });
});
