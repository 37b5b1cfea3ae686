import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Gap } from '../../../../adapters/wecom/wechaty/intake.ts';
import type { LoginNeeded } from '../../../../adapters/wecom/wechaty/keep-connected.ts';
import { riskOfSending, type WechatyOptions } from '../../../../adapters/wecom/wechaty/options.ts';
import { purgeState } from '../../../../adapters/wecom/wechaty/state-dir.ts';
import { createWechatyTransport } from '../../../../adapters/wecom/wechaty/transport.ts';
import { ConfigError, PlatformError } from '../../../../core/errors.ts';
import type { Message } from '../../../../core/messages.ts';
import { createTestSink } from '../../../contract/sink.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import {
  botName,
  colleagueId,
  createWorld,
  customerId,
  otherCustomerId,
  roomId,
  selfId,
  type World,
} from '../../../support/servers/wechaty/world.ts';
import { until } from '../../../support/until.ts';

const token = 'puppet_mock_00000000-1111-4222-8333-444444444444';
const customersWords = 'our pumps stopped and nobody at your place answers';
const room = { conversation: `wechaty:${roomId}` };
const say = (text: string): Message => ({ audience: 'customer', text });
const soon = () => new Promise((resolve) => setTimeout(resolve, 60));

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const makeDir = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'tend-wechaty-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
};

const open = async (options: Partial<WechatyOptions> = {}, world: Parameters<typeof createWorld>[0] = {}) => {
  const log = createMemoryLog();
  const worlds: World[] = [];
  const gaps: Gap[] = [];
  const logins: LoginNeeded[] = [];
  const topics: unknown[] = [];
  const stateDir = options.stateDir ?? (await makeDir());
  const create = () => {
    const created = createWorld(world);
    worlds.push(created);
    return created.puppet;
  };
  const clock = { now: Date.now };
  const transport = createWechatyTransport({
    account: 'ww-corp',
    puppet: { create, token },
    stateDir,
    now: () => clock.now(),
    log,
    onGap: (gap) => gaps.push(gap),
    onLoginNeeded: (needed) => logins.push(needed),
    onTopic: (topic) => topics.push(topic),
    timing: { loginMs: 10_000, echoMs: 200, retryMs: 30 },
    ...options,
  });
  closers.push(() => transport.stop());
  const sink = createTestSink();
  return {
    transport,
    log,
    gaps,
    logins,
    topics,
    stateDir,
    sink,
    clock,
    worlds,
    world: () => worlds.at(-1) as World,
    start: () => transport.start(sink.sink),
  };
};

const opened = async (...args: Parameters<typeof open>) => {
  const bench = await open(...args);
  await bench.start();
  return bench;
};

const heard = async ({ sink }: Awaited<ReturnType<typeof open>>, count: number) => {
  await until(
    () => sink.events.length >= count,
    () => `${sink.events.length} of ${count} events`,
  );
  await soon();
  return sink.events;
};

