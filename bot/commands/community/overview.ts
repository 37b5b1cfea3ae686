import type { Button, CardBlock } from '../../../core/messages.ts';
import { excerpt } from '../../../core/words.ts';
import {
  communityMembers,
  communityPulse,
  communityWeeks,
  openQuestionsIn,
  replyPairs,
} from '../../../db/communities.ts';
import type { Room } from '../../../db/rooms.ts';
import { showDate } from '../../view/time.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { partNames } from './parts.ts';
import { spanDays, spanOf } from './span.ts';

const weeks = 8;
const mostRooms = 15;

const words = {
  zh: {
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
  },
  en: {
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
  },
} as const;

/** Shows the communities, one a line. */
export const showAll = async (context: CommandContext, rooms: readonly Room[]): Promise<Answer> => {
  const { db, language } = context;
  const say = words[language];
  const { from, at } = spanOf(context);
  const lines: CardBlock[] = [];
  for (const room of rooms.slice(0, mostRooms)) {
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

/** Shows how one community does. */
export const showOne = async (context: CommandContext, room: Room): Promise<Answer> => {
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
        { label: partNames.lurkers[language], value: say.people(silent.total) },
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
          { kind: 'heading' as const, text: partNames.core[language] },
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
      buttons: Object.entries(partNames).map(([part, name]) => ({
        label: name[language],
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
