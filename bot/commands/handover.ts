import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { customersOwnedBy, takeBackOwners, workloads } from '../../db/owners.ts';
import type { Member } from '../../db/people.ts';
import { handOver } from '../follow-ups/hand-over.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireMember } from './find-member.ts';

const confirmWord = 'confirm';
const undoWords: readonly string[] = ['undo', '撤销'];

const form = {
  zh: '格式：交接 同事 → 同事。例如：交接 陈浩 → 林晓。',
  en: 'Write: handover MEMBER to MEMBER. For example: handover Mia to Lin.',
} as const;

/** The two names, parted by an arrow or a word, or just two words. */
const readNames = (args: readonly string[]): readonly [string, string] | undefined => {
  const parting = args.findIndex((each) => /^(?:→|->|=>|to|给|到)$/i.test(each));
  if (parting > 0 && parting < args.length - 1) {
    return [args.slice(0, parting).join(' '), args.slice(parting + 1).join(' ')];
  }
  const [from, to, ...others] = args;
  return from !== undefined && to !== undefined && others.length === 0 ? [from, to] : undefined;
};

const requireTeam = ({ asker, language }: CommandContext, members: readonly Member[]): void => {
  const { owners } = asker.scope;
  if (owners === 'all' || members.every((each) => owners.includes(each.id))) return;
  throw new InputError(
    language === 'zh' ? '只能在自己的团队里交接。' : 'You can only hand over within your own team.',
  );
};

const propose = async (context: CommandContext, from: Member, to: Member): Promise<Answer> => {
  const { db, language } = context;
  const zh = language === 'zh';
  const customers = await customersOwnedBy(db, from.id);
  if (customers.length === 0) {
    throw new InputError(zh ? `${from.name} 名下没有客户。` : `${from.name} has no customers.`);
  }
  const work = (await workloads(db, [from.id])).get(from.id);
  const names = customers.slice(0, 10).map((each) => each.name);
  const more = customers.length > names.length ? (zh ? ' 等' : ', …') : '';
  const blocks: CardBlock[] = [
    {
      kind: 'text',
      text: zh
        ? `${from.name} 的 ${customers.length} 位客户（待跟进 ${work?.followUps ?? 0} 项）将由 ${to.name} 负责：${names.join('、')}${more}`
        : `${to.name} will own the ${customers.length} customers of ${from.name} (${work?.followUps ?? 0} follow-ups open): ${names.join(', ')}${more}`,
    },
    {
      kind: 'buttons',
      buttons: [
        {
          label: zh ? '确认交接' : 'Hand over',
          action: 'run',
          value: `handover #${from.id} #${to.id} ${confirmWord} ${customers.length}`,
          style: 'primary',
        },
      ],
    },
  ];
  return cardAnswer('team', zh ? '确认交接？' : 'Hand over?', blocks, {
    from: from.id,
    to: to.id,
    customers: customers.length,
  });
};

const carryOut = async (context: CommandContext, from: Member, to: Member, seen: number): Promise<Answer> => {
  const { db, company, asker, now, language, requestKey } = context;
  const zh = language === 'zh';
  const customers = await customersOwnedBy(db, from.id);
  // What was confirmed is what was shown, and a second press finds nothing more to do.
  if (customers.length === 0 || customers.length !== seen) {
    throw new InputError(
      zh
        ? `${from.name} 名下现在有 ${customers.length} 位客户，与确认时不同，请重新查看。`
        : `${from.name} has ${customers.length} customers now, not what you confirmed; look again.`,
    );
  }
  await handOver(db, company, { customers, to, by: { id: asker.id, name: from.name }, key: requestKey, now });
  const said = zh
    ? `${customers.length} 位客户已由 ${from.name} 交给 ${to.name}，并已私下发给 ${to.name} 简报。`
    : `${customers.length} customers went from ${from.name} to ${to.name}, who has the briefs in private.`;
  const undo: CardBlock = {
    kind: 'buttons',
    buttons: [{ label: zh ? '撤销' : 'Undo', action: 'run', value: `handover undo ${requestKey}` }],
  };
  return cardAnswer(
    'team',
    said,
    [undo],
    { from: from.id, to: to.id, customers: customers.length, batch: requestKey },
    customers.map((each) => each.id),
  );
};

const undo = async (context: CommandContext, batch: string): Promise<Answer> => {
  const { db, now, language } = context;
  const zh = language === 'zh';
  const back = await takeBackOwners(db, batch, now);
  if (back.length === 0) {
    throw new InputError(
      zh
        ? '没有可以撤销的：已经撤销，或之后又改过。'
        : 'There is nothing to take back: it was, or was changed since.',
    );
  }
  const text = zh
    ? `已撤销：${back.length} 位客户回到原来的负责人。`
    : `Undone: ${back.length} customers are their former owner's again.`;
  return textAnswer(
    'team',
    text,
    { customers: back.length },
    back.map((each) => each.id),
  );
};

/** `handover MEMBER to MEMBER`: all customers of one member become another's, shown and confirmed first. */
export const handover: Command = {
  name: 'handover',
  aliases: ['交接'],
  usage: { zh: '交接 同事 → 同事', en: 'handover MEMBER to MEMBER' },
  summary: { zh: '把一位同事的全部客户交给另一位', en: 'give all customers of one member to another' },
  roles: ['lead', 'manager', 'admin'],
  run: async (context, args) => {
    const zh = context.language === 'zh';
    if (undoWords.includes(args[0]?.toLowerCase() ?? '')) return undo(context, args[1] ?? '');
    const asked = args.indexOf(confirmWord);
    const names = readNames(asked < 0 ? args : args.slice(0, asked));
    if (!names) throw new InputError(form[context.language]);
    const from = await requireMember(context, names[0]);
    const to = await requireMember(context, names[1]);
    requireTeam(context, [from, to]);
    if (from.id === to.id) throw new InputError(zh ? '两位是同一个人。' : 'That is the same member twice.');
    return asked < 0 ? propose(context, from, to) : carryOut(context, from, to, Number(args[asked + 1]));
  },
};
