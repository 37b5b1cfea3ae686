import type { CardBlock } from '../../../core/messages.ts';
import { excerpt } from '../../../core/words.ts';
import { type CommunityEvent, type EventGuest, guestsOf, listEvents } from '../../../db/community-events.ts';
import { showTime } from '../../view/time.ts';
import { cardAnswer, textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { pageButtons, pageOf } from '../paging.ts';

const pageSize = 10;

const words = {
  zh: {
    none: '还没有活动。写法：活动 新建 "标题" "下周五 19:00" ["地点或链接"] [名额] [在 群名]',
    title: '活动',
    yes: '参加',
    maybe: '待定',
    no: '不参加',
    waiting: '候补',
    attended: '到场',
    nobody: '还没有人答复。',
    line: (event: CommunityEvent & { yes: number }, when: string) =>
      `#${event.id} ${event.title} · ${when} · ${event.room} · 参加 ${event.yes}`,
    status: { open: '', cancelled: '（已取消）', over: '（已结束）' },
  },
  en: {
    none: 'There are no events yet. Write: event new "TITLE" "next Friday 19:00" ["PLACE or LINK"] [PLACES] [in ROOM]',
    title: 'Events',
    yes: 'Coming',
    maybe: 'Maybe',
    no: 'Not coming',
    waiting: 'Waiting',
    attended: 'Came',
    nobody: 'Nobody has answered yet.',
    line: (event: CommunityEvent & { yes: number }, when: string) =>
      `#${event.id} ${event.title} · ${when} · ${event.room} · ${event.yes} coming`,
    status: { open: '', cancelled: ' (cancelled)', over: ' (over)' },
  },
} as const;

/** Shows an event with who comes, waits, and came. */
export const showEvent = async (context: CommandContext, event: CommunityEvent): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const guests = await guestsOf(db, event.id);
  const names = (list: readonly EventGuest[]): string =>
    excerpt(list.map((each) => each.name).join(language === 'zh' ? '、' : ', '), 400);
  const groups = [
    { label: say.yes, who: guests.filter((each) => each.answer === 'yes' && !each.waiting) },
    { label: say.waiting, who: guests.filter((each) => each.waiting) },
    { label: say.maybe, who: guests.filter((each) => each.answer === 'maybe') },
    { label: say.no, who: guests.filter((each) => each.answer === 'no') },
    { label: say.attended, who: guests.filter((each) => each.attendedAt !== null) },
  ].filter((each) => each.who.length > 0);
  const place = [event.room, event.place, event.capacity === null ? null : `≤ ${event.capacity}`];
  const blocks: readonly CardBlock[] = [
    { kind: 'text', text: [showTime(event.startsAt, company.zone), ...place].filter(Boolean).join(' · ') },
    ...(groups.length === 0 ? [{ kind: 'text' as const, text: say.nobody }] : []),
    ...groups.map(
      ({ label, who }): CardBlock => ({ kind: 'text', text: `${label} (${who.length}): ${names(who)}` }),
    ),
  ];
  return cardAnswer('team', `#${event.id} ${event.title}${say.status[event.status]}`, blocks, {
    event,
    guests,
  });
};

/** Shows the events, those to come first. */
export const showEvents = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, language, now } = context;
  const say = words[language];
  const page = pageOf(args);
  const { events, total } = await listEvents(db, now, pageSize, (page - 1) * pageSize);
  if (events.length === 0) return textAnswer('team', say.none, { events });
  const buttons = pageButtons('event list', page, Math.ceil(total / pageSize), language);
  const blocks: readonly CardBlock[] = [
    ...events.map(
      (each): CardBlock => ({
        kind: 'text',
        text: `${say.line(each, showTime(each.startsAt, company.zone))}${say.status[each.status]}`,
      }),
    ),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', `${say.title} (${total})`, blocks, { events, total });
};
