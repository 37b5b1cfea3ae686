import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { answerSensibly } from '../support/servers/chat-api/sensible.ts';
import { type ChatApi, startChatApi } from '../support/servers/chat-api/server.ts';
import type { Evaluation } from './evaluate.ts';
import { evalSets } from './sets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let api: ChatApi;
let database: TestDatabase;
let home: string;

beforeAll(async () => {
  api = await startChatApi();
  api.answer(answerSensibly);
  database = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'tend-eval-'));
});
afterAll(async () => {
  await api.close();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

const run = (args: readonly string[], over: Readonly<Record<string, string>> = {}) =>
  new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
    const environment = {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      TEND_HOME: home,
      LOG_LEVEL: 'silent',
      OPENAI_BASE_URL: api.baseUrl,
      TEND_MODEL: 'small',
      TEND_MODEL_CONCURRENCY: '8',
      ...over,
    };
    const child = spawn(process.execPath, ['test/eval/run.ts', ...args], { cwd: root, env: environment });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });

describe('an evaluation', { timeout: 120_000 }, () => {
  test('has cases for every prompt, in both languages', () => {
    for (const { id, cases } of evalSets) expect(cases, id).toBeGreaterThanOrEqual(id === 'labels' ? 2 : 10);
  });

  test('asks every case, grades it, and compares with what was before', async () => {
    const old: Evaluation = {
      prompt: 'plain@0',
      model: 'small',
      at: '2026-01-01T00:00:00Z',
      cases: 30,
      answered: { right: 30, of: 30 },
      metrics: { command: { right: 3, of: 30 } },
      failures: {},
      p50Ms: 1,
      p95Ms: 2,
    };
    await writeFile(join(home, 'eval.ndjson'), `${JSON.stringify(old)}\n`);
    const { code, out } = await run(['--prompt', 'plain', '--prompt', 'labels']);
    expect(code).toBe(0);
    expect(out).toMatch(/\| plain@1 · small \| plain@0 · small \|/);
    expect(out).toMatch(/\| command \| \d+\/\d+ \(\d+%\) \| 3\/30 \(10%\) \|/);
    expect(out).toMatch(/\| mood zh \| \d+\/32 \(\d+%\) \|/);
    expect(out).toMatch(/\| cases answered \| 2\/2 \(100%\) \|/);
    const kept = (await readFile(join(home, 'eval.ndjson'), 'utf8')).trim().split('\n');
    expect(kept).toHaveLength(3);
  });

  test('of several prompts in one language, as lines of JSON', async () => {
    const { code, out } = await run(['--lang', 'en', '--json', '--prompt', 'draft', '--prompt', 'narrative']);
    expect(code).toBe(0);
    const found = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Evaluation);
    expect(found.map((each) => each.prompt.split('@')[0])).toEqual(['draft', 'narrative']);
    for (const { answered, prompt } of found) expect(answered.right, prompt).toBeGreaterThan(0);
  });

  test('without a model, or of a prompt that is not there, says what to do', async () => {
    const none = await run([], { OPENAI_BASE_URL: '', TEND_MODEL: '' });
    expect(none.code).toBe(78);
    expect(none.err).toMatch(/set OPENAI_BASE_URL/);
    const wrong = await run(['--prompt', 'sonnets']);
    expect(wrong.code).toBe(78);
    expect(wrong.err).toMatch(/There is no prompt sonnets. Choose from labels, summary/);
  });
});
