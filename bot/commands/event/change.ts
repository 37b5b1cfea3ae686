import { InputError } from '../../../core/errors.ts';
import { type CommunityEvent, changeEvent, type EventGuest, guestsOf } from '../../../db/community-events.ts';
import { refreshEventCard } from '../../community/event-card.ts';
import { tellGuests } from '../../community/event-notices.ts';
import { showTime } from '../../view/time.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';

const words = {
  zh: {
    closed: '这个活动已经取消或结束。',
    moved: (title: string, when: string, told: number) =>
      `“${title}”改到 ${when}，已通知 ${told} 位报名的客户。`,
    cancelled: (title: string, told: number) => `“${title}”已取消，已通知 ${told} 位报名的客户。`,
  },
  en: {
    closed: 'That event is cancelled or over.',
    moved: (title: string, when: string, told: number) =>
      `"${title}" has moved to ${when}; ${told} who said yes are told.`,
    cancelled: (title: string, told: number) => `"${title}" is cancelled; ${told} who said yes are told.`,
  },
} as const;

/** Who waits for word: those who come, perhaps come, or wait for a place. */
const expecting = (guests: readonly EventGuest[]): readonly number[] =>
  guests.filter((each) => each.answer !== 'no').map((each) => each.personId);

/** Moves or cancels an event and tells those who wait for word. @throws InputError when it is over or cancelled. */
export const changeAndTell = async (
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
