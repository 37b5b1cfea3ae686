import { InputError } from '../../core/errors.ts';
import { ownerOf, setOwner } from '../../db/customers.ts';
import { findMembers } from '../../db/people.ts';
import { handOver } from '../follow-ups/hand-over.ts';
import { textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { memberArgument } from './arguments/member.ts';
import { defineCommand } from './define.ts';
import { offerOwners } from './reassign.ts';

/** `owner NAME [MEMBER]`: says whose customer it is; without a member it offers those who could take over. */
export const owner = defineCommand({
  name: 'owner',
  aliases: ['负责人'],
  summary: { zh: '指定客户的负责人', en: 'say whose customer it is' },
  examples: [{ zh: '负责人 Acme → 林晓', en: 'owner Acme → Mia' }],
  arguments: {
    customer: customerArgument,
    member: optional({
      ...memberArgument({ zh: '同事', en: 'MEMBER' }),
      after: ['→', '->', '=>', '给', 'to', '是', '为'],
    }),
  },
  changes: true,
  undo: async ({ db, language }, memo) => {
    const [id, before, after] = [Number(memo['customerId']), memo['before'] ?? null, memo['after']];
    const now = await ownerOf(db, id);
    if (now?.id !== after) {
      throw new InputError(
        language === 'zh'
          ? '负责人之后又改过，没有撤销。'
          : 'The owner was changed since; nothing was undone.',
      );
    }
    await setOwner(db, id, before === null ? null : Number(before));
    const [member] = before === null ? [] : await findMembers(db, [Number(before)]);
    const nobody = language === 'zh' ? '未分配' : 'nobody';
    const said =
      language === 'zh' ? `负责人：${member?.name ?? nobody}。` : `The owner is ${member?.name ?? nobody}.`;
    return textAnswer('team', said, { id, owner: member?.name ?? null }, [id]);
  },
  run: async (context, { customer, member }) => {
    if (!member) return offerOwners(context, customer);
    const { db, language, company, asker, requestKey, now } = context;
    const before = await ownerOf(db, customer.id);
    if (before?.id === member.id) {
      throw new InputError(
        language === 'zh'
          ? `${customer.name} 已经由 ${member.name} 负责。`
          : `${customer.name} is ${member.name}'s already.`,
      );
    }
    // The new owner gets a brief in private.
    await handOver(db, company, { customers: [customer], to: member, by: asker, key: requestKey, now });
    const text =
      language === 'zh'
        ? `${customer.name} 现在由 ${member.name} 负责。`
        : `${customer.name} is now ${member.name}'s.`;
    return {
      ...textAnswer('team', text, { id: customer.id, owner: member.name }, [customer.id]),
      about: customer.id,
      undo: {
        memo: { customerId: customer.id, before: before?.id ?? null, after: member.id },
        says: { zh: `${customer.name} 改负责人`, en: `the new owner of ${customer.name}` },
      },
    };
  },
});
