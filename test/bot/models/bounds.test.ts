import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ModelOutcome } from '../../../bot/models/model.ts';
import type { ModelSettings } from '../../../bot/models/settings.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { type LabelOutput, labels } from '../../../prompts/labels.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { factsIn, modelAt, modelSettings } from '../../support/models.ts';
import { type ChatApi, startChatApi } from '../../support/servers/chat-api/server.ts';

let database: TestDatabase;
let db: Db;
let api: ChatApi;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 6 });
  api = await startChatApi();
});
afterEach(async () => {
  api.lacks();
  for (const table of ['model_endpoint', 'model_cache', 'model_call'] as const)
    await db.deleteFrom(table).execute();
});
afterAll(async () => {
  await api.close();
  await db.destroy();
  await database.drop();
});

const label = (over: object = {}) => ({
  id: 'm1',
  sentiment: -0.4,
  confidence: 0.9,
  intent: 'complain',
  urgency: 'high',
  complaint: true,
  question: false,
  promise: false,
  reason: null,
  quote: 'broken',
  ...over,
});
const fine = { json: { labels: [label()] } };
const ask = (
  text = 'it is broken',
  over: Partial<ModelSettings> = {},
  options: { readonly onText?: (soFar: string) => void; readonly patienceMs?: number } = {},
): Promise<ModelOutcome<LabelOutput>> =>
  modelAt(db, modelSettings(api.baseUrl, over)).call(
    labels,
    { messages: [{ id: 'm1', text }] },
    { language: 'en', ...options },
  );
const calls = () => db.selectFrom('model_call').selectAll().orderBy('id').execute();
const failure = async (outcome: Promise<ModelOutcome<LabelOutput>>) => {
  const found = await outcome;
  return found.status === 'failed' ? found.failure : found.status;
};
const stream = { onText: () => undefined };

describe('an endpoint that works', () => {
  test('is asked once, with the key, a strict schema and no name; what it used is counted', async () => {
    api.answer([fine]);
    const before = api.heard.length;
    const outcome = await ask('it is broken', { prices: { small: { input: 1, output: 10 } } });
    expect(outcome).toMatchObject({ status: 'answered', model: 'small', cached: false });
    expect(api.heard.length - before).toBe(1);
    const { question, key } = api.heard.at(-1) ?? {};
    expect(key).toBe('key-of-a-test');
    expect(question?.response_format?.type).toBe('json_schema');
    const [call] = await calls();
    expect(call).toMatchObject({
      purpose: 'labels',
      prompt: 'labels',
      version: 1,
      status: 'answered',
      attempts: 1,
    });
    expect(call?.cost).toBeCloseTo(((call?.input_tokens ?? 0) + 10 * (call?.output_tokens ?? 0)) / 1e6, 9);
  });

  test('is not asked the same again', async () => {
    api.answer([fine]);
    await ask();
    const before = api.heard.length;
    expect(await ask()).toMatchObject({
      status: 'answered',
      cached: true,
      output: { labels: [{ id: 'm1' }] },
    });
    expect(api.heard.length).toBe(before);
  });

  test('streams where somebody waits', async () => {
    api.answer([fine]);
    const heard: string[] = [];
    expect(await ask('it is broken', {}, { onText: (soFar) => heard.push(soFar) })).toMatchObject({
      status: 'answered',
    });
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.at(-1)).toBe(JSON.stringify(fine.json));
    expect((await calls())[0]?.first_ms).not.toBeNull();
  });

  test('sees marks, and the answer has the personal data again', async () => {
    api.answer((question) => {
      const text = factsIn<{ messages: { text: string }[] }>(question).messages[0]?.text ?? '';
      return { json: { labels: [label({ quote: text })] } };
    });
    const outcome = await ask('it is broken, call 13812345678');
    expect(JSON.stringify(api.heard.at(-1))).not.toContain('13812345678');
    expect(outcome).toMatchObject({ output: { labels: [{ quote: 'it is broken, call 13812345678' }] } });
  });

  test.each([
    'json_schema',
    'json_object',
    'max_completion_tokens',
    'temperature',
    'stream_options',
  ] as const)('is understood without %s', async (parameter) => {
    api.lacks(parameter);
    api.answer([fine]);
    expect(await ask('it is broken', {}, stream)).toMatchObject({ status: 'answered' });
  });

  test('is understood with none of these', async () => {
    api.lacks('json_schema', 'json_object', 'max_completion_tokens', 'temperature', 'stream_options');
    api.answer([
      { text: `<think>hm {</think>Here you are:\n\`\`\`json\n${JSON.stringify(fine.json)}\n\`\`\`` },
    ]);
    expect(await ask('it is broken', {}, stream)).toMatchObject({ status: 'answered' });
  });
});

