import { afterEach, describe, expect, test } from 'vitest';
import type { WecomOptions } from '../../../adapters/wecom/adapter.ts';
import { createMemoryTokenStore } from '../../../adapters/wecom/token-store.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events.ts';
import type { Card, Message } from '../../../core/messages.ts';
import { type OfficialBench, openOfficial } from '../../support/servers/wecom/official-bench.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  corpId,
  encodingAesKey,
  eventXml,
} from '../../support/servers/wecom/payloads.ts';
import { colleague, customer, group } from '../../support/servers/wecom/server.ts';

const benches: OfficialBench[] = [];
const open = async (more: Partial<WecomOptions> = {}): Promise<OfficialBench> => {
  const bench = await openOfficial(more);
  benches.push(bench);
  return bench;
};
afterEach(async () => {
  for (const bench of benches.splice(0)) {
    await bench.adapter.stop();
    await bench.close();
    for (const secret of [...bench.secrets, 'pumps stopped']) expect(bench.logged()).not.toContain(secret);
  }
});

const care: Message = { audience: 'customer', text: '您好，泵用得还顺利吗？' };
const toCustomer = { conversation: `contact:${colleague}/${customer}` };
const toGroup = { conversation: group };
const key = (idempotencyKey: string) => ({ idempotencyKey });
const caught = async (work: Promise<unknown>): Promise<PlatformError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PlatformError);
  return error as PlatformError;
};
const countOf = ({ server }: OfficialBench, path: string) =>
  server.state.calls.filter((call) => call.path === path).length;

describe('the access token', () => {
  test('is fetched once for twenty who need it at the same time, and once more when it was taken away', async () => {
    const bench = await open();
    const all = () => Promise.all(Array.from({ length: 20 }, async () => bench.adapter.roster?.(group)));
    await all();
    expect(countOf(bench, 'gettoken')).toBe(1);
    bench.server.state.token = 'rotated';
    expect((await all()).every((people) => people?.length === 2)).toBe(true);
    expect(countOf(bench, 'gettoken')).toBe(2);
  });

  test('taken away in the middle of a burst is fetched once, and of what is sent nothing is lost or doubled', async () => {
    const bench = await open();
    const { state } = bench.server;
    const members = Array.from({ length: 30 }, (_, index) => `member${index}`);
    const look = state.byContent.get.bind(state.byContent);
    let served = 0;
    state.byContent.get = (content) => {
      served += 1;
      if (served === 10) state.token = 'rotated';
      return look(content);
    };
    const note = { audience: 'person', text: 'hello' } as const;
    const sent = await Promise.all(
      members.map((each) => bench.adapter.send({ conversation: `app:${each}` }, note, key(each))),
    );
    expect(sent.every(({ status }) => status === 'sent')).toBe(true);
    expect(state.messages.map(({ user }) => user).toSorted()).toEqual(members.toSorted());
    expect(countOf(bench, 'gettoken')).toBe(2);
  });

  test('is one for all workers that share a store', async () => {
    const tokens = createMemoryTokenStore();
    const one = await open();
    const { state, url } = one.server;
    const official = {
      agentId: '1000002',
      secret: state.secret,
      token: callbackToken,
      encodingAesKey,
      apiUrl: url,
      tokens,
    };
    const workers = await Promise.all([1, 2, 3].map(() => open({ official })));
    await Promise.all(workers.map(async (worker) => worker.adapter.roster?.(group)));
    expect(state.tokenCount).toBe(1);
    state.token = 'rotated';
    await Promise.all(workers.map(async (worker) => worker.adapter.roster?.(group)));
    expect(state.tokenCount).toBe(2);
  });

  test('is fetched anew before it ends', async () => {
    let now = Date.now();
    const bench = await open({ now: () => now });
    await bench.adapter.roster?.(group);
    now += 115 * 60_000 - 1000;
    await bench.adapter.roster?.(group);
    expect(countOf(bench, 'gettoken')).toBe(1);
    now += 2000;
    await bench.adapter.roster?.(group);
    expect(countOf(bench, 'gettoken')).toBe(2);
  });

  test('a wrong secret is an error that says where to look, without the secret', async () => {
    const bench = await open();
    const { url } = bench.server;
    const official = {
      agentId: '1',
      secret: 'wrong-secret',
      token: callbackToken,
      encodingAesKey,
      apiUrl: url,
    };
    const wrong = await open({ official });
    const error = await caught(wrong.adapter.roster?.(group) ?? Promise.resolve());
    expect(error.platformCode).toBe('40001');
    expect(error.message).toMatch(/secret is wrong.*应用管理/);
    expect(JSON.stringify(error) + String(error.stack)).not.toContain('wrong-secret');
  });

  test('an address that is not trusted is explained, with the address that WeCom saw', async () => {
    const bench = await open();
    const errmsg =
      'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://x';
    bench.server.state.faults.push({ answer: { errcode: 60020, errmsg } });
    const error = await caught(bench.adapter.send(toCustomer, care, key('ip')));
    expect(error.message).toMatch(/企业可信IP.*203\.0\.113\.7/);
    expect(error.retryAfterMs).toBeUndefined();
  });
});

