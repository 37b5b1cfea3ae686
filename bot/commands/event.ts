import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { resolveDue } from '../../core/text/due.ts';
import { excerpt } from '../../core/words.ts';
import {
  type CommunityEvent,
  changeEvent,
  type EventGuest,
  eventById,
  guestsOf,
  listEvents,
  makeEvent,
  markAttended,
} from '../../db/community-events.ts';
import { listenFor } from '../../db/listening.ts';
import { listRooms, type Room } from '../../db/rooms.ts';
import { contact } from '../care/contact.ts';
import { eventCardKey, eventMessage, refreshEventCard, roomLanguage } from '../community/event-card.ts';
import { tellGuests } from '../community/event-notices.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showBlocked } from '../view/blocked.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { pageButtons, pageOf } from './paging.ts';

const pageSize = 10;
const longestTitle = 80;
const mostPlaces = 10_000;

const words = {
  zh: {
    usage:
      '写法：活动 新建 "标题" "下周五 19:00" ["地点或链接"] [名额] [在 群名]；活动 编号；活动 改期 编号 "时间"；活动 取消|发布 编号；活动 签到 编号 名字…|全部',
    none: '还没有活动。',
    title: '活动',
    when: (text: string) => `没看懂时间“${text}”。可以写：明天 15:00、下周五 19:00、12月24日 18:30。`,
    past: '时间已经过去。',
    room: '请在社群里写，或加上“在 群名”。',
    noRoom: (name: string) => `没有叫“${name}”的社群。`,
    long: `标题最多 ${longestTitle} 个字。`,
    missing: (id: string) => `没有编号为 ${id} 的活动。`,
    closed: '这个活动已经取消或结束。',
    made: (id: number, title: string, room: string, when: string) =>
      `活动 #${id}“${title}”（${when}）已发到 ${room}。`,
    held: (id: number, room: string, why: string, from: string) =>
      `活动 #${id} 已建好，但现在不能发到 ${room}（${why}）${from}。写“活动 发布 ${id}”再发。`,
    from: (when: string) => `，最早 ${when}`,
    moved: (title: string, when: string, told: number) =>
      `“${title}”改到 ${when}，已通知 ${told} 位报名的客户。`,
    cancelled: (title: string, told: number) => `“${title}”已取消，已通知 ${told} 位报名的客户。`,
    came: (count: number, title: string) => `已记录 ${count} 位参加了“${title}”。`,
    notFound: (names: string) => `没有在报名名单或群里找到：${names}。`,
    early: '活动开始后才能签到。',
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
    usage:
      'Write: event new "TITLE" "next Friday 19:00" ["PLACE or LINK"] [PLACES] [in ROOM]; event ID; event move ID "TIME"; event cancel|post ID; event attended ID NAME…|all',
    none: 'There are no events yet.',
    title: 'Events',
    when: (text: string) =>
      `"${text}" is no time that I understand. Write: tomorrow 15:00, next Friday 19:00, December 24 18:30.`,
    past: 'That time has passed.',
    room: 'Write it in the community, or add "in ROOM".',
    noRoom: (name: string) => `There is no community "${name}".`,
    long: `A title has at most ${longestTitle} characters.`,
    missing: (id: string) => `There is no event ${id}.`,
    closed: 'That event is cancelled or over.',
    made: (id: number, title: string, room: string, when: string) =>
      `Event #${id} "${title}" (${when}) is posted in ${room}.`,
    held: (id: number, room: string, why: string, from: string) =>
      `Event #${id} is made, but may not be posted in ${room} now (${why})${from}. Post it then: event post ${id}.`,
    from: (when: string) => `, from ${when}`,
    moved: (title: string, when: string, told: number) =>
      `"${title}" has moved to ${when}; ${told} who said yes are told.`,
    cancelled: (title: string, told: number) => `"${title}" is cancelled; ${told} who said yes are told.`,
    came: (count: number, title: string) => `Noted that ${count} came to "${title}".`,
    notFound: (names: string) => `Neither on the list nor in the room: ${names}.`,
    early: 'Who came can be noted once the event has begun.',
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

const requireEvent = async (context: CommandContext, word = ''): Promise<CommunityEvent> => {
  const id = /^#?(\d{1,15})$/.exec(word)?.[1];
  const event = id === undefined ? undefined : await eventById(context.db, Number(id));
  if (!event) throw new InputError(words[context.language].missing(word || '–'));
  return event;
};

const readWhen = ({ company, now, language }: CommandContext, text: string): number => {
  const at = resolveDue(text, now, company.zone);
  if (at === undefined) throw new InputError(words[language].when(text));
  if (at <= now) throw new InputError(words[language].past);
  return at;
};

/** Returns the community that the words end with (`in ROOM`, `在 群名`), else the one that they were written in. */
export const communityOf = async (
  context: CommandContext,
  args: readonly string[],
): Promise<{ readonly room: Room; readonly rest: readonly string[] }> => {
  const say = words[context.language];
  const place = args.findLastIndex((each) => ['in', '在'].includes(each.toLowerCase()));
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

const post = async (context: CommandContext, event: CommunityEvent): Promise<Answer> => {
  const { db, company, language, now } = context;
  const say = words[language];
  const message = eventMessage(
    event,
    await guestsOf(db, event.id),
    company.zone,
    roomLanguage(event, language),
  );
  const outcome = await contact(
    db,
    { company },
    {
      key: eventCardKey(event.id),
      flow: `event:${event.id}`,
      to: { roomId: event.roomId },
      purpose: 'community',
      priority: 6,
      message,
    },
    now,
  );
  const when = showTime(event.startsAt, company.zone);
  if (outcome.status === 'blocked') {
    const from = outcome.retryAt === undefined ? '' : say.from(showTime(outcome.retryAt, company.zone));
    const why = showBlocked(outcome.reason, language);
    return textAnswer('team', say.held(event.id, event.room, why, from), { event, blocked: outcome });
  }
  await listenFor(db, {
    roomId: event.roomId,
    personId: null,
    kind: 'rsvp',
    ref: event.id,
    untilAt: Math.min(event.startsAt, now + 2 * 60 * 60 * 1000),
  });
  return textAnswer('team', say.made(event.id, event.title, event.room, when), { event });
};

const make = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const say = words[language];
  const { room, rest } = await communityOf(context, args);
  const [title = '', when = '', ...more] = rest;
  if (title === '' || when === '') throw new InputError(say.usage);
  if (title.length > longestTitle) throw new InputError(say.long);
  const startsAt = readWhen(context, when);
  const capacity = more.find((each) => /^\d{1,5}$/.test(each));
  const place = more.find((each) => each !== capacity);
  if (capacity !== undefined && (Number(capacity) < 1 || Number(capacity) > mostPlaces))
    throw new InputError(say.usage);
  const id = await makeEvent(
    db,
    {
      roomId: room.id,
      title,
      startsAt,
      place: place === undefined ? null : excerpt(place, 200),
      capacity: capacity === undefined ? null : Number(capacity),
      createdBy: asker.id,
    },
    now,
  );
  return post(context, await requireEvent(context, String(id)));
};

/** Who waits for word: those who come, perhaps come, or wait for a place. */
const expecting = (guests: readonly EventGuest[]): readonly number[] =>
  guests.filter((each) => each.answer !== 'no').map((each) => each.personId);

const change = async (
  context: CommandContext,
  event: CommunityEvent,
  to: { readonly startsAt: number } | { readonly status: 'cancelled' },
): Promise<Answer> => {
  const { db, company, language, now, requestKey } = context;
  const say = words[language];
  if (event.status !== 'open') throw new InputError(say.closed);
  await changeEvent(db, event.id, to);
  const changed = { ...event, ...to };
  const guests = await guestsOf(db, event.id);
  const notice = 'startsAt' in to ? 'moved' : 'cancelled';
  const options = { zone: company.zone, language };
  const personIds = expecting(guests);
  const told = await tellGuests(
    db,
    { company },
    changed,
    notice,
    { ...options, personIds, occasion: requestKey },
    now,
  );
  await refreshEventCard(db, changed, guests, { ...options, key: requestKey }, now);
  const text =
    'startsAt' in to
      ? say.moved(event.title, showTime(to.startsAt, company.zone), told)
      : say.cancelled(event.title, told);
  return textAnswer('team', text, { event: changed, told });
};

/** The people whom the names stand for, among the guests and whoever is in the room. */
const peopleNamed = async (
  { db }: CommandContext,
  event: CommunityEvent,
  names: readonly string[],
): Promise<{ readonly ids: readonly number[]; readonly missing: readonly string[] }> => {
  const guests = await guestsOf(db, event.id);
  if (names.length === 1 && ['all', '全部'].includes((names[0] ?? '').toLowerCase()))
    return { ids: guests.filter((each) => each.answer === 'yes').map((each) => each.personId), missing: [] };
  const present = await db
    .selectFrom('room_person')
    .innerJoin('person', 'person.id', 'room_person.person_id')
    .select(['person.id', 'person.name'])
    .where('room_id', '=', event.roomId)
    .where('person.side', '=', 'customer')
    .execute();
  const known = new Map(present.map((each) => [each.name.toLowerCase(), each.id]));
  for (const guest of guests) known.set(guest.name.toLowerCase(), guest.personId);
  const found = names.map((name) => ({ name, id: known.get(name.toLowerCase()) }));
  return {
    ids: found.flatMap(({ id }) => (id === undefined ? [] : [id])),
    missing: found.flatMap(({ name, id }) => (id === undefined ? [name] : [])),
  };
};

const attended = async (
  context: CommandContext,
  event: CommunityEvent,
  names: readonly string[],
): Promise<Answer> => {
  const { db, company, now, language } = context;
  const say = words[language];
  if (event.status === 'cancelled') throw new InputError(say.closed);
  if (event.startsAt > now) throw new InputError(say.early);
  const wanted = names.flatMap((each) => each.split(/[,，、]/)).filter((each) => each !== '');
  if (wanted.length === 0) throw new InputError(say.usage);
  const { ids, missing } = await peopleNamed(context, event, wanted);
  if (missing.length > 0) throw new InputError(say.notFound(missing.join(language === 'zh' ? '、' : ', ')));
  const news = new Set(await markAttended(db, event.id, ids, now));
  const came = (await guestsOf(db, event.id)).filter((each) => news.has(each.personId));
  const changed = await applyInteractions(
    db,
    company,
    came.flatMap(({ personId, customerId }) =>
      customerId === null
        ? []
        : [
            {
              customerId,
              roomId: event.roomId,
              personId,
              interaction: {
                key: `event/${event.id}/attended/${personId}`,
                at: event.startsAt,
                kind: 'attended' as const,
                direction: 'in' as const,
                data: { event: excerpt(event.title, 80) },
              },
            },
          ],
    ),
  );
  return textAnswer('team', say.came(came.length, event.title), { came: came.length }, changed);
};

const show = async (context: CommandContext, event: CommunityEvent): Promise<Answer> => {
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

const list = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, language, now } = context;
  const say = words[language];
  const page = pageOf(args);
  const { events, total } = await listEvents(db, now, pageSize, (page - 1) * pageSize);
  if (events.length === 0) return textAnswer('team', `${say.none}\n${say.usage}`, { events });
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

type Verb = 'new' | 'list' | 'show' | 'move' | 'cancel' | 'post' | 'attended';
const verbs: Readonly<Record<string, Verb>> = {
  new: 'new',
  create: 'new',
  新建: 'new',
  发起: 'new',
  list: 'list',
  列表: 'list',
  show: 'show',
  查看: 'show',
  move: 'move',
  改期: 'move',
  cancel: 'cancel',
  取消: 'cancel',
  post: 'post',
  发布: 'post',
  attended: 'attended',
  came: 'attended',
  签到: 'attended',
  到场: 'attended',
};

/** `event`: makes a community event, changes it, notes who came, and shows who comes. */
export const event: Command = {
  name: 'event',
  aliases: ['活动'],
  usage: {
    zh: '活动 新建 "标题" "时间" ["地点"] [名额] [在 群名]；活动 [编号]；活动 改期|取消|发布|签到 编号 …',
    en: 'event new "TITLE" "TIME" ["PLACE"] [PLACES] [in ROOM]; event [ID]; event move|cancel|post|attended ID …',
  },
  summary: { zh: '社群活动：发布、报名、签到、小结', en: 'community events: invite, answers, who came' },
  changes: true,
  run: async (context, args) => {
    const [first = '', ...rest] = args;
    if (/^#?\d{1,15}$/.test(first)) return show(context, await requireEvent(context, first));
    const verb = first === '' ? 'list' : verbs[first.toLowerCase()];
    if (verb === undefined) throw new InputError(words[context.language].usage);
    if (verb === 'list') return list(context, rest);
    if (verb === 'new') return make(context, rest);
    const found = await requireEvent(context, rest[0]);
    switch (verb) {
      case 'show':
        return show(context, found);
      case 'move':
        return change(context, found, { startsAt: readWhen(context, rest.slice(1).join(' ')) });
      case 'cancel':
        return change(context, found, { status: 'cancelled' });
      case 'post':
        return post(context, found);
      case 'attended':
        return attended(context, found, rest.slice(1));
    }
  },
};
