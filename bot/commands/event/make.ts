import { InputError } from '../../../core/errors.ts';
import { excerpt } from '../../../core/words.ts';
import { type CommunityEvent, guestsOf, makeEvent } from '../../../db/community-events.ts';
import { listenFor } from '../../../db/listening.ts';
import { contact } from '../../care/contact.ts';
import { eventCardKey, eventMessage, roomLanguage } from '../../community/event-card.ts';
import { showBlocked } from '../../view/blocked.ts';
import { showTime } from '../../view/time.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { communityOf } from '../find-community.ts';
import { readWhen, requireEvent } from './require.ts';

const longestTitle = 80;
const mostPlaces = 10_000;

const words = {
  zh: {
    usage: '写法：活动 新建 "标题" "下周五 19:00" ["地点或链接"] [名额] [在 群名]',
    long: `标题最多 ${longestTitle} 个字。`,
    made: (id: number, title: string, room: string, when: string) =>
      `活动 #${id}“${title}”（${when}）已发到 ${room}。`,
    held: (id: number, room: string, why: string, from: string) =>
      `活动 #${id} 已建好，但现在不能发到 ${room}（${why}）${from}。写“活动 发布 ${id}”再发。`,
    from: (when: string) => `，最早 ${when}`,
  },
  en: {
    usage: 'Write: event new "TITLE" "next Friday 19:00" ["PLACE or LINK"] [PLACES] [in ROOM]',
    long: `A title has at most ${longestTitle} characters.`,
    made: (id: number, title: string, room: string, when: string) =>
      `Event #${id} "${title}" (${when}) is posted in ${room}.`,
    held: (id: number, room: string, why: string, from: string) =>
      `Event #${id} is made, but may not be posted in ${room} now (${why})${from}. Post it then: event post ${id}.`,
    from: (when: string) => `, from ${when}`,
  },
} as const;

/** Posts the card of an event in its community, or says why it may not be posted now. */
export const post = async (context: CommandContext, event: CommunityEvent): Promise<Answer> => {
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

/** Makes an event and posts it. @throws InputError when the words do not say what and when. */
export const makeAndPost = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
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
