import { InputError } from '../../core/errors.ts';
import { type Bilingual, type Language, pick, toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText } from '../../core/messages.ts';
import { customerById } from '../../db/customer-lists.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { countStored, type ErasureCounts, type ErasureSubject } from '../../db/erase.ts';
import {
  decideErasure,
  type Erasure,
  lockErasure,
  recentErasures,
  requestErasure,
} from '../../db/erasures.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import { peopleOfCustomer } from '../../db/people-of-customer.ts';
import { forgetSubject } from '../care/forget.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requirePeople } from './find-people.ts';

const confirmWords = new Set(['confirm', '确认']);
const approveWords = new Set(['approve', '批准']);
const rejectWords = new Set(['reject', '驳回']);

const countNames: Readonly<Record<string, Bilingual>> = {
  people: { zh: '联系人', en: 'People' },
  identities: { zh: '平台账号', en: 'Identities' },
  messages: { zh: '消息', en: 'Messages' },
  interactions: { zh: '互动', en: 'Interactions' },
  followUps: { zh: '跟进', en: 'Follow-ups' },
  answers: { zh: '机器人的相关回答', en: 'What the bot said about them' },
  left: { zh: '仍留有其账号的位置', en: 'Places where an id of theirs still stands' },
};

const countFields = (counts: ErasureCounts, language: Language): CardBlock => ({
  kind: 'fields',
  fields: Object.entries(counts).map(([key, count]) => {
    const name = countNames[key];
    return { label: name ? pick(name, language) : key, value: String(count) };
  }),
});

const subjectNamed = async (context: CommandContext, name: string | undefined): Promise<ErasureSubject> => {
  const { customer, people, onePerson } = await requirePeople(context, name);
  return { customerId: customer.id, customerName: customer.name, whole: !onePerson, people };
};

const calledOf = ({ whole, customerName, people }: ErasureSubject): string =>
  whole ? customerName : `${people[0]?.name ?? ''} (${customerName})`;

const show = async (context: CommandContext, name: string): Promise<Answer> => {
  const { language, db } = context;
  const zh = language === 'zh';
  const subject = await subjectNamed(context, name);
  const counts = await countStored(db, subject);
  const blocks: CardBlock[] = [
    {
      kind: 'text',
      text: zh
        ? '删除后无法恢复：消息、互动、姓名、账号、相关跟进与回答都会清除，只留下带密钥的哈希（不再打扰、旧消息不再收录）和删除证明。需要另一位经理或管理员批准。'
        : 'This cannot be undone: messages, interactions, names, identities, follow-ups and answers go. What stays is a keyed hash, so that they get no messages and old words are not taken in again, and a proof. Another manager or admin must approve.',
    },
    countFields(counts, language),
    {
      kind: 'buttons',
      buttons: [
        {
          label: zh ? '申请删除' : 'Ask for erasure',
          action: 'run',
          value: `${zh ? '删除' : 'forget'} "${name}" ${zh ? '确认' : 'confirm'}`,
          style: 'danger',
        },
      ],
    },
  ];
  const title = zh ? `删除 ${calledOf(subject)}？` : `Erase ${calledOf(subject)}?`;
  return { ...cardAnswer('person', title, blocks, { counts }), about: subject.customerId };
};

const request = async (context: CommandContext, name: string): Promise<Answer> => {
  const { db, language, asker, now } = context;
  const zh = language === 'zh';
  const subject = await subjectNamed(context, name);
  const others = (await findMembers(db)).filter(
    (each) => (each.role === 'manager' || each.role === 'admin') && each.id !== asker.id,
  );
  if (others.length === 0)
    throw new InputError(
      zh
        ? '需要另一位经理或管理员批准，但现在没有。请先用“角色”指定一位。'
        : 'Another manager or admin must approve, and there is none. Give somebody that role first.',
    );
  const id = await requestErasure(
    db,
    { customerId: subject.customerId, personId: subject.whole ? null : (subject.people[0]?.id ?? null) },
    asker.id,
    now,
  );
  for (const member of others) {
    const room = await directRoomOf(db, member.id);
    if (!room) continue;
    const theirs = toLanguage(member.language ?? room.language);
    const isZh = theirs === 'zh';
    const card = {
      title: isZh ? `请批准删除：${calledOf(subject)}` : `Please approve the erasure of ${calledOf(subject)}`,
      blocks: [
        { kind: 'text' as const, text: isZh ? `申请人：${asker.name}` : `Asked for by ${asker.name}` },
        countFields(await countStored(db, subject), theirs),
        {
          kind: 'buttons' as const,
          buttons: [
            {
              label: isZh ? '批准删除' : 'Approve',
              action: 'run',
              value: `${isZh ? '删除 批准' : 'forget approve'} ${id}`,
              style: 'danger' as const,
            },
            {
              label: isZh ? '驳回' : 'Reject',
              action: 'run',
              value: `${isZh ? '删除 驳回' : 'forget reject'} ${id}`,
            },
          ],
        },
      ],
    };
    const message = { audience: 'person', text: cardText(card), card } as const;
    await enqueue(
      db,
      { key: `erasure/${id}/${member.id}`, roomId: room.id, askerId: member.id, message },
      now,
    );
  }
  const who = others.map((each) => each.name).join(zh ? '、' : ', ');
  return {
    ...textAnswer(
      'person',
      zh
        ? `申请 #${id} 已发给 ${who}，批准后立即删除。`
        : `Request #${id} went to ${who}; it is done once approved.`,
      { id },
    ),
    about: subject.customerId,
  };
};

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
  if (!found || found.status !== 'requested')
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

/** `forget NAME`, `forget NAME confirm`, `forget approve|reject NUMBER`: erases somebody, by two people. */
export const forget: Command = {
  name: 'forget',
  aliases: ['删除'],
  usage: {
    zh: '删除 联系人或客户名，或 删除 批准|驳回 编号',
    en: 'forget NAME, or forget approve|reject NUMBER',
  },
  summary: {
    zh: '彻底删除一个人或客户的资料（先看清单，另一位经理批准）',
    en: 'erase all that is stored about somebody: shown first, approved by a second person',
  },
  run: async (context, args) => {
    const zh = context.language === 'zh';
    const [first = '', second = ''] = args;
    const word = first.toLowerCase();
    if ((approveWords.has(word) || rejectWords.has(word)) && /^#?\d{1,15}$/.test(second))
      return decide(context, Number(second.replace('#', '')), approveWords.has(word));
    if (args.length === 0) {
      if (context.asker.scope.owners !== 'all') throw new InputError(forget.usage[context.language]);
      const all = await recentErasures(context.db);
      const lines = all.map(
        (each) =>
          `#${each.id} ${showTime(each.requestedAt, context.company.zone)} ${each.status} ${JSON.stringify(each.proof ?? {})}`,
      );
      return textAnswer(
        'person',
        lines.join('\n') || (zh ? '还没有删除申请。' : 'No erasure was asked for.'),
        all,
      );
    }
    const isConfirmed = args.length > 1 && confirmWords.has((args.at(-1) ?? '').toLowerCase());
    const name = (isConfirmed ? args.slice(0, -1) : args).join(' ');
    return isConfirmed ? request(context, name) : show(context, name);
  },
};
