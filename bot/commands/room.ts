import { InputError } from '../../core/errors.ts';
import { createCustomer } from '../../db/customers.ts';
import { storeRecapture } from '../../db/recapture.ts';
import { listRooms, type Room, type RoomPurpose, roomPurposes, setRoomPurpose } from '../../db/rooms.ts';
import { textAnswer } from './answer.ts';
import type { Command, CommandContext } from './command.ts';
import { findCustomer } from './find-customer.ts';

const words: Readonly<Record<string, RoomPurpose>> = {
  客户: 'customer',
  客户群: 'customer',
  社群: 'community',
  社区: 'community',
  团队: 'team',
  管理: 'managers',
  经理: 'managers',
  不关联: 'unlinked',
};
const names: Readonly<Record<RoomPurpose, { zh: string; en: string }>> = {
  customer: { zh: '客户群', en: 'customer room' },
  community: { zh: '社群', en: 'community' },
  team: { zh: '团队群', en: 'team room' },
  managers: { zh: '管理群', en: "managers' room" },
  direct: { zh: '私聊', en: 'direct chat' },
  unlinked: { zh: '未关联', en: 'not linked' },
};

const purposeOf = (word: string | undefined): RoomPurpose | undefined => {
  if (word === undefined) return undefined;
  const wanted = words[word] ?? word.toLowerCase();
  return roomPurposes.find((each) => each === wanted);
};

const describe = (room: Room, language: 'zh' | 'en'): string =>
  `${room.name} (${room.externalId}): ${names[room.purpose][language]}`;

const customerFor = async (context: CommandContext, room: Room, name: string): Promise<number | null> => {
  if (!name) return room.customerId;
  const found = await findCustomer(context.db, { owners: 'all' }, name);
  if (found.kind === 'one') return found.customer.id;
  if (found.kind === 'several') {
    const list = found.customers.map((each) => `${each.name} (#${each.id})`).join(', ');
    throw new InputError(
      context.language === 'zh' ? `有多个客户：${list}。` : `Several customers fit: ${list}.`,
    );
  }
  return createCustomer(context.db, { name, kind: 'organisation', at: context.now });
};

/** `room [PURPOSE] [CUSTOMER]`: says or shows what a room is for. What was said in it before counts then too. */
export const room: Command = {
  name: 'room',
  aliases: ['群设置', '群'],
  usage: {
    zh: '群设置 [客户|社群|团队|管理|不关联] [客户名]',
    en: 'room [customer|community|team|managers|unlinked] [CUSTOMER]',
  },
  summary: { zh: '说明本群的用途', en: 'say what this room is for' },
  run: async (context, args) => {
    const { db, language } = context;
    const zh = language === 'zh';
    const [first, second, ...others] = args;
    const rooms = context.room ? [] : await listRooms(db);
    const named = rooms.find((each) => each.externalId === first || each.name === first);
    const target = context.room ?? named;
    const [word, ...rest] = context.room ? args : [second, ...others];
    if (!target) {
      const list = rooms.slice(0, 30).map((each) => describe(each, language));
      return textAnswer(
        'team',
        [zh ? '格式：群设置 群 用途 [客户名]' : 'Write: room ROOM PURPOSE [CUSTOMER]', ...list].join('\n'),
        rooms,
      );
    }
    if (word === undefined) return textAnswer('team', describe(target, language), target);
    const purpose = purposeOf(word);
    if (!purpose) {
      throw new InputError(
        zh
          ? '用途可以是：客户、社群、团队、管理、不关联。'
          : `The purpose is one of: ${roomPurposes.join(', ')}.`,
      );
    }
    if (context.asker.role === 'rep' && target.purpose !== 'unlinked') {
      throw new InputError(
        zh ? '只有主管或经理可以改变已设置的群。' : 'Only a lead or manager may change a room that is set.',
      );
    }
    const customerId = purpose === 'customer' ? await customerFor(context, target, rest.join(' ')) : null;
    await setRoomPurpose(db, target.id, purpose, customerId);
    if (purpose === 'customer' || purpose === 'community') await storeRecapture(db, target, context.now);
    const text = zh
      ? `${target.name} 现在是${names[purpose].zh}。`
      : `${target.name} is now a ${names[purpose].en}.`;
    return textAnswer('team', text, { room: target.externalId, purpose, customerId });
  },
};
