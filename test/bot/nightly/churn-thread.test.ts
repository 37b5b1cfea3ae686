import { expect, test } from 'vitest';
import { type Learning, trainOn } from '../../../bot/nightly/train-churn.ts';
import { onThread } from '../../../bot/on-thread.ts';
import type { Training } from '../../../core/churn/train.ts';

const thread = new URL('../../../bot/nightly/churn-thread.ts', import.meta.url);

/** Customers who talk every so many days for two years, of whom every second one falls silent half-way. */
const learning = (customers: number): Learning => {
  const days: number[] = [];
  const begins = [0];
  for (let i = 0; i < customers; i++) {
    const last = i % 2 === 0 ? -(i % 9) : -200 - (i % 300);
    for (let day = -700 + (i % 60); day <= last; day += 3 + (i % 20)) days.push(day);
    begins.push(days.length);
  }
  return {
    activity: {
      customers: Array.from({ length: customers }, (_, i) => String(i).padStart(16, '0')),
      begins: Int32Array.from(begins),
      days: Int32Array.from(days),
      amounts: null,
      sentiments: null,
      kinds: [],
      ours: null,
    },
    orderedSince: Array.from({ length: customers }, () => Number.POSITIVE_INFINITY),
  };
};

test('a model that is learnt on a thread is the one that is learnt here', async () => {
  const material = learning(400);
  const here = trainOn('talk', material);
  expect(here.status).toBe('trained');
  expect(await onThread<Training>(thread, { population: 'talk', learning: material })).toEqual(here);
});

test('what goes wrong on a thread is said, and a thread without an answer is no answer', async () => {
  await expect(onThread(thread, { population: 'talk' })).rejects.toThrow();
  const silent = new URL('data:text/javascript,');
  await expect(onThread(silent, {})).rejects.toThrow(/ended with 0 before it answered/);
});
