import { afterEach, describe, expect, test } from 'vitest';
import type { WecomOptions } from '../../../adapters/wecom/adapter.ts';
import type { Trouble } from '../../../adapters/wecom/trouble.ts';
import { ConfigError, PlatformError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { type AibotBench, botMessage, openAibot } from '../../support/servers/wecom/aibot-bench.ts';
import { until } from '../../support/until.ts';

const benches: AibotBench[] = [];
const open = async (more: Partial<WecomOptions> = {}) => {
  const bench = await openAibot(more);
  benches.push(bench);
  const events: InboundEvent[] = [];
  return { bench, events, start: () => bench.adapter.start(async (event) => void events.push(event)) };
};
afterEach(async () => {
  for (const bench of benches.splice(0)) {
    await bench.adapter.stop();
    await bench.close();
    for (const secret of [...bench.secrets, 'pumps stopped']) expect(bench.logged()).not.toContain(secret);
  }
});

const note = { audience: 'team', text: 'Acme is silent' } as const;
const key = (idempotencyKey: string) => ({ idempotencyKey });

describe('answers', () => {
  test('the first thing said after a message is its reply, what follows is pushed', async () => {
    const { bench, start } = await open();
    await start();
    await bench.deliver(botMessage('@Tend status'));
    await bench.adapter.send(bench.room, note, key('1'));
    await bench.adapter.send(bench.room, note, key('2'));
    expect(bench.gateway.commands.slice(-2)).toEqual(['aibot_respond_msg', 'aibot_send_msg']);
    const [reply, push] = bench.gateway.said;
    expect(reply?.body).toMatchObject({ msgtype: 'stream', stream: { finish: true } });
    expect(push?.body).toMatchObject({ msgtype: 'markdown', chatid: 'wrINTERNAL' });
  });

  test('a minute later it is pushed', async () => {
    let now = Date.now();
    const { bench, start } = await open({ now: () => now });
    await start();
    await bench.deliver(botMessage('@Tend status'));
    now += 61_000;
    await bench.adapter.send(bench.room, note, key('1'));
    expect(bench.gateway.commands.at(-1)).toBe('aibot_send_msg');
  });

  test('a card answers a message too', async () => {
    const { bench, start } = await open();
    await start();
    await bench.deliver(botMessage('@Tend status'));
    const buttons = [{ label: 'Done', action: 'done', value: '1' }];
    const card = { title: 'Acme', blocks: [{ kind: 'buttons' as const, buttons }] };
    await bench.adapter.send(bench.room, { ...note, card }, key('1'));
    expect(bench.gateway.commands.at(-1)).toBe('aibot_respond_msg');
    expect(bench.posted()[0]?.buttons).toEqual(buttons);
  });

  test('a long text comes in at most eight messages', async () => {
    const { bench, start } = await open();
    await start();
    const lines = Array.from({ length: 2500 }, (_, index) => `line ${index} of the story & more`);
    await bench.adapter.send(bench.room, { ...note, text: lines.join('\n') }, key('long'));
    expect(
      bench
        .posted()
        .map((each) => each.text)
        .join('\n')
        .split('\n'),
    ).toEqual(lines);
    expect(bench.posted().length).toBeLessThanOrEqual(8);
  });
});

describe('what can go wrong', () => {
  test('an acknowledgement that never comes leaves it unknown, and nobody can look', async () => {
    const { bench, start } = await open();
    await start();
    bench.gateway.faults.push({ mute: true });
    expect(await bench.adapter.send(bench.room, note, key('1'))).toEqual({ status: 'unknown' });
    expect(await bench.adapter.findSent?.(bench.room, note, { ...key('1'), sinceAt: Date.now() })).toEqual({
      status: 'unknown',
    });
    expect(bench.posted()).toHaveLength(1);
  }, 15_000);

  test('the 31st message of a minute waits here', async () => {
    const { bench, start } = await open();
    await start();
    for (let index = 0; index < 30; index++) await bench.adapter.send(bench.room, note, key(`n${index}`));
    const refused = bench.adapter.send(bench.room, note, key('n30'));
    await expect(refused).rejects.toMatchObject({
      platformCode: 'local-limit',
      retryAfterMs: expect.any(Number),
    });
    expect(bench.posted()).toHaveLength(30);
    expect(await bench.adapter.send({ conversation: 'aibot:lisi' }, note, key('other'))).toMatchObject({
      status: 'sent',
    });
  });

  test('the 1,001st of an hour waits here too', async () => {
    let now = Date.now();
    const { bench, start } = await open({ now: () => now });
    await start();
    for (let index = 0; index < 1000; index++) {
      now += 2_100;
      await bench.adapter.send(bench.room, note, key(`n${index}`));
    }
    await expect(bench.adapter.send(bench.room, note, key('more'))).rejects.toBeInstanceOf(PlatformError);
    now += 60 * 60_000;
    expect(await bench.adapter.send(bench.room, note, key('more'))).toMatchObject({ status: 'sent' });
  }, 20_000);

  test('a connection that another process takes over stops, which is told once', async () => {
    const told: Trouble[] = [];
    const first = await open({ tell: (trouble) => told.push(trouble) });
    await first.start();
    const { gateway } = first.bench;
    const other = await open({ aibot: { botId: 'BOT', secret: gateway.secret, wsUrl: gateway.url } });
    await other.start();
    await until(() => told.length > 0, 'nobody was told');
    const connected = gateway.commands.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(gateway.commands.length).toBe(connected);
    expect(told).toEqual([expect.objectContaining({ route: 'aibot', problem: 'kicked' })]);
    await expect(first.bench.adapter.send(first.bench.room, note, key('1'))).rejects.toMatchObject({
      platformCode: 'kicked',
      retryAfterMs: undefined,
    });
  });

  test('a wrong secret is said at the door, without the secret', async () => {
    const { bench, start } = await open();
    bench.gateway.secret = 'another';
    const error = await start().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/智能机器人/);
  });

  test('a connection that was cut comes back and hears again; meanwhile sending waits', async () => {
    const { bench, events, start } = await open();
    await start();
    bench.gateway.drop();
    await until(async () => {
      const error = await bench.adapter.send(bench.room, note, key('cut')).catch((thrown: unknown) => thrown);
      return error instanceof PlatformError && error.retryAfterMs === 5_000;
    }, 'sending does not wait');
    await until(async () => (await bench.deliver(botMessage('back'))) === 200, 'it does not hear again');
    expect(events.at(-1)).toMatchObject({ text: 'back' });
  });

  test('frames that are none do not stop it', async () => {
    const { bench, events, start } = await open();
    await start();
    for (const frame of [
      'not json',
      '{"cmd":"aibot_msg_callback"}',
      '[]',
      'null',
      '{"cmd":"aibot_msg_callback","body":{"msgid":"X","msgtype":{}}}',
    ]) {
      bench.gateway.push(frame);
    }
    await bench.deliver(botMessage('pumps stopped'));
    expect(events).toMatchObject([{ text: 'pumps stopped' }]);
  });

  test('what could not be stored is stored later: the gateway does not send it again', async () => {
    const bench = await openAibot();
    benches.push(bench);
    const stored: InboundEvent[] = [];
    let failures = 1;
    await bench.adapter.start(async (event) => {
      if (failures-- > 0) throw new Error('the database is away');
      stored.push(event);
    });
    expect(await bench.deliver(botMessage('keep me'))).toBe(500);
    await until(() => stored.length > 0, 'it was lost');
    expect(stored).toMatchObject([{ text: 'keep me' }]);
  });
});
