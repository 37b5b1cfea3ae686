import type { DigestContent } from '../../core/digest/content.ts';
import { type Language, pick } from '../../core/language.ts';
import { stageNames } from '../../core/stages/presets.ts';
import type { StageKey } from '../../core/stages/stage.ts';
import type { Zone } from '../../core/zone.ts';
import { showMonth } from '../view/digest-review.ts';
import { showDate } from '../view/time.ts';
import type { Chart } from './chart.ts';

const words = {
  zh: {
    trend: { daily: '风险客户 · 近 30 天', weekly: '风险客户 · 近 13 周', monthly: '风险客户 · 近 12 个月' },
    atRisk: '风险客户数',
    lost: '流失',
    flow: { daily: '阶段流动 · 当日', weekly: '阶段流动 · 本周', monthly: '阶段流动 · 本月' },
    before: '此前',
    after: '此后',
    cohorts: '各月新客此后每月活跃比例（%）',
    later: (months: number) => (months === 0 ? '当月' : `+${months}`),
  },
  en: {
    trend: {
      daily: 'At risk · last 30 days',
      weekly: 'At risk · last 13 weeks',
      monthly: 'At risk · last 12 months',
    },
    atRisk: 'customers at risk',
    lost: 'lost',
    flow: {
      daily: 'Stage flow · the day',
      weekly: 'Stage flow · the week',
      monthly: 'Stage flow · the month',
    },
    before: 'before',
    after: 'after',
    cohorts: 'Active in the months after they came, %',
    later: (months: number) => `+${months}`,
  },
} as const;

/** Fewer moves than this are read faster than a picture of them. */
const fewestMoves = 3;
/** Streams beyond these are too thin to be seen. */
const mostStreams = 10;
/** So many of the latest cohorts are drawn. */
const mostCohorts = 9;

const namesIn = (language: Language): Readonly<Record<StageKey, string>> =>
  Object.fromEntries(
    Object.entries(stageNames).map(([stage, name]) => [stage, pick(name, language)]),
  ) as Record<StageKey, string>;

/** Returns what a digest shows as a picture; nothing when there is nothing to be seen, or nothing new. */
export const digestCharts = (content: DigestContent, zone: Zone, language: Language): readonly Chart[] => {
  const say = words[language];
  const { edition, trend, flow, cohorts = [] } = content;
  const charts: Chart[] = [];
  const moves = flow.reduce((sum, { count }) => sum + count, 0);
  // On a day on which next to nobody moved the line of the last month is as it was.
  if (edition === 'daily' && moves < fewestMoves) return charts;
  if (trend.some(({ atRisk, lost }) => atRisk + lost > 0)) {
    const from = edition === 'monthly' ? 0 : 5;
    const until = edition === 'monthly' ? 7 : 10;
    charts.push({
      kind: 'trend',
      title: say.trend[edition],
      atRisk: say.atRisk,
      lost: say.lost,
      points: trend.map(({ at, ...counts }) => ({
        label: showDate(at, zone)
          .slice(from, until)
          .replace('-', edition === 'monthly' ? '-' : '/'),
        ...counts,
      })),
    });
  }
  if (moves >= fewestMoves) {
    const streams = flow.slice(0, mostStreams);
    charts.push({
      kind: 'flow',
      title: say.flow[edition],
      before: say.before,
      after: say.after,
      streams,
      names: namesIn(language),
    });
  }
  if (cohorts.length > 1) {
    const rows = cohorts.slice(-mostCohorts);
    const columns = Math.max(...rows.map(({ active }) => active.length));
    charts.push({
      kind: 'cohorts',
      title: say.cohorts,
      rows: rows.map(({ month, size, active }) => ({ label: showMonth(month), size, active })),
      columns: Array.from({ length: columns }, (_, months) => say.later(months)),
    });
  }
  return charts;
};
