import { expect, test } from 'vitest';
import { createCompany } from '../../../bot/ingest/context.ts';
import { callLines } from '../../../bot/view/digest-grade.ts';
import { reviewSections } from '../../../bot/view/digest-review.ts';
import type { CallAccuracy } from '../../../core/churn/grading.ts';
import type { DigestContent } from '../../../core/digest/content.ts';
import { listed } from '../../../core/digest/listed.ts';
import type { PortfolioReview } from '../../../core/digest/review.ts';

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

const portfolio: PortfolioReview = {
  up: listed([]),
  down: listed([]),
  near: [],
  leaving: listed([]),
  recovery: { lost: 0, recovered: 0 },
};
const company = createCompany('Asia/Shanghai', 'none');
const sections = (content: Partial<DigestContent>, language: 'zh' | 'en') =>
  reviewSections({ edition: 'monthly', ...content } as DigestContent, company, language).filter(
    ({ lines }) => lines.length > 0,
  );

test('the portfolio is told by who is leaving, movers, who is close, and who came back', () => {
  const review: PortfolioReview = {
    up: listed(Array.from({ length: 10 }, (_, index) => mover(`up ${index}`))),
    down: listed([{ customerId: 2, name: 'Acme', owner: 'Mia', from: 'A', to: 'C' }]),
    near: [{ customerId: 3, name: '晨光', owner: 'Lin', tier: 'B', score: 3.85, needed: 4 }],
    leaving: listed([
      { customerId: 4, name: 'Cedar', owner: null, tier: 'A', churn: 0.61, valueAtRisk: 1200 },
    ]),
    recovery: { lost: 12, recovered: 3 },
  };
  const [leaving, movers, near, recovery] = sections({ review }, 'en');
  expect(leaving).toEqual({
    title: 'A and B customers who may be leaving (1)',
    lines: ['• Cedar · A · churn risk 61% · ¥1,200 at risk · nobody'],
  });
  expect(movers?.lines).toHaveLength(1 + 8 + 1 + 1 + 1);
  expect(movers?.lines.slice(0, 2)).toEqual(['10 up', '• up 0 · B → A · nobody']);
  expect(movers?.lines.slice(-3)).toEqual(['… and 2 more', '1 down', '• Acme · A → C · Mia']);
  expect(near?.lines).toEqual(['• 晨光 · B · score 3.85, 0.15 below the next · Lin']);
  expect(recovery?.lines).toEqual([
    'Of 12 lost 6 to 12 months ago, 3 came back within 6 months (25%; 15%–25% is usual).',
  ]);
  expect(sections({ review: portfolio }, 'zh')).toEqual([]);
  expect(sections({}, 'en')).toEqual([]);
});

test('retention is told of the week or the month, cohorts by their latest four', () => {
  const retention = { before: 40, stayed: 30, fresh: 5, back: 2 };
  const cohorts = Array.from({ length: 6 }, (_, index) => ({
    month: 2026 * 12 + index,
    size: 10,
    active: Array.from({ length: 6 - index }, (_value, later) => 1 - later / 10),
  }));
  expect(sections({ edition: 'weekly', retention }, 'zh')).toEqual([
    {
      title: '留存',
      lines: ['前一周活跃 40 个，其中 30 个这一周仍活跃（75%）；新增 5 个，沉默后又活跃 2 个。'],
    },
  ]);
  expect(sections({ retention, cohorts }, 'en')).toEqual([
    {
      title: 'Retention',
      lines: ['40 were active the month before, 30 of them again (75%); 5 new, 2 back after a silence.'],
    },
    {
      title: 'Of those who came in a month, active in the months after',
      lines: [
        '• 10 came in 2026-03: 90%, 80%, 70%',
        '• 10 came in 2026-04: 90%, 80%',
        '• 10 came in 2026-05: 90%',
        '• 10 came in 2026-06: this month',
      ],
    },
  ]);
  const nobody = { before: 0, stayed: 0, fresh: 0, back: 0 };
  expect(sections({ retention: nobody }, 'en')).toEqual([]);
  expect(sections({ retention: { ...nobody, fresh: 3 } }, 'en')[0]?.lines).toEqual([
    '0 were active the month before, 0 of them again; 3 new, 0 back after a silence.',
  ]);
});
