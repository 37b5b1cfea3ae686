import type { EffectReport, Outcome, OutcomeEffect } from '../../core/effect/analyse.ts';
import { type Bilingual, type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { Zone } from '../../core/zone.ts';

const names: Readonly<Record<Outcome, Bilingual>> = {
  reply: { zh: '回复', en: 'Replied' },
  repurchase: { zh: '复购', en: 'Ordered' },
  stage: { zh: '阶段变好', en: 'Stage improved' },
  sentiment: { zh: '情绪变化', en: 'Mood moved' },
};
const verdicts = {
  more: { zh: '有提升', en: 'more' },
  less: { zh: '变差', en: 'less' },
  unclear: { zh: '看不出差别', en: 'no difference can be told' },
} as const;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const points = (share: number): string => `${share >= 0 ? '+' : '−'}${(Math.abs(share) * 100).toFixed(1)}`;
const mood = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;

const line = (effect: OutcomeEffect, language: Language): string => {
  const { outcome, treated, control, difference, low, high, verdict } = effect;
  const isMood = outcome === 'sentiment';
  const [level, move] = isMood ? [mood, mood] : [percent, points];
  const zh = language === 'zh';
  const unit = isMood ? '' : zh ? ' 个百分点' : ' points';
  const figures = zh
    ? `实验组 ${level(treated)}，对照组 ${level(control)}；相差 ${move(difference)}${unit}（区间 ${move(low)} 至 ${move(high)}）`
    : `${level(treated)} with, ${level(control)} without: ${move(difference)}${unit} (interval ${move(low)} to ${move(high)})`;
  return `${pick(verdicts[verdict], language)} · ${figures}`;
};

/** An outcome that moved, where there is room for a few words only. */
const moves: Readonly<Record<Outcome, Readonly<Record<'more' | 'less', Bilingual>>>> = {
  reply: { more: { zh: '回复更多', en: 'more replies' }, less: { zh: '回复更少', en: 'fewer replies' } },
  repurchase: { more: { zh: '复购更多', en: 'more orders' }, less: { zh: '复购更少', en: 'fewer orders' } },
  stage: {
    more: { zh: '阶段变好的更多', en: 'more stages improved' },
    less: { zh: '阶段变好的更少', en: 'fewer stages improved' },
  },
  sentiment: { more: { zh: '情绪更好', en: 'better mood' }, less: { zh: '情绪更差', en: 'worse mood' } },
};

const shortly = (
  { outcome, difference, low, high }: OutcomeEffect,
  verdict: 'more' | 'less',
  language: Language,
): string => {
  const move = outcome === 'sentiment' ? mood : points;
  const zh = language === 'zh';
  const unit = outcome === 'sentiment' ? '' : zh ? ' 个百分点' : ' points';
  const what = pick(moves[outcome][verdict], language);
  return zh
    ? `${what}，${move(difference)}${unit}（区间 ${move(low)} 至 ${move(high)}）`
    : `${what}, ${move(difference)}${unit} (interval ${move(low)} to ${move(high)})`;
};

/** Returns what can be said of an effect in one sentence: the outcomes that moved, or that none can be told. */
export const effectSentence = (report: EffectReport, language: Language): string => {
  const zh = language === 'zh';
  if (report.status !== 'read') {
    const { treated, control } = report;
    return zh
      ? `数据不够（实验组 ${treated}，对照组 ${control}）。`
      : `not enough data (${treated} with and ${control} without the message).`;
  }
  const moved = report.outcomes.flatMap((each) =>
    each.verdict === 'unclear' ? [] : [shortly(each, each.verdict, language)],
  );
  if (moved.length === 0) return zh ? '看不出差别。' : 'no difference can be told.';
  return `${moved.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
};

/** Returns the report of an effect as blocks of a card, saying plainly what cannot be said. */
export const effectBlocks = (
  report: EffectReport | undefined,
  zone: Zone,
  language: Language,
): readonly CardBlock[] => {
  const zh = language === 'zh';
  const text = (words: string): readonly CardBlock[] => [{ kind: 'text', text: words }];
  if (!report) return text(zh ? '这个流程没有做效果衡量。' : 'The effect of this is not measured.');
  const { treated, control } = report;
  if (report.status === 'too-early') {
    const date = zone.isoDate(zone.dayOf(report.readAt));
    return text(
      zh
        ? `还没到读数时间：事先定好 ${date} 读取。目前实验组 ${treated}，对照组 ${control}。提前看结果容易看走眼，所以不给。`
        : `Too early: it was settled beforehand to read the figures on ${date}. So far ${treated} with and ${control} without the message. Figures read early mislead, so there are none.`,
    );
  }
  if (report.status === 'not-enough-data')
    return text(
      zh
        ? `数据不够：实验组 ${treated}，对照组 ${control}，每组至少要 ${report.least}。现在下结论不可靠。`
        : `Not enough data: ${treated} with and ${control} without the message; at least ${report.least} of each are needed.`,
    );
  return [
    {
      kind: 'fields',
      fields: report.outcomes.map((each) => ({
        label: pick(names[each.outcome], language),
        value: line(each, language),
      })),
    },
    ...text(
      zh
        ? `实验组 ${treated}，对照组 ${control}；按分组计算，不论消息是否送达。所有区间同时成立的把握为 96%。`
        : `${treated} with and ${control} without the message, counted by their arm whether or not it reached them. All intervals hold together in 96 of 100 such reports.`,
    ),
  ];
};
