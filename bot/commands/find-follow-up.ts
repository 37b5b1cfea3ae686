import { InputError } from '../../core/errors.ts';
import { isInScope } from '../../db/customer-lists.ts';
import { followUpById, type OpenFollowUpRow } from '../../db/follow-ups.ts';
import type { CommandContext } from './command.ts';

/** Returns what is said where the asker may not see a follow-up, or there is none: which of both is not told. */
export const noSuchFollowUp = ({ language }: CommandContext): InputError =>
  new InputError(
    language === 'zh'
      ? '这条跟进不存在，或不是您的客户。'
      : 'There is no such follow-up among your customers.',
  );

/** Returns the open follow-up with this number. @throws InputError that says why there is none for the asker. */
export const requireFollowUp = async (context: CommandContext, id: string): Promise<OpenFollowUpRow> => {
  const followUp = /^\d{1,15}$/.test(id) ? await followUpById(context.db, Number(id)) : undefined;
  if (!followUp || !isInScope(context.asker.scope, followUp.ownerId)) throw noSuchFollowUp(context);
  if (followUp.status !== 'open' && followUp.status !== 'snoozed') {
    throw new InputError(
      context.language === 'zh' ? '这条跟进已经关闭。' : 'This follow-up is closed already.',
    );
  }
  return followUp;
};
