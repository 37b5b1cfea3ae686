import { InputError } from '../../core/errors.ts';
import { setOwner } from '../../db/customers.ts';
import { findMembers } from '../../db/people.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** `owner NAME MEMBER`: says whose customer it is. */
export const owner: Command = {
  name: 'owner',
  aliases: ['负责人'],
  usage: { zh: '负责人 客户名 同事', en: 'owner NAME MEMBER' },
  summary: { zh: '指定客户的负责人', en: 'say whose customer it is' },
  run: async (context, args) => {
    const zh = context.language === 'zh';
    const wanted = args.at(-1);
    const name = args.slice(0, -1).join(' ');
    if (!wanted || !name) {
      throw new InputError(zh ? '格式：负责人 客户名 同事。' : 'Write: owner NAME MEMBER.');
    }
    const customer = await requireCustomer(context, name);
    const members = await findMembers(context.db);
    const fits = members.filter((each) => each.name.toLowerCase() === wanted.replace(/^@/, '').toLowerCase());
    const near = members.filter((each) =>
      each.name.toLowerCase().includes(wanted.replace(/^@/, '').toLowerCase()),
    );
    const [member] = fits.length > 0 ? fits : near.length === 1 ? near : [];
    if (!member) {
      const names = (near.length > 1 ? near : members)
        .slice(0, 12)
        .map((each) => each.name)
        .join(zh ? '、' : ', ');
      throw new InputError(
        zh ? `没有找到这位同事。可选：${names}。` : `There is no such member. Choose one of: ${names}.`,
      );
    }
    await setOwner(context.db, customer.id, member.id);
    const text = zh
      ? `${customer.name} 现在由 ${member.name} 负责。`
      : `${customer.name} is now ${member.name}'s.`;
    return {
      ...textAnswer('team', text, { id: customer.id, owner: member.name }, [customer.id]),
      about: customer.id,
    };
  },
};