describe('a bad endpoint', () => {
  test('that is down is given up after the attempts, and left alone after three failures', async () => {
    const nowhere = modelSettings('http://127.0.0.1:9/v1');
    for (const expected of ['unreachable', 'unreachable', 'unreachable', 'resting']) {
      const outcome = await modelAt(db, nowhere).call(
        labels,
        { messages: [{ id: 'm1', text: 'x' }] },
        { language: 'en' },
      );
      expect(outcome).toMatchObject({ status: 'failed', failure: expected });
    }
    expect((await calls()).map((each) => each.attempts)).toEqual([3, 3, 3, 0]);
    // Another worker knows it too; when the rest is over one tries again.
    await db.updateTable('model_endpoint').set({ open_until: 0 }).execute();
    expect(
      await failure(
        modelAt(db, nowhere).call(labels, { messages: [{ id: 'm1', text: 'x' }] }, { language: 'en' }),
      ),
    ).toBe('unreachable');
  });

  test('that fails now and then is asked again', async () => {
    api.answer([{ status: 500 }, { status: 503 }, fine]);
    expect(await ask()).toMatchObject({ status: 'answered' });
    expect((await calls())[0]?.attempts).toBe(3);
  });

  test('that asks to wait a little is waited for, by its own delay or by ours', async () => {
    api.answer([{ status: 429, headers: { 'retry-after-ms': '120' } }, { status: 429 }, fine]);
    const before = api.heard.length;
    expect(await ask()).toMatchObject({ status: 'answered' });
    const [first, second] = api.heard.slice(before);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(115);
  });

  test('that asks to wait for long is left alone by all workers for that time', async () => {
    api.answer([{ status: 429, headers: { 'retry-after': '40' } }]);
    const outcome = await ask('it is broken', {}, { patienceMs: 100 });
    expect(outcome).toMatchObject({ status: 'failed', failure: 'busy' });
    expect(await ask('something else')).toMatchObject({ status: 'failed', failure: 'resting' });
    expect((await calls()).at(-1)).toMatchObject({ status: 'resting', input_tokens: 0 });
  });

  test.each([
    ['truncated JSON', { text: '{"labels":[{"id":"m1","sent' }, 'malformed'],
    ['no JSON', { text: 'I cannot say.' }, 'malformed'],
    ['another shape', { json: { labels: 'none' } }, 'malformed'],
    ['an answer cut off at its longest', { text: '{"labels":[', finish: 'length' }, 'too-long'],
    ['a filtered answer', { text: '', finish: 'content_filter' }, 'refused'],
    ['a refusal', { refusal: 'I will not.' }, 'refused'],
    ['a broken connection', { broken: JSON.stringify(fine.json) }, 'unreachable'],
    ['a wrong key', { status: 401 }, 'rejected'],
    ['a model that is not there', { status: 404 }, 'rejected'],
    ['an empty account', { status: 429, code: 'insufficient_quota' }, 'rejected'],
    [
      'more than it takes',
      {
        status: 400,
        code: 'context_length_exceeded',
        message: 'This model’s maximum context length is 8192 tokens.',
      },
      'too-long',
    ],
    ['labels of messages that were not given', { json: { labels: [label({ id: 'm7' })] } }, 'ungrounded'],
    ['personal data that was not given', { json: { labels: [label({ quote: '[PHONE_1]' })] } }, 'answered'],
  ] as const)('%s', async (_, answer, expected) => {
    api.answer([answer]);
    expect(await failure(ask())).toBe(expected);
    expect((await calls()).at(-1)?.status).toBe(expected);
  });

  test.each(['refusal', 'broken'] as const)('the same while streaming: %s', async (kind) => {
    api.answer([kind === 'refusal' ? { refusal: 'No.' } : { broken: JSON.stringify(fine.json) }]);
    expect(await failure(ask('it is broken', {}, stream))).toMatch(/refused|unreachable|malformed/);
  });

  test('that goes silent in the middle of a stream is cut off and asked again', async () => {
    const text = JSON.stringify(fine.json);
    api.answer([{ silentMs: 30_000, after: text.slice(0, 20), rest: text }, fine]);
    expect(await ask('it is broken', {}, stream)).toMatchObject({ status: 'answered' });
    expect((await calls())[0]).toMatchObject({ attempts: 2, status: 'answered' });
  });

  test('that never answers is given up at the time-out', async () => {
    api.answer([{ silentMs: 30_000, rest: '{}' }]);
    expect(await failure(ask('it is broken', { timeoutMs: 150, attempts: 1 }))).toBe('timeout');
  });

  test('extra fields are dropped', async () => {
    api.answer([{ json: { labels: [label({ secret: 'x' })], more: 'y' } }]);
    expect(JSON.stringify(await ask())).not.toMatch(/secret|more/);
  });

  test("another customer's words are no quote, and what rests on them is thrown away", async () => {
    api.answer([{ json: { labels: [label({ quote: 'Zeta Corp pays us double', reason: 'price' })] } }]);
    expect(await ask()).toMatchObject({
      output: { labels: [{ complaint: false, reason: null, quote: null, sentiment: -0.4 }] },
    });
  });
});

