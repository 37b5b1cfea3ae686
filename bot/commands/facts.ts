import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { type CustomerFact, decideFact, factsAbout } from '../../db/models/profile.ts';
import { factBlocks, profileAssist, showFact } from '../assist/profile.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { cardAnswer } from './answer.ts';
import { runAssist } from './assist.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

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

const decide = async (
  context: CommandContext,
  name: string,
  id: number,
  status: CustomerFact['status'],
): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const customer = await requireCustomer(context, name);
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
export const facts: Command = {
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
  run: (context, args) => {
    const id = /^#(\d{1,15})$/.exec(args.at(-1) ?? '')?.[1];
    const word = args.at(-2)?.toLowerCase() ?? '';
    const status = Object.hasOwn(decisions, word) ? decisions[word] : undefined;
    if (id !== undefined && status && args.length >= 2) {
      return decide(context, args.slice(0, -2).join(' '), Number(id), status);
    }
    return runAssist(context, profileAssist, args.join(' ') || undefined, null);
  },
};
