import { InputError } from '../../../core/errors.ts';
import type { Room } from '../../../db/rooms.ts';
import { readWelcomes, writeWelcome } from '../../../db/welcomes.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';

const longestWelcome = 500;

const words = {
  zh: {
    welcomeSet: (name: string) => `${name} 的新成员会收到这段欢迎语，十分钟内进群的合并欢迎。`,
    welcomeOff: (name: string) => `${name} 不再自动欢迎新成员。`,
    welcomeNow: (text: string) => `欢迎语：${text}`,
    noWelcome: '没有设置欢迎语。',
    mayNot: '只有主管或经理可以设置欢迎语。',
    long: `欢迎语最多 ${longestWelcome} 个字。`,
  },
  en: {
    welcomeSet: (name: string) =>
      `Who joins ${name} is welcomed with these words; whoever comes within ten minutes together.`,
    welcomeOff: (name: string) => `${name} welcomes nobody by itself any more.`,
    welcomeNow: (text: string) => `Welcome: ${text}`,
    noWelcome: 'No welcome is set.',
    mayNot: 'Only a lead or manager may set the welcome.',
    long: `A welcome has at most ${longestWelcome} characters.`,
  },
} as const;

const off = new Set(['off', '关闭', '取消']);

/** Shows, sets or takes away the words that welcome newcomers. @throws InputError for a rep. */
export const welcomeWords = async (
  context: CommandContext,
  room: Room,
  args: readonly string[],
): Promise<Answer> => {
  const { db, asker, language } = context;
  const say = words[language];
  const text = args.join(' ').trim();
  if (text === '') {
    const there = (await readWelcomes(db))[String(room.id)];
    return textAnswer('team', there === undefined ? say.noWelcome : say.welcomeNow(there), {
      text: there ?? null,
    });
  }
  if (asker.role === 'rep') throw new InputError(say.mayNot);
  if (text.length > longestWelcome) throw new InputError(say.long);
  const none = off.has(text.toLowerCase());
  await writeWelcome(db, room.id, none ? null : text);
  return textAnswer('team', none ? say.welcomeOff(room.name) : say.welcomeSet(room.name), {
    room: room.externalId,
  });
};
