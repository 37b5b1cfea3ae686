import { InputError } from '../../core/errors.ts';
import { toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText } from '../../core/messages.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { countStored, type ErasureSubject } from '../../db/erase.ts';
import { recentErasures, requestErasure } from '../../db/erasures.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import { countFields } from '../view/erasure.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { choiceArgument } from './arguments/choice.ts';
import { type NamedPeople, peopleNamed } from './arguments/people.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand, withActions } from './define.ts';
import { forgetDecisions } from './forget-decide.ts';

const usage = { zh: '删除 联系人或客户名', en: 'forget NAME' };

const subjectNamed = ({ customer, people, onePerson }: NamedPeople): ErasureSubject => ({
  customerId: customer.id,
  customerName: customer.name,
  whole: !onePerson,
  people,
});

const calledOf = ({ whole, customerName, people }: ErasureSubject): string =>
  whole ? customerName : `${people[0]?.name ?? ''} (${customerName})`;

const show = async ({ language, db }: CommandContext, named: NamedPeople): Promise<Answer> => {
  const zh = language === 'zh';
  const subject = subjectNamed(named);
  const name = subject.whole ? `#${subject.customerId}` : `"${named.called}"`;
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
          value: `${zh ? '删除' : 'forget'} ${name} ${zh ? '确认' : 'confirm'}`,
          style: 'danger',
        },
      ],
    },
  ];
  const title = zh ? `删除 ${calledOf(subject)}？` : `Erase ${calledOf(subject)}?`;
  return { ...cardAnswer('person', title, blocks, { counts }), about: subject.customerId };
};

const request = async ({ db, language, asker, now }: CommandContext, named: NamedPeople): Promise<Answer> => {
  const zh = language === 'zh';
  const subject = subjectNamed(named);
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

const list = async ({ db, company, language }: CommandContext): Promise<Answer> => {
  const all = await recentErasures(db);
  const lines = all.map(
    (each) =>
      `#${each.id} ${showTime(each.requestedAt, company.zone)} ${each.status} ${JSON.stringify(each.proof ?? {})}`,
  );
  const none = language === 'zh' ? '还没有删除申请。' : 'No erasure was asked for.';
  return textAnswer('person', lines.join('\n') || none, all);
};

const base = defineCommand({
  name: 'forget',
  aliases: ['删除'],
  usage,
  summary: {
    zh: '彻底删除一个人或客户的资料（先看清单，另一位经理批准）',
    en: 'erase all that is stored about somebody: shown first, approved by a second person',
  },
  arguments: {
    named: optional(peopleNamed),
    confirmed: optional(
      choiceArgument({ zh: '确认', en: 'confirm' }, [
        { value: true, name: { zh: '确认', en: 'confirm' } },
      ] as const),
    ),
  },
  run: async (context, { named, confirmed }) => {
    if (named) return confirmed ? request(context, named) : show(context, named);
    if (confirmed || context.asker.scope.owners !== 'all') throw new InputError(usage[context.language]);
    return list(context);
  },
});

/** `forget NAME`, `forget NAME confirm`, `forget approve|reject NUMBER`: erases somebody, by two people. */
export const forget = withActions(base, forgetDecisions);
