import { expect, test } from 'vitest';
import { callLines, monthSections } from '../../../bot/view/digest-review.ts';
import type { CallAccuracy } from '../../../core/churn/grading.ts';
import type { MonthReview } from '../../../core/digest/month.ts';

const calls: CallAccuracy = {
  calls: 480,
  gone: 200,
  brier: 0.1234,
  auc: 0.8125,
  tenths: [],
  high: 150,
  precision: 0.8,
  recall: 0.6,
  leadDays: 26,
};

test('how right the calls were is told with its counts', () => {
  expect(callLines(calls, 'en')).toEqual([
    'Churn calls that came due in the last year: 480, Brier 0.123, AUC 0.813.',
    '150 said 60 % or more: 80% of those were gone; 60% of all who left had been called; median lead 26 days.',
  ]);
  expect(callLines(calls, 'zh')).toEqual([
    '近一年到期的流失预测 480 条：Brier 0.123，AUC 0.813。',
    '其中 60% 及以上 150 条，应验 80%；实际流失者中事先达到 60% 的占 60%；提前量中位数 26 天。',
  ]);
});

test('what cannot be said is not said', () => {
  const few = { ...calls, auc: null, high: 0, precision: null, recall: 0, leadDays: null };
  expect(callLines(few, 'en')).toEqual([
    'Churn calls that came due in the last year: 480, Brier 0.123.',
    'None of them said 60 % or more.',
  ]);
  expect(callLines({ ...calls, leadDays: null, recall: null }, 'zh')[1]).toBe(
    '其中 60% 及以上 150 条，应验 80%；实际流失者中事先达到 60% 的占 –。',
  );
});

const mover = (name: string) => ({ customerId: 1, name, owner: null, from: 'B', to: 'A' }) as const;

test('the month is told by movers, who is close, and who came back', () => {
  const review: MonthReview = {
    up: Array.from({ length: 10 }, (_, index) => mover(`up ${index}`)),
    down: [{ customerId: 2, name: 'Acme', owner: 'Mia', from: 'A', to: 'C' }],
    near: [{ customerId: 3, name: '晨光', owner: 'Lin', tier: 'B', score: 3.85, needed: 4 }],
    recovery: { lost: 12, recovered: 3 },
  };
  const [movers, near, recovery] = monthSections(review, 'en');
  expect(movers?.lines).toHaveLength(1 + 8 + 1 + 1 + 1);
  expect(movers?.lines.slice(0, 2)).toEqual(['10 up', '• up 0 · B → A · nobody']);
  expect(movers?.lines.slice(-3)).toEqual(['… and 2 more', '1 down', '• Acme · A → C · Mia']);
  expect(near?.lines).toEqual(['• 晨光 · B · score 3.85, 0.15 below the next · Lin']);
  expect(recovery?.lines).toEqual([
    'Of 12 lost 6 to 12 months ago, 3 came back within 6 months (25%; 15%–25% is usual).',
  ]);
  expect(
    monthSections({ up: [], down: [], near: [], recovery: { lost: 0, recovered: 0 } }, 'zh').flatMap(
      ({ lines }) => lines,
    ),
  ).toEqual([]);
});
