import { InputError } from '../../core/errors.ts';
import { createCustomer } from '../../db/customers.ts';
import { storeRecapture } from '../../db/recapture.ts';
import {
  listRooms,
  type Room,
  type RoomPurpose,
  roomById,
  roomPurposes,
  setRoomPurpose,
} from '../../db/rooms.ts';
import { textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { type Choice, choiceArgument } from './arguments/choice.ts';
import { roomArgument } from './arguments/room.ts';
import { textArgument } from './arguments/text.ts';
import type { CommandContext } from './command.ts';
import { defineCommand } from './define.ts';
import { findCustomer } from './find-customer.ts';

const names: Readonly<Record<RoomPurpose, { zh: string; en: string }>> = {
  customer: { zh: '客户群', en: 'customer room' },
  community: { zh: '社群', en: 'community' },
  team: { zh: '团队群', en: 'team room' },
  managers: { zh: '管理群', en: "managers' room" },
  direct: { zh: '私聊', en: 'direct chat' },
  unlinked: { zh: '未关联', en: 'not linked' },
};

const purposes: readonly Choice<RoomPurpose>[] = [
  { value: 'customer', name: { zh: '客户', en: 'customer' }, words: ['客户群'] },
  { value: 'community', name: { zh: '社群', en: 'community' }, words: ['社区'] },
  { value: 'team', name: { zh: '团队', en: 'team' } },
  { value: 'managers', name: { zh: '管理', en: 'managers' }, words: ['经理', '管理群'] },
  { value: 'unlinked', name: { zh: '不关联', en: 'unlinked' } },
];

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
export const room = defineCommand({
  name: 'room',
  aliases: ['群设置', '群'],
  usage: {
    zh: '群设置 [群] [客户|社群|团队|管理|不关联] [客户名]',
    en: 'room [ROOM] [customer|community|team|managers|unlinked] [CUSTOMER]',
  },
  summary: { zh: '说明本群的用途', en: 'say what this room is for' },
  examples: [
    { zh: '群设置 客户 Acme', en: 'room customer Acme' },
    { zh: '群设置 社群', en: 'room community' },
  ],
  arguments: {
    room: optional(roomArgument({ zh: '群', en: 'ROOM' })),
    purpose: optional(choiceArgument({ zh: '用途', en: 'PURPOSE' }, purposes)),
    customer: optional(textArgument({ zh: '客户名', en: 'CUSTOMER' })),
  },
  changes: true,
  undo: async ({ db, language }, memo) => {
    const target = await roomById(db, Number(memo['room']));
    const changed = target?.purpose !== memo['purpose'] || target?.customerId !== memo['customer'];
    if (!target || changed) {
      throw new InputError(
        language === 'zh'
          ? '群的用途之后又改过，没有撤销。'
          : 'The room was changed since; nothing was undone.',
      );
    }
    const before = roomPurposes.find((each) => each === memo['wasPurpose']) ?? 'unlinked';
    const customer = memo['wasCustomer'] ?? null;
    await setRoomPurpose(db, target.id, before, customer === null ? null : Number(customer));
    const now = { ...target, purpose: before };
    const kept = language === 'zh' ? '已计入客户的内容保留。' : 'What was counted meanwhile stays counted.';
    return textAnswer('team', `${describe(now, language)}. ${kept}`, {
      room: target.externalId,
      purpose: before,
    });
  },
  run: async (context, { room: target, purpose, customer = '' }) => {
    const { db, language, asker } = context;
    const zh = language === 'zh';
    if (!target) {
      const rooms = (await listRooms(db)).filter((each) => each.kind === 'group');
      const list = rooms.slice(0, 30).map((each) => describe(each, language));
      const form = zh ? '格式：群设置 群 用途 [客户名]' : 'Write: room ROOM PURPOSE [CUSTOMER]';
      return textAnswer('team', [form, ...list].join('\n'), rooms);
    }
    if (!purpose) return textAnswer('team', describe(target, language), target);
    if (asker.role === 'rep' && target.purpose !== 'unlinked') {
      throw new InputError(
        zh ? '只有主管或经理可以改变已设置的群。' : 'Only a lead or manager may change a room that is set.',
      );
    }
    const customerId = purpose === 'customer' ? await customerFor(context, target, customer) : null;
    await setRoomPurpose(db, target.id, purpose, customerId);
    if (purpose === 'customer' || purpose === 'community') await storeRecapture(db, target, context.now);
    const text = zh
      ? `${target.name} 现在是${names[purpose].zh}。`
      : `${target.name} is now a ${names[purpose].en}.`;
    return {
      ...textAnswer('team', text, { room: target.externalId, purpose, customerId }),
      undo: {
        memo: {
          room: target.id,
          purpose,
          customer: customerId,
          wasPurpose: target.purpose,
          wasCustomer: target.customerId,
        },
        says: { zh: `“${target.name}”的用途`, en: `what ${target.name} is for` },
      },
    };
  },
});
