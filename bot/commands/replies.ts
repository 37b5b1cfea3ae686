import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { percent } from '../../core/words.ts';
import { type ReplyFigures, repliesOf } from '../../db/replies.ts';
import { pageButtons, pageOf } from '../view/pages.ts';
import { cardAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { numberArgument, pageArgument } from './arguments/number.ts';
import { defineCommand } from './define.ts';

const pageSize = 10;
const usualDays = 30;
const mostDays = 366;

/** Fewer answers than this say little about a 90th percentile. */
const fewest = 10;

const minutes = (value: number, language: Language): string => {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return language === 'zh' ? `${rounded} 分钟` : `${rounded} min`;
};

const figuresLine = (figures: ReplyFigures, language: Language): string => {
  const { answers, late, medianMinutes, p90Minutes } = figures;
  const median = minutes(medianMinutes, language);
  const slow = answers >= fewest ? minutes(p90Minutes, language) : '–';
  const share = percent(late / answers);
  return language === 'zh'
    ? `${answers} 次答复 · 中位数 ${median} · 90% 在 ${slow} 内 · 超时 ${late} 次（${share}）`
    : `${answers} answer${answers === 1 ? '' : 's'} · median ${median} · 90 % within ${slow} · late ${late} (${share})`;
};

/** `replies [DAYS] [PAGE]`: how fast customers were answered, by who answered. */
export const replies = defineCommand({
  name: 'replies',
  aliases: ['回复时长', '答复'],
  summary: { zh: '每位同事答复客户有多快', en: 'how fast each member answers customers' },
  examples: [{ zh: '回复时长 7天', en: 'replies 7' }],
  arguments: {
    days: optional(numberArgument({ zh: '天数', en: 'DAYS' }, 1, mostDays)),
    page: optional(pageArgument),
  },
  run: async ({ db, at, asker, language, company }, { days = usualDays, page: asked }) => {
    const zh = language === 'zh';
    const all = await repliesOf(db, asker.scope, at - days * dayMs, at);
    const page = pageOf(asked, all.length, pageSize);
    const lines = all.slice(page.offset, page.offset + pageSize).flatMap((each): readonly CardBlock[] => [
      {
        kind: 'text',
        text: `${each.member ?? (zh ? '未知' : 'unknown')} — ${figuresLine(each, language)}`,
      },
      ...(each.tiers.length > 1
        ? each.tiers.map((tier): CardBlock => {
            const name = tier.tier ?? (zh ? '未分级' : 'no tier');
            return { kind: 'text', text: `    ${name}: ${figuresLine(tier, language)}` };
          })
        : []),
    ]);
    const limit = company.rules.find(({ test }) => test.kind === 'unanswered')?.test;
    const usual = limit?.kind === 'unanswered' ? limit.businessMinutes : 15;
    const note = zh
      ? `按工作时间计；连续几条提问算一次；超过 ${usual} 分钟（R3）算超时。`
      : `In business hours; several questions in a row are one; late is more than ${usual} minutes (R3).`;
    const none = zh ? '这段时间没有答复过客户的提问。' : 'No question was answered in that time.';
    const more = page.pages > 1 ? ` · ${page.page}/${page.pages}` : '';
    const blocks: CardBlock[] = [
      ...(lines.length > 0 ? lines : [{ kind: 'text', text: none } as const]),
      { kind: 'text', text: note },
      ...pageButtons(page, (to) => `replies ${days} ${to}`, language),
    ];
    const title = zh ? `近 ${days} 天的回复时长${more}` : `Reply times, ${days} days${more}`;
    return cardAnswer('team', title, blocks, { days, at, members: all });
  },
});
