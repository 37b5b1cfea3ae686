import type { Edition } from '../../core/digest/edition.ts';
import type { Grade } from '../../core/digest/grade.ts';
import type { Language } from '../../core/language.ts';
import { percent } from '../../core/words.ts';

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
const joined = (parts: readonly (string | false)[], by: string): string => parts.filter(Boolean).join(by);

/** What digests are told in. */
export type DigestWords = {
  readonly title: (edition: Edition, time: string, late: boolean) => string;
  readonly nothing: string;
  readonly sum: (numbers: {
    readonly atRisk: number;
    readonly worse: number;
    readonly churned: number;
    readonly wonBack: number;
    readonly better: number;
  }) => string;
  readonly present: (edition: Edition, atRisk: number, before: number) => string;
  readonly since: (time: string) => string;
  readonly headings: Readonly<
    Record<
      | 'atRisk'
      | 'worse'
      | 'churned'
      | 'wonBack'
      | 'better'
      | 'complaints'
      | 'overdue'
      | 'replies'
      | 'communities'
      | 'care'
      | 'surveys'
      | 'flow'
      | 'grade'
      | 'models',
      string
    >
  >;
  readonly more: (count: number) => string;
  readonly churn: (share: number) => string;
  readonly shift: (before: number, now: number) => string;
  readonly atStake: (amount: string) => string;
  readonly worth: (amount: string) => string;
  readonly nobody: string;
  /** Between who it is about and what is said of them. */
  readonly colon: string;
  readonly open: string;
  readonly overdue: (followUps: number, promises: number) => string;
  readonly overdueFor: (hours: number) => string;
  readonly answered: (questions: number, late: number, limit: number, median: number | null) => string;
  readonly rep: (questions: number, late: number, median: number | null) => string;
  readonly flow: (from: string, to: string, count: number) => string;
  readonly recall: (grade: Grade) => string;
  readonly precision: (warned: number, lost: number) => string;
  readonly buttons: { readonly list: string; readonly owner: string };
  readonly picture: (atRisk: number, lost: number) => string;
};

const zh: DigestWords = {
  title: (edition, time, late) =>
    `客户${{ daily: '日报', weekly: '周报', monthly: '月报' }[edition]} · ${time}${late ? '（补发）' : ''}`,
  nothing: '没有变化。',
  sum: ({ atRisk, worse, churned, wonBack, better }) =>
    joined(
      [
        atRisk > 0 && `新出现风险 ${atRisk}`,
        worse > 0 && `恶化 ${worse}`,
        churned > 0 && `流失 ${churned}`,
        wonBack > 0 && `挽回 ${wonBack}`,
        better > 0 && `好转 ${better}`,
      ],
      ' · ',
    ) || '客户阶段没有变化',
  present: (edition, atRisk, before) => {
    const than = { daily: '前一日', weekly: '前一周', monthly: '前一月' }[edition];
    const more = atRisk > before ? '增加' : '减少';
    return `风险客户共 ${atRisk} 个，${atRisk === before ? `与${than}持平` : `比${than}${more} ${Math.abs(atRisk - before)} 个`}。`;
  },
  since: (time) => `统计自 ${time}。`,
  headings: {
    atRisk: '新出现风险',
    worse: '恶化',
    churned: '流失',
    wonBack: '挽回',
    better: '好转',
    complaints: '投诉',
    overdue: '逾期未办',
    replies: '答复速度',
    communities: '社群',
    care: '客户关怀',
    surveys: '问卷',
    flow: '阶段流动',
    grade: '预警准不准',
    models: '语言模型（近 24 小时）',
  },
  more: (count) => `……另有 ${count} 个`,
  churn: (share) => `流失风险 ${percent(share)}`,
  shift: (before, now) => `流失风险 ${percent(before)} → ${percent(now)}`,
  atStake: (amount) => `风险价值 ${amount}`,
  worth: (amount) => `年价值 ${amount}`,
  nobody: '未分配',
  colon: '：',
  open: '未回应',
  overdue: (followUps, promises) =>
    joined([followUps > 0 && `跟进 ${followUps} 项`, promises > 0 && `承诺 ${promises} 项`], '、'),
  overdueFor: (hours) =>
    hours < 48 ? `逾期 ${Math.max(1, hours)} 小时` : `逾期 ${Math.floor(hours / 24)} 天`,
  answered: (questions, late, limit, median) =>
    `客户提问 ${questions} 个，${late === 0 ? `都在 ${limit} 分钟内答复` : `${late} 个等待超过 ${limit} 分钟`}${median === null ? '' : `；中位等待 ${median} 分钟`}（按工作时间）。`,
  rep: (questions, late, median) =>
    `${questions} 问，超时 ${late}${median === null ? '' : `，中位 ${median} 分钟`}`,
  flow: (from, to, count) => `${from} → ${to}：${count}`,
  recall: ({ days, lost, bySilence, foreseen, medianLeadDays }) => {
    if (lost === 0) return `近 ${days} 天没有流失客户。`;
    const left = lost - bySilence;
    return joined(
      [
        `近 ${days} 天流失 ${lost} 个`,
        bySilence > 0 && `${left === 0 ? '全部' : `其中 ${bySilence} 个`}因长期沉默判定（沉默之初都已预警）`,
        left > 0 &&
          `主动离开的 ${left} 个中有 ${foreseen} 个提前 14 天以上预警过（召回率 ${percent(foreseen / left)}）`,
        medianLeadDays !== null && `提前量中位数 ${medianLeadDays} 天`,
      ],
      '，',
    ).concat('。');
  },
  precision: (warned, lost) =>
    `4 至 7 个月前预警的 ${warned} 个，此后流失 ${lost} 个（准确率 ${percent(lost / warned)}）。`,
  buttons: { list: '风险名单', owner: '换负责人' },
  picture: (atRisk, lost) => `图：风险客户 ${atRisk} 个；期间流失 ${lost} 个。`,
};

