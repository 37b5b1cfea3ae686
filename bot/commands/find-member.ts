import { InputError } from '../../core/errors.ts';
import { findMembers, type Member } from '../../db/people.ts';
import type { CommandContext } from './command.ts';

/**
 * Returns the member that `said` names: the whole name, `#number`, or the only one with it in the name.
 * @throws InputError with the names to choose from.
 */
export const requireMember = async (context: CommandContext, said: string): Promise<Member> => {
  const wanted = said
    .replace(/^[@＠]/, '')
    .trim()
    .toLowerCase();
  const members = await findMembers(context.db);
  const whole = members.filter((each) => each.name.toLowerCase() === wanted || `#${each.id}` === wanted);
  const near = members.filter((each) => each.name.toLowerCase().includes(wanted));
  const fits = whole.length > 0 ? whole : near;
  const [member] = fits;
  if (member && fits.length === 1) return member;
  const zh = context.language === 'zh';
  const names = (fits.length > 1 ? fits : members)
    .slice(0, 12)
    .map((each) => each.name)
    .join(zh ? '、' : ', ');
  throw new InputError(
    zh ? `没有找到这位同事。可选：${names}。` : `There is no such member. Choose one of: ${names}.`,
  );
};
