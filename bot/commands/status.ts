import type { CardBlock } from '../../core/messages.ts';
import { percent, signed } from '../../core/words.ts';
import { tagsOf } from '../../db/tags.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { tierLine } from '../view/figures.ts';
import { showSegment } from '../view/segment.ts';
import { showRule, showRuleReason, showStage } from '../view/stage.ts';
import { showAgo, showDate } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

const words = {
  zh: {
    stage: '阶段',
    since: '自',
    health: '健康分',
    sentiment: '情绪',
    churn: '流失风险',
    value: '12 个月价值',
    historic: '累计',
    tier: '等级',
    noTier: '尚未分级',
    risk: '风险价值',
    segment: '分类',
    owner: '负责人',
    nobody: '未分配',
    heard: '最近发言',
    never: '尚无',
    tags: '标签',
    why: '原因',
    timeline: '轨迹',
    trend: '走势',
    followUps: '待跟进',
    demo: '（演示数据）',
  },
  en: {
    stage: 'Stage',
    since: 'since',
    health: 'Health',
    sentiment: 'Sentiment',
    churn: 'Churn risk',
    value: 'Value, 12 months',
    historic: 'so far',
    tier: 'Tier',
    noTier: 'not yet',
    risk: 'Value at risk',
    segment: 'Segment',
    owner: 'Owner',
    nobody: 'nobody',
    heard: 'Last heard',
    never: 'never',
    tags: 'Tags',
    why: 'Why',
    timeline: 'Timeline',
    trend: 'Trend',
    followUps: 'Open follow-ups',
    demo: ' (demo data)',
  },
} as const;

/** `status NAME`: where the relationship stands. */
export const status = defineCommand({
  name: 'status',
  aliases: ['状态', 's'],
  summary: { zh: '客户现在怎么样', en: 'how a customer is doing' },
  arguments: { customer: customerArgument },
  asOf: true,
  run: async (context, { customer: found }) => {
    const { db, company, at, now, language } = context;
    const view = await viewCustomer(db, company, found.id, at, now);
    const { assessment: figures, state, customer } = view;
    const say = words[language];
    const tags = await tagsOf(db, found.id);
    const heard = state.lastIn
      ? `${showAgo(state.lastIn.at, at, language)} (${showDate(state.lastIn.at, company.zone)})`
      : say.never;
    const since = state.stageSince > 0 ? ` · ${say.since} ${showDate(state.stageSince, company.zone)}` : '';
    const blocks: CardBlock[] = [
      {
        kind: 'meter',
        label: say.health,
        share: figures.health.score / 100,
        value: `${figures.health.score}/100`,
      },
      {
        kind: 'meter',
        label: say.churn,
        share: figures.churn.probability,
        value: percent(figures.churn.probability),
      },
      {
        kind: 'fields',
        fields: [
          { label: say.stage, value: `${showStage(state.stage, company.model, language)}${since}` },
          {
            label: say.sentiment,
            value: `${signed(figures.sentiment.mean)} (${signed(figures.sentiment.slope)})`,
          },
          {
            label: say.value,
            value: `${company.money(figures.value.amount)} (${say.historic} ${company.money(figures.value.historic)})`,
          },
          { label: say.tier, value: tierLine(figures, language) ?? say.noTier },
          {
            label: say.segment,
            value: showSegment(view.context.profile.segment, company.policies.latest().segments, language),
          },
          { label: say.risk, value: company.money(figures.valueAtRisk) },
          { label: say.owner, value: customer.ownerName ?? say.nobody },
          { label: say.heard, value: heard },
          ...(tags.length > 0
            ? [{ label: say.tags, value: tags.join(language === 'zh' ? '、' : ', ') }]
            : []),
        ],
      },
      ...Object.entries(state.warnings).map(
        ([rule, warning]): CardBlock => ({
          kind: 'text',
          text: `⚠ ${showRule(rule, language, company.rules)}: ${showRuleReason(rule, warning.numbers, language, company.rules)}`,
        }),
      ),
      {
        kind: 'buttons',
        buttons: [
          { label: say.why, action: 'run', value: `why #${customer.id}`, style: 'primary' },
          { label: say.timeline, action: 'run', value: `timeline #${customer.id}` },
          { label: say.trend, action: 'run', value: `trend #${customer.id}` },
        ],
      },
    ];
    const data = {
      id: customer.id,
      name: customer.name,
      at,
      stage: state.stage,
      stageSince: state.stageSince,
      stageRule: state.stageRule,
      health: figures.health.score,
      parts: figures.health.parts.map(({ key, score, weight, numbers, evidence }) => ({
        key,
        score,
        weight,
        numbers,
        evidence,
      })),
      sentiment: figures.sentiment,
      churn: figures.churn.probability,
      value: figures.value.amount,
      historicValue: figures.value.historic,
      alive: figures.value.alive,
      tier: figures.tier,
      rfm: figures.rfm,
      churnMethod: figures.churn.method,
      valueAtRisk: figures.valueAtRisk,
      warnings: state.warnings,
      followUps: state.followUps,
      promises: state.promises,
      segment: view.context.profile.segment,
      lastInAt: state.lastIn?.at ?? null,
      interactions: state.interactions,
      tags,
      owner: customer.ownerName,
    };
    return {
      ...cardAnswer('team', `${customer.name}${customer.demo ? say.demo : ''}`, blocks, data),
      about: customer.id,
    };
  },
});
