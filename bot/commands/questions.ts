import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { answerLimit } from '../../core/rules/rule.ts';
import { dayMs } from '../../core/time.ts';
import { excerpt } from '../../core/words.ts';
import { openQuestions } from '../../db/replies.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { pageButtons, pageOf } from '../view/pages.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const pageSize = 8;
/** A question that nobody answered for this long is not asked any more (as in the fold). */
const staleDays = 14;
const doneWords: readonly string[] = ['done', 'answered', '已答', '完成', '已答复'];

const settle = async (context: CommandContext, name: string): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const customer = await requireCustomer(context, name);
  const changed = await applyInteractions(db, company, [
    {
      customerId: customer.id,
      ...(asker.id === null ? {} : { personId: asker.id }),
      interaction: {
        key: `questions/${context.requestKey}`,
        at: now,
        kind: 'questions-settled',
        direction: 'none',
        data: { by: asker.name },
      },
    },
  ]);
  const said =
    language === 'zh'
      ? `${customer.name} 的提问已记为答复过。`
      : `The questions of ${customer.name} are marked as answered.`;
  return { ...textAnswer('team', said, { id: customer.id }, changed), about: customer.id };
};

/** `questions [PAGE]`, `questions done NAME`: who waits for an answer, and how long. */
export const questions: Command = {
  name: 'questions',
  aliases: ['提问', '待答'],
  usage: { zh: '提问 [页]，提问 已答 客户名', en: 'questions [PAGE], questions done NAME' },
  summary: { zh: '谁在等答复，等了多久', en: 'who waits for an answer, and how long' },
  run: async (context, args) => {
    const { db, at, asker, language, company } = context;
    const zh = language === 'zh';
    const [first, ...rest] = args;
    if (first !== undefined && doneWords.includes(first.toLowerCase()))
      return settle(context, rest.join(' '));
    if (first !== undefined && !/^\d{1,4}$/.test(first)) {
      throw new InputError(
        zh ? '格式：提问 [页]，或：提问 已答 客户名。' : 'Write: questions [PAGE], or: questions done NAME.',
      );
    }
    const since = at - staleDays * dayMs;
    const offset = (Math.max(1, Number(first ?? 1)) - 1) * pageSize;
    const { questions: open, total } = await openQuestions(db, asker.scope, {
      since,
      limit: pageSize,
      offset,
    });
    const page = pageOf(first, total, pageSize);
    const test = company.rules.find((each) => each.test.kind === 'unanswered')?.test;
    const blocks = open.flatMap((each): readonly CardBlock[] => {
      const waited = Math.floor(company.calendar.businessMinutesBetween(each.askedAt, at));
      const limit = test?.kind === 'unanswered' ? answerLimit(test, each.tier) : 15;
      const late = waited > limit ? (zh ? ' · 已超时' : ' · late') : '';
      const tier = each.tier === null ? '' : `${each.tier} · `;
      const owner = each.owner ?? (zh ? '未分配' : 'nobody');
      return [
        {
          kind: 'text',
          text: `${each.customer} — ${tier}${zh ? `已等 ${waited} 个工作分钟` : `${waited} working minutes`}${late} · ${owner}`,
        },
        {
          kind: 'quote',
          text: excerpt(each.quote ?? '', 120),
          source: [each.person, showTime(each.askedAt, company.zone)].filter(Boolean).join(' · '),
        },
        {
          kind: 'buttons',
          buttons: [
            {
              label: zh ? '已答复' : 'Answered',
              action: 'run',
              value: `questions done #${each.customerId}`,
            },
          ],
        },
      ];
    });
    const none: CardBlock = { kind: 'text', text: zh ? '没有客户在等答复。' : 'Nobody waits for an answer.' };
    const more = page.pages > 1 ? ` · ${page.page}/${page.pages}` : '';
    return cardAnswer(
      'team',
      zh ? `待答复 (${total}${more})` : `Waiting for an answer (${total}${more})`,
      [...(blocks.length > 0 ? blocks : [none]), ...pageButtons(page, (to) => `questions ${to}`, language)],
      { at, total, page: page.page, questions: open },
    );
  },
};
