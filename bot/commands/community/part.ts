import type { CardBlock } from '../../../core/messages.ts';
import { excerpt } from '../../../core/words.ts';
import {
  type CommunityMember,
  communityMembers,
  type MemberKind,
  openQuestionsIn,
  replyPairs,
} from '../../../db/communities.ts';
import type { Room } from '../../../db/rooms.ts';
import { showAgo, showDate } from '../../view/time.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { pageButtons } from '../paging.ts';
import { type Part, partNames } from './parts.ts';
import { spanOf } from './span.ts';

const pageSize = 15;

const words = {
  zh: {
    nobody: '没有。',
    member: (each: CommunityMember, last: string) =>
      `${each.name} · ${each.messages} 条${each.helped > 0 ? ` · 答复别人 ${each.helped} 次` : ''} · 最近 ${last}`,
    never: '从未发言',
    left: (name: string, day: string, last: string) => `${name} · ${day} 退群 · 最近发言 ${last}`,
    question: (name: string, ago: string, owner: string) => `${name} · ${ago} · 负责人 ${owner}`,
    nobodys: '未分配',
    pair: (helper: string, asker: string, times: number) => `${helper} → ${asker} · ${times} 次`,
  },
  en: {
    nobody: 'None.',
    member: (each: CommunityMember, last: string) =>
      `${each.name} · ${each.messages} message${each.messages === 1 ? '' : 's'}${each.helped > 0 ? ` · answered others ${each.helped} times` : ''} · last ${last}`,
    never: 'never spoke',
    left: (name: string, day: string, last: string) => `${name} · left on ${day} · last word ${last}`,
    question: (name: string, ago: string, owner: string) => `${name} · ${ago} · owner ${owner}`,
    nobodys: 'nobody',
    pair: (helper: string, asker: string, times: number) => `${helper} → ${asker} · ${times}×`,
  },
} as const;

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

/** Lists a part of a community. */
export const showPart = async (
  context: CommandContext,
  room: Room,
  part: Part,
  page: number,
): Promise<Answer> => {
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
  return cardAnswer('team', `${room.name} · ${partNames[part][language]} (${total})`, blocks, {
    part,
    total,
    page,
    list: data,
  });
};
