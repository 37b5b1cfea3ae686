import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { percent } from '../../core/words.ts';
import { listCustomers } from '../../db/customer-lists.ts';
import { countOpen, openFollowUps, openPromises } from '../../db/follow-ups.ts';
import { openTasks } from '../../db/tasks.ts';
import { urgenciesOf } from '../follow-ups/urgencies.ts';
import { followUpButtons } from '../view/follow-up-card.ts';
import { showRule, showRuleReason, showStage } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { taskBlocks } from './task.ts';
import { teamSections } from './team-sections.ts';

/** `my`: the asker's own follow-ups, promises and customers at risk. */
export const my: Command = {
  name: 'my',
  aliases: ['我的'],
  usage: { zh: '我的', en: 'my' },
  summary: { zh: '我的待跟进、承诺和客户', en: 'my follow-ups, promises and customers' },
  run: async (context) => {
    const { db, company, asker, language, at } = context;
    const zh = language === 'zh';
    if (asker.id === null) throw new InputError(zh ? '请用 --as 指定同事。' : 'Say who you are with --as.');
    const owners = [asker.id];
    const followUps = await openFollowUps(db, { owners }, 10, urgenciesOf(company.rules));
    const waiting = await countOpen(db, { owners });
    const tasks = await openTasks(db, asker.id, 10);
    const promises = await openPromises(db, { owners }, at - 14 * dayMs, 10);
    const { customers, total } = await listCustomers(db, { scope: { owners }, order: 'risk', limit: 8 });
    const asleep = (until: number | null, status: string): string =>
      status !== 'snoozed' || until === null
        ? ''
        : ` · ${zh ? '推迟到' : 'until'} ${showTime(until, company.zone)}`;
    const blocks: CardBlock[] = [
      ...(await teamSections(context)),
      { kind: 'heading', text: zh ? `待跟进 (${waiting})` : `Follow-ups (${waiting})` },
      ...followUps.flatMap((each): readonly CardBlock[] => [
        {
          kind: 'text',
          text: `${each.customer} · ${showRule(each.rule, language, company.rules)} · ${showRuleReason(each.rule, each.numbers, language, company.rules)}${asleep(each.snoozedUntil, each.status)}`,
        },
        followUpButtons(each, language),
      ]),
      ...(tasks.length > 0
        ? [
            { kind: 'heading', text: zh ? `待办 (${tasks.length})` : `To do (${tasks.length})` } as const,
            ...taskBlocks(tasks, context.now, company.zone, language),
          ]
        : []),
      { kind: 'heading', text: zh ? `承诺 (${promises.length})` : `Promises (${promises.length})` },
      ...promises.map((each): CardBlock => {
        const due = each.dueAt === null ? '' : ` · ${showTime(each.dueAt, company.zone)}`;
        const late = each.status === 'broken' ? (zh ? ' · 已逾期' : ' · overdue') : '';
        return { kind: 'text', text: `${each.customer}: ${each.phrase}${due}${late}` };
      }),
      { kind: 'heading', text: zh ? `我的客户 (${total})` : `My customers (${total})` },
      ...customers.map(
        (line): CardBlock => ({
          kind: 'text',
          text: `${line.name} · ${showStage(line.stage, company.model, language)} · ${zh ? '流失' : 'churn'} ${percent(line.churn)} · ${company.money(line.valueAtRisk)}`,
        }),
      ),
    ];
    return cardAnswer('person', zh ? `${asker.name} 的一天` : `${asker.name}'s day`, blocks, {
      at,
      followUps,
      tasks,
      promises,
      customers,
      total,
    });
  },
};
