import { type Language, toLanguage } from '../../core/language.ts';
import { customerMessage } from '../../core/messages.ts';
import type { Zone } from '../../core/zone.ts';
import type { CommunityEvent } from '../../db/community-events.ts';
import type { Db } from '../../db/connect.ts';
import { type Care, contactAll } from '../care/contact.ts';
import { showTime } from '../view/time.ts';

/** What the guests of an event are told. */
export type EventNotice = 'reminder' | 'moved' | 'cancelled' | 'place-free';

const where = (place: string | null, before: string): string => (place === null ? '' : `${before}${place}`);

const words: Readonly<
  Record<EventNotice, Record<Language, (title: string, when: string, place: string | null) => string>>
> = {
  reminder: {
    zh: (title, when, place) =>
      `提醒：您报名的“${title}”${when} 开始${where(place, '，地点：')}。期待见到您！`,
    en: (title, when, place) =>
      `A reminder: "${title}", which you are coming to, begins at ${when}${where(place, ', ')}. See you there!`,
  },
  moved: {
    zh: (title, when, place) =>
      `您报名的“${title}”改到 ${when}${where(place, '，地点：')}。不便参加的话，请在群里改报名。`,
    en: (title, when, place) =>
      `"${title}" has moved to ${when}${where(place, ', ')}. If that does not suit you, change your answer in the group.`,
  },
  cancelled: {
    zh: (title) => `很抱歉，您报名的“${title}”已取消。`,
    en: (title) => `We are sorry: "${title}" is cancelled.`,
  },
  'place-free': {
    zh: (title, when) => `好消息：“${title}”（${when}）有空位了，您已从候补转为参加。`,
    en: (title, when) => `Good news: there is a place for you at "${title}" (${when}).`,
  },
};

/**
 * Tells guests about an event that they said they come to, each in private: they wait for it, so it takes nothing of their
 * budget, but whoever opted out hears nothing. `occasion` tells one notice of a kind from another. Returns how many go out.
 */
export const tellGuests = async (
  trx: Db,
  care: Care,
  event: CommunityEvent,
  notice: EventNotice,
  options: {
    readonly personIds: readonly number[];
    readonly occasion: string | number;
    readonly language: Language;
    readonly zone: Zone;
  },
  at: number,
): Promise<number> => {
  const { personIds, occasion, zone } = options;
  if (personIds.length === 0) return 0;
  const spoken = await trx
    .selectFrom('person')
    .select(['id', 'language'])
    .where('id', 'in', [...personIds])
    .execute();
  const outcomes = await contactAll(
    trx,
    care,
    spoken.map(({ id, language }) => {
      const own = language ?? event.language;
      const say = words[notice][own === null ? options.language : toLanguage(own)];
      return {
        key: `event/${event.id}/${notice}/${occasion}/${id}`,
        flow: `event:${event.id}`,
        to: { personId: id },
        purpose: 'community' as const,
        priority: 7,
        solicited: true as const,
        message: customerMessage(say(event.title, showTime(event.startsAt, zone), event.place)),
      };
    }),
    at,
  );
  return outcomes.filter((each) => each.status === 'queued').length;
};
