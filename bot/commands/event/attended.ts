import { InputError } from '../../../core/errors.ts';
import { excerpt } from '../../../core/words.ts';
import { type CommunityEvent, guestsOf, markAttended } from '../../../db/community-events.ts';
import { applyInteractions } from '../../ingest/apply.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';

const words = {
  zh: {
    who: '请写上名字，例如：活动 签到 3 小林、小王，或写“全部”。',
    closed: '这个活动已经取消或结束。',
    came: (count: number, title: string) => `已记录 ${count} 位参加了“${title}”。`,
    notFound: (names: string) => `没有在报名名单或群里找到：${names}。`,
    early: '活动开始后才能签到。',
  },
  en: {
    who: 'Say who came, for example: event attended 3 Fay, Finn (or all).',
    closed: 'That event is cancelled or over.',
    came: (count: number, title: string) => `Noted that ${count} came to "${title}".`,
    notFound: (names: string) => `Neither on the list nor in the room: ${names}.`,
    early: 'Who came can be noted once the event has begun.',
  },
} as const;

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

/** Notes who came to an event, as a fact of those customers. @throws InputError when somebody is not known there. */
export const noteAttended = async (
  context: CommandContext,
  event: CommunityEvent,
  names: readonly string[],
): Promise<Answer> => {
  const { db, company, now, language } = context;
  const say = words[language];
  if (event.status === 'cancelled') throw new InputError(say.closed);
  if (event.startsAt > now) throw new InputError(say.early);
  const wanted = names.flatMap((each) => each.split(/[,，、]/)).filter((each) => each !== '');
  if (wanted.length === 0) throw new InputError(say.who);
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
