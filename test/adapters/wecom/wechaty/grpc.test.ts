import dns from 'node:dns';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Gap } from '../../../../adapters/wecom/wechaty/intake.ts';
import type { LoginNeeded } from '../../../../adapters/wecom/wechaty/keep-connected.ts';
import { loadWechaty } from '../../../../adapters/wecom/wechaty/load-wechaty.ts';
import { openService } from '../../../../adapters/wecom/wechaty/open-service.ts';
import { riskOfSending, type WechatyOptions } from '../../../../adapters/wecom/wechaty/options.ts';
import type { Bot } from '../../../../adapters/wecom/wechaty/shape.ts';
import { createWechatyTransport } from '../../../../adapters/wecom/wechaty/transport.ts';
import { ConfigError } from '../../../../core/errors.ts';
import { createTestSink } from '../../../contract/sink.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import {
  type PuppetService,
  serviceToken,
  startPuppetService,
} from '../../../support/servers/wechaty/puppet-server.ts';
import { colleagueId, customerId, roomId } from '../../../support/servers/wechaty/world.ts';
import { until } from '../../../support/until.ts';

const customersWords = 'our pumps stopped and nobody at your place answers';
const room = { conversation: `wechaty:${roomId}` };

/** Everybody whom this process connected to or looked up while these tests ran. */
const reached = new Set<string>();
const prototype: { connect: (...args: unknown[]) => unknown } = net.Socket.prototype as never;
const { connect } = prototype;
const { lookup } = dns;
const homeBefore = process.env['HOME'];
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tend-home-'));
  process.env['HOME'] = home;
  prototype.connect = function (this: unknown, ...args: unknown[]) {
    const [first] = args;
    const options = (Array.isArray(first) ? first[0] : first) as { host?: string; path?: string } | undefined;
    reached.add(options?.host ?? options?.path ?? JSON.stringify(first));
    return connect.apply(this, args);
  };
  dns.lookup = ((host: string, ...rest: never[]) => {
    reached.add(`lookup of ${host}`);
    return (lookup as (...args: unknown[]) => void)(host, ...rest);
  }) as typeof lookup;
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

afterAll(async () => {
  prototype.connect = connect;
  dns.lookup = lookup;
  if (homeBefore === undefined) delete process.env['HOME'];
  else process.env['HOME'] = homeBefore;
  await rm(home, { recursive: true, force: true });
});

const open = async (served: PuppetService, options: Partial<WechatyOptions> = {}) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'tend-wechaty-'));
  const log = createMemoryLog();
  const gaps: Gap[] = [];
  const logins: LoginNeeded[] = [];
  const sink = createTestSink();
  const transport = createWechatyTransport({
    account: 'ww-corp',
    puppet: served.service,
    stateDir,
    now: Date.now,
    log,
    onGap: (gap) => gaps.push(gap),
    onLoginNeeded: (needed) => logins.push(needed),
    timing: { loginMs: 10_000, retryMs: 50, pingMs: 100, echoMs: 500 },
    ...options,
  });
  closers.push(async () => {
    await transport.stop();
    await rm(stateDir, { recursive: true, force: true });
  });
  const texts = () => sink.events.map((event) => (event.type === 'message' ? event.text : event.type));
  const hears = (count: number) =>
    until(
      () => texts().length >= count,
      () => `${texts().length} of ${count} events`,
    );
  return { transport, log, gaps, logins, sink, texts, hears, stateDir };
};

const serve = async (tls: boolean): Promise<PuppetService> => {
  const served = await startPuppetService(tls);
  closers.push(() => served.close());
  return served;
};

describe.each([
  ['with TLS', true],
  ['without TLS on this machine', false],
] as const)('a puppet service %s', (_name, tls) => {
  test('is heard and answered like a puppet of this process', async () => {
    const served = await serve(tls);
    const { world } = served;
    const bench = await open(served, { allowSend: riskOfSending });
    await bench.transport.start(bench.sink.sink);
    const first = world.say({ by: colleagueId, text: 'hello' });
    world.say({ by: customerId, text: customersWords });
    await bench.hears(2);
    world.room.add(world.otherCustomer).by(world.colleague);
    await bench.hears(3);
    world.say({ by: colleagueId, text: first, type: 13 });
    await bench.hears(4);
    expect(bench.sink.events).toMatchObject([
      { type: 'message', text: 'hello', person: { name: 'Mia', external: false } },
      {
        text: customersWords,
        person: { name: 'Ann', external: true },
        conversation: { id: room.conversation },
      },
      { type: 'joined', people: [{ name: 'Bo' }] },
      { type: 'message-recalled', message: first },
    ]);
    const sent = await bench.transport.send(
      room,
      { audience: 'customer', text: 'on it' },
      { idempotencyKey: 'k' },
    );
    expect(sent).toEqual({ status: 'sent', ref: world.puppet.captured[0]?.id });
    expect((await bench.transport.roster?.(room.conversation))?.length).toBe(4);
    const logged = bench.log.lines.join();
    for (const word of [customersWords, serviceToken, 'on it']) expect(logged).not.toContain(word);
    expect(await readdir(bench.stateDir, { recursive: true })).toHaveLength(3);
  });
});

