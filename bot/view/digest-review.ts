import type { Cohort, Retention } from '../../core/digest/cohorts.ts';
import type { DigestContent } from '../../core/digest/content.ts';
import type { Listed } from '../../core/digest/listed.ts';
import { expectedRecovery, type Leaving, type NearTier, type TierMover } from '../../core/digest/review.ts';
import type { Language } from '../../core/language.ts';
import { percent } from '../../core/words.ts';
import type { Company } from '../ingest/context.ts';

/** How many of a list are written out; the rest is counted. */
const most = 8;
const expected = `${percent(expectedRecovery.from)}–${percent(expectedRecovery.to)}`;

const words = {
  zh: {
    movers: '客户分层变动',
    up: (count: number) => `上升 ${count} 个`,
    down: (count: number) => `下降 ${count} 个`,
    near: '接近上一层级',
    nearOne: ({ tier, score, needed }: NearTier) =>
      `${tier} · ${score.toFixed(2)} 分，距上一层级 ${(needed - score).toFixed(2)}`,
    leaving: (count: number) => `A/B 类客户中有流失迹象的 (${count})`,
    leavingOne: ({ tier, churn }: Leaving, atRisk: string) =>
      `${tier} · 流失风险 ${percent(churn)} · 风险价值 ${atRisk}`,
    recovery: '挽回',
    recovered: (lost: number, recovered: number) =>
      `6 至 12 个月前流失 ${lost} 个，6 个月内挽回 ${recovered} 个（${percent(recovered / lost)}；常见 ${expected}）。`,
    retention: '留存',
    stayed: ({ before, stayed, fresh, back }: Retention, weekly: boolean) =>
      `前一${weekly ? '周' : '个月'}活跃 ${before} 个，其中 ${stayed} 个这一${weekly ? '周' : '个月'}仍活跃${before === 0 ? '' : `（${percent(stayed / before)}）`}；新增 ${fresh} 个，沉默后又活跃 ${back} 个。`,
    cohort: ({ size, active }: Cohort, month: string) =>
      `${month} 新增 ${size} 个：${active.slice(1).map(percent).join('、') || '本月'}`,
    cohorts: '各月新客此后逐月活跃比例',
    more: (count: number) => `……另有 ${count} 个`,
    nobody: '未分配',
  },
  en: {
    movers: 'Tiers',
    up: (count: number) => `${count} up`,
    down: (count: number) => `${count} down`,
    near: 'Close to the next tier',
    nearOne: ({ tier, score, needed }: NearTier) =>
      `${tier} · score ${score.toFixed(2)}, ${(needed - score).toFixed(2)} below the next`,
    leaving: (count: number) => `A and B customers who may be leaving (${count})`,
    leavingOne: ({ tier, churn }: Leaving, atRisk: string) =>
      `${tier} · churn risk ${percent(churn)} · ${atRisk} at risk`,
    recovery: 'Win-back',
    recovered: (lost: number, recovered: number) =>
      `Of ${lost} lost 6 to 12 months ago, ${recovered} came back within 6 months (${percent(recovered / lost)}; ${expected} is usual).`,
    retention: 'Retention',
    stayed: ({ before, stayed, fresh, back }: Retention, weekly: boolean) =>
      `${before} were active the ${weekly ? 'week' : 'month'} before, ${stayed} of them again${before === 0 ? '' : ` (${percent(stayed / before)})`}; ${fresh} new, ${back} back after a silence.`,
    cohort: ({ size, active }: Cohort, month: string) =>
      `${size} came in ${month}: ${active.slice(1).map(percent).join(', ') || 'this month'}`,
    cohorts: 'Of those who came in a month, active in the months after',
    more: (count: number) => `… and ${count} more`,
    nobody: 'nobody',
  },
} as const;

/** Returns a month number (year × 12 + month − 1) as "2026-10". */
export const showMonth = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** A titled part of a digest. */
type Section = { readonly title: string; readonly lines: readonly string[] };

/** So many cohorts are written out, the latest; the picture has all. */
const mostCohorts = 4;

/** Returns the sections of the weekly and monthly editions that have anything to say; none for a daily one. */
export const reviewSections = (
  { edition, review, retention, cohorts = [] }: DigestContent,
  { money }: Pick<Company, 'money'>,
  language: Language,
): readonly Section[] => {
  const say = words[language];
  const rest = (all: Listed<unknown>): readonly string[] =>
    all.count > most ? [say.more(all.count - most)] : [];
  const mover = ({ name, from, to, owner }: TierMover): string =>
    `• ${name} · ${from} → ${to} · ${owner ?? say.nobody}`;
  const list = (title: string, movers: Listed<TierMover>): readonly string[] =>
    movers.count === 0 ? [] : [title, ...movers.top.slice(0, most).map(mover), ...rest(movers)];
  const sections: Section[] = [];
  if (retention) {
    const any = retention.before + retention.fresh + retention.back > 0;
    sections.push({ title: say.retention, lines: any ? [say.stayed(retention, edition === 'weekly')] : [] });
  }
  sections.push({
    title: say.cohorts,
    lines: cohorts.slice(-mostCohorts).map((each) => `• ${say.cohort(each, showMonth(each.month))}`),
  });
  if (!review) return sections;
  const { up, down, near, leaving, recovery } = review;
  return [
    ...sections,
    {
      title: say.leaving(leaving.count),
      lines: [
        ...leaving.top
          .slice(0, most)
          .map(
            (each) =>
              `• ${each.name} · ${say.leavingOne(each, money(each.valueAtRisk))} · ${each.owner ?? say.nobody}`,
          ),
        ...rest(leaving),
      ],
    },
    { title: say.movers, lines: [...list(say.up(up.count), up), ...list(say.down(down.count), down)] },
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
