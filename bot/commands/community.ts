import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { Button, CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { excerpt } from '../../core/words.ts';
import {
  type CommunityMember,
  communityMembers,
  communityPulse,
  communityWeeks,
  type MemberKind,
  openQuestionsIn,
  replyPairs,
} from '../../db/communities.ts';
import { listRooms, type Room } from '../../db/rooms.ts';
import { readWelcomes, writeWelcome } from '../../db/welcomes.ts';
import { showAgo, showDate } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { pageButtons, pageOf } from './paging.ts';

const spanDays = 28;
const weeks = 8;
const pageSize = 15;
const longestWelcome = 500;

const words = {
  zh: {
    usage: '写法：社群 [群名] [核心|潜水|退群|问题|互答] [页]；社群 [群名] 欢迎 "欢迎语"|关闭',
    none: '还没有社群。在群里写“群设置 社群”即可设为社群。',
    which: (names: string) => `请写上群名：${names}。`,
    title: '社群',
    line: (name: string, members: number, active: number) =>
      `${name} · ${members} 人 · 近 ${spanDays} 天 ${active} 人发言`,
    members: '客户成员',
    active: `近 ${spanDays} 天发言`,
    flow: `近 ${spanDays} 天进退`,
    open: '待答复问题',
    helped: '群友互答',
    times: (count: number) => `${count} 次`,
    people: (count: number) => `${count} 人`,
    trend: '每周发言',
    week: (messages: number, people: number) => `${messages} 条 · ${people} 人`,
    kinds: {
      core: '核心成员',
      lurkers: '潜水成员',
      leavers: '退群成员',
      questions: '待答复问题',
      replies: '群友互答',
    },
    nobody: '没有。',
    member: (each: CommunityMember, last: string) =>
      `${each.name} · ${each.messages} 条${each.helped > 0 ? ` · 答复别人 ${each.helped} 次` : ''} · 最近 ${last}`,
    never: '从未发言',
    left: (name: string, day: string, last: string) => `${name} · ${day} 退群 · 最近发言 ${last}`,
    question: (name: string, ago: string, owner: string) => `${name} · ${ago} · 负责人 ${owner}`,
    nobodys: '未分配',
    pair: (helper: string, asker: string, times: number) => `${helper} → ${asker} · ${times} 次`,
    welcomeSet: (name: string) => `${name} 的新成员会收到这段欢迎语，十分钟内进群的合并欢迎。`,
    welcomeOff: (name: string) => `${name} 不再自动欢迎新成员。`,
    welcomeNow: (text: string) => `欢迎语：${text}`,
    noWelcome: '没有设置欢迎语。',
    mayNot: '只有主管或经理可以设置欢迎语。',
    long: `欢迎语最多 ${longestWelcome} 个字。`,
  },
  en: {
    usage:
      'Write: community [ROOM] [core|lurkers|leavers|questions|replies] [PAGE]; community [ROOM] welcome "TEXT"|off',
    none: 'There is no community yet. Write "room community" in a group to make it one.',
    which: (names: string) => `Say which: ${names}.`,
    title: 'Communities',
    line: (name: string, members: number, active: number) =>
      `${name} · ${members} people · ${active} spoke in ${spanDays} days`,
    members: 'Members',
    active: `Spoke in ${spanDays} days`,
    flow: `Came and went in ${spanDays} days`,
    open: 'Unanswered questions',
    helped: 'Members answered members',
    times: (count: number) => `${count} time${count === 1 ? '' : 's'}`,
    people: (count: number) => `${count}`,
    trend: 'By week',
    week: (messages: number, people: number) => `${messages} messages · ${people} people`,
    kinds: {
      core: 'Core members',
      lurkers: 'Silent members',
      leavers: 'Left',
      questions: 'Unanswered questions',
      replies: 'Members who answered members',
    },
    nobody: 'None.',
    member: (each: CommunityMember, last: string) =>
      `${each.name} · ${each.messages} message${each.messages === 1 ? '' : 's'}${each.helped > 0 ? ` · answered others ${each.helped} times` : ''} · last ${last}`,
    never: 'never spoke',
    left: (name: string, day: string, last: string) => `${name} · left on ${day} · last word ${last}`,
    question: (name: string, ago: string, owner: string) => `${name} · ${ago} · owner ${owner}`,
    nobodys: 'nobody',
    pair: (helper: string, asker: string, times: number) => `${helper} → ${asker} · ${times}×`,
    welcomeSet: (name: string) =>
      `Who joins ${name} is welcomed with these words; whoever comes within ten minutes together.`,
    welcomeOff: (name: string) => `${name} welcomes nobody by itself any more.`,
    welcomeNow: (text: string) => `Welcome: ${text}`,
    noWelcome: 'No welcome is set.',
    mayNot: 'Only a lead or manager may set the welcome.',
    long: `A welcome has at most ${longestWelcome} characters.`,
  },
} as const;

type Part = MemberKind | 'questions' | 'replies';
const parts: Readonly<Record<string, Part>> = {
  core: 'core',
  核心: 'core',
  lurkers: 'lurkers',
  silent: 'lurkers',
  潜水: 'lurkers',
  leavers: 'leavers',
  left: 'leavers',
  退群: 'leavers',
  questions: 'questions',
  问题: 'questions',
  replies: 'replies',
  互答: 'replies',
};
const partOrder: readonly Part[] = ['core', 'lurkers', 'leavers', 'questions', 'replies'];

const spanOf = ({ at }: CommandContext) => ({ from: at - spanDays * dayMs, at });

const showAll = async (context: CommandContext, rooms: readonly Room[]): Promise<Answer> => {
  const { db, language } = context;
  const say = words[language];
  const { from, at } = spanOf(context);
  const lines: CardBlock[] = [];
  for (const room of rooms.slice(0, pageSize)) {
    const { members, active } = await communityPulse(db, room.id, from, at);
    lines.push({ kind: 'text', text: say.line(room.name, members, active) });
  }
  const buttons = rooms
    .slice(0, 5)
    .map((room): Button => ({ label: excerpt(room.name, 20), action: 'run', value: `community ${room.id}` }));
  return cardAnswer('team', `${say.title} (${rooms.length})`, [...lines, { kind: 'buttons', buttons }], {
    rooms: rooms.map((each) => each.name),
  });
};

const showOne = async (context: CommandContext, room: Room): Promise<Answer> => {
  const { db, language, company } = context;
  const say = words[language];
  const span = spanOf(context);
  const few = { limit: 1, offset: 0 };
  const pulse = await communityPulse(db, room.id, span.from, span.at);
  const trend = await communityWeeks(db, room.id, span.at, weeks);
  const open = await openQuestionsIn(db, room.id, span, { limit: 3, offset: 0 });
  const { pairs } = await replyPairs(db, room.id, span, { limit: 200, offset: 0 });
  const core = await communityMembers(db, room.id, 'core', span, { limit: 3, offset: 0 });
  const silent = await communityMembers(db, room.id, 'lurkers', span, few);
  const helped = pairs.reduce((sum, each) => sum + each.times, 0);
  const most = Math.max(1, ...trend.map((each) => each.messages));
  const blocks: readonly CardBlock[] = [
    {
      kind: 'fields',
      fields: [
        { label: say.members, value: say.people(pulse.members) },
        { label: say.active, value: say.week(pulse.messages, pulse.active) },
        { label: say.flow, value: `+${pulse.joined} −${pulse.left}` },
        { label: say.open, value: String(open.total) },
        { label: say.helped, value: say.times(helped) },
        { label: say.kinds.lurkers, value: say.people(silent.total) },
      ],
    },
    { kind: 'heading', text: say.trend },
    ...trend.map(
      (each): CardBlock => ({
        kind: 'meter',
        label: showDate(each.from, company.zone).slice(5),
        share: each.messages / most,
        value: say.week(each.messages, each.people),
      }),
    ),
    ...(core.members.length > 0
      ? [
          { kind: 'heading' as const, text: say.kinds.core },
          {
            kind: 'text' as const,
            text: core.members.map((each) => `${each.name} (${each.messages})`).join(' · '),
          },
        ]
      : []),
    ...(open.questions.length > 0 ? [{ kind: 'heading' as const, text: say.open }] : []),
    ...open.questions.map(
      (each): CardBlock => ({ kind: 'quote', text: excerpt(each.text, 120), source: each.name }),
    ),
    {
      kind: 'buttons',
      buttons: partOrder.map((part) => ({
        label: say.kinds[part],
        action: 'run',
        value: `community ${room.id} ${part}`,
      })),
    },
  ];
  return cardAnswer('team', room.name, blocks, {
    room: room.externalId,
    pulse,
    trend,
    open: open.total,
    helped,
  });
};

const memberLine = (
  each: CommunityMember,
  part: MemberKind,
  { at, language, company }: CommandContext,
): string => {
  const say = words[language];
  const last = each.lastAt === null ? say.never : showAgo(each.lastAt, at, language);
  if (part === 'leavers' && each.leftAt !== null)
    return say.left(each.name, showDate(each.leftAt, company.zone), last);
  return part === 'lurkers' ? `${each.name} · ${last}` : say.member(each, last);
};

const linesOf = async (
  context: CommandContext,
  room: Room,
  part: Part,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly lines: readonly CardBlock[]; readonly total: number; readonly data: unknown }> => {
  const { db, at, language } = context;
  const say = words[language];
  const span = spanOf(context);
  const text = (line: string): CardBlock => ({ kind: 'text', text: line });
  if (part === 'questions') {
    const { questions, total } = await openQuestionsIn(db, room.id, span, page);
    const lines = questions.map(
      (each): CardBlock => ({
        kind: 'quote',
        text: excerpt(each.text, 160),
        source: say.question(each.name, showAgo(each.at, at, language), each.owner ?? say.nobodys),
      }),
    );
    return { lines, total, data: questions };
  }
  if (part === 'replies') {
    const { pairs, total } = await replyPairs(db, room.id, span, page);
    return {
      lines: pairs.map((each) => text(say.pair(each.helper, each.asker, each.times))),
      total,
      data: pairs,
    };
  }
  const { members, total } = await communityMembers(db, room.id, part, span, page);
  return { lines: members.map((each) => text(memberLine(each, part, context))), total, data: members };
};

const showPart = async (context: CommandContext, room: Room, part: Part, page: number): Promise<Answer> => {
  const { language } = context;
  const say = words[language];
  const { lines, total, data } = await linesOf(context, room, part, {
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const pages = Math.ceil(total / pageSize);
  const buttons = pageButtons(`community ${room.id} ${part}`, page, pages, language);
  const blocks: readonly CardBlock[] = [
    ...(lines.length > 0 ? lines : [{ kind: 'text' as const, text: say.nobody }]),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', `${room.name} · ${say.kinds[part]} (${total})`, blocks, {
    part,
    total,
    page,
    list: data,
  });
};

const off = new Set(['off', '关闭', '取消']);

const welcome = async (context: CommandContext, room: Room, args: readonly string[]): Promise<Answer> => {
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

const languageNames = (rooms: readonly Room[], language: Language): string =>
  rooms
    .slice(0, 20)
    .map((each) => each.name)
    .join(language === 'zh' ? '、' : ', ');

/** `community`: how a community does, who carries it, who is silent or gone, what nobody answered, and its welcome. */
export const community: Command = {
  name: 'community',
  aliases: ['社群'],
  usage: {
    zh: '社群 [群名] [核心|潜水|退群|问题|互答] [页]；社群 [群名] 欢迎 "欢迎语"|关闭',
    en: 'community [ROOM] [core|lurkers|leavers|questions|replies] [PAGE]; community [ROOM] welcome "TEXT"|off',
  },
  summary: { zh: '社群活跃度、核心与潜水成员、待答复问题', en: 'how a community does and who carries it' },
  run: async (context, args) => {
    const say = words[context.language];
    const rooms = await listRooms(context.db, ['community']);
    if (rooms.length === 0) throw new InputError(say.none);
    if (args.length === 0 && context.room?.purpose !== 'community' && rooms.length > 1)
      return showAll(context, rooms);
    const { room, rest } = roomFrom(context, rooms, args);
    if (!room) throw new InputError(say.which(languageNames(rooms, context.language)));
    const [word = '', ...more] = rest;
    if (word === '') return showOne(context, room);
    if (['welcome', '欢迎'].includes(word.toLowerCase())) return welcome(context, room, more);
    const part = parts[word.toLowerCase()];
    if (part === undefined) throw new InputError(say.usage);
    return showPart(context, room, part, pageOf(more));
  },
};
