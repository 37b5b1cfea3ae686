import { InputError } from '../../core/errors.ts';
import { listRooms, type Room } from '../../db/rooms.ts';
import type { CommandContext } from './command.ts';

const words = {
  zh: {
    room: '请在社群里写，或加上“在 群名”。',
    noRoom: (name: string) => `没有叫“${name}”的社群。`,
  },
  en: {
    room: 'Write it in the community, or add "in ROOM".',
    noRoom: (name: string) => `There is no community "${name}".`,
  },
} as const;

const placeWords = ['in', '在'];

/**
 * Returns the community that the words end with (`in ROOM`, `在 群名`), else the one that they were written in, and the words
 * before. @throws InputError when there is none.
 */
export const communityOf = async (
  context: CommandContext,
  args: readonly string[],
): Promise<{ readonly room: Room; readonly rest: readonly string[] }> => {
  const say = words[context.language];
  const place = args.findLastIndex((each) => placeWords.includes(each.toLowerCase()));
  if (place >= 0 && place < args.length - 1) {
    const name = args.slice(place + 1).join(' ');
    const rooms = await listRooms(context.db, ['community']);
    const room = rooms.find((each) => each.name === name || each.externalId === name);
    if (!room) throw new InputError(say.noRoom(name));
    return { room, rest: args.slice(0, place) };
  }
  if (context.room?.purpose !== 'community') throw new InputError(say.room);
  return { room: context.room, rest: args };
};