const editionsEn = { daily: 'Customer digest', weekly: 'Customer week', monthly: 'Customer month' } as const;
const en: DigestWords = {
  title: (edition, time, late) => `${editionsEn[edition]} · ${time}${late ? ' (late)' : ''}`,
  nothing: 'nothing changed.',
  sum: ({ atRisk, worse, churned, wonBack, better }) =>
    joined(
      [
        atRisk > 0 && `${atRisk} newly at risk`,
        worse > 0 && `${worse} worse`,
        churned > 0 && `${churned} lost`,
        wonBack > 0 && `${wonBack} won back`,
        better > 0 && `${better} better`,
      ],
      ' · ',
    ) || 'No customer changed stage',
  present: (edition, atRisk, before) => {
    const than = { daily: 'the day before', weekly: 'the week before', monthly: 'the month before' }[edition];
    const change = Math.abs(atRisk - before);
    return `${atRisk} at risk in all, ${change === 0 ? `as many as ${than}` : `${change} ${atRisk > before ? 'more' : 'fewer'} than ${than}`}.`;
  },
  since: (time) => `Since ${time}.`,
  headings: {
    atRisk: 'Newly at risk',
    worse: 'Worse',
    churned: 'Lost',
    wonBack: 'Won back',
    better: 'Better',
    complaints: 'Complaints',
    overdue: 'Overdue',
    replies: 'Replies',
    communities: 'Communities',
    care: 'Care',
    surveys: 'Surveys',
    flow: 'Stage flow',
    grade: 'How right the warnings were',
    models: 'Language model (last 24 hours)',
  },
  more: (count) => `… and ${count} more`,
  churn: (share) => `churn risk ${percent(share)}`,
  shift: (before, now) => `churn risk ${percent(before)} → ${percent(now)}`,
  atStake: (amount) => `${amount} at risk`,
  worth: (amount) => `${amount} a year`,
  nobody: 'nobody',
  colon: ': ',
  open: 'no reply yet',
  overdue: (followUps, promises) =>
    joined(
      [followUps > 0 && many(followUps, 'follow-up'), promises > 0 && many(promises, 'promise')],
      ' and ',
    ),
  overdueFor: (hours) =>
    `${hours < 48 ? many(Math.max(1, hours), 'hour') : many(Math.floor(hours / 24), 'day')} overdue`,
  answered: (questions, late, limit, median) =>
    `${many(questions, 'question')} from customers, ${late === 0 ? `none waited more than ${limit} minutes` : `${late} waited more than ${limit} minutes`}${median === null ? '' : `; median wait ${many(median, 'minute')}`} (business time).`,
  rep: (questions, late, median) =>
    `${many(questions, 'question')}, ${late} late${median === null ? '' : `, median ${median} min`}`,
  flow: (from, to, count) => `${from} → ${to}: ${count}`,
  recall: ({ days, lost, bySilence, foreseen, medianLeadDays }) => {
    if (lost === 0) return `Nobody was lost in the last ${days} days.`;
    const left = lost - bySilence;
    return joined(
      [
        `${lost} lost in the last ${days} days`,
        bySilence > 0 &&
          `${left === 0 ? 'all' : bySilence} after a long silence, which is warned of as it begins`,
        left > 0 &&
          `of ${left} who left, ${foreseen} had been named 14 days before or earlier (recall ${percent(foreseen / left)})`,
        medianLeadDays !== null && `median lead ${medianLeadDays} days`,
      ],
      '; ',
    ).concat('.');
  },
  precision: (warned, lost) =>
    `Of ${warned} named 4 to 7 months ago, ${lost} were lost since (precision ${percent(lost / warned)}).`,
  buttons: { list: 'Who is at risk', owner: 'Reassign' },
  picture: (atRisk, lost) => `Picture: ${atRisk} at risk; ${lost} lost in this time.`,
};

/** The words of digests in both languages. */
export const digestWords: Readonly<Record<Language, DigestWords>> = { zh, en };
