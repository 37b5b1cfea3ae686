import { waitingList } from '../../core/community/seats.ts';
import { customerMessage } from '../../core/messages.ts';
import { excerpt } from '../../core/words.ts';
import { guestsOf, lockEvent, saveGuest, setWaiting } from '../../db/community-events.ts';
import type { Listening } from '../../db/listening.ts';
import { type Heard, type Outsider, replyTo, unheard } from '../outsiders/outsider.ts';
import { refreshEventCard } from './event-card.ts';
import { tellGuests } from './event-notices.ts';

type Answer = 'yes' | 'maybe' | 'no';

const words = {
  zh: {
    yes: (title: string) => `已为您报名“${title}”，到时见！`,
    maybe: (title: string) => `“${title}”先记为待定，定了随时改。`,
    no: (title: string) => `“${title}”已记为不参加，谢谢告知。`,
    waiting: (title: string, place: number) => `“${title}”名额已满，您在候补第 ${place} 位，有空位会告诉您。`,
    closed: (title: string) => `“${title}”已不能报名。`,
  },
  en: {
    yes: (title: string) => `You are on the list for "${title}". See you there!`,
    maybe: (title: string) => `Noted as maybe for "${title}". Change it whenever you know.`,
    no: (title: string) => `Noted: you are not coming to "${title}". Thank you for saying so.`,
    waiting: (title: string, place: number) =>
      `"${title}" is full; you are number ${place} on the waiting list and hear from us when a place is free.`,
    closed: (title: string) => `"${title}" takes no answers any more.`,
  },
} as const;

const answer = async (outsider: Outsider, eventId: number, answered: Answer): Promise<Heard> => {
  const { trx, ingest, person, event: pressed, room, customerId, language, now, key } = outsider;
  const say = words[language];
  const event = await lockEvent(trx, eventId);
  if (!event) return unheard;
  const tell = (text: string) =>
    replyTo(outsider, { key: 'rsvp', message: customerMessage(text), otherwise: null });
  if (event.status !== 'open' || event.startsAt < pressed.at)
    return { interactions: [], replied: await tell(say.closed(event.title)), settled: true };
  const news = await saveGuest(trx, event.id, {
    personId: person.id,
    answer: answered,
    answeredAt: pressed.at,
  });
  const waiting = waitingList(await guestsOf(trx, event.id), event.capacity);
  const freed = await setWaiting(trx, event.id, waiting);
  const { zone } = ingest.company;
  await tellGuests(
    trx,
    ingest,
    event,
    'place-free',
    { personIds: freed, occasion: key, language: ingest.language, zone },
    now,
  );
  const guests = await guestsOf(trx, event.id);
  if (news) await refreshEventCard(trx, event, guests, { zone, language: ingest.language, key }, now);
  const place = waiting.indexOf(person.id);
  const replied = await tell(place >= 0 ? say.waiting(event.title, place + 1) : say[answered](event.title));
  if (!news) return { interactions: [], replied, settled: true };
  return {
    replied: true,
    settled: true,
    interactions: [
      {
        customerId,
        roomId: room.id,
        personId: person.id,
        interaction: {
          key: `${key}#rsvp`,
          at: pressed.at,
          kind: 'rsvp',
          direction: 'in',
          data: { event: excerpt(event.title, 80), answer: answered },
        },
      },
    ],
  };
};

/** Takes the press of a button of an event (`12/yes`) as that person's answer; it may be changed until the event begins. */
export const pressRsvp = async (outsider: Outsider, value: string): Promise<Heard> => {
  const [, id = '', answered = ''] = /^(\d{1,15})\/(yes|maybe|no)$/.exec(value) ?? [];
  return id === '' ? unheard : answer(outsider, Number(id), answered as Answer);
};

const plain: readonly (readonly [RegExp, Answer])[] = [
  [
    /^(?:我)?(?:不参加|不去|来不了|去不了|参加不了|不报名|not coming|can't come|cannot come|no)[了啦!！。.\s]*$/i,
    'no',
  ],
  [/^(?:我)?(?:待定|不确定|看情况|maybe|perhaps|not sure)[!！。.\s]*$/i, 'maybe'],
  [
    /^(?:我)?(?:要)?(?:参加|报名|去|来|\+1|＋1|coming|i'm coming|i am coming|count me in|yes)[!！。.\s]*$/i,
    'yes',
  ],
];

/** Takes a message that is nothing but an answer ("参加", "not coming") to the event that was posted in the room last. */
export const hearRsvp = async (
  outsider: Outsider,
  { ref }: Listening,
  text: string,
): Promise<Heard | undefined> => {
  const found = text.length > 30 ? undefined : plain.find(([pattern]) => pattern.test(text.trim()));
  return found && answer(outsider, ref, found[1]);
};
