import { playbookAsking } from '../../core/customer/asked-by.ts';
import { type Bilingual, type Language, pick } from '../../core/language.ts';
import { presets } from '../../core/playbook/presets.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { type StageModel, stageNameIn, stageNames } from '../../core/stages/presets.ts';
import type { StageKey } from '../../core/stages/stage.ts';
import { fill } from '../../core/words.ts';

/** Returns a stage in words: its name in the company's model with the canonical one, "衰退（沉睡）". */
export const showStage = (stage: StageKey, stageModel: StageModel, language: Language): string => {
  const model = pick(stageNameIn(stageModel, stage), language);
  const own = pick(stageNames[stage], language);
  if (model.toLowerCase() === own.toLowerCase()) return model;
  return language === 'zh' ? `${model}（${own}）` : `${model} (${own})`;
};

const stageReasons: Readonly<Record<string, { zh: string; en: string }>> = {
  left: {
    zh: '客户已退出所有群、删除了联系人或终止了合同。',
    en: 'The customer left every room, removed the contact or ended the contract.',
  },
  R13: {
    zh: '流失后重新互动或下单（唤回期 {months} 个月）。',
    en: 'Talked or ordered again after being lost (win-back window {months} months).',
  },
  R24: {
    zh: '已沉默 {silent} 天（阈值 {days} 天），仍活跃的概率 {alive}%（阈值 {below}%）。',
    en: 'Silent for {silent} days (limit {days}); the chance that they are still a customer is {alive} % (limit {below} %).',
  },
  health: {
    zh: '健康分 {health}，低于 {below} 已满 {days} 天。',
    en: 'Health {health}, below {below} for {days} days.',
  },
  mature: {
    zh: '成长期已满 {months} 个月，仍保持活跃。',
    en: 'Growing for {months} months and still active.',
  },
  growing: { zh: '复购或近 4 周内有 3 周活跃。', en: 'A second order, or active in 3 of the last 4 weeks.' },
  'first-order': { zh: '首次下单。', en: 'First order.' },
  override: { zh: '由同事人工设定。', en: 'Set by hand by a colleague.' },
  known: { zh: '已认识，尚无订单。', en: 'Known, no order yet.' },
};

/** Returns why a customer is in a stage, in one sentence with its numbers. */
export const showStageReason = (
  rule: string,
  numbers: Readonly<Record<string, number>>,
  language: Language,
  rules: readonly Rule[],
): string => {
  const reason = stageReasons[rule] ?? rules.find((each) => each.id === rule)?.because;
  return reason ? fill(reason, language, numbers) : rule;
};

/** Returns what a playbook that asks for a follow-up is called: shipped ones by name, others by key. */
const playbookName = (key: string, language: Language): string => {
  const name = presets[key]?.name[language] ?? key;
  return language === 'zh' ? `剧本“${name}”` : `Playbook ${name}`;
};

/** Returns a rule's name, "互动下降", or the playbook that asks in its place; the id itself for one that is not there. */
export const ruleName = (id: string, language: Language, rules: readonly Rule[]): string => {
  const rule = rules.find((each) => each.id === id);
  const playbook = playbookAsking(id);
  return rule ? pick(rule.name, language) : playbook ? playbookName(playbook, language) : id;
};

const shortReasons: Readonly<Record<string, Bilingual>> = {
  left: { zh: '已离开', en: 'left' },
  R24: { zh: '长期沉默', en: 'long silence' },
  health: { zh: '健康分持续偏低', en: 'low health' },
  override: { zh: '人工设定', en: 'set by hand' },
};

/** Returns why a customer is in a stage in a word or two, "互动下降"; {@link showStageReason} says it in a sentence. */
export const stageReasonName = (rule: string, language: Language, rules: readonly Rule[]): string => {
  const short = shortReasons[rule];
  return short ? pick(short, language) : ruleName(rule, language, rules);
};

/** Returns a rule's name with its id, "互动下降 (R1)", or the playbook that asks in its place. */
export const showRule = (id: string, language: Language, rules: readonly Rule[]): string => {
  const rule = rules.find((each) => each.id === id);
  return rule ? `${pick(rule.name, language)} (${rule.id})` : ruleName(id, language, rules);
};

/** Returns why a rule holds, in one sentence with its numbers. */
export const showRuleReason = (
  id: string,
  numbers: Readonly<Record<string, number>>,
  language: Language,
  rules: readonly Rule[],
): string => {
  const rule = rules.find((each) => each.id === id);
  if (rule) return fill(rule.because, language, numbers);
  if (playbookAsking(id) === undefined) return id;
  return language === 'zh'
    ? '剧本走到这一步，请您跟进。'
    : 'The playbook has come to this step and asks you to act.';
};
