import { InputError } from '../../core/errors.ts';
import type { Rule, RuleTest } from '../../core/rules/rule.ts';
import { type StageModel, stageNames } from '../../core/stages/presets.ts';
import { type StageKey, stageKeys } from '../../core/stages/stage.ts';
import { dayMs } from '../../core/time.ts';
import type { Tier } from '../../core/value/rfm.ts';
import type { CustomerFilter } from '../../db/customer-lists.ts';
import type { Company } from '../ingest/context.ts';
import type { CommandContext } from './command.ts';
import { stagesNamed } from './stages-named.ts';

/** A list of customers that is asked for by words. */
export type ListKind = {
  /** The words that ask for it. */
  readonly key: string;
  readonly title: { zh: string; en: string };
  readonly filter: Omit<CustomerFilter, 'scope'>;
};

/** A kind of list; which rules it is about depends on what the company goes by. */
const about = (rules: readonly Rule[], kind: RuleTest['kind']): readonly string[] =>
  rules.filter(({ test }) => test.kind === kind).map(({ id }) => id);

const atRisk: readonly StageKey[] = stageKeys.filter((each) => each !== 'churned');
const kindsFor = (rules: readonly Rule[]): Readonly<Record<string, ListKind>> => ({
  risk: { key: 'risk', title: { zh: '风险名单', en: 'At risk' }, filter: { order: 'risk', stages: atRisk } },
  silent: {
    key: 'silent',
    title: { zh: '沉默名单', en: 'Silent longest' },
    filter: { order: 'silent', stages: atRisk, warnings: about(rules, 'silence') },
  },
  renewals: {
    key: 'renewals',
    title: { zh: '即将到期', en: 'Renewals ahead' },
    filter: { order: 'risk', warnings: about(rules, 'renewal-ahead') },
  },
  all: { key: 'all', title: { zh: '全部客户', en: 'All customers' }, filter: { order: 'name' } },
});
const tiers: readonly Tier[] = ['A', 'B', 'C'];
const kindWords: Readonly<Record<string, string>> = {
  风险: 'risk',
  沉默: 'silent',
  全部: 'all',
  到期: 'renewals',
  续约: 'renewals',
  renewal: 'renewals',
  quiet: 'silent',
};

/** What may stand for a stage: the model's own names, and the canonical ones that say more. */
const stageWords = (model: StageModel, language: 'zh' | 'en'): readonly string[] => [
  ...new Set([
    ...model.stages.map(({ name }) => name[language]),
    ...stageKeys.map((key) => (language === 'zh' ? stageNames[key].zh : key)),
  ]),
];

const tierKind = (words: readonly string[]): ListKind | undefined => {
  const [first, second] = words.map((each) => each.toUpperCase());
  const named = first === 'TIER' || first === '等级' ? second : undefined;
  const tier = tiers.find((each) => each === named);
  return (
    tier && {
      key: `tier ${tier}`,
      title: { zh: `${tier} 级客户`, en: `Tier ${tier}` },
      filter: { order: 'risk', tier },
    }
  );
};

/** `silent 14d`, 沉默14天: those of whom nothing was heard for so long, whatever the rules say. */
const silentKind = (words: readonly string[], at: number): ListKind | undefined => {
  const said = words.join('').toLowerCase();
  const found = /^(?:silent|quiet|沉默)(\d{1,3})(?:d|days?|天)$/.exec(said);
  if (!found) return undefined;
  const days = Number(found[1]);
  return {
    key: `silent ${days}d`,
    title: { zh: `${days} 天没有发言`, en: `Silent for ${days} days` },
    filter: { order: 'silent', stages: atRisk, silentSince: at - days * dayMs },
  };
};

const tagKind = ([first = '', ...rest]: readonly string[]): ListKind | undefined => {
  const tag = rest.join(' ');
  if (!['tag', '标签'].includes(first.toLowerCase()) || tag === '') return undefined;
  return {
    key: `tag ${tag}`,
    title: { zh: `标签：${tag}`, en: `Tag: ${tag}` },
    filter: { order: 'risk', tag },
  };
};

/** Returns the list that words ask for, at-risk customers for none. @throws InputError with the lists that there are. */
export const listCalled = (
  args: readonly string[],
  { model, rules }: Pick<Company, 'model' | 'rules'>,
  { language, at }: Pick<CommandContext, 'language' | 'at'>,
): ListKind => {
  const kinds = kindsFor(rules);
  const special = silentKind(args, at) ?? silentKind(args.slice(0, -1), at) ?? tagKind(args);
  if (special) return special;
  const words = args.filter((each) => !/^\d+$/.test(each));
  const [first, ...rest] = words;
  if (!first) return kinds['risk'] as ListKind;
  const known = kinds[kindWords[first] ?? first.toLowerCase()] ?? tierKind(words);
  if (known) return known;
  // Names of stages may be several words.
  const stageWord = (['stage', '阶段'].includes(first.toLowerCase()) ? rest : words).join(' ');
  const stages = stagesNamed(stageWord, model);
  if (stages) {
    return {
      key: `stage ${stageWord}`,
      title: { zh: `阶段：${stageWord}`, en: `Stage: ${stageWord}` },
      filter: { order: 'risk', stages },
    };
  }
  throw new InputError(
    language === 'zh'
      ? `名单可以是：风险、沉默、“沉默 14天”、到期、全部、“等级 A”、“标签 重点”，或“阶段 名称”（${stageWords(model, 'zh').join('、')}）。`
      : `A list is one of: risk, silent, "silent 14d", renewals, all, "tier A", "tag vip", or "stage NAME" (${stageWords(model, 'en').join(', ')}).`,
  );
};
