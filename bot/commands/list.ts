import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { Rule, RuleTest } from '../../core/rules/rule.ts';
import { type StageModel, stageNames } from '../../core/stages/presets.ts';
import { type StageKey, stageKeys } from '../../core/stages/stage.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { dayMs } from '../../core/time.ts';
import type { Tier } from '../../core/value/rfm.ts';
import { money, percent } from '../../core/words.ts';
import {
  type CustomerFilter,
  type CustomerLine,
  listCustomers,
  mostCounted,
} from '../../db/customer-lists.ts';
import { customersTagged } from '../../db/tags.ts';
import type { Company } from '../ingest/context.ts';
import { populationAsOf } from '../view/population.ts';
import { showStage } from '../view/stage.ts';
import { showAgo } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Command, CommandContext } from './command.ts';
import { pageButtons, pageOf } from './paging.ts';
import { stagesNamed } from './stages-named.ts';

const pageSize = 15;

type ListKind = {
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

/** `3 days` is one word, so that its number is no page. */
const joinSpans = (args: readonly string[]): readonly string[] =>
  args.reduce<readonly string[]>((words, each) => {
    const last = words.at(-1) ?? '';
    return /^(?:d|days?|天)$/i.test(each) && /^\d+$/.test(last)
      ? [...words.slice(0, -1), `${last}d`]
      : [...words, each];
  }, []);

const tagKind = ([first = '', ...rest]: readonly string[]): ListKind | undefined => {
  const tag = rest.join(' ');
  if (!['tag', '标签'].includes(first.toLowerCase()) || tag === '') return undefined;
  return {
    key: `tag ${tag}`,
    title: { zh: `标签：${tag}`, en: `Tag: ${tag}` },
    filter: { order: 'risk', tag },
  };
};

const kindOf = (
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

const sorters = {
  risk: (a: CustomerLine, b: CustomerLine) =>
    b.valueAtRisk - a.valueAtRisk || b.churn - a.churn || a.id - b.id,
  silent: (a: CustomerLine, b: CustomerLine) =>
    (a.lastInAt ?? Number.POSITIVE_INFINITY) - (b.lastInAt ?? Number.POSITIVE_INFINITY) || a.id - b.id,
  name: (a: CustomerLine, b: CustomerLine) => a.name.localeCompare(b.name),
} as const;

const linesFor = async (context: CommandContext, kind: ListKind, offset: number) => {
  const { db, company, at, now, asker } = context;
  if (at >= now) return listCustomers(db, { ...kind.filter, scope: asker.scope, limit: pageSize, offset });
  const { stages, warnings, tier, tag, silentSince, order = 'risk' } = kind.filter;
  // Tags are of the present, as names and owners are.
  const tagged = tag === undefined ? undefined : new Set(await customersTagged(db, tag));
  const all = (await populationAsOf(db, company, asker.scope, at))
    .filter((line) => !stages || stages.includes(line.stage))
    .filter((line) => !warnings || line.warnings.some((each) => warnings.includes(each)))
    .filter((line) => !tier || line.tier === tier)
    .filter((line) => silentSince === undefined || line.lastInAt === null || line.lastInAt < silentSince)
    .filter((line) => !tagged || tagged.has(line.id))
    .sort(sorters[order]);
  return { customers: all.slice(offset, offset + pageSize), total: all.length };
};

/** `list [risk|silent|renewals|all|tier A|stage NAME] [PAGE]`: who needs attention. */
export const list: Command = {
  name: 'list',
  aliases: ['名单', '列表'],
  usage: {
    zh: '名单 [风险|沉默 [14天]|到期|全部|等级 A|标签 名称|阶段 名称] [页]',
    en: 'list [risk|silent [14d]|renewals|all|tier A|tag NAME|stage NAME] [PAGE]',
  },
  summary: { zh: '谁需要关注', en: 'who needs attention' },
  asOf: true,
  run: async (context, args) => {
    const { company, language, at } = context;
    const words = joinSpans(args.map(foldCharacters));
    const kind = kindOf(words, company, context);
    const page = pageOf(words);
    const { customers, total } = await linesFor(context, kind, (page - 1) * pageSize);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const lines = customers.map((line, index): CardBlock => {
      const heard = line.lastInAt === null ? '–' : showAgo(line.lastInAt, at, language);
      const facts =
        language === 'zh'
          ? `${showStage(line.stage, company.model, language)} · 健康 ${line.health} · 流失 ${percent(line.churn)} · 风险价值 ¥${money(line.valueAtRisk)} · 最近 ${heard}`
          : `${showStage(line.stage, company.model, language)} · health ${line.health} · churn ${percent(line.churn)} · at risk ¥${money(line.valueAtRisk)} · heard ${heard}`;
      const tier = line.tier === null ? '' : `${line.tier} · `;
      const warnings = line.warnings.length > 0 ? ` · ${line.warnings.join(' ')}` : '';
      return {
        kind: 'text',
        text: `${(page - 1) * pageSize + index + 1}. ${line.name} — ${tier}${facts}${warnings}`,
      };
    });
    const none: CardBlock = {
      kind: 'text',
      text: language === 'zh' ? '没有符合的客户。' : 'No customer fits.',
    };
    const buttons = pageButtons(`list ${kind.key}`, page, pages, language);
    const blocks: CardBlock[] = [
      ...(lines.length > 0 ? lines : [none]),
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ];
    const shown = `${total}${total >= mostCounted && at >= context.now ? '+' : ''}`;
    const title = `${kind.title[language]} (${shown}${pages > 1 ? ` · ${page}/${pages}` : ''})`;
    return cardAnswer('team', title, blocks, { kind: kind.key, at, total, page, customers });
  },
};
