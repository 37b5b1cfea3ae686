import { type Language, toLanguage } from '../../core/language.ts';
import { type Card, type CardBlock, type CustomerMessage, customerMessage } from '../../core/messages.ts';
import type { Zone } from '../../core/zone.ts';
import type { CommunityEvent, EventGuest } from '../../db/community-events.ts';
import type { Db } from '../../db/connect.ts';
import { replaceCard } from '../../db/replace-card.ts';
import { showTime } from '../view/time.ts';

const words = {
  zh: {
    title: (title: string) => `活动：${title}`,
    cancelled: (title: string) => `活动已取消：${title}`,
    over: (title: string) => `活动已结束：${title}`,
    when: '时间',
    where: '地点',
    places: '名额',
    answers: '报名',
    counts: (yes: number, maybe: number, waiting: number) =>
      [`参加 ${yes}`, `待定 ${maybe}`, ...(waiting > 0 ? [`候补 ${waiting}`] : [])].join(' · '),
    how: '点按钮报名，或直接回复“参加”“待定”“不参加”；可以随时改。',
    yes: '参加',
    maybe: '待定',
    no: '不参加',
  },
  en: {
    title: (title: string) => `Event: ${title}`,
    cancelled: (title: string) => `Cancelled: ${title}`,
    over: (title: string) => `Over: ${title}`,
    when: 'When',
    where: 'Where',
    places: 'Places',
    answers: 'Answers',
    counts: (yes: number, maybe: number, waiting: number) =>
      [`${yes} coming`, `${maybe} maybe`, ...(waiting > 0 ? [`${waiting} waiting`] : [])].join(' · '),
    how: 'Press a button, or reply "coming", "maybe" or "not coming". You may change it at any time.',
    yes: 'Coming',
    maybe: 'Maybe',
    no: 'Not coming',
  },
} as const;

/** Returns in which language a room is spoken to: its own, else the given. */
export const roomLanguage = (event: Pick<CommunityEvent, 'language'>, otherwise: Language): Language =>
  event.language === null ? otherwise : toLanguage(event.language);

/** Returns the card of an event for the community: when, where, how many come; numbers only, no names. */
export const eventMessage = (
  event: CommunityEvent,
  guests: readonly EventGuest[],
  zone: Zone,
  language: Language,
): CustomerMessage => {
  const say = words[language];
  const yes = guests.filter((each) => each.answer === 'yes' && !each.waiting).length;
  const maybe = guests.filter((each) => each.answer === 'maybe').length;
  const waiting = guests.filter((each) => each.waiting).length;
  const open = event.status === 'open';
  const fields: CardBlock = {
    kind: 'fields',
    fields: [
      { label: say.when, value: showTime(event.startsAt, zone) },
      ...(event.place === null ? [] : [{ label: say.where, value: event.place }]),
      ...(event.capacity === null ? [] : [{ label: say.places, value: `${yes}/${event.capacity}` }]),
      { label: say.answers, value: say.counts(yes, maybe, waiting) },
    ],
  };
  const button = (answer: 'yes' | 'maybe' | 'no') => ({
    label: say[answer],
    action: 'rsvp',
    value: `${event.id}/${answer}`,
    ...(answer === 'yes' ? { style: 'primary' as const } : {}),
  });
  const asking: readonly CardBlock[] = open
    ? [
        { kind: 'text', text: say.how },
        { kind: 'buttons', buttons: [button('yes'), button('maybe'), button('no')] },
      ]
    : [];
  const title = open ? say.title : event.status === 'over' ? say.over : say.cancelled;
  const card: Card = { title: title(event.title), blocks: [fields, ...asking] };
  return customerMessage(card);
};

/** Returns the key in the outbox of an event's card as it was posted for the `time`th time. */
export const eventCardKey = (id: number): string => `event/${id}/card`;

/** Brings the event's card in the room up to date. Returns whether there is something to send. */
export const refreshEventCard = async (
  trx: Db,
  event: CommunityEvent,
  guests: readonly EventGuest[],
  options: { readonly zone: Zone; readonly language: Language; readonly key: string },
  now: number,
): Promise<boolean> => {
  const message = eventMessage(event, guests, options.zone, roomLanguage(event, options.language));
  return replaceCard(
    trx,
    `contact/${eventCardKey(event.id)}`,
    { key: `event-card/${event.id}/${options.key}`, message },
    now,
  );
};