describe('callbacks', () => {
  test('the echo is answered at once, also before the bot started', async () => {
    const bench = await open();
    const answer = await bench.adapter.webhook?.(callbackRequest('1616140317555161061', { echo: true }));
    expect(answer?.status).toBe(200);
    expect(await answer?.text()).toBe('1616140317555161061');
    const forged = callbackRequest('1616140317555161061', { echo: true, signature: 'forged' });
    expect((await bench.adapter.webhook?.(forged))?.status).toBe(401);
  });

  test('an echo whose plus signs became blanks on the way is still read', async () => {
    const bench = await open();
    for (let round = 0; round < 20; round++) {
      const request = callbackRequest('12345', { echo: true });
      const bare = new Request(request.url.replaceAll('%2B', '+'));
      expect((await bench.adapter.webhook?.(bare))?.status).toBe(200);
    }
  });

  test.each([
    ['for another company', () => callbackRequest(appMessage('x'), { receiver: 'wwOTHER' }), 401],
    ['with another key', () => callbackRequest(appMessage('x'), { key: 'A'.repeat(43) }), 401],
    [
      'of 300 KB',
      () => new Request('http://bot.example/wecom/events', { method: 'POST', body: 'x'.repeat(300_000) }),
      413,
    ],
    [
      'that is no XML',
      () => new Request('http://bot.example/wecom/events', { method: 'POST', body: '{}' }),
      400,
    ],
    ['by another method', () => new Request('http://bot.example/wecom/events', { method: 'PUT' }), 405],
  ])('a request %s is refused', async (_name, request, status) => {
    const bench = await open();
    const events: InboundEvent[] = [];
    await bench.adapter.start(async (event) => void events.push(event));
    expect((await bench.adapter.webhook?.(request()))?.status).toBe(status);
    expect(events).toEqual([]);
  });

  test('three redeliveries of an event have one key', async () => {
    const bench = await open();
    const ids: string[] = [];
    await bench.adapter.start(async (event) => void ids.push(event.id));
    const xml = eventXml('change_external_chat', { ChatId: group, ChangeType: 'dismiss' });
    for (let delivery = 0; delivery < 4; delivery++) {
      expect((await bench.adapter.webhook?.(callbackRequest(xml)))?.status).toBe(200);
    }
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  test('what cannot be read is acknowledged: it would read the same again', async () => {
    const bench = await open();
    await bench.adapter.start(async () => undefined);
    for (const xml of [
      'junk',
      '<xml><Hello>pumps stopped</Hello></xml>',
      '<xml><MsgType>event</MsgType></xml>',
    ]) {
      expect((await bench.adapter.webhook?.(callbackRequest(xml)))?.status).toBe(200);
    }
  });
});

describe('群发 to customers', () => {
  test('is a task that an employee must confirm, never a delivery', async () => {
    const bench = await open();
    const sent = await bench.adapter.send(toCustomer, care, key('t1'));
    const [task] = bench.server.state.tasks;
    expect(sent).toEqual({ status: 'pending-human', ref: task?.id });
    expect(task).toMatchObject({ kind: 'single', receivers: [customer], sender: colleague, text: care.text });
  });

  test('to a group is asked of its owner', async () => {
    const bench = await open();
    expect(await bench.adapter.send(toGroup, care, key('g1'))).toMatchObject({ status: 'pending-human' });
    expect(bench.server.state.tasks).toMatchObject([
      { kind: 'group', receivers: [group], sender: colleague },
    ]);
  });

  test('the same key makes one task', async () => {
    const bench = await open();
    const send = () => bench.adapter.send(toCustomer, care, key('same'));
    const sent = [...(await Promise.all([send(), send()])), await send()];
    expect(new Set(sent.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(bench.server.state.tasks).toHaveLength(1);
  });

  test.each([
    ['internal words', { audience: 'team', text: 'secret figures' }, /internal/],
    ['nothing', { audience: 'customer', text: ' ' }, /empty/],
    ['more than 4,000 bytes', { audience: 'customer', text: '好'.repeat(1334) }, /too-long/],
  ] as const)('%s are refused before anything is called', async (_name, message, reason) => {
    const bench = await open();
    expect(await bench.adapter.send(toCustomer, message, key('r'))).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(reason),
    });
    expect(bench.server.state.calls).toEqual([]);
  });

  test('whom it does not reach is refused with the reason', async () => {
    const bench = await open();
    bench.server.state.unreachable.add(customer);
    expect(await bench.adapter.send(toCustomer, care, key('f'))).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/not-reachable/),
    });
  });

  test('a task whose answer was lost is found and not made twice', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    bench.server.state.faults.push({ cut: 'after' });
    expect(await bench.adapter.send(toCustomer, care, key('lost'))).toEqual({ status: 'unknown' });
    expect(await bench.adapter.findSent?.(toCustomer, care, { ...key('lost'), sinceAt })).toEqual({
      status: 'pending-human',
      ref: bench.server.state.tasks[0]?.id,
    });
    expect(bench.server.state.tasks).toHaveLength(1);
  });

  test('a task that was never made is not found, also when others with the same words were made', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    await bench.adapter.send({ conversation: `contact:${colleague}/wmOTHER` }, care, key('other'));
    await bench.adapter.send(toCustomer, { ...care, text: 'other words' }, key('words'));
    expect(await bench.adapter.findSent?.(toCustomer, care, { ...key('x'), sinceAt })).toBeUndefined();
  });

  test('the one of several tasks with the same words is found that is for this customer', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    for (const other of ['wmA1', customer, 'wmB1']) {
      await bench.adapter.send({ conversation: `contact:${colleague}/${other}` }, care, key(other));
    }
    const found = await bench.adapter.findSent?.(toCustomer, care, { ...key('x'), sinceAt });
    expect(found).toEqual({ status: 'pending-human', ref: bench.server.state.tasks[1]?.id });
  });

  test('two alike leave it unknown: which of them it was cannot be told', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    await bench.adapter.send(toGroup, care, key('1'));
    await bench.adapter.send(toGroup, care, key('2'));
    expect(await bench.adapter.findSent?.(toGroup, care, { ...key('3'), sinceAt })).toEqual({
      status: 'unknown',
    });
  });

  test('of a task for groups it cannot be told for which, until it is confirmed', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    const look = () => bench.adapter.findSent?.(toGroup, care, { ...key('x'), sinceAt });
    bench.server.state.faults.push({ cut: 'after' });
    expect(await bench.adapter.send(toGroup, care, key('lost'))).toEqual({ status: 'unknown' });
    const [task] = bench.server.state.tasks;
    expect(await look()).toEqual({ status: 'unknown' });
    if (task) task.confirmed = true;
    expect(await look()).toBeUndefined();
    task?.outcomes.set(group, 1);
    expect(await look()).toEqual({ status: 'pending-human', ref: task?.id });
  });

  test('after a month nobody can look', async () => {
    const bench = await open();
    const sinceAt = Date.now() - 31 * 24 * 60 * 60_000;
    expect(await bench.adapter.findSent?.(toCustomer, care, { ...key('old'), sinceAt })).toEqual({
      status: 'unknown',
    });
  });

  test('what became of it is polled: waiting, sent, removed, quota', async () => {
    const bench = await open();
    const sent = await bench.adapter.send(toCustomer, care, key('poll'));
    const ref = sent.status === 'pending-human' ? sent.ref : '';
    const [task] = bench.server.state.tasks;
    expect(await bench.adapter.official?.taskResults(ref)).toEqual({
      members: [{ member: colleague, confirmed: false }],
      results: [{ receiver: customer, member: colleague, outcome: 'waiting' }],
    });
    for (const [status, outcome] of [
      [2, 'not-a-contact'],
      [3, 'quota'],
      [1, 'sent'],
    ] as const) {
      if (task) task.confirmed = true;
      task?.outcomes.set(customer, status);
      expect(await bench.adapter.official?.taskResults(ref)).toMatchObject({
        members: [{ confirmed: true }],
        results: [{ outcome }],
      });
    }
    await caught(bench.adapter.official?.taskResults('no-such-task') ?? Promise.resolve());
  });
});

