import { InputError } from '../../../core/errors.ts';
import { listRooms, type Room } from '../../../db/rooms.ts';
import type { Answer, Command, CommandContext } from '../command.ts';
import { pageOf } from '../paging.ts';
import { failWithUsage } from '../verbs.ts';
import { showAll, showOne } from './overview.ts';
import { showPart } from './part.ts';
import { partCalled } from './parts.ts';
import { welcomeWords } from './welcome.ts';

const words = {
  zh: {
    none: '还没有社群。在群里写“群设置 社群”即可设为社群。',
    which: (names: string) => `请写上群名：${names}。`,
  },
  en: {
    none: 'There is no community yet. Write "room community" in a group to make it one.',
    which: (names: string) => `Say which: ${names}.`,
  },
} as const;

/** The community that the first words name (by number or name), else the one that it was written in or the only one. */
const roomFrom = (
  context: CommandContext,
  rooms: readonly Room[],
  args: readonly string[],
): { readonly room: Room | undefined; readonly rest: readonly string[] } => {
  const [first = ''] = args;
  for (let count = args.length; count > 0; count--) {
    const name = args.slice(0, count).join(' ');
    const room = rooms.find((each) => each.name === name || each.externalId === name);
    if (room) return { room, rest: args.slice(count) };
  }
  const byNumber = /^\d{1,15}$/.test(first) ? rooms.find((each) => each.id === Number(first)) : undefined;
  if (byNumber) return { room: byNumber, rest: args.slice(1) };
  const here = rooms.find((each) => each.id === context.room?.id);
  return { room: here ?? (rooms.length === 1 ? rooms[0] : undefined), rest: args };
};

const namesOf = (rooms: readonly Room[], { language }: CommandContext): string =>
  rooms
    .slice(0, 20)
    .map((each) => each.name)
    .join(language === 'zh' ? '、' : ', ');

const usage = {
  zh: '社群 [群名] [核心|潜水|退群|问题|互答] [页]；社群 [群名] 欢迎 "欢迎语"|关闭',
  en: 'community [ROOM] [core|lurkers|leavers|questions|replies] [PAGE]; community [ROOM] welcome "TEXT"|off',
} as const;
const welcomeVerbs = ['welcome', '欢迎'];

const runIn = (context: CommandContext, room: Room, [word, ...more]: readonly string[]): Promise<Answer> => {
  if (word === undefined) return showOne(context, room);
  if (welcomeVerbs.includes(word.toLowerCase())) return welcomeWords(context, room, more);
  const part = partCalled(word);
  return part === undefined ? failWithUsage({ usage }, context) : showPart(context, room, part, pageOf(more));
};

/** `community`: how a community does, who carries it, who is silent or gone, what nobody answered, and its welcome. */
export const community: Command = {
  name: 'community',
  aliases: ['社群'],
  usage,
  summary: { zh: '社群活跃度、核心与潜水成员、待答复问题', en: 'how a community does and who carries it' },
  changes: (args) => args.slice(0, -1).some((each) => welcomeVerbs.includes(each.toLowerCase())),
  run: async (context, args) => {
    const say = words[context.language];
    const rooms = await listRooms(context.db, ['community']);
    if (rooms.length === 0) throw new InputError(say.none);
    if (args.length === 0 && context.room?.purpose !== 'community' && rooms.length > 1)
      return showAll(context, rooms);
    const { room, rest } = roomFrom(context, rooms, args);
    if (!room) throw new InputError(say.which(namesOf(rooms, context)));
    return runIn(context, room, rest);
  },
};
