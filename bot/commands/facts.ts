import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import { type CustomerFact, decideFact, factsAbout } from '../../db/models/profile.ts';
import { factBlocks, profileAssist, showFact } from '../assist/profile.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { cardAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { runAssist } from './assist.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const decisions: Readonly<Record<string, CustomerFact['status']>> = {
  yes: 'confirmed',
  确认: 'confirmed',
  no: 'rejected',
  否: 'rejected',
  undo: 'proposed',
  撤销: 'proposed',
};

const told: Readonly<Record<CustomerFact['status'], { readonly zh: string; readonly en: string }>> = {
  confirmed: { zh: '已确认', en: 'Confirmed' },
  rejected: { zh: '已否定，不再提出', en: 'Noted as wrong; it is not proposed again' },
  proposed: { zh: '已撤销，待确认', en: 'Taken back; it waits to be confirmed' },
};

/** A fact by its number, and what is decided of it. */
type Decision = Pick<CustomerFact, 'id' | 'status'>;

const decisionArgument: Argument<Decision> = {
  kind: 'word',
  label: { zh: '确认|否|撤销 #编号', en: 'yes|no|undo #NUMBER' },
  most: 2,
  read: ([word = '', number = ''], { language }) => {
    const status = Object.hasOwn(decisions, word.toLowerCase()) ? decisions[word.toLowerCase()] : undefined;
    const id = /^#(\d{1,15})$/.exec(number)?.[1];
    if (status && id !== undefined) return { sure: 1, value: { id: Number(id), status } };
    return {
      problem:
        language === 'zh'
          ? '请写确认、否、撤销之一和 #编号。'
          : 'Say one of yes, no, undo and the #number of a fact.',
    };
  },
};

const decide = async (
  context: CommandContext,
  customer: NamedCustomer,
  { id, status }: Decision,
): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const fact = await decideFact(db, customer.id, id, status, asker.id, now);
  if (!fact) throw new InputError(language === 'zh' ? `没有第 ${id} 条。` : `There is no fact #${id}.`);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'customer-fact',
    customerId: customer.id,
    detail: { fact: id, status },
  });
  const changed =
    status === 'confirmed'
      ? await applyInteractions(db, company, [
          {
            customerId: customer.id,
            ...(asker.id === null ? {} : { personId: asker.id }),
            text: showFact(fact, language),
            interaction: {
              key: `fact/${id}/${context.requestKey}`,
              at: now,
              kind: 'note',
              direction: 'none',
              data: {},
            },
          },
        ])
      : [];
  const undo = {
    label: language === 'zh' ? '撤销' : 'Undo',
    action: 'run',
    value: `${language === 'zh' ? '画像' : 'facts'} #${customer.id} ${language === 'zh' ? '撤销' : 'undo'} #${id}`,
  };
  const facts = await factsAbout(db, customer.id);
  const blocks = [
    { kind: 'text', text: `${told[status][language]}: ${showFact(fact, language)}` } as const,
    ...(status === 'proposed' ? [] : [{ kind: 'buttons', buttons: [undo] } as const]),
    ...factBlocks(facts, customer.id, language),
  ];
  const title = profileAssist.title(customer.name, language);
  return {
    ...cardAnswer('team', title, blocks, { id: customer.id, fact: id, status }, changed),
    about: customer.id,
  };
};

/** `facts NAME`: what is known of a customer; a model proposes more, and a person confirms or rejects each. */
export const facts = defineCommand({
  name: 'facts',
  aliases: ['画像'],
  usage: {
    zh: '画像 客户名 · 画像 客户名 确认|否|撤销 #编号',
    en: 'facts NAME · facts NAME yes|no|undo #NUMBER',
  },
  summary: {
    zh: '客户的需求、痛点、决策人、日期',
    en: 'needs, pains, who decides, dates; confirm what is proposed',
  },
  arguments: { customer: customerArgument, decision: optional(decisionArgument) },
  run: (context, { customer, decision }) =>
    decision ? decide(context, customer, decision) : runAssist(context, profileAssist, customer, null),
});
