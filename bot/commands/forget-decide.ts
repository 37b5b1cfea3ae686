import { InputError } from '../../core/errors.ts';
import { customerById } from '../../db/customer-lists.ts';
import type { ErasureSubject } from '../../db/erase.ts';
import { decideErasure, type Erasure, lockErasure } from '../../db/erasures.ts';
import { peopleOfCustomer } from '../../db/people-of-customer.ts';
import { forgetSubject } from '../care/forget.ts';
import { countFields } from '../view/erasure.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Argument } from './arguments/argument.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';
import { numberIn } from './verbs.ts';

const subjectOf = async (
  { db }: CommandContext,
  { customerId, personId }: Erasure,
): Promise<ErasureSubject | undefined> => {
  const customer = customerId === null ? undefined : await customerById(db, customerId);
  if (!customer) return undefined;
  const all = await peopleOfCustomer(db, customer.id);
  const people = personId === null ? all : all.filter((each) => each.id === personId);
  return { customerId: customer.id, customerName: customer.name, whole: personId === null, people };
};

const decide = async (context: CommandContext, id: number, agrees: boolean): Promise<Answer> => {
  const { db, asker, language, now, company } = context;
  const zh = language === 'zh';
  const fail = (inZh: string, inEn: string): never => {
    throw new InputError(zh ? inZh : inEn);
  };
  if (asker.role !== 'manager' && asker.role !== 'admin')
    fail('只有经理或管理员可以批准。', 'Only a manager or admin may approve.');
  const found = await lockErasure(db, id);
  if (found?.status !== 'requested')
    return fail('这个申请已处理或不存在。', 'There is no such request open.');
  if (found.requestedBy === asker.id)
    fail(
      '申请人不能自己批准，请另一位经理或管理员处理。',
      'Who asked may not approve; another manager or admin must.',
    );
  if (!agrees) {
    await decideErasure(db, id, { status: 'rejected', by: asker.id, proof: null }, now);
    return textAnswer('person', zh ? `申请 #${id} 已驳回。` : `Request #${id} is rejected.`, { id });
  }
  const subject = await subjectOf(context, found);
  if (!subject) return fail('对方已经不在了。', 'They are gone already.');
  const proof = await forgetSubject(db, company, subject, now);
  await decideErasure(db, id, { status: 'done', by: asker.id, proof }, now);
  const title = zh ? `删除证明 #${id}` : `Proof of erasure #${id}`;
  const when = showTime(now, company.zone);
  return cardAnswer(
    'person',
    title,
    [
      { kind: 'text', text: zh ? `${when} 由 ${asker.name} 批准` : `${when}, approved by ${asker.name}` },
      countFields(proof, language),
    ],
    { id, proof },
    subject.whole ? [] : [subject.customerId],
  );
};

const requestArgument: Argument<number> = {
  kind: 'item',
  label: { zh: '编号', en: 'NUMBER' },
  most: 1,
  read: ([word], { language }) => {
    const value = numberIn(word);
    if (value !== undefined) return { sure: 1, value };
    return { problem: language === 'zh' ? '请写申请的编号。' : 'Say the number of the request.' };
  },
};

const decision = (words: Pick<Command, 'name' | 'aliases' | 'summary'>, agrees: boolean): Command =>
  defineCommand({
    ...words,
    arguments: { id: requestArgument },
    run: (context, { id }) => decide(context, id, agrees),
  });

/** `forget approve NUMBER`, `forget reject NUMBER`: what a second person says to an erasure that was asked for. */
export const forgetDecisions: readonly Command[] = [
  decision(
    {
      name: 'forget approve',
      aliases: ['删除 批准'],
      summary: { zh: '批准一个删除申请', en: 'erase as somebody has asked' },
    },
    true,
  ),
  decision(
    {
      name: 'forget reject',
      aliases: ['删除 驳回'],
      summary: { zh: '驳回一个删除申请', en: 'do not erase as somebody has asked' },
    },
    false,
  ),
];
