import type { CardBlock } from '../../core/messages.ts';
import { answerLimit } from '../../core/rules/rule.ts';
import { dayMs } from '../../core/time.ts';
import { excerpt } from '../../core/words.ts';
import { openQuestions } from '../../db/replies.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { pageButtons, pageOf } from '../view/pages.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { pageArgument } from './arguments/number.ts';
import type { Command } from './command.ts';
import { defineCommand, withActions } from './define.ts';
import { memoOf, withdraw } from './take-back.ts';

const pageSize = 8;
/** A question that nobody answered for this long is not asked any more (as in the fold). */
const staleDays = 14;

/** `questions done NAME`: they were answered otherwise, by phone or face to face. */
const settle = defineCommand({
  name: 'questions done',
  aliases: ['提问 已答', 'questions answered', '提问 已答复', '提问 完成'],
  summary: { zh: '提问已用别的方式答复', en: 'the questions were answered in another way' },
  arguments: { customer: customerArgument },
  changes: true,
  undo: withdraw,
  run: async ({ db, company, asker, now, language, requestKey }, { customer }) => {
    const key = `questions/${requestKey}`;
    const changed = await applyInteractions(db, company, [
      {
        customerId: customer.id,
        ...(asker.id === null ? {} : { personId: asker.id }),
        interaction: {
          key,
          at: now,
          kind: 'questions-settled',
          direction: 'none',
          data: { by: asker.name },
        },
      },
    ]);
    const { id, name } = customer;
    const said =
      language === 'zh' ? `${name} 的提问已记为答复过。` : `The questions of ${name} are marked as answered.`;
    return {
      ...textAnswer('team', said, { id }, changed),
      about: id,
      undo: {
        memo: memoOf(id, key),
        says: { zh: `${name} 的提问已答`, en: `that the questions of ${name} were answered` },
      },
    };
  },
});

const list = defineCommand({
  name: 'questions',
  aliases: ['提问', '待答'],
  summary: { zh: '谁在等答复，等了多久', en: 'who waits for an answer, and how long' },
  arguments: { page: optional(pageArgument) },
  run: async ({ db, at, asker, language, company }, { page: asked = 1 }) => {
    const zh = language === 'zh';
    const since = at - staleDays * dayMs;
    const offset = (asked - 1) * pageSize;
    const { questions: open, total } = await openQuestions(db, asker.scope, {
      since,
      limit: pageSize,
      offset,
    });
    const page = pageOf(asked, total, pageSize);
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
});

/** `questions [PAGE]`, `questions done NAME`: who waits for an answer, and how long. */
export const questions: Command = withActions(list, [settle]);
