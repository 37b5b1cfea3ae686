import { toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers, type Member } from '../../db/people.ts';
import { askedSince, findSame, noteAsked, sameRooms, waitingSuggestions } from '../../db/same-suggestions.ts';
import { lookBackMs, suggestionBlocks } from './suggestions.ts';

/** So many are asked about in a day, in all. */
const mostADay = 5;

const overAll = (members: readonly Member[]): Member | undefined =>
  members.find((each) => each.role === 'manager') ?? members.find((each) => each.role === 'admin');

/** Whoever looks after both; else a manager, who sees both. */
const whomToAsk = (members: readonly Member[], owners: readonly (number | null)[]): Member | undefined => {
  const [first, ...others] = [...new Set(owners.filter((each) => each !== null))];
  if (first !== undefined && others.length === 0 && !owners.includes(null))
    return members.find((each) => each.id === first);
  return overAll(members);
};

const tell = async (
  db: Db,
  member: Member,
  key: string,
  card: (zh: boolean) => { readonly title: string; readonly blocks: readonly CardBlock[] },
  now: number,
): Promise<boolean> => {
  const direct = await directRoomOf(db, member.id);
  if (!direct) return false;
  const shown = card(toLanguage(member.language ?? direct.language) === 'zh');
  const message = { audience: 'person', text: cardText(shown), card: shown } as const;
  return enqueue(db, { key, roomId: direct.id, askerId: member.id, message }, now);
};

/**
 * Looks for customers, and groups of WeCom, that may be one, and asks somebody who may see both, in their own chat, at
 * most five a day. Nothing is joined before they say so. Returns how many messages were written.
 */
export const askWhoIsSame = async (db: Db, now: number): Promise<number> => {
  await findSame(db, now, now - lookBackMs);
  const members = await findMembers(db);
  let wrote = 0;
  const left = mostADay - (await askedSince(db, now - dayMs));
  for (const suggestion of (await waitingSuggestions(db, { unasked: true })).slice(0, Math.max(0, left))) {
    const member = whomToAsk(members, [suggestion.one.ownerId, suggestion.other.ownerId]);
    if (!member) continue;
    const asked = await db.transaction().execute(async (trx) => {
      await noteAsked(trx, suggestion.id, now);
      return tell(
        trx,
        member,
        `same/${suggestion.id}`,
        (zh) => ({
          title: zh ? '这是同一个客户吗？' : 'Is this one customer?',
          blocks: suggestionBlocks(suggestion, zh ? 'zh' : 'en'),
        }),
        now,
      );
    });
    if (asked) wrote += 1;
  }
  for (const { roomId, room, customerId, customer, ownerId } of (await sameRooms(db)).slice(0, mostADay)) {
    const member = whomToAsk(members, [ownerId]);
    if (!member) continue;
    const asked = await tell(
      db,
      member,
      `same-room/${roomId}/${customerId}`,
      (zh) => ({
        title: zh ? `“${room}”是 ${customer} 的群吗？` : `Is "${room}" a group of ${customer}?`,
        blocks: [
          {
            kind: 'text',
            text: zh
              ? '它和该客户的另一个群同名，成员也重叠。确认之前不会关联。'
              : 'It has the name and people of another group of theirs. Nothing is joined before you say so.',
          },
          {
            kind: 'buttons',
            buttons: [
              {
                label: zh ? '是' : 'Yes',
                action: 'same-room',
                value: `${roomId}/${customerId}`,
                style: 'primary',
              },
              { label: zh ? '不是' : 'No', action: 'same-room-no', value: `${roomId}/${customerId}` },
            ],
          },
        ],
      }),
      now,
    );
    if (asked) wrote += 1;
  }
  return wrote;
};
