import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { distributionOf, npsOf, shareOf } from '../../core/survey/results.ts';
import { formOf, satisfactionNames } from '../../core/survey/survey.ts';
import { excerpt, percent } from '../../core/words.ts';
import type { SurveyComment, SurveyResult } from '../../db/survey-results.ts';
import type { Survey } from '../../db/surveys.ts';

const words = {
  zh: {
    answered: '回收',
    rate: (answered: number, asked: number, share: string) => `${answered}/${asked}（${share}）`,
    skipped: '跳过',
    waiting: '待发',
    none: '还没有人回答。',
    nps: 'NPS',
    interval: (from: number, to: number) => `95% 区间 ${from} 至 ${to}`,
    groups: (promoters: number, passives: number, detractors: number) =>
      `推荐者 ${promoters} · 中立者 ${passives} · 贬损者 ${detractors}`,
    few: '回答不足 30 份，区间很宽，不要据此下结论。',
    satisfied: '满意（4–5 分）',
    mean: '平均分',
    people: (count: number) => `${count} 人`,
    open: '进行中',
    ended: '已结束',
  },
  en: {
    answered: 'Answered',
    rate: (answered: number, asked: number, share: string) => `${answered} of ${asked} (${share})`,
    skipped: 'Skipped',
    waiting: 'Still to be asked',
    none: 'Nobody has answered yet.',
    nps: 'NPS',
    interval: (from: number, to: number) => `95 % interval ${from} to ${to}`,
    groups: (promoters: number, passives: number, detractors: number) =>
      `${promoters} promoters · ${passives} passives · ${detractors} detractors`,
    few: 'Fewer than 30 answers: the interval is wide, so conclude nothing from it yet.',
    satisfied: 'Satisfied (4–5)',
    mean: 'Mean',
    people: (count: number) => `${count}`,
    open: 'open',
    ended: 'ended',
  },
} as const;

/** Fewer answers than these are shown with a warning. */
const enough = 30;

/** Returns what a survey is called: its number, kind, state and question. */
export const surveyTitle = (survey: Survey, language: Language): string => {
  const say = words[language];
  const form = formOf(survey.kind);
  const state = survey.endedAt === null ? say.open : say.ended;
  return `#${survey.id} ${pick(form.name, language)} · ${state}`;
};

const scoreFields = (survey: Survey, scores: readonly number[], language: Language) => {
  const say = words[language];
  const mean = scores.reduce((sum, each) => sum + each, 0) / scores.length;
  if (survey.kind === 'nps') {
    const nps = npsOf(scores);
    if (!nps) return [];
    const { value, from, to } = nps.score;
    return [
      { label: say.nps, value: `${Math.round(value)} · ${say.interval(Math.round(from), Math.round(to))}` },
      {
        label: say.mean,
        value: `${mean.toFixed(1)} · ${say.groups(nps.promoters, nps.passives, nps.detractors)}`,
      },
    ];
  }
  const share = shareOf(scores.filter((each) => each >= 4).length, scores.length);
  if (!share) return [];
  const range = say.interval(Math.round(100 * share.from), Math.round(100 * share.to));
  return [
    { label: say.satisfied, value: `${percent(share.value)} · ${range}` },
    { label: say.mean, value: mean.toFixed(1) },
  ];
};

/** Returns the blocks that show what a survey brought: rate of answers, score with its interval, distribution. */
export const surveyBlocks = (
  survey: Survey,
  { asked, waiting, answered, skipped, scores }: SurveyResult,
  language: Language,
): readonly CardBlock[] => {
  const say = words[language];
  const { scale, question } = formOf(survey.kind);
  const rate = asked === 0 ? '–' : percent(Math.min(1, answered / asked));
  const head: readonly CardBlock[] = [
    { kind: 'text', text: survey.question ?? pick(question, language) },
    {
      kind: 'fields',
      fields: [
        { label: say.answered, value: say.rate(answered, asked, rate) },
        ...(waiting > 0 ? [{ label: say.waiting, value: say.people(waiting) }] : []),
        ...(skipped > 0 ? [{ label: say.skipped, value: say.people(skipped) }] : []),
        ...scoreFields(survey, scores, language),
      ],
    },
  ];
  if (answered === 0) return [...head, { kind: 'text', text: say.none }];
  if (!scale || scores.length === 0) return head;
  const counts = distributionOf(scores, scale.worst, scale.best);
  const most = Math.max(...counts.map((each) => each.count));
  const named = counts.length === satisfactionNames.length;
  const bars = counts.toReversed().map(({ score, count }): CardBlock => {
    const name = named ? satisfactionNames[score - scale.worst] : undefined;
    return {
      kind: 'meter',
      label: name ? `${score} ${pick(name, language)}` : String(score),
      share: count / most,
      value: say.people(count),
    };
  });
  const warning: readonly CardBlock[] = scores.length < enough ? [{ kind: 'text', text: say.few }] : [];
  return [...head, ...warning, ...bars];
};

/** Returns a comment as a quote with who said it and their score. */
export const commentBlock = ({ customer, person, score, comment }: SurveyComment): CardBlock => {
  const who = customer === person ? person : `${person} · ${customer}`;
  return { kind: 'quote', text: excerpt(comment, 300), source: score === null ? who : `${who} · ${score}` };
};
