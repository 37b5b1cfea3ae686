import { expect, test } from 'vitest';
import { readConfig } from '../../../bot/config.ts';

test('there is no model unless one is configured', () => {
  expect(readConfig({}).model).toBeUndefined();
  expect(readConfig({ TEND_MODEL: 'small' }).model).toBeUndefined();
});

test('a local endpoint needs its address and a model, a hosted one its key and a model', () => {
  expect(
    readConfig({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/', TEND_MODEL: 'qwen3:8b' }).model,
  ).toMatchObject({
    baseUrl: 'http://127.0.0.1:11434/v1',
    cheap: 'qwen3:8b',
    better: 'qwen3:8b',
    money: undefined,
  });
  expect(readConfig({ OPENAI_API_KEY: 'sk-1', TEND_MODEL: 'a', TEND_MODEL_BETTER: 'b' }).model).toMatchObject(
    {
      baseUrl: 'https://api.openai.com/v1',
      apiKey: 'sk-1',
      better: 'b',
    },
  );
});

test('models of single prompts, budgets and prices are lists', () => {
  const { model } = readConfig({
    OPENAI_API_KEY: 'sk-1',
    TEND_MODEL: 'a',
    TEND_MODEL_TASKS: 'labels=qwen3:4b, draft=b',
    TEND_MODEL_TOKENS: 'labels=2M/30M;assist=1.5k/2k',
    TEND_MODEL_PRICES: 'a=0.25/2',
    TEND_MODEL_SPEND: '2/40',
  });
  expect(model?.byPrompt).toEqual({ labels: 'qwen3:4b', draft: 'b' });
  expect(model?.tokens).toMatchObject({
    labels: { day: 2e6, month: 3e7 },
    assist: { day: 1500, month: 2000 },
  });
  expect(model?.prices).toEqual({ a: { input: 0.25, output: 2 } });
  expect(model?.money).toEqual({ day: 2, month: 40 });
});

test('everything that is wrong is said at once, and the key is not repeated', () => {
  const read = () =>
    readConfig({
      OPENAI_API_KEY: 'sk-secret',
      OPENAI_BASE_URL: 'localhost:1',
      TEND_MODEL_TOKENS: 'wages=1/2',
      TEND_MODEL_PRICES: 'a',
      TEND_MODEL_TASKS: '=b',
      TEND_MODEL_SPEND: '2',
      TEND_MODEL_CONCURRENCY: '0',
    });
  for (const name of [
    'OPENAI_BASE_URL',
    'TEND_MODEL',
    'TEND_MODEL_TOKENS',
    'TEND_MODEL_PRICES',
    'TEND_MODEL_TASKS',
    'TEND_MODEL_SPEND',
    'TEND_MODEL_CONCURRENCY',
  ])
    expect(read).toThrow(new RegExp(`${name}: expected`));
  expect(read).not.toThrow(/sk-secret/);
  expect(() => readConfig({ OPENAI_API_KEY: 'k', TEND_MODEL: 'a', TEND_MODEL_SPEND: '2/40' })).toThrow(
    /TEND_MODEL_PRICES: expected to be set/,
  );
});