describe('the welcome', () => {
  const now = Date.now();

  test('is said once; a second one is refused for good', async () => {
    const bench = await open();
    const welcome = () => bench.adapter.official?.welcome('WC1', care, Date.now());
    expect(await welcome()).toMatchObject({ status: 'sent' });
    expect(await welcome()).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/already-welcomed/),
    });
    expect([...bench.server.state.welcomed.values()]).toEqual([care.text]);
  });

  test('waits and tries again while another app is sending', async () => {
    const bench = await open();
    bench.server.state.faults.push({ answer: { errcode: 41096, errmsg: 'being sent' } });
    const error = await caught(bench.adapter.official?.welcome('WC2', care, Date.now()) ?? Promise.resolve());
    expect(error).toMatchObject({ platformCode: '41096', retryAfterMs: 1000 });
    expect(await bench.adapter.official?.welcome('WC2', care, Date.now())).toMatchObject({ status: 'sent' });
  });

  test('is not tried after 20 s', async () => {
    const bench = await open({ now: () => now });
    expect(await bench.adapter.official?.welcome('WC3', care, now - 20_000)).toMatchObject({
      status: 'refused',
    });
    expect(bench.server.state.calls).toEqual([]);
    expect(await bench.adapter.official?.welcome('WC3', care, now - 19_000)).toMatchObject({
      status: 'sent',
    });
  });

  test('whose answer was lost is unknown', async () => {
    const bench = await open();
    bench.server.state.faults.push({ cut: 'after' });
    expect(await bench.adapter.official?.welcome('WC4', care, Date.now())).toEqual({ status: 'unknown' });
  });
});

