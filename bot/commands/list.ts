import type { CardBlock } from '../../core/messages.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { percent } from '../../core/words.ts';
import { type CustomerLine, listCustomers, mostCounted } from '../../db/customer-lists.ts';
import { customersTagged } from '../../db/tags.ts';
import { populationAsOf } from '../view/population.ts';
import { showStage } from '../view/stage.ts';
import { showAgo } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Command, CommandContext } from './command.ts';
import { type ListKind, listCalled } from './list-kinds.ts';
import { pageButtons, pageOf } from './paging.ts';

const pageSize = 15;

/** `3 days` is one word, so that its number is no page. */
const joinSpans = (args: readonly string[]): readonly string[] =>
  args.reduce<readonly string[]>((words, each) => {
    const last = words.at(-1) ?? '';
    return /^(?:d|days?|天)$/i.test(each) && /^\d+$/.test(last)
      ? [...words.slice(0, -1), `${last}d`]
      : [...words, each];
  }, []);

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
    const kind = listCalled(words, company, context);
    const page = pageOf(words);
    const { customers, total } = await linesFor(context, kind, (page - 1) * pageSize);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const lines = customers.map((line, index): CardBlock => {
      const heard = line.lastInAt === null ? '–' : showAgo(line.lastInAt, at, language);
      const facts =
        language === 'zh'
          ? `${showStage(line.stage, company.model, language)} · 健康 ${line.health} · 流失 ${percent(line.churn)} · 风险价值 ${company.money(line.valueAtRisk)} · 最近 ${heard}`
          : `${showStage(line.stage, company.model, language)} · health ${line.health} · churn ${percent(line.churn)} · at risk ${company.money(line.valueAtRisk)} · heard ${heard}`;
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
