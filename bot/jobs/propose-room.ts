import { toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import { customerInName } from '../view/room-name.ts';

/**
 * Asks the member who brought the bot into a room with outsiders, in their own chat, whether it is a customer's. The
 * room itself hears nothing. Returns whether anything was put into the outbox.
 */
export const proposeRoom = async (
  trx: Db,
  ask: {
    readonly key: string;
    readonly room: Room;
    readonly outsiders: number;
    readonly memberId: number;
    readonly now: number;
  },
): Promise<boolean> => {
  const { key, room, outsiders, memberId, now } = ask;
  const [member] = await findMembers(trx, [memberId]);
  const direct = member && (await directRoomOf(trx, memberId, room));
  if (!direct) return false;
  const zh = toLanguage(member.language ?? direct.language) === 'zh';
  const customer = customerInName(room.name);
  const blocks: readonly CardBlock[] = [
    {
      kind: 'text',
      text: zh
        ? `群里有 ${outsiders} 位外部成员。说明用途之前，我只听不计分。`
        : `${outsiders} people from outside are in it. Until you say what the room is for, I listen and score nothing.`,
    },
    {
      kind: 'buttons',
      buttons: [
        {
          label: zh ? `客户：${customer}` : `Customer: ${customer}`,
          action: 'room-is',
          value: `${room.id}/customer`,
          style: 'primary',
        },
        { label: zh ? '社群' : 'Community', action: 'room-is', value: `${room.id}/community` },
        { label: zh ? '其他…' : 'Something else…', action: 'form:room', value: String(room.id) },
      ],
    },
  ];
  const card = {
    title: zh ? `“${room.name}”是哪个客户的群？` : `Which customer is "${room.name}" for?`,
    blocks,
  };
  const message = { audience: 'person', text: cardText(card), card } as const;
  return enqueue(trx, { key, roomId: direct.id, askerId: memberId, message }, now);
};