describe('messages to members', () => {
  const toMember = { conversation: `app:${colleague}` };
  const note: Message = { audience: 'person', text: 'Call Acme today' };

  test('a lost answer is unknown, and sending again says it once', async () => {
    const bench = await open();
    const sinceAt = Date.now();
    bench.server.state.faults.push({ cut: 'after' });
    expect(await bench.adapter.send(toMember, note, key('lost'))).toEqual({ status: 'unknown' });
    expect(await bench.adapter.findSent?.(toMember, note, { ...key('lost'), sinceAt })).toBeUndefined();
    expect(await bench.adapter.send(toMember, note, key('lost'))).toMatchObject({ status: 'sent' });
    expect(bench.posted()).toHaveLength(1);
    const later = { ...key('lost'), sinceAt: Date.now() - 4 * 60 * 60_000 };
    expect(await bench.adapter.findSent?.(toMember, note, later)).toEqual({ status: 'unknown' });
  });

  test('the same words said twice on purpose are said twice', async () => {
    const bench = await open();
    await bench.adapter.send(toMember, note, key('1'));
    await bench.adapter.send(toMember, note, key('2'));
    expect(bench.posted().map((each) => each.text)).toEqual([note.text, note.text]);
  });

  test('a long text comes in at most eight messages within the limit, and its end says that it was cut', async () => {
    const bench = await open();
    const lines = Array.from({ length: 150 }, (_, index) => `第 ${index} 行`);
    await bench.adapter.send(toMember, { ...note, text: lines.join('\n') }, key('long'));
    expect(
      bench
        .posted()
        .map((each) => each.text)
        .join('\n')
        .split('\n'),
    ).toEqual(lines);
    await bench.adapter.send(toMember, { ...note, text: '好'.repeat(20_000) }, key('too long'));
    const posted = bench.server.state.messages;
    for (const { body } of posted) {
      const { content } = body['text'] as { readonly content: string };
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    }
    expect(bench.posted().slice(-8).at(-1)?.text.endsWith('…')).toBe(true);
  });

  test('words that do not fit on a card are said before it, and no more than six buttons stand on one', async () => {
    const bench = await open();
    const card: Card = {
      title: 'Acme & Sons <at risk>',
      blocks: [
        { kind: 'text', text: 'silent '.repeat(60) },
        {
          kind: 'buttons',
          buttons: Array.from({ length: 14 }, (_, index) => ({
            label: `B${index}`,
            action: 'run',
            value: `${index}`,
          })),
        },
      ],
    };
    await bench.adapter.send(toMember, { ...note, card }, key('card'));
    const posted = bench.posted();
    expect(posted.map((each) => each.buttons.length)).toEqual([0, 6, 6, 2]);
    expect(posted[0]?.text).toContain('silent '.repeat(60).trim());
    expect(posted.flatMap((each) => each.buttons.map((button) => button.value))).toEqual(
      Array.from({ length: 14 }, (_, index) => String(index)),
    );
  });

  test('words of others cannot show a link under other words', async () => {
    const bench = await open();
    await bench.adapter.send(toMember, { ...note, text: '<a href="http://evil">bank</a>' }, key('link'));
    expect(bench.posted()[0]?.text).toBe('<a href="http://evil">bank</a>');
  });

  test('the 31st message of a minute waits here, for WeCom would drop it without a word', async () => {
    let now = Date.now();
    const bench = await open({ now: () => now });
    for (let index = 0; index < 30; index++) await bench.adapter.send(toMember, note, key(`n${index}`));
    const error = await caught(bench.adapter.send(toMember, note, key('n30')));
    expect(error).toMatchObject({ platformCode: 'local-limit', retryAfterMs: 60_000 });
    expect(bench.posted()).toHaveLength(30);
    now += 60_001;
    expect(await bench.adapter.send(toMember, note, key('n30'))).toMatchObject({ status: 'sent' });
  });

  test('a member outside the visible range is refused, also when WeCom says so in passing', async () => {
    const bench = await open();
    expect(await bench.adapter.send({ conversation: 'app:stranger' }, note, key('a'))).toMatchObject({
      status: 'refused',
    });
    bench.server.state.faults.push({
      answer: { errcode: 0, errmsg: 'ok', invaliduser: colleague, msgid: 'x' },
    });
    expect(await bench.adapter.send(toMember, note, key('b'))).toMatchObject({ status: 'refused' });
  });

  test.each(['webhook:alerts', 'aibot:wrX', 'members:a/b', 'elsewhere', 'contact:'])(
    'no route leads to %s, and that is said',
    async (conversation) => {
      const bench = await open();
      expect(await bench.adapter.send({ conversation }, note, key('n'))).toMatchObject({
        status: 'refused',
        reason: expect.stringMatching(/no-route/),
      });
    },
  );
});

describe('lists', () => {
  test('tags are read and marked', async () => {
    const bench = await open();
    expect(await bench.adapter.official?.tags()).toEqual([{ id: 't1', name: 'VIP', group: '等级' }]);
    const of = { member: colleague, customer };
    await bench.adapter.official?.markTags(of, { add: ['t1', 't2'] });
    await bench.adapter.official?.markTags(of, { remove: ['t2'] });
    expect(bench.server.state.tags.get(`${colleague}/${customer}`)).toEqual(new Set(['t1']));
  });

  test('a group has an owner, other conversations have none', async () => {
    const bench = await open();
    expect(await bench.adapter.ownerOf?.(group)).toBe(colleague);
    expect(await bench.adapter.ownerOf?.(`app:${colleague}`)).toBeUndefined();
    await caught(bench.adapter.ownerOf?.('wrNOSUCHGROUP') ?? Promise.resolve());
  });

  test('the groups are listed with their names, and the account is the company', async () => {
    const bench = await open();
    expect(await bench.adapter.conversations?.()).toEqual([{ id: group, kind: 'group', name: '测试群' }]);
    expect(bench.adapter.account).toBe(corpId);
  });
});
