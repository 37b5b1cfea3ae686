import { InputError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import { assignPeople, makePersonCustomers } from '../../db/customers.ts';
import { customersOwnedBy } from '../../db/owners.ts';
import { type Member, setPersonZone } from '../../db/people.ts';
import { joinMember, type NamedPerson, peopleNamed, roomsOfPerson, setSide } from '../../db/people-sides.ts';
import { storeRecapture } from '../../db/recapture.ts';
import { handOver } from '../follow-ups/hand-over.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { requireMember } from './arguments/member.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

type Side = 'us' | 'customer' | 'unknown';

const sides: Readonly<Record<string, Side>> = {
  customer: 'customer',
  客户: 'customer',
  ours: 'us',
  us: 'us',
  同事: 'us',
  自己人: 'us',
  unknown: 'unknown',
  未知: 'unknown',
};
const sideNames = {
  us: { zh: '同事', en: 'one of ours' },
  customer: { zh: '客户方', en: "on the customer's side" },
  unknown: { zh: '身份未知', en: 'unknown' },
  bot: { zh: '机器人', en: 'a bot' },
} as const;

const choose = async (context: CommandContext, name: string): Promise<NamedPerson> => {
  const zh = context.language === 'zh';
  const found = await peopleNamed(context.db, name.replace(/^@/, ''));
  const [only, ...others] = found;
  if (!only) throw new InputError(zh ? `没有见过“${name}”。` : `I have not met anybody called "${name}".`);
  if (others.length > 0) {
    const list = found
      .slice(0, 8)
      .map(
        (each) => `${each.name} (@${each.id}, ${each.platform}, ${sideNames[each.side][context.language]})`,
      )
      .join(zh ? '；' : '; ');
    throw new InputError(
      zh
        ? `有几位叫“${name}”，请写编号：${list}。`
        : `Several are called "${name}"; write the number: ${list}.`,
    );
  }
  return only;
};

const showPerson = (context: CommandContext, person: NamedPerson, done: string): Answer => {
  const zh = context.language === 'zh';
  const word = person.side === 'us' ? 'ours' : person.side;
  return cardAnswer(
    'team',
    done,
    [
      {
        kind: 'buttons',
        buttons: [
          {
            label: zh ? '撤销' : 'Take it back',
            action: 'run',
            value: `${zh ? '人员' : 'person'} @${person.id} ${word}`,
          },
        ],
      },
    ],
    { person: person.id, before: person.side },
  );
};

const zoneWords = new Set(['zone', '时区']);

/** `person NAME zone ZONE`: where somebody's clock runs, for the quiet hours of care. */
const tellZone = async (context: CommandContext, args: readonly string[], at: number): Promise<Answer> => {
  const { db, language } = context;
  const zh = language === 'zh';
  const zone = args[at + 1] ?? '';
  if (zone !== '' && !isZone(zone))
    throw new InputError(
      zh
        ? `“${zone}”不是时区，写成 Asia/Shanghai 这样的名称。`
        : `"${zone}" is no time zone; write a name such as Asia/Shanghai.`,
    );
  const found = await choose(context, args.slice(0, at).join(' '));
  await setPersonZone(db, found.id, zone === '' ? null : zone);
  const done = zh
    ? zone === ''
      ? `${found.name} 按公司时区。`
      : `${found.name} 的时区：${zone}。免打扰时段按此计算。`
    : zone === ''
      ? `${found.name} goes by the company's time zone.`
      : `${found.name}: time zone ${zone}. Quiet hours go by it.`;
  return textAnswer('team', done, { person: found.id, zone: zone === '' ? null : zone });
};

/** What a colleague did under an id that reaches nobody is the member's, who is told of the customers that come along. */
const join = async (context: CommandContext, found: NamedPerson, member: Member): Promise<void> => {
  const { db, company, asker, now, requestKey } = context;
  if (found.id === member.id) {
    throw new InputError(
      context.language === 'zh' ? '这就是同一个人。' : 'That is one and the same person already.',
    );
  }
  const customers = await customersOwnedBy(db, found.id);
  await joinMember(db, found.id, member.id);
  const by = { id: asker.id, name: found.name };
  if (customers.length > 0) await handOver(db, company, { customers, to: member, by, key: requestKey, now });
};

/**
 * `person NAME customer|ours|unknown [CUSTOMER|COLLEAGUE]`: says on which side somebody is whom no platform tells us
 * about, and which of the members they are where one has several ids.
 */
export const person: Command = {
  name: 'person',
  aliases: ['人员', '身份'],
  usage: {
    zh: '人员 名字 客户|同事|未知 [客户名|同事名]，或 人员 名字 时区 Asia/Tokyo',
    en: 'person NAME customer|ours|unknown [CUSTOMER|COLLEAGUE], or person NAME zone Asia/Tokyo',
  },
  summary: { zh: '说明一个人是客户还是同事', en: 'say whether somebody is a customer or one of ours' },
  changes: true,
  run: async (context, args) => {
    const { db, language, asker, now } = context;
    const zh = language === 'zh';
    const zoneAt = args.findIndex((each, index) => index > 0 && zoneWords.has(each.toLowerCase()));
    if (zoneAt > 0) return tellZone(context, args, zoneAt);
    const at = args.findIndex((each, index) => index > 0 && sides[each.toLowerCase()] !== undefined);
    const side = sides[(args[at] ?? '').toLowerCase()];
    if (at < 1 || side === undefined) {
      throw new InputError(
        zh
          ? '格式：人员 名字 客户|同事|未知 [客户名|同事名]。'
          : 'Write: person NAME customer|ours|unknown [CUSTOMER|COLLEAGUE].',
      );
    }
    const found = await choose(context, args.slice(0, at).join(' '));
    // Whoever is one of ours reads what is internal: that is not for everybody to say.
    const isGuarded = side === 'us' || found.side === 'us';
    if (isGuarded && asker.role === 'rep') {
      throw new InputError(
        zh
          ? '只有主管、经理或管理员可以说明谁是同事。'
          : 'Only a lead, manager or admin may say who is one of ours.',
      );
    }
    if (found.id === asker.id) {
      throw new InputError(zh ? '不能改变自己的身份。' : 'You cannot change your own side.');
    }
    const whose = args.slice(at + 1).join(' ');
    const customer = whose === '' || side === 'us' ? undefined : await requireCustomer(context, whose);
    const member =
      whose === '' || side !== 'us' ? undefined : await requireMember(context, args.slice(at + 1));
    if (member) await join(context, found, member);
    else await setSide(db, found.id, side);
    if (side === 'customer') {
      if (customer) await assignPeople(db, [{ personId: found.id, customerId: customer.id }]);
      for (const room of await roomsOfPerson(db, found.id)) {
        if (room.purpose === 'customer' && room.homeCustomerId !== null)
          await assignPeople(db, [{ personId: found.id, customerId: room.homeCustomerId }]);
        if (room.purpose === 'community' || room.purpose === 'direct')
          await makePersonCustomers(db, [{ id: found.id, name: found.name, at: now }]);
        // What they said before counts now.
        if (room.purpose === 'customer' || room.purpose === 'community') await storeRecapture(db, room, now);
      }
    }
    const named = (customer ?? member)?.name;
    const done = zh
      ? `${found.name} 现在是${sideNames[side].zh}${named === undefined ? '' : `（${named}）`}。`
      : `${found.name} is now ${sideNames[side].en}${named === undefined ? '' : ` (${named})`}.`;
    return { ...showPerson(context, found, done), ...(customer ? { about: customer.id } : {}) };
  },
};