test('500 messages at once arrive in order over the wire', async () => {
  const served = await serve(false);
  const bench = await open(served);
  await bench.transport.start(bench.sink.sink);
  for (let index = 0; index < 500; index++) served.world.say({ by: customerId, text: String(index) });
  await bench.hears(500);
  expect(bench.texts()).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
});

test('a stream that is cut in the middle is made anew, without a new login, and the gap is told', async () => {
  const served = await serve(true);
  const { world } = served;
  const bench = await open(served);
  await bench.transport.start(bench.sink.sink);
  world.say({ by: customerId, text: 'before' });
  await bench.hears(1);
  let stops = 0;
  world.puppet.on('stop', () => {
    stops++;
  });
  // Announced before the cut, but its words are still on their way.
  const load = world.puppet.messageRawPayload.bind(world.puppet);
  let asked = false;
  world.puppet.messageRawPayload = async (id) => {
    asked = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return load(id);
  };
  world.say({ by: customerId, text: 'in mid-sentence' });
  await until(() => asked, 'the message is not announced');
  served.cut();
  world.puppet.messageRawPayload = load;
  const cutAt = Date.now();
  world.say({ by: customerId, text: 'lost' });
  await served.restart();
  await until(() => bench.gaps.length > 0, 'the gap is not told');
  world.say({ by: customerId, text: 'after' });
  await until(() => bench.texts().at(-1) === 'after', 'it does not hear again');
  expect(bench.texts()).toEqual(['before', 'in mid-sentence', 'after']);
  const [fromAt, toAt] = [
    Math.min(...bench.gaps.map((gap) => gap.fromAt)),
    Math.max(...bench.gaps.map((gap) => gap.toAt)),
  ];
  expect(fromAt).toBeLessThanOrEqual(cutAt);
  expect(toAt).toBeGreaterThanOrEqual(cutAt);
  // The service was never told to stop, which for a real account may mean a new login.
  expect(stops).toBe(0);
  expect(bench.logins).toEqual([]);
});

test('a token that is refused is said at the start, and in no log', async () => {
  const served = await serve(true);
  const token = 'insecure_99999999-2222-4333-8444-555555555555';
  const bench = await open(served, { puppet: { ...served.service, token } });
  const error = await bench.transport.start(bench.sink.sink).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toMatch(/refuses the Wechaty token/);
  expect(bench.logins).toEqual([{ reason: 'token-refused' }]);
  expect(bench.log.lines.join()).not.toContain(token);
});

test('a token that another machine uses is not taken from it', async () => {
  const served = await serve(true);
  const other = openService(await loadWechaty(), served.service, 60_000) as Bot;
  const heard: unknown[] = [];
  other.on('message', (message: never) => void heard.push(message));
  other.on('error', () => undefined);
  await other.start();
  const bench = await open(served, { timing: { loginMs: 300, retryMs: 10_000 } });
  await bench.transport.start(bench.sink.sink);
  expect(bench.logins).toEqual([{ reason: 'no-login' }]);
  await bench.transport.stop();
  served.world.say({ by: customerId, text: 'for the other one' });
  await until(() => heard.length === 1, 'the other one was thrown out');
  expect(bench.sink.events).toEqual([]);
  await other.stop();
});

test('a stream that the service ends is made anew', async () => {
  const served = await serve(true);
  const bench = await open(served);
  await bench.transport.start(bench.sink.sink);
  const other = openService(await loadWechaty(), served.service, 60_000) as Bot;
  other.on('error', () => undefined);
  await other.start();
  // The library tells the service to stop, for whoever is connected.
  await other.stop();
  await until(() => bench.gaps.length > 0, 'the end of the stream is not noticed', 3_000);
  served.world.say({ by: customerId, text: 'after' });
  await bench.hears(1);
  expect(bench.logins).toEqual([]);
});

test('a service that is not there is tried again, and somebody is told', async () => {
  const served = await serve(true);
  served.cut();
  const bench = await open(served, { timing: { loginMs: 200, retryMs: 50, longestRetryMs: 200 } });
  await bench.transport.start(bench.sink.sink);
  expect(bench.logins).toEqual([{ reason: 'no-login' }]);
  await served.restart();
  await until(() => bench.gaps.length === 1, 'it does not connect when the service is there');
  served.world.say({ by: customerId, text: 'at last' });
  await bench.hears(1);
});

test('Wechaty itself writes no logs', async () => {
  await loadWechaty();
  const { log } = await import('wechaty');
  expect(log.level()).toBe('silent');
});

test('nothing left this machine, and nothing was written into the home', async () => {
  expect([...reached].filter((host) => !/^(lookup of )?(127\.0\.0\.1|localhost|::1)$/.test(host))).toEqual(
    [],
  );
  expect([...reached]).toContain('127.0.0.1');
  expect(await readdir(home)).toEqual([]);
});
