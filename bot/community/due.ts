import { toLanguage } from '../../core/language.ts';
import { cardText } from '../../core/messages.ts';
import {
  type CommunityEvent,
  guestsOf,
  takeEventReminders,
  takeEventsOver,
} from '../../db/community-events.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { noteFollowUps } from '../follow-ups/tell.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { runSurveys } from '../survey/due.ts';
import { refreshEventCard } from './event-card.ts';
import { tellGuests } from './event-notices.ts';
import { giveToHosts } from './hosts.ts';
import { holdMemberDays } from './member-day.ts';
import { welcomeNewcomers } from './welcome.ts';

const remindGuests = async (trx: Db, ingest: Ingest, now: number): Promise<number> => {
  let count = 0;
  for (const event of await takeEventReminders(trx, now)) {
    const coming = (await guestsOf(trx, event.id)).filter((each) => each.answer === 'yes' && !each.waiting);
    const options = { occasion: event.startsAt, language: ingest.language, zone: ingest.company.zone };
    const personIds = coming.map((each) => each.personId);
    count += await tellGuests(trx, ingest, event, 'reminder', { personIds, ...options }, now);
  }
  return count;
};

/** Whoever made the event hears how many said that they come, and how to note who did. */
const askHost = async (trx: Db, ingest: Ingest, event: CommunityEvent, now: number): Promise<void> => {
  const guests = await guestsOf(trx, event.id);
  await refreshEventCard(
    trx,
    event,
    guests,
    { zone: ingest.company.zone, language: ingest.language, key: 'over' },
    now,
  );
  const room = event.createdBy === null ? undefined : await directRoomOf(trx, event.createdBy);
  if (!room || event.createdBy === null) return;
  const yes = guests.filter((each) => each.answer === 'yes' && !each.waiting);
  const zh = (room.language === null ? ingest.language : toLanguage(room.language)) === 'zh';
  const names = yes.map((each) => each.name).join(zh ? '、' : ', ');
  const card = {
    title: zh ? `活动小结：${event.title}` : `How was it? ${event.title}`,
    blocks: [
      {
        kind: 'text' as const,
        text: zh
          ? `${yes.length} 位报名参加${names === '' ? '' : `：${names}`}。谁到场了？写“活动 签到 ${event.id} 名字、名字”，或“全部”。`
          : `${yes.length} said that they come${names === '' ? '' : `: ${names}`}. Who came? Write: event attended ${event.id} NAME, NAME (or all).`,
      },
      {
        kind: 'buttons' as const,
        buttons: [
          { label: zh ? '全部到场' : 'All came', action: 'run', value: `event attended ${event.id} all` },
          { label: zh ? '名单' : 'The list', action: 'run', value: `event show ${event.id}` },
        ],
      },
    ],
  };
  await enqueue(
    trx,
    {
      key: `event/${event.id}/over`,
      roomId: room.id,
      askerId: event.createdBy,
      message: { audience: 'person', text: cardText(card), card },
    },
    now,
  );
};

/** Does what fell due for surveys, events, member days and communities, and rings the outbox when there is something to send. */
export const runCommunities = async (ingest: Ingest, now: number): Promise<void> => {
  const { db } = ingest;
  let wrote = await runSurveys(db, ingest, now);
  wrote += await welcomeNewcomers(ingest, now);
  wrote += await holdMemberDays(ingest, now);
  wrote += await db.transaction().execute(async (trx) => {
    let count = await remindGuests(trx, ingest, now);
    for (const event of await takeEventsOver(trx, now)) {
      await askHost(trx, ingest, event, now);
      count++;
    }
    await noteFollowUps(trx, await giveToHosts(trx, 'all', now), now);
    return count;
  });
  if (wrote > 0) await ingest.ringOutbox();
};