describe('hearing', () => {
  test('people who come and go, and new names of rooms, are told', async () => {
    const bench = await opened();
    const { room: place, colleague, otherCustomer, me } = bench.world();
    place.add(otherCustomer).by(colleague);
    await heard(bench, 1);
    place.topic('Acme pumps and valves').by(colleague);
    place.remove(otherCustomer).by(otherCustomer);
    await heard(bench, 2);
    place.remove(me).by(colleague);
    expect(await heard(bench, 3)).toMatchObject([
      {
        type: 'joined',
        person: { id: `wechaty:${colleagueId}` },
        people: [{ id: `wechaty:${otherCustomerId}`, name: 'Bo' }],
      },
      { type: 'left', person: { id: `wechaty:${otherCustomerId}` }, conversation: { id: room.conversation } },
      { type: 'bot-removed' },
    ]);
    expect(bench.topics).toEqual([{ conversation: room.conversation, name: 'Acme pumps and valves' }]);
    // Wechaty looks for a contact with the room's id after each of these; that is known and no warning.
    expect(bench.log.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
    expect(bench.log.lines.join()).toContain('"problem":"room-sync"');
  });

  test('a direct message is one, and its conversation is the other person', async () => {
    const bench = await opened();
    bench.world().say({ by: customerId, to: selfId, text: 'hello' });
    expect(await heard(bench, 1)).toMatchObject([
      { conversation: { id: `wechaty:${customerId}`, kind: 'direct' }, text: 'hello' },
    ]);
  });

  test('a recall names the message, also one that is long gone from the memory of Wechaty', async () => {
    const bench = await opened();
    const id = bench.world().say({ by: customerId, text: 'wrong room' });
    for (let index = 0; index < 150; index++) bench.world().say({ by: customerId, text: `more ${index}` });
    await heard(bench, 151);
    bench.world().say({ by: customerId, text: id, type: 13 });
    expect((await heard(bench, 152)).at(-1)).toMatchObject({ type: 'message-recalled', message: id });
    // Also when the recall itself does not say in which room.
    const other = bench.world().say({ by: customerId, text: 'wrong again' });
    await heard(bench, 153);
    bench.world().say({ by: customerId, to: selfId, text: other, type: 13 });
    expect((await heard(bench, 154)).at(-1)).toMatchObject({
      message: other,
      conversation: { id: room.conversation },
    });
  });

  test('who speaks to the bot by its name says so to Tend', async () => {
    const bench = await opened();
    bench.world().say({ by: colleagueId, text: `@${botName}\u2005status`, mentioned: [selfId] });
    bench.world().say({ by: colleagueId, text: `@${botName}bert status` });
    expect(await heard(bench, 2)).toMatchObject([
      { text: '@Tend status', mentionsBot: true },
      { text: `@${botName}bert status`, mentionsBot: false },
    ]);
  });

  test('a message that comes twice is heard once', async () => {
    const bench = await opened();
    for (let time = 0; time < 3; time++) bench.world().say({ by: customerId, text: 'one', id: 'same' });
    await heard(bench, 1);
    bench.world().say({ by: customerId, text: 'one', id: 'same' });
    expect(await heard(bench, 1)).toHaveLength(1);
  });

  test('what the account says is not heard', async () => {
    const bench = await opened();
    bench.world().say({ by: selfId, text: 'typed with the account' });
    await soon();
    expect(bench.sink.events).toEqual([]);
  });

  test('with a shared account the words of the colleague are heard, those of the bot are not', async () => {
    const bench = await opened({ isShared: true, allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: `@${botName}\u2005please call`, mentioned: [selfId] });
    await heard(bench, 1);
    expect((await bench.transport.send(room, say('on it'), { idempotencyKey: 'k' })).status).toBe('sent');
    bench.world().say({ by: selfId, text: 'calling you now' });
    expect(await heard(bench, 2)).toMatchObject([
      { text: `@${botName}\u2005please call`, mentionsBot: false },
      { text: 'calling you now', person: { id: `wechaty:${selfId}`, kind: 'human', external: false } },
    ]);
  });

  test('500 messages at once arrive in order, each once', async () => {
    const bench = await opened();
    for (let index = 0; index < 500; index++) bench.world().say({ by: customerId, text: String(index) });
    const texts = (await heard(bench, 500)).map((event) => (event.type === 'message' ? event.text : ''));
    expect(texts).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
  });

  test('a sink that fails ends nothing: what it refused is offered again, before what came later', async () => {
    const bench = await opened();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    bench.sink.failNext(1);
    bench.world().say({ by: customerId, text: customersWords });
    bench.world().say({ by: customerId, text: 'second' });
    const texts = (await heard(bench, 2)).map((event) => (event.type === 'message' ? event.text : ''));
    process.off('unhandledRejection', listen);
    expect(texts).toEqual([customersWords, 'second']);
    expect(unhandled).toEqual([]);
    expect(bench.log.lines.join()).not.toContain(customersWords);
    expect(bench.log.lines.join()).not.toContain(token);
  });

  test('what waits after a failure is offered again at once when it comes again', async () => {
    const bench = await opened();
    bench.sink.failNext(1);
    const id = bench.world().say({ by: customerId, text: 'one' });
    await until(() => bench.log.lines.some((line) => line.includes('offered again')), 'it was not offered');
    bench.world().say({ by: customerId, text: 'one', id });
    await until(() => bench.sink.events.length === 1, 'it waits for its turn', 300);
  });

  test('what could not be stored before the end is said to be lost', async () => {
    const bench = await opened();
    bench.sink.failNext(1000);
    bench.world().say({ by: customerId, text: 'never stored' });
    await until(() => bench.log.lines.some((line) => line.includes('offered again')), 'it was not offered');
    await bench.transport.stop();
    expect(bench.gaps).toHaveLength(1);
  });
});

describe('people', () => {
  test('nobody is called a stranger by a puppet that never called anybody a colleague', async () => {
    const bench = await opened();
    bench.world().say({ by: customerId, text: 'one' });
    await heard(bench, 1);
    bench.world().say({ by: colleagueId, text: 'two' });
    await heard(bench, 2);
    bench.world().say({ by: customerId, text: 'three' });
    expect((await heard(bench, 3)).map((event) => event.person.external)).toEqual(['unknown', false, true]);
  });

  test('what a person confirmed comes first, and the knowledge outlives a restart', async () => {
    const stateDir = await makeDir();
    const first = await opened({ stateDir });
    expect((await first.transport.roster?.(room.conversation))?.map((each) => each.external)).toEqual([
      false,
      false,
      true,
    ]);
    await first.transport.stop();
    const second = await opened({
      stateDir,
      isColleague: (id) => (id === otherCustomerId ? true : undefined),
    });
    second.world().say({ by: customerId, text: 'one' });
    second.world().say({ by: otherCustomerId, text: 'two' });
    expect((await heard(second, 2)).map((event) => event.person.external)).toEqual([true, false]);
  });

  test('the rooms of the account are known by name', async () => {
    const { transport } = await opened();
    expect(await transport.conversations?.()).toEqual([
      { id: room.conversation, kind: 'group', name: 'Acme pumps' },
    ]);
  });
});

describe('sending', () => {
  const send = (bench: Awaited<ReturnType<typeof open>>, key: string, message = say(key)) =>
    bench.transport.send(room, message, { idempotencyKey: key });
  const refused = (reason: string) => ({ status: 'refused', reason });

  test('is off unless it is switched on by naming its risk', async () => {
    const bench = await opened();
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 1);
    expect(await send(bench, 'k')).toEqual(refused('sending-is-off'));
    expect(bench.world().puppet.captured).toEqual([]);
    await expect(open({ allowSend: 'yes' as never })).rejects.toThrow(ConfigError);
  });

  test('answers only where somebody from outside wrote in the last 24 hours', async () => {
    const bench = await opened({ allowSend: riskOfSending });
    expect(await send(bench, 'a')).toEqual(refused('no-recent-message'));
    bench.world().say({ by: colleagueId, text: 'hello' });
    await heard(bench, 1);
    expect(await send(bench, 'b')).toEqual(refused('no-recent-message'));
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 2);
    expect(await send(bench, 'c')).toMatchObject({ status: 'sent' });
    bench.clock.now = () => Date.now() + 25 * 3_600_000;
    expect(await send(bench, 'd')).toEqual(refused('no-recent-message'));
    expect(bench.world().puppet.captured.map((each) => each.text)).toEqual(['c']);
  });

  test('stops at the caps, also after a restart', async () => {
    const stateDir = await makeDir();
    const options = { stateDir, allowSend: riskOfSending, caps: { perRoomPerDay: 2, perDay: 3 } } as const;
    const first = await opened(options);
    first.world().say({ by: customerId, text: 'hello' });
    await heard(first, 1);
    await Promise.all([send(first, 'a'), send(first, 'b')]);
    expect(await send(first, 'c')).toEqual(refused('room-cap'));
    await first.transport.stop();
    const second = await opened(options);
    second.world().say({ by: customerId, text: 'hello' });
    second.world().say({ by: customerId, to: selfId, text: 'hello' });
    await heard(second, 2);
    expect(await send(second, 'd')).toEqual(refused('room-cap'));
    const direct = { conversation: `wechaty:${customerId}` };
    expect(await second.transport.send(direct, say('e'), { idempotencyKey: 'e' })).toMatchObject({
      status: 'sent',
    });
    expect(await second.transport.send(direct, say('f'), { idempotencyKey: 'f' })).toEqual(
      refused('daily-cap'),
    );
  });

  test('refuses what does not belong there, with the reason', async () => {
    const bench = await opened({ allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 1);
    expect(await send(bench, 'a', { audience: 'managers', text: 'figures' })).toEqual(
      refused('internal-over-third-party'),
    );
    expect(await send(bench, 'b', say('x'.repeat(1501)))).toEqual(refused('too-long'));
    expect(await send(bench, 'c', say(' '))).toEqual(refused('empty'));
    const elsewhere = { conversation: 'wrOgQhDgAAcwMTB7YmDk' };
    expect(await bench.transport.send(elsewhere, say('x'), { idempotencyKey: 'd' })).toEqual(
      refused('not-a-wechaty-conversation'),
    );
    expect(bench.world().puppet.captured).toEqual([]);
  });

  test('a puppet that names no id is believed by the message that comes back', async () => {
    const bench = await opened({ allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 1);
    bench.world().puppet.faults.push('no-id');
    const sent = await send(bench, 'a');
    expect(sent).toEqual({ status: 'sent', ref: bench.world().puppet.captured[0]?.id });
  });

  test('an answer that was lost stays unknown when nothing comes back, and is never said again', async () => {
    const bench = await opened({ allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 1);
    bench.world().puppet.echoes = false;
    bench.world().puppet.faults.push({ error: new Error('13 INTERNAL: x'), isTaken: true });
    const sinceAt = Date.now();
    expect(await send(bench, 'a')).toEqual({ status: 'unknown' });
    expect(await bench.transport.findSent?.(room, say('a'), { idempotencyKey: 'a', sinceAt })).toEqual({
      status: 'unknown',
    });
    expect(await send(bench, 'a')).toEqual({ status: 'unknown' });
    expect(bench.world().puppet.captured).toHaveLength(1);
  });

  test('the same words sent before are not taken for those that were lost', async () => {
    const bench = await opened({ allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: 'hello' });
    await heard(bench, 1);
    const sinceAt = Date.now();
    expect(await send(bench, 'a', say('same'))).toMatchObject({ status: 'sent' });
    bench.world().puppet.faults.push({ error: new Error('13 INTERNAL: x'), isTaken: false });
    expect(await send(bench, 'b', say('same'))).toEqual({ status: 'unknown' });
    expect(await bench.transport.findSent?.(room, say('same'), { idempotencyKey: 'b', sinceAt })).toEqual({
      status: 'unknown',
    });
  });

  test.each([
    [8, 'limited', 60_000],
    [16, 'token-refused', undefined],
  ] as const)(
    'code %s of the service is an error that says what to do',
    async (code, platformCode, retryAfterMs) => {
      const bench = await opened({ allowSend: riskOfSending });
      bench.world().say({ by: customerId, text: 'hello' });
      await heard(bench, 1);
      const words = `Invalid Wechaty TOKEN "${token}"`;
      bench.world().puppet.faults.push({ error: Object.assign(new Error(words), { code }), isTaken: false });
      const error = await send(bench, 'a').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(PlatformError);
      expect(error).toMatchObject({ platformCode, retryAfterMs });
      expect((error as Error).message).not.toContain(token);
      expect(await send(bench, 'a')).toMatchObject({ status: 'sent' });
    },
  );
});

/** A silent service is noticed after 200 ms. */
const brisk = { loginMs: 10_000, retryMs: 30, pingMs: 40, silentMs: 150 };

describe('being connected', () => {
  test('a puppet by name, none, and refused ones are not used', async () => {
    await expect(open({ puppet: 'wechaty-puppet-service' as never })).rejects.toThrow(/never by its name/);
    await expect(open({ puppet: undefined as never })).rejects.toThrow(ConfigError);
    const named = await open({ puppet: { create: () => 'wechaty-puppet-wechat4u', token } });
    await expect(named.start()).rejects.toThrow(/never by its name/);
    for (const name of ['wechaty-puppet-padlocal', 'wechaty-puppet-wechat4u', 'wechaty-puppet-xp']) {
      const { puppet } = createWorld();
      puppet.name = () => name;
      const bench = await open({ puppet: { create: () => puppet, token } });
      await expect(bench.start()).rejects.toThrow(/This Wechaty puppet is refused: /);
    }
  });

  test('two puppets on one token are refused', async () => {
    const { stateDir } = await opened();
    const second = await open({ stateDir });
    await expect(second.start()).rejects.toThrow(/Two puppets on one Wechaty token/);
  });

  test('a login that expired is told once, and again only after the next login', async () => {
    const bench = await opened();
    const { puppet, mocker, me } = bench.world();
    await puppet.logout('kicked out by another device');
    mocker.scan('https://example.org/qr');
    mocker.scan('https://example.org/qr2');
    await soon();
    expect(bench.logins).toEqual([{ reason: 'logout' }]);
    expect(await bench.transport.send(room, say('x'), { idempotencyKey: 'x' })).toMatchObject({
      status: 'refused',
    });
    mocker.login(me);
    await until(() => bench.gaps.length === 1, 'the gap is not told');
    const [gap] = bench.gaps;
    expect(gap?.toAt).toBeGreaterThanOrEqual(gap?.fromAt ?? Number.POSITIVE_INFINITY);
    await puppet.logout('again');
    await soon();
    expect(bench.logins).toHaveLength(2);
    expect(bench.log.lines.join()).not.toContain('example.org/qr');
  });

  test('a service that stops its puppet for a moment needs nobody; one that goes on without does', async () => {
    const bench = await opened({ timing: { loginMs: 150, retryMs: 60_000 } });
    bench.world().puppet.emit('logout', { contactId: selfId, data: 'puppet stop()' });
    await soon();
    expect(bench.logins).toEqual([]);
    await until(() => bench.logins.length > 0, 'nobody is told');
    expect(bench.logins).toEqual([{ reason: 'no-login' }]);
  });

  test('a start without a login waits for it, tells somebody and goes on', async () => {
    const bench = await open({ timing: { loginMs: 100, retryMs: 60_000 } }, { logsIn: false });
    await bench.start();
    expect(bench.logins).toEqual([{ reason: 'no-login' }]);
    await expect(bench.transport.conversations?.()).rejects.toThrow(PlatformError);
  });

  test('a start that needs a scan does not wait out the time', async () => {
    const bench = await open({ timing: { loginMs: 10_000 } }, { logsIn: false });
    const starting = bench.start();
    await until(() => bench.worlds.length === 1, 'no puppet');
    await soon();
    bench.world().mocker.scan('https://example.org/qr');
    await starting;
    expect(bench.logins).toEqual([{ reason: 'scan', qrcode: 'https://example.org/qr' }]);
    bench.world().mocker.login(bench.world().me);
    bench.world().say({ by: customerId, text: 'now' });
    await heard(bench, 1);
  });

  test('a service that answered and then is silent is left for a new connection, and the gap is told', async () => {
    const bench = await opened({ timing: brisk });
    await until(() => bench.world().puppet.pings > 2, 'nobody asks whether it is there');
    const first = bench.world();
    first.puppet.answersPings = false;
    await until(() => bench.worlds.length === 2 && bench.gaps.length === 1, 'no new connection');
    bench.world().say({ by: customerId, text: 'after' });
    expect(await heard(bench, 1)).toMatchObject([{ text: 'after' }]);
    first.say({ by: customerId, text: 'from the dead' });
    await soon();
    expect(bench.sink.events).toHaveLength(1);
  });

  test('a service that never answers pings is not taken for dead', async () => {
    const bench = await open();
    const { puppet } = createWorld();
    puppet.answersPings = false;
    const other = await opened({
      puppet: { create: () => puppet, token },
      stateDir: bench.stateDir,
      timing: brisk,
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(puppet.pings).toBeGreaterThan(4);
    expect(other.gaps).toEqual([]);
  });
});

describe('what is kept', () => {
  test('nothing but times and digests, for this user alone, until it is purged', async () => {
    const stateDir = await makeDir();
    const bench = await opened({ stateDir, allowSend: riskOfSending });
    bench.world().say({ by: customerId, text: customersWords });
    await heard(bench, 1);
    await bench.transport.send(room, say('an answer'), { idempotencyKey: 'k' });
    await expect(purgeState(stateDir, token)).rejects.toThrow(ConfigError);
    await bench.transport.stop();
    const [own = ''] = await readdir(stateDir);
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(stateDir, own))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(stateDir, own))).toEqual(['notes.json']);
    const path = join(stateDir, own, 'notes.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const text = `${own} ${await readFile(path, 'utf8')}`;
    for (const word of [token, customersWords, 'an answer', roomId, customerId, 'Ann'])
      expect(text).not.toContain(word);
    await purgeState(stateDir, token);
    expect(await readdir(stateDir)).toEqual([]);
  });
});
