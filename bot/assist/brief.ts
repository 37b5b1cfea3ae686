import { sentimentAt } from '../../core/customer/sentiment-mean.ts';
import type { CardBlock } from '../../core/messages.ts';
import { excerpt, percent, signed } from '../../core/words.ts';
import { promisesOf } from '../../db/follow-ups.ts';
import { factsAbout } from '../../db/models/profile.ts';
import { type BriefFacts, brief } from '../../prompts/brief.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { showRule, showRuleReason, showStage } from '../view/stage.ts';
import { type Assist, type AssistLook, callOptions, mapOutcome } from './assist.ts';
import { gatherConversation } from './gather.ts';
import { showFact } from './profile.ts';
import { openBlocks, pointBlocks } from './summary.ts';

const customerFacts = async (look: AssistLook): Promise<BriefFacts['customer']> => {
  const { db, company, customer, now, language } = look;
  const { state, assessment, customer: named } = await viewCustomer(db, company, customer.id, now, now);
  const promises = await promisesOf(db, customer.id);
  const known = (await factsAbout(db, customer.id)).filter((each) => each.status === 'confirmed');
  return {
    name: customer.name.slice(0, 200),
    stage: showStage(state.stage, company.model, language),
    health: assessment.health.score,
    churnPercent: Math.round(assessment.churn.probability * 100),
    mood: Math.round(sentimentAt(state, now).mean * 100) / 100,
    valueAtRisk: company.money(assessment.valueAtRisk),
    owner: named.ownerName,
    warnings: Object.entries(state.warnings)
      .slice(0, 12)
      .map(([rule, { numbers }]) =>
        `${showRule(rule, language, company.rules)}: ${showRuleReason(rule, numbers, language, company.rules)}`.slice(
          0,
          300,
        ),
      ),
    promises: promises
      .filter((each) => each.status !== 'kept')
      .slice(0, 10)
      .map((each) => each.phrase.slice(0, 300)),
    known: known.slice(0, 20).map((each) => showFact(each, language).slice(0, 300)),
  };
};

/** `brief NAME`: how things stand before a talk. */
export const briefAssist: Assist = {
  kind: 'brief',
  title: (name, language) => (language === 'zh' ? `${name}：简报` : `${name}: brief`),
  offline: async (look) => {
    const zh = look.language === 'zh';
    const facts = await customerFacts(look);
    const lines = [
      zh
        ? `${facts.stage} · 健康分 ${facts.health}/100 · 流失风险 ${percent(facts.churnPercent / 100)} · 情绪 ${signed(facts.mood)} · 风险价值 ${facts.valueAtRisk}`
        : `${facts.stage} · health ${facts.health}/100 · churn ${percent(facts.churnPercent / 100)} · mood ${signed(facts.mood)} · ${facts.valueAtRisk} at risk`,
      ...facts.warnings.map((each) => `⚠ ${each}`),
      ...facts.known.map((each) => `• ${each}`),
    ];
    return [
      ...lines.map((text): CardBlock => ({ kind: 'text', text: excerpt(text, 300) })),
      ...(await openBlocks(look)),
    ];
  },
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look, 40);
    const facts = { customer: await customerFacts(look), messages: gathered.messages };
    const outcome = await model.call(brief, facts, callOptions(look, asking));
    const zh = look.language === 'zh';
    return mapOutcome(outcome, ({ situation, points, next }) => [
      { kind: 'text', text: situation },
      ...pointBlocks(points, gathered, look),
      { kind: 'heading', text: zh ? '下一步' : 'Next' },
      { kind: 'text', text: next },
    ]);
  },
};
