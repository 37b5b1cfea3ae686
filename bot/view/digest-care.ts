import type { CareDone, CareFlow } from '../../core/digest/care.ts';
import type { LowScore, SurveyAnswers, SurveyNews } from '../../core/digest/surveys.ts';
import { type Language, pick } from '../../core/language.ts';
import { npsOf, shareOf } from '../../core/survey/results.ts';
import { formOf } from '../../core/survey/survey.ts';
import { excerpt, percent } from '../../core/words.ts';
import { effectSentence } from './effect.ts';

/** How many flows and low scores are written out; the rest is counted. */
const most = 5;

const joined = (parts: readonly (string | false)[], by: string): string => parts.filter(Boolean).join(by);
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

const whole = (value: number): string => `${value <= -0.5 ? '−' : ''}${Math.abs(Math.round(value))}`;

const words = {
  zh: {
    colon: '：',
    sum: (sent: number, replied: number, stopped: number, optOuts: number) =>
      `${joined(
        [
          sent > 0 && `发出 ${sent} 条，${replied} 条有回复`,
          stopped > 0 && `拦下 ${stopped} 条`,
          optOuts > 0 && `退订 ${optOuts} 人`,
        ],
        '；',
      )}。`,
    flow: ({ sent, replied, stopped }: CareFlow) =>
      joined(
        [sent > 0 && `发出 ${sent}`, replied > 0 && `回复 ${replied}`, stopped > 0 && `拦下 ${stopped}`],
        '，',
      ),
    effect: (name: string) => `“${name}”的效果`,
    more: (count: number) => `……另有 ${count} 个`,
    nps: (score: string, from: string, to: string) => `净推荐值 ${score}（95% 区间 ${from} 至 ${to}）`,
    csat: (share: string, from: string, to: string) => `${share} 满意（95% 区间 ${from} 至 ${to}）`,
    answers: (count: number, low: number) => `${count} 份回答${low > 0 ? `，其中低分 ${low} 份` : ''}`,
    low: ({ name, owner }: LowScore, kind: string, score: number) =>
      `${name} · ${kind} ${score} 分 · ${owner ?? '未分配'}`,
    kinds: { nps: 'NPS', csat: '满意度', free: '开放问题' },
  },
  en: {
    colon: ': ',
    sum: (sent: number, replied: number, stopped: number, optOuts: number) =>
      `${joined(
        [
          sent > 0 && `${many(sent, 'message')} sent, ${replied} answered`,
          stopped > 0 && `${stopped} held back`,
          optOuts > 0 && `${many(optOuts, 'person', 'people')} opted out`,
        ],
        '; ',
      )}.`,
    flow: ({ sent, replied, stopped }: CareFlow) =>
      joined(
        [
          sent > 0 && `${sent} sent`,
          replied > 0 && `${replied} answered`,
          stopped > 0 && `${stopped} held back`,
        ],
        ', ',
      ),
    effect: (name: string) => `Effect of ${name}`,
    more: (count: number) => `… and ${count} more`,
    nps: (score: string, from: string, to: string) => `${score} (95 % interval ${from} to ${to})`,
    csat: (share: string, from: string, to: string) => `${share} satisfied (95 % interval ${from} to ${to})`,
    answers: (count: number, low: number) =>
      `${many(count, 'answer')}${low > 0 ? `, ${low} of them low` : ''}`,
    low: ({ name, owner }: LowScore, kind: string, score: number) =>
      `${name} · ${kind} ${score} · ${owner ?? 'nobody'}`,
    kinds: { nps: 'NPS', csat: 'Satisfaction', free: 'Open question' },
  },
} as const;

/** Returns the lines that tell what care did: all in one sentence, each flow, and what was found out of their effect. */
export const careLines = ({ flows, optOuts, effects }: CareDone, language: Language): readonly string[] => {
  const say = words[language];
  const sum = (of: 'sent' | 'replied' | 'stopped'): number => flows.reduce((all, each) => all + each[of], 0);
  const shown = flows
    .slice(0, most)
    .map((flow) => `• ${pick(flow.name, language)}${say.colon}${say.flow(flow)}`);
  const several = flows.length > 1 || optOuts > 0;
  return [
    ...(several ? [say.sum(sum('sent'), sum('replied'), sum('stopped'), optOuts)] : []),
    ...shown,
    ...(flows.length > most ? [say.more(flows.length - most)] : []),
    ...effects.map(
      ({ name, report }) =>
        `• ${say.effect(pick(name, language))}${say.colon}${effectSentence(report, language)}`,
    ),
  ];
};

const kindLine = ({ kind, answers, scores }: SurveyNews, language: Language): string => {
  const say = words[language];
  const { scale } = formOf(kind);
  const low = scale ? scores.filter((score) => score <= scale.low).length : 0;
  const nps = kind === 'nps' ? npsOf(scores)?.score : undefined;
  const share =
    kind === 'csat' ? shareOf(scores.filter((score) => score >= 4).length, scores.length) : undefined;
  const figure =
    (nps && say.nps(whole(nps.value), whole(nps.from), whole(nps.to))) ??
    (share && say.csat(percent(share.value), percent(share.from), percent(share.to)));
  const parts = [figure || (false as const), say.answers(answers, low)];
  return `• ${say.kinds[kind]}${say.colon}${joined(parts, language === 'zh' ? '，' : ', ')}`;
};

/** Returns the lines that tell what surveys brought: each kind with its figure, then who gave a low score, and why. */
export const surveyLines = ({ kinds, low }: SurveyAnswers, language: Language): readonly string[] => {
  const say = words[language];
  const named = low.top.slice(0, most).map((each) => {
    const line = `• ${say.low(each, say.kinds[each.kind], each.score)}`;
    return each.comment === null ? line : `${line}\n  “${excerpt(each.comment, 80)}”`;
  });
  const rest = low.count - named.length;
  return [...kinds.map((each) => kindLine(each, language)), ...named, ...(rest > 0 ? [say.more(rest)] : [])];
};
