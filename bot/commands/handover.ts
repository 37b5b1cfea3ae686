import { InputError } from '../../core/errors.ts';
import { customersOwnedBy, takeBackOwners, workloads } from '../../db/owners.ts';
import type { Member } from '../../db/people.ts';
import { handOver } from '../follow-ups/hand-over.ts';
import { textAnswer } from './answer.ts';
import { memberArgument } from './arguments/member.ts';
import type { CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const mostNamed = 10;
const member = memberArgument({ zh: '同事', en: 'MEMBER' });

/** The customers that would change hands. @throws InputError where they may not, or there are none. */
const customersToGive = async ({ db, asker, language }: CommandContext, from: Member, to: Member) => {
  const zh = language === 'zh';
  const { owners } = asker.scope;
  if (owners !== 'all' && ![from, to].every((each) => owners.includes(each.id))) {
    throw new InputError(zh ? '只能在自己的团队里交接。' : 'You can only hand over within your own team.');
  }
  if (from.id === to.id) throw new InputError(zh ? '两位是同一个人。' : 'That is the same member twice.');
  const customers = await customersOwnedBy(db, from.id);
  if (customers.length > 0) return customers;
  throw new InputError(zh ? `${from.name} 名下没有客户。` : `${from.name} has no customers.`);
};

/** `handover MEMBER to MEMBER`: all customers of one member become another's, shown and confirmed first. */
export const handover = defineCommand({
  name: 'handover',
  aliases: ['交接'],
  usage: { zh: '交接 同事 → 同事', en: 'handover MEMBER to MEMBER' },
  summary: { zh: '把一位同事的全部客户交给另一位', en: 'give all customers of one member to another' },
  examples: [{ zh: '交接 陈浩 → 林晓', en: 'handover Mia to Lin' }],
  roles: ['lead', 'manager', 'admin'],
  arguments: { from: member, to: { ...member, after: ['→', '->', '=>', 'to', '给', '到'] } },
  changes: true,
  preview: async (context, { from, to }) => {
    const customers = await customersToGive(context, from, to);
    const open = (await workloads(context.db, [from.id])).get(from.id)?.followUps ?? 0;
    const zh = context.language === 'zh';
    const names = customers.slice(0, mostNamed).map((each) => each.name);
    const more = customers.length > names.length ? (zh ? ' 等' : ', …') : '';
    return {
      title: zh ? '确认交接？' : 'Hand over?',
      lines: [
        zh
          ? `${from.name} 的 ${customers.length} 位客户（待跟进 ${open} 项）将由 ${to.name} 负责：${names.join('、')}${more}`
          : `${to.name} will own the ${customers.length} customers of ${from.name} (${open} follow-ups open): ${names.join(', ')}${more}`,
      ],
    };
  },
  undo: async ({ db, now, language }, memo) => {
    const back = await takeBackOwners(db, String(memo['batch']), now);
    if (back.length === 0) {
      throw new InputError(
        language === 'zh'
          ? '这些客户的负责人之后都改过，没有撤销。'
          : 'All owners were changed since; nothing was undone.',
      );
    }
    const text =
      language === 'zh'
        ? `${back.length} 位客户回到原来的负责人。`
        : `${back.length} customers are their former owner's again.`;
    const ids = back.map((each) => each.id);
    return textAnswer('team', text, { customers: back.length }, ids);
  },
  run: async (context, { from, to }) => {
    const { db, company, asker, now, language, requestKey } = context;
    const customers = await customersToGive(context, from, to);
    const by = { id: asker.id, name: from.name };
    await handOver(db, company, { customers, to, by, key: requestKey, now });
    const said =
      language === 'zh'
        ? `${customers.length} 位客户已由 ${from.name} 交给 ${to.name}，并已私下发给 ${to.name} 简报。`
        : `${customers.length} customers went from ${from.name} to ${to.name}, who has the briefs in private.`;
    const data = { from: from.id, to: to.id, customers: customers.length, batch: requestKey };
    const ids = customers.map((each) => each.id);
    return {
      ...textAnswer('team', said, data, ids),
      undo: {
        memo: { batch: requestKey },
        says: {
          zh: `${from.name} 到 ${to.name} 的交接`,
          en: `the hand-over from ${from.name} to ${to.name}`,
        },
      },
    };
  },
});
