import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import { mergeCustomer, unmergeCustomer } from '../../db/merge.ts';
import { cardAnswer, textAnswer } from '../commands/answer.ts';
import type { Answer, CommandContext } from '../commands/command.ts';
import { refoldCustomers } from '../ingest/refold.ts';

/**
 * Lets `child` count as `parent`, folds it anew and says so in `text`, with a button that takes it back.
 * @throws InputError when one of them is merged already.
 */
export const mergeCustomers = async (
  context: CommandContext,
  child: NamedCustomer,
  parent: NamedCustomer,
  text: string,
): Promise<Answer> => {
  const { db, company, now, asker, language } = context;
  const zh = language === 'zh';
  const done = await mergeCustomer(db, child.id, parent.id, { at: now, byId: asker.id });
  if (!done) {
    throw new InputError(
      zh
        ? '其中一个客户已经合并过了，请刷新后再看。'
        : 'One of the two is merged already; please look again.',
    );
  }
  await refoldCustomers(db, company, [parent.id], now);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'merged',
    customerId: parent.id,
    detail: { child: child.id },
  });
  const back = { label: zh ? '撤销' : 'Take it back', action: 'run', value: `unmerge #${child.id}` };
  const answer = cardAnswer(
    'team',
    text,
    [
      {
        kind: 'text',
        text: zh
          ? '随时可以拆开：之前和之后的记录都会各归各位。'
          : 'It can be taken apart at any time: what was before and what comes after goes back to whose it is.',
      },
      { kind: 'buttons', buttons: [back] },
    ],
    { child: child.id, person: child.name, customer: parent.id },
    [parent.id],
  );
  return { ...answer, about: parent.id };
};

/** Takes the merge of a customer back, folds both anew and says so. @throws InputError when it is not merged. */
export const unmergeCustomers = async (
  context: CommandContext,
  child: { readonly id: number; readonly name: string },
): Promise<Answer> => {
  const { db, company, now, asker, language } = context;
  const zh = language === 'zh';
  const undone = await unmergeCustomer(db, child.id, { at: now, byId: asker.id });
  if (!undone) throw new InputError(zh ? `${child.name} 没有合并过。` : `${child.name} is not merged.`);
  await refoldCustomers(db, company, undone.changed, now);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'unmerged',
    customerId: child.id,
    detail: { parent: undone.parent },
  });
  const text = zh
    ? `${child.name} 已拆开：两边的记录和得分都恢复为各自的。合并期间手工记在合并客户上的内容留在原处。`
    : `${child.name} stands on its own again, with its records and figures as if nothing had been merged. What was noted by hand on the merged customer stays there.`;
  return {
    ...textAnswer('team', text, { child: child.id, parent: undone.parent }, undone.changed),
    about: child.id,
  };
};
