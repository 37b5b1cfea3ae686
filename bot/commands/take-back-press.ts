import { InputError } from '../../core/errors.ts';
import { reopenedBy } from '../../core/follow-ups/reopen.ts';
import { isInScope } from '../../db/customer-lists.ts';
import { lockCustomers } from '../../db/customer-states.ts';
import { followUpsOf, type OpenFollowUpRow } from '../../db/follow-ups.ts';
import { historiesOf } from '../../db/interactions.ts';
import type { Memo } from '../../db/undoable.ts';
import { callOwners } from '../follow-ups/call-owners.ts';
import { foldContexts } from '../ingest/context.ts';
import { followUpButtons } from '../view/follow-up-card.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { noSuchFollowUp } from './find-follow-up.ts';
import { withdraw, withdrawalOf } from './take-back.ts';

/**
 * Takes back that a follow-up was done, wrong or put off: it is as it was before, with its buttons, and what was said of it
 * counts no more. @throws InputError where it has changed since, or is of a customer that the asker may not see any more.
 */
const takeBackPress = async (context: CommandContext, memo: Memo): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const zh = language === 'zh';
  const customerId = Number(memo['customerId']);
  const [customer] = await lockCustomers(db, [customerId]);
  if (!customer || !isInScope(asker.scope, customer.ownerId)) throw noSuchFollowUp(context);
  const history = (await historiesOf(db, [customerId])).get(customerId) ?? [];
  const contextOf = await foldContexts(db, company, [customerId]);
  const reopened = reopenedBy(history, withdrawalOf(context, memo), contextOf(customerId));
  if (!reopened) {
    throw new InputError(
      zh ? '这条跟进之后已有变化，没有撤销。' : 'The follow-up has changed since; nothing was undone.',
    );
  }
  const { changed } = await withdraw(context, memo);
  const isIt = ({ key }: OpenFollowUpRow): boolean => key === reopened.key;
  const rows = (await followUpsOf(db, customerId)).filter(isIt);
  // What still waited to be told when it was pressed waits again.
  await callOwners(
    db,
    rows.flatMap((each) => each.ownerId ?? []),
    now,
  );
  const until = reopened.snoozedUntil;
  const title =
    until === undefined
      ? zh
        ? '恢复为待跟进'
        : 'Open again'
      : zh
        ? `仍推迟到 ${showTime(until, company.zone)}`
        : `Put off until ${showTime(until, company.zone)}, as before`;
  const buttons = rows.map((each) => followUpButtons(each, language));
  return cardAnswer('person', title, buttons, { followUp: reopened.key }, changed);
};

/** What may be done about a follow-up, by its buttons and by command, as `undo` knows it. */
export const followUpPress = {
  name: 'follow-up',
  undo: takeBackPress,
} as const satisfies Pick<Command, 'name' | 'undo'>;
