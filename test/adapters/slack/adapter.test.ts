import { afterEach, describe, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/adapter.ts';
import { ConfigError, PlatformError } from '../../../core/errors.ts';
import { contractForms } from '../../contract/forms.ts';
import { createTestSink } from '../../contract/sink.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { openSlack, type SlackBench } from '../../support/servers/slack/bench.ts';
import { slackRequest } from '../../support/servers/slack/deliver.ts';
import { eventOf, messageOf, pressOf } from '../../support/servers/slack/payloads.ts';
import { createWorkspace } from '../../support/servers/slack/workspace.ts';
import { until } from '../../support/until.ts';

const say = (text: string) => ({ audience: 'customer', text }) as const;
const benches: SlackBench[] = [];
const open = async (more: Partial<Parameters<typeof openSlack>[0]> = {}) => {
  const bench = await openSlack({ forms: contractForms, over: 'http', ...more });
  benches.push(bench);
  const sink = createTestSink();
  await bench.adapter.start(sink.sink);
  return { bench, sink, adapter: bench.adapter };
};

afterEach(async () => {
  for (const bench of benches.splice(0)) {
    await bench.adapter.stop();
    await bench.close();
  }
});

/** Posts a body as Slack would, with some of it wrong. */
const post = (bench: SlackBench, raw: string, type: string) => {
  const request = slackRequest(raw, bench.secrets[2] ?? '', Date.now());
  const headers = new Headers(request.headers);
  headers.set('content-type', type);
  return (
    bench.adapter.webhook?.(new Request(request.url, { method: 'POST', body: raw, headers })) ??
    Promise.reject(new Error('no webhook'))
  );
};

describe('requests over HTTP', () => {
  test.each([
    ['truncated JSON', '{"type":"event_callb', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a form without a payload', 'payload=', 'application/x-www-form-urlencoded', 400],
    [
      'JSON encoded twice',
      JSON.stringify(JSON.stringify({ type: 'url_verification', challenge: 'c' })),
      'application/json',
      200,
    ],
    ['an unknown type of payload', '{"type":"brand_new","team_id":"T0HOME"}', 'application/json', 200],
    [
      'an unknown type of event',
      '{"type":"event_callback","team_id":"T0HOME","event":{"type":"brand_new"}}',
      'application/json',
      200,
    ],
    ['a check of the certificate', 'ssl_check=1&token=x', 'application/x-www-form-urlencoded', 200],
  ])('%s is answered with a status and changes nothing', async (_what, raw, type, status) => {
    const { bench, sink } = await open();
    expect((await post(bench, raw, type)).status).toBe(status);
    expect(sink.events).toEqual([]);
  });

  test('the address is checked with a challenge, only when it is signed', async () => {
    const { bench } = await open();
    const challenge = { type: 'url_verification', challenge: 'c-1', token: 't' };
    const secret = bench.secrets[2] ?? '';
    const answer = await bench.adapter.webhook?.(slackRequest(challenge, secret, Date.now()));
    expect(await answer?.json()).toEqual({ challenge: 'c-1' });
    const forged = await bench.adapter.webhook?.(
      slackRequest(challenge, secret, Date.now(), { signature: 'forged' }),
    );
    expect(forged?.status).toBe(401);
  });

  test('a form with a charset is a form, and a command is heard', async () => {
    const { bench, sink } = await open();
    const fields = {
      command: '/tend',
      text: 'status Acme',
      team_id: 'T0HOME',
      channel_id: 'C0ACME',
      user_id: 'U0MIA',
      trigger_id: '1',
    };
    const request = slackRequest(fields, bench.secrets[2] ?? '', Date.now(), { charset: true });
    const answer = await bench.adapter.webhook?.(request);
    expect([answer?.status, await answer?.text()]).toEqual([200, '']);
    expect(sink.events).toMatchObject([
      { type: 'command', args: 'status Acme', person: { name: 'Mia', external: false } },
    ]);
  });

  test('other methods and bodies beyond 4 MB are refused', async () => {
    const { bench } = await open();
    expect((await bench.adapter.webhook?.(new Request('http://b/')))?.status).toBe(405);
    expect((await post(bench, 'x'.repeat(4 * 1024 * 1024 + 1), 'application/json')).status).toBe(413);
  });

  test('a payload that Bolt passes over is stored all the same', async () => {
    const { bench, sink } = await open();
    const bare = {
      type: 'message',
      team_id: 'T0HOME',
      user: 'U0MIA',
      channel: 'C0ACME',
      ts: '1767600000.000100',
      text: 'bare',
    };
    const raw = JSON.stringify({ ...bare, team_id: 'T0HOME' });
    expect((await post(bench, raw, 'application/json')).status).toBe(200);
    expect(sink.events).toMatchObject([{ type: 'message', text: 'bare' }]);
  });
});

describe('who somebody is', () => {
  test('a guest of our own workspace is from outside, a colleague is not, a stranger is', async () => {
    const { bench, sink } = await open();
    for (const user of ['U0GUEST', 'U0MIA', 'U0ANN']) {
      await bench.deliver(messageOf(bench.space, { user, text: 'hi', ts: bench.space.nextTs() }));
    }
    expect(sink.events.map((event) => [event.person.name, event.person.external])).toEqual([
      ['Gus', true],
      ['Mia', false],
      ['Ann', true],
    ]);
  });

  test('who cannot be looked up is unknown, not ours, and is known with the next event after a minute', async () => {
    const { bench, sink } = await open();
    bench.server.fail('users.info', { kind: '429', waitS: 60 });
    await bench.deliver(messageOf(bench.space, { user: 'U0MIA', text: 'a', ts: bench.space.nextTs() }));
    bench.server.fail('users.info', { kind: 'error', error: 'user_not_visible' });
    await bench.deliver(messageOf(bench.space, { user: 'U0ANN', text: 'b', ts: bench.space.nextTs() }));
    expect(sink.events.map((event) => event.person.external)).toEqual(['unknown', true]);
  });

  test('a sibling workspace of our own organisation is ours, another organisation is not', async () => {
    const space = { ...createWorkspace(Date.now), enterprise: 'E0HOME' };
    const person = (id: string, enterprise_id: string) =>
      space.users.set(id, {
        id,
        team_id: `T${id}`,
        real_name: id,
        enterprise_user: { id, enterprise_id },
        is_bot: false,
      });
    person('W0SISTER', 'E0HOME');
    person('W0OTHER', 'E0AWAY');
    const { bench, sink } = await open({ space });
    for (const user of ['W0SISTER', 'W0OTHER'])
      await bench.deliver(messageOf(space, { user, text: 'hi', ts: space.nextTs() }));
    expect(sink.events.map((event) => event.person.external)).toEqual([false, true]);
  });

  test('a profile tells where somebody’s clock runs', async () => {
    const { bench, sink } = await open();
    bench.space.users.set('U0MIA', { ...bench.space.users.get('U0MIA'), tz: 'America/New_York' });
    await bench.deliver(messageOf(bench.space, { user: 'U0MIA', text: 'x', ts: bench.space.nextTs() }));
    expect(sink.events.map((event) => event.person.zone)).toEqual(['America/New_York']);
  });

  test('one look-up serves many messages, and a changed profile needs none', async () => {
    const { bench, sink } = await open();
    const message = () => messageOf(bench.space, { user: 'U0MIA', text: 'x', ts: bench.space.nextTs() });
    await Promise.all([bench.deliver(message()), bench.deliver(message()), bench.deliver(message())]);
    expect(bench.server.calls.filter((call) => call.method === 'users.info')).toHaveLength(1);
    await bench.deliver(
      eventOf(bench.space, {
        type: 'user_change',
        user: { ...bench.space.users.get('U0MIA'), is_restricted: true },
        event_ts: '1.1',
      }),
    );
    await bench.deliver(message());
    expect(sink.events.at(-1)?.person.external).toBe(true);
  });

  test('a roster with somebody whom Slack does not show is no roster', async () => {
    const { bench, adapter } = await open();
    bench.space.channels.get('C0ACME')?.members.push('U0GONE');
    await expect(adapter.roster?.('C0ACME')).rejects.toBeInstanceOf(PlatformError);
  });

  test('a large roster is looked up at once', async () => {
    const { bench, adapter } = await open();
    for (let n = 0; n < 450; n++) {
      bench.space.users.set(`U${n}`, {
        id: `U${n}`,
        team_id: 'T0HOME',
        real_name: `P${n}`,
        is_restricted: n === 7,
      });
      bench.space.channels.get('C0ACME')?.members.push(`U${n}`);
    }
    const people = (await adapter.roster?.('C0ACME')) ?? [];
    expect(people).toHaveLength(453);
    expect(people.filter((person) => person.external === true).map((person) => person.id)).toEqual([
      'U0ANN',
      'U7',
    ]);
    expect(bench.server.calls.filter((call) => call.method === 'users.info').length).toBeLessThan(5);
  });
});

describe('sending', () => {
  test('a press on the home page is in the direct chat with the person', async () => {
    const { bench, sink } = await open();
    const press = {
      ...pressOf(bench.space, { user: 'U0MIA', action: 'run', value: 'my', ts: bench.space.nextTs() }),
      channel: undefined,
      container: { type: 'view', view_id: 'V1' },
    };
    await bench.deliver(press);
    expect(sink.events).toMatchObject([{ type: 'action', conversation: { id: 'D0MIA', kind: 'direct' } }]);
  });

  test('whoever asks from where the bot is not is answered alone, in their direct chat', async () => {
    const { bench, adapter } = await open();
    const sent = await adapter.send(
      { conversation: 'C0ELSE', onlyFor: 'U0MIA', thread: '1.1' },
      say('secret'),
      { idempotencyKey: 'k' },
    );
    expect(sent.status).toBe('sent');
    expect(bench.posted()).toMatchObject([{ conversation: 'D0MIA', text: 'secret' }]);
    expect(bench.posted()[0]).not.toHaveProperty('thread');
  });

  test('what stopped half-way goes on where it stopped, also in another process', async () => {
    const { bench, adapter } = await open();
    const long = say(Array.from({ length: 3000 }, (_, index) => `line ${index}`).join('\n'));
    const sinceAt = Date.now();
    const room = { conversation: 'C0ACME' };
    await adapter.send(room, say('before'), { idempotencyKey: 'before' });
    bench.server.fail('chat.postMessage', { kind: 'none' });
    bench.server.fail('chat.postMessage', { kind: '429', waitS: 1 });
    expect(await adapter.send(room, long, { idempotencyKey: 'long' })).toMatchObject({ status: 'unknown' });
    const whole = async (from: SlackBench['adapter']) => {
      const found = await from.findSent?.(room, long, { idempotencyKey: 'long', sinceAt });
      return found ?? from.send(room, long, { idempotencyKey: 'long' });
    };
    expect((await whole(adapter)).status).toBe('sent');
    const count = bench.posted().length;
    const other = createSlackAdapter({
      account: 'T0HOME',
      token: bench.secrets[0] ?? '',
      signingSecret: 's',
      apiUrl: bench.server.apiUrl,
      forms: {},
      now: Date.now,
      log: createMemoryLog(),
    });
    expect((await whole(other)).status).toBe('sent');
    expect(bench.posted()).toHaveLength(count);
    // A part is missing: only that one is sent.
    const missing = bench.space.messages.findIndex((each) => each.text.includes('line 2999'));
    bench.space.messages.splice(missing, 1);
    const third = createSlackAdapter({
      account: 'T0HOME',
      token: bench.secrets[0] ?? '',
      signingSecret: 's',
      apiUrl: bench.server.apiUrl,
      forms: {},
      now: Date.now,
      log: createMemoryLog(),
    });
    expect((await whole(third)).status).toBe('sent');
    expect(bench.posted()).toHaveLength(count);
    expect(bench.posted().at(-1)?.text).toContain('line 2999');
  });

  test('a call that takes too long can be called off, and is unknown then', async () => {
    const { bench, adapter } = await open();
    bench.server.fail('chat.postMessage', { kind: 'hang' });
    const signal = AbortSignal.timeout(100);
    expect(await adapter.send({ conversation: 'C0ACME' }, say('x'), { idempotencyKey: 'k', signal })).toEqual(
      { status: 'unknown' },
    );
    await expect(
      adapter.send({ conversation: 'C0ACME' }, say('y'), { idempotencyKey: 'k2', signal }),
    ).rejects.toThrow('called off');
  });

  test("one workspace's calls never carry another's token", async () => {
    const { bench, adapter } = await open();
    const other = createSlackAdapter({
      account: 'T1',
      token: 'xoxb-other',
      signingSecret: 's',
      apiUrl: bench.server.apiUrl,
      forms: {},
      now: Date.now,
      log: createMemoryLog(),
    });
    await expect(other.conversations?.()).rejects.toBeInstanceOf(PlatformError);
    await adapter.conversations?.();
    const tokens = bench.server.calls
      .filter((call) => call.method === 'users.conversations')
      .map((call) => call.token);
    expect(tokens).toEqual(['xoxb-other', bench.secrets[0]]);
  });

  test('a form that was not stored stays open and says so, in the language of its writer', async () => {
    const { bench, sink } = await open();
    bench.space.users.set('U0MIA', { ...bench.space.users.get('U0MIA'), locale: 'zh-CN' });
    await bench.deliver(bench.formPress?.('note', '1'));
    expect(JSON.stringify(bench.space.opened)).toContain('备注');
    sink.failNext(1);
    const request = slackRequest(
      bench.formSubmit?.('note', { words: 'x' }),
      bench.secrets[2] ?? '',
      Date.now(),
    );
    const answer = await bench.adapter.webhook?.(request);
    expect(await answer?.json()).toEqual({
      response_action: 'errors',
      errors: { words: '没有保存成功，请再试一次。' },
    });
  });
});

describe('history', () => {
  test('only what came after the time is found, replies to older threads too, edits with their last words', async () => {
    const { bench, adapter } = await open();
    const base = 1767600000;
    const put = (seconds: number, text: string, more: object = {}) =>
      bench.space.messages.push({
        ts: `${base + seconds}.000100`,
        channel: 'C0ACME',
        user: 'U0ANN',
        team: 'T0AWAY',
        text,
        ...more,
      });
    put(0, 'old root');
    put(10, 'old reply', { thread_ts: `${base}.000100` });
    put(200, 'new reply', { thread_ts: `${base}.000100` });
    put(300, 'new &amp; edited', { edited: { user: 'U0ANN', ts: `${base + 400}.000000` } });
    put(310, 'own', { user: 'U0TEND', bot_id: 'B0TEND' });
    const events = [];
    let next: string | undefined;
    do {
      const page = await adapter.history?.('C0ACME', (base + 100) * 1000, next);
      events.push(...(page?.events ?? []));
      next = page?.next;
    } while (next !== undefined);
    expect(events.map((event) => [event.type, 'text' in event ? event.text : ''])).toEqual([
      ['message', 'new & edited'],
      ['message-edited', 'new & edited'],
      ['message', 'new reply'],
    ]);
    expect(events.at(-1)?.conversation.thread).toBe(`${base}.000100`);
    expect(new Set(events.map((event) => event.id)).size).toBe(3);
  });

  test('says when the plan hides what is older, and when to go on', async () => {
    const { bench, adapter } = await open();
    bench.space.limited = true;
    expect((await adapter.history?.('C0ACME', 0))?.reachesBack).toBe(false);
    bench.server.fail('conversations.history', { kind: '429', waitS: 60 });
    await expect(adapter.history?.('C0ACME', 0)).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });
});

describe('the installation', () => {
  test('without a signing secret and an app token there is no adapter', () => {
    expect(() =>
      createSlackAdapter({ account: 'T', token: 'x', forms: {}, now: Date.now, log: createMemoryLog() }),
    ).toThrow(ConfigError);
  });

  test('a token of another workspace and a wrong token do not start', async () => {
    const { bench } = await open();
    const make = (account: string, token: string) =>
      createSlackAdapter({
        account,
        token,
        signingSecret: 's',
        apiUrl: bench.server.apiUrl,
        forms: {},
        now: Date.now,
        log: createMemoryLog(),
      });
    await expect(make('T0OTHER', bench.secrets[0] ?? '').start(async () => undefined)).rejects.toBeInstanceOf(
      ConfigError,
    );
    await expect(make('T0HOME', 'xoxb-wrong').start(async () => undefined)).rejects.toMatchObject({
      platformCode: 'invalid_auth',
    });
  });

  test('missing scopes are named at the start', async () => {
    const { bench } = await open({ scopes: 'chat:write,commands' });
    expect(bench.logged()).toContain('channels:history');
  });

  test('a removed app, revoked tokens and held back events are told', async () => {
    const gaps: object[] = [];
    let revoked = 0;
    const { bench } = await open({ onGap: (gap) => void gaps.push(gap), onRevoked: () => void revoked++ });
    await bench.deliver(eventOf(bench.space, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }));
    expect(revoked).toBe(0);
    await bench.deliver(eventOf(bench.space, { type: 'tokens_revoked', tokens: { bot: ['U0TEND'] } }));
    await bench.deliver(eventOf(bench.space, { type: 'app_uninstalled' }));
    expect(revoked).toBe(2);
    await bench.deliver({
      type: 'app_rate_limited',
      team_id: 'T0HOME',
      minute_rate_limited: 1767600000,
      api_app_id: 'A0TEND',
    });
    expect(gaps).toEqual([{ fromAt: 1767600000_000, toAt: 1767600060_000 }]);
  });
});

describe('Socket Mode', () => {
  test('a cut connection is replaced, and the time without one is told', async () => {
    const gaps: { fromAt: number; toAt: number }[] = [];
    const { bench, sink } = await open({ over: 'socket', onGap: (gap) => void gaps.push(gap) });
    bench.server.fail('apps.connections.open', { kind: 'error', error: 'invalid_auth' });
    expect(bench.server.cutSockets()).toBe(1);
    await until(() => gaps.length > 0, 'no new connection');
    expect(gaps[0]?.toAt).toBeGreaterThan((gaps[0]?.fromAt ?? 0) + 400);
    expect(await bench.deliver(bench.message({ text: 'again' }))).toBe(200);
    expect(sink.events).toMatchObject([{ text: 'again' }]);
  });

  test('an envelope that the SDK cannot read ends nothing', async () => {
    const { bench, sink } = await open({ over: 'socket' });
    const strange = { type: 'app_rate_limited', team_id: 'T0HOME', minute_rate_limited: 1767600000 };
    expect(await bench.server.push({ type: 'events_api', payload: strange }, 100)).toBeUndefined();
    expect(await bench.deliver(bench.message({ text: 'after' }))).toBe(200);
    expect(sink.events).toMatchObject([{ text: 'after' }]);
  });

  test('a wrong app token does not start', async () => {
    const { bench } = await open();
    const adapter = createSlackAdapter({
      account: 'T0HOME',
      token: bench.secrets[0] ?? '',
      appToken: 'xapp-wrong',
      apiUrl: bench.server.apiUrl,
      forms: {},
      now: Date.now,
      log: createMemoryLog(),
    });
    await expect(adapter.start(async () => undefined)).rejects.toMatchObject({
      platformCode: 'invalid_auth',
    });
    expect(adapter.webhook).toBeUndefined();
  });
});
