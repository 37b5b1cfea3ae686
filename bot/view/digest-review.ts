import type { CallAccuracy } from '../../core/churn/grading.ts';
import {
  expectedRecovery,
  type MonthReview,
  type NearTier,
  type TierMover,
} from '../../core/digest/month.ts';
import type { Language } from '../../core/language.ts';
import { percent } from '../../core/words.ts';

/** How many of a list are written out; the rest is counted. */
const most = 8;

const words = {
  zh: {
    calls: (count: number, auc: number | null, brier: number | null) =>
      `近一年到期的流失预测 ${count} 条：Brier ${show(brier)}${auc === null ? '' : `，AUC ${show(auc)}`}。`,
    high: (count: number, precision: number | null, recall: number | null, lead: number | null) =>
      count === 0
        ? '其中没有 60% 及以上的预测。'
        : `其中 60% 及以上 ${count} 条，应验 ${share(precision)}；实际流失者中事先达到 60% 的占 ${share(recall)}${lead === null ? '' : `；提前量中位数 ${lead} 天`}。`,
    movers: '本月分层变动',
    up: (count: number) => `上升 ${count} 个`,
    down: (count: number) => `下降 ${count} 个`,
    near: '接近上一层级',
    nearOne: ({ tier, score, needed }: NearTier) =>
      `${tier} · ${score.toFixed(2)} 分，距上一层级 ${(needed - score).toFixed(2)}`,
    recovery: '挽回',
    recovered: (lost: number, recovered: number) =>
      `6 至 12 个月前流失 ${lost} 个，6 个月内挽回 ${recovered} 个（${percent(recovered / lost)}；常见 ${expected}）。`,
    more: (count: number) => `……另有 ${count} 个`,
    nobody: '未分配',
  },
  en: {
    calls: (count: number, auc: number | null, brier: number | null) =>
      `Churn calls that came due in the last year: ${count}, Brier ${show(brier)}${auc === null ? '' : `, AUC ${show(auc)}`}.`,
    high: (count: number, precision: number | null, recall: number | null, lead: number | null) =>
      count === 0
        ? 'None of them said 60 % or more.'
        : `${count} said 60 % or more: ${share(precision)} of those were gone; ${share(recall)} of all who left had been called${lead === null ? '' : `; median lead ${lead} days`}.`,
    movers: 'Tiers this month',
    up: (count: number) => `${count} up`,
    down: (count: number) => `${count} down`,
    near: 'Close to the next tier',
    nearOne: ({ tier, score, needed }: NearTier) =>
      `${tier} · score ${score.toFixed(2)}, ${(needed - score).toFixed(2)} below the next`,
    recovery: 'Win-back',
    recovered: (lost: number, recovered: number) =>
      `Of ${lost} lost 6 to 12 months ago, ${recovered} came back within 6 months (${percent(recovered / lost)}; ${expected} is usual).`,
    more: (count: number) => `… and ${count} more`,
    nobody: 'nobody',
  },
} as const;

const expected = `${percent(expectedRecovery.from)}–${percent(expectedRecovery.to)}`;

function show(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function share(value: number | null): string {
  return value === null ? '–' : percent(value);
}

/** Returns the lines that say how right the churn calls were. */
export const callLines = (calls: CallAccuracy, language: Language): readonly string[] => {
  const say = words[language];
  return [
    say.calls(calls.calls, calls.auc, calls.brier),
    say.high(calls.high, calls.precision, calls.recall, calls.leadDays),
  ];
};

/** Returns the sections of the month's review that have anything to say. */
export const monthSections = (
  { up, down, near, recovery }: MonthReview,
  language: Language,
): readonly { readonly title: string; readonly lines: readonly string[] }[] => {
  const say = words[language];
  const mover = ({ name, from, to, owner }: TierMover): string =>
    `• ${name} · ${from} → ${to} · ${owner ?? say.nobody}`;
  const list = (title: string, movers: readonly TierMover[]): readonly string[] =>
    movers.length === 0
      ? []
      : [
          title,
          ...movers.slice(0, most).map(mover),
          ...(movers.length > most ? [say.more(movers.length - most)] : []),
        ];
  return [
    { title: say.movers, lines: [...list(say.up(up.length), up), ...list(say.down(down.length), down)] },
    {
      title: say.near,
      lines: near.map((each) => `• ${each.name} · ${say.nearOne(each)} · ${each.owner ?? say.nobody}`),
    },
    {
      title: say.recovery,
      lines: recovery.lost === 0 ? [] : [say.recovered(recovery.lost, recovery.recovered)],
    },
  ];
};
