import { churnFormula } from '../../core/customer/churn.ts';
import { valueFormula } from '../../core/customer/value.ts';
import { pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { fill, money, percent } from '../../core/words.ts';
import { evidenceFor } from '../../db/interactions.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { quoteBlock } from '../view/evidence.ts';
import { showRule, showRuleReason, showStage, showStageReason } from '../view/stage.ts';
import { showDate } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const words = {
  zh: {
    title: (name: string) => `${name}：为什么`,
    stage: '阶段',
    health: '健康分',
    churn: '流失风险',
    value: '价值',
    warnings: '预警',
    weight: '权重',
    stay: '留存系数',
    formula: '算法',
  },
  en: {
    title: (name: string) => `${name}: why`,
    stage: 'Stage',
    health: 'Health',
    churn: 'Churn risk',
    value: 'Value',
    warnings: 'Warnings',
    weight: 'weight',
    stay: 'chance of staying ×',
    formula: 'Formula',
  },
} as const;

/** `why NAME`: every figure with the rule, the numbers and the messages behind it. */
export const why: Command = {
  name: 'why',
  aliases: ['原因', '为什么'],
  usage: { zh: '原因 客户名', en: 'why NAME' },
  summary: { zh: '每个数字背后的规则、数值和消息', en: 'the rules, numbers and messages behind each figure' },
  run: async (context, args) => {
    const { db, company, at, now, language } = context;
    const found = await requireCustomer(context, args.join(' '));
    const view = await viewCustomer(db, company, found.id, at, now);
    const { assessment: figures, state, moves } = view;
    const say = words[language];
    const last = moves.at(-1);
    const keys = [
      ...Object.values(state.warnings).flatMap((warning) => warning.evidence.slice(0, 3)),
      ...figures.health.parts.flatMap((part) => part.evidence.slice(0, 2)),
    ];
    const evidence = await evidenceFor(db, found.id, [...new Set(keys)]);
    const quotes = (list: readonly string[], most: number): readonly CardBlock[] =>
      list.slice(0, most).flatMap((key) => {
        const each = evidence.get(key);
        return each ? [quoteBlock(each, company.zone, language)] : [];
      });
    const reason = last
      ? showStageReason(last.rule, last.numbers, language)
      : showStageReason(state.stageRule, {}, language);
    const when = last ? `${showDate(last.at, company.zone)} · ${last.rule} · ` : '';
    const blocks: CardBlock[] = [
      { kind: 'heading', text: `${say.stage}: ${showStage(state.stage, company.model, language)}` },
      { kind: 'text', text: `${when}${reason}` },
      ...(Object.keys(state.warnings).length > 0 ? [{ kind: 'heading', text: say.warnings } as const] : []),
      ...Object.entries(state.warnings).flatMap(([rule, warning]): readonly CardBlock[] => [
        {
          kind: 'text',
          text: `${showRule(rule, language)} · ${showDate(warning.since, company.zone)} · ${showRuleReason(rule, warning.numbers, language)}`,
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
      { kind: 'heading', text: `${say.churn}: ${percent(figures.churn.probability)}` },
      ...figures.churn.factors.map(
        (factor): CardBlock => ({
          kind: 'text',
          text: `${say.stay} ${factor.survival.toFixed(2)} · ${fill(factor.because, language, factor.numbers)}`,
        }),
      ),
      { kind: 'text', text: `${say.formula}: ${pick(churnFormula, language)}` },
      { kind: 'heading', text: `${say.value}: ¥${money(figures.value.amount)}` },
      {
        kind: 'text',
        text: `${say.formula}: ${pick(valueFormula, language)} = ${money(state.orders.amount)} − ${money(state.orders.refunded)} (${state.orders.count})`,
      },
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
      value: figures.value,
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
};
