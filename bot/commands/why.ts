import { mostByModel } from '../../core/customer/refine.ts';
import { pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { fill, grouped, percent } from '../../core/words.ts';
import { evidenceFor } from '../../db/interactions.ts';
import { readSince } from '../../db/models/readings.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { quoteBlock } from '../view/evidence.ts';
import { reasonWords, showTier, showWeight, tierLine } from '../view/figures.ts';
import { showRule, showRuleReason, showStage, showStageReason } from '../view/stage.ts';
import { showDate } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

const words = {
  zh: {
    title: (name: string) => `${name}：为什么`,
    stage: '阶段',
    health: '健康分',
    churn: '流失风险',
    value: '价值',
    warnings: '预警',
    weight: '权重',
    reasons: '客户说的原因',
    tier: '等级',
    alive: '仍活跃的概率',
    soFar: '累计（订单 − 退款）',
    atRisk: '风险价值',
    lifetime: '整个周期',
    formula: '算法',
    model: (count: number, prompt: string) =>
      `近 30 天有 ${count} 条消息的情绪由模型（${prompt}）读过，每条最多修正 ${mostByModel}。`,
  },
  en: {
    title: (name: string) => `${name}: why`,
    stage: 'Stage',
    health: 'Health',
    churn: 'Churn risk',
    value: 'Value',
    warnings: 'Warnings',
    weight: 'weight',
    reasons: 'Reasons they gave',
    tier: 'Tier',
    alive: 'P(alive)',
    soFar: 'so far (orders − refunds)',
    atRisk: 'At risk',
    lifetime: 'over the usual lifetime',
    formula: 'Formula',
    model: (count: number, prompt: string) =>
      `Of the last 30 days a model (${prompt}) read the mood of ${count} messages; each moved by ${mostByModel} at most.`,
  },
} as const;

/** `why NAME`: every figure with the rule, the numbers and the messages behind it. */
export const why = defineCommand({
  name: 'why',
  aliases: ['原因', '为什么'],
  summary: { zh: '每个数字背后的规则、数值和消息', en: 'the rules, numbers and messages behind each figure' },
  arguments: { customer: customerArgument },
  asOf: true,
  run: async (context, { customer: found }) => {
    const { db, company, at, now, language } = context;
    const view = await viewCustomer(db, company, found.id, at, now);
    const { assessment: figures, state, moves } = view;
    const say = words[language];
    const read = await readSince(db, found.id, at - 30 * dayMs, at);
    const { value } = figures;
    const last = moves.at(-1);
    const keys = [
      ...Object.values(state.warnings).flatMap((warning) => warning.evidence.slice(0, 3)),
      ...figures.health.parts.flatMap((part) => part.evidence.slice(0, 2)),
      ...figures.churn.reasons.flatMap((each) => each.evidence),
    ];
    const evidence = await evidenceFor(db, found.id, [...new Set(keys)]);
    const quotes = (list: readonly string[], most: number): readonly CardBlock[] =>
      list.slice(0, most).flatMap((key) => {
        const each = evidence.get(key);
        return each ? [quoteBlock(each, company, language)] : [];
      });
    const reason = last
      ? showStageReason(last.rule, last.numbers, language, company.rules)
      : showStageReason(state.stageRule, {}, language, company.rules);
    const when = last ? `${showDate(last.at, company.zone)} · ${last.rule} · ` : '';
    const blocks: CardBlock[] = [
      { kind: 'heading', text: `${say.stage}: ${showStage(state.stage, company.model, language)}` },
      { kind: 'text', text: `${when}${reason}` },
      ...(Object.keys(state.warnings).length > 0 ? [{ kind: 'heading', text: say.warnings } as const] : []),
      ...Object.entries(state.warnings).flatMap(([rule, warning]): readonly CardBlock[] => [
        {
          kind: 'text',
          text: `${showRule(rule, language, company.rules)} · ${showDate(warning.since, company.zone)} · ${showRuleReason(rule, warning.numbers, language, company.rules)}`,
        },
        ...quotes(warning.evidence, 3),
      ]),
      { kind: 'heading', text: `${say.health}: ${figures.health.score}/100` },
      ...figures.health.parts.flatMap((part): readonly CardBlock[] => [
        {
          kind: 'meter',
          label: pick(part.name, language),
          share: part.score / 100,
          value: `${part.score} · ${say.weight} ${percent(part.weight)} · ${fill(part.because, language, part.numbers)}`,
        },
        ...quotes(part.evidence, 1),
      ]),
      ...(read.count > 0 ? [{ kind: 'text', text: say.model(read.count, read.prompt ?? '') } as const] : []),
      { kind: 'heading', text: `${say.churn}: ${percent(figures.churn.probability)}` },
      ...figures.churn.factors.map(
        (factor): CardBlock => ({
          kind: 'text',
          text: `${showWeight(factor)} · ${fill(factor.because, language, factor.numbers)}`,
        }),
      ),
      { kind: 'text', text: `${say.formula}: ${pick(figures.churn.formula, language)}` },
      ...figures.churn.reasons
        .slice(0, 3)
        .flatMap((each): readonly CardBlock[] => [
          { kind: 'text', text: `${say.reasons}: ${pick(reasonWords[each.reason], language)}` },
          ...quotes([...each.evidence].reverse(), 2),
        ]),
      { kind: 'heading', text: `${say.value}: ${company.money(value.amount)}` },
      { kind: 'text', text: `${say.formula}: ${pick(value.formula, language)}` },
      {
        kind: 'text',
        text: [
          ...(value.alive === null ? [] : [`${say.alive} ${percent(value.alive)}`]),
          `${say.soFar} ${grouped(state.orders.amount)} − ${grouped(value.refunded)} = ${company.money(value.historic)}`,
          ...(value.lifetime > 0 ? [`${say.lifetime} ${company.money(value.lifetime)}`] : []),
          `${say.atRisk} ${company.money(figures.valueAtRisk)}`,
        ].join(' · '),
      },
      ...(figures.tierFinding
        ? [
            { kind: 'heading', text: `${say.tier}: ${tierLine(figures, language) ?? '–'}` } as const,
            { kind: 'text', text: showTier(figures.tierFinding, language) } as const,
          ]
        : []),
    ];
    const data = {
      id: found.id,
      name: found.name,
      at,
      stage: {
        key: state.stage,
        since: state.stageSince,
        rule: last?.rule ?? state.stageRule,
        numbers: last?.numbers ?? {},
      },
      warnings: state.warnings,
      health: figures.health,
      churn: figures.churn,
      value,
      tier: figures.tierFinding,
      rfm: figures.rfm,
      evidence: [...evidence.values()].map(({ key, at: when, kind, quote, person }) => ({
        key,
        at: when,
        kind,
        quote,
        person,
      })),
    };
    return { ...cardAnswer('team', say.title(found.name), blocks, data), about: found.id };
  },
});