describe('what may be spent', () => {
  const tokens = (day: number, month: number) => ({
    tokens: { ...modelSettings('http://x').tokens, labels: { day, month } },
  });

  test('is a number of tokens a day and a month, by purpose; then nothing leaves', async () => {
    api.answer([fine]);
    const before = api.heard.length;
    expect(await failure(ask('one', tokens(1500, 1e9)))).toBe('answered');
    expect(await failure(ask('two', tokens(1500, 1e9)))).toBe('over-budget');
    expect(await failure(ask('two', tokens(1e9, 1500)))).toBe('over-budget');
    expect(await failure(ask('two', tokens(1e9, 1e9)))).toBe('answered');
    expect(api.heard.length - before).toBe(2);
  });

  test('is money over all purposes, where prices are known', async () => {
    api.answer([fine]);
    const prices = { small: { input: 1000, output: 1000 } };
    expect(await failure(ask('one', { prices, money: { day: 1.1, month: 9 } }))).toBe('answered');
    expect(await failure(ask('two', { prices, money: { day: 1.1, month: 9 } }))).toBe('over-budget');
    expect(await failure(ask('two', { prices, money: { day: 9, month: 1.1 } }))).toBe('over-budget');
  });

  test('is the same pot for all workers at the same time', async () => {
    api.answer([fine]);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        failure(ask(`text ${index}`, tokens(5000, 1e9), { patienceMs: 5000 })),
      ),
    );
    const spent = (await calls()).reduce((sum, each) => sum + each.input_tokens + each.output_tokens, 0);
    expect(spent).toBeLessThanOrEqual(5000);
    expect(outcomes).toContain('over-budget');
    expect(outcomes).toContain('answered');
  });

  test('never more calls at once than allowed, over all workers', async () => {
    const own = await startChatApi();
    own.answer([{ silentMs: 60, rest: JSON.stringify(fine.json) }]);
    const worker = () => modelAt(db, modelSettings(own.baseUrl, { concurrency: 2 }));
    const [one, other] = [worker(), worker()];
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? one : other).call(
          labels,
          { messages: [{ id: 'm1', text: `text ${index}` }] },
          { language: 'en', patienceMs: 10_000 },
        ),
      ),
    );
    expect(outcomes.map((each) => each.status)).toEqual(outcomes.map(() => 'answered'));
    expect(own.mostAtOnce()).toBe(2);
    await own.close();
  });
});

test('every call stands in the audit log with its prompt and hashes, and never its text', async () => {
  api.answer([fine]);
  await ask('it is broken in a very special way');
  const found = await sql<{ detail: Record<string, unknown> }>`select detail from audit
    where action = 'model-call' order by id desc limit 1`.execute(db);
  const detail = found.rows[0]?.detail;
  expect(detail).toMatchObject({ prompt: 'labels@1', model: 'small', status: 'answered' });
  expect(detail?.['input']).toMatch(/^[0-9a-f]{32}$/);
  expect(detail?.['output']).toMatch(/^[0-9a-f]{32}$/);
  expect(JSON.stringify(detail)).not.toContain('special');
});
