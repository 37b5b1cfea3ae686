import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type Programme, shippedProgramme } from '../../core/community/points.ts';
import { dayMs } from '../../core/time.ts';
import {
  changeEvent,
  eventById,
  guestsOf,
  makeEvent,
  markAttended,
  saveGuest,
} from '../../db/community-events.ts';
import type { Db } from '../../db/connect.ts';
import { enqueue } from '../../db/outbox.ts';
import { setBirthday } from '../../db/playbook-days.ts';
import { readProgramme, writeProgramme } from '../../db/points.ts';
import { findRoom } from '../../db/rooms.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { saveAnswer } from '../../db/survey-answers.ts';
import { noteAsked, saveAsk } from '../../db/survey-asks.ts';
import { makeSurvey } from '../../db/surveys.ts';
import { eventCardKey, eventMessage } from '../community/event-card.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { runBackTest } from '../playbook/back-test.ts';
import { type LibraryPlaybook, playbookLibrary } from '../playbook/library.ts';
import { approvePlaybook, keepBackTest, startPlaybook } from '../playbook/lifecycle.ts';
import { type ClubCare, clubCare } from './club-care.ts';

/** The playbook that runs in the demo company, back-tested on its half year and approved by its manager. */
const playbookKey = 'birthday';
const approver = { id: null, name: '方远' } as const;
const surveyFlow = 'demo:nps';
const settingKey = 'demo.care';

/** What was made outside the demo's own rooms and people, so that removing it leaves nothing behind. */
type Made = { readonly programme: Programme; readonly playbookVersion: number };

/** Turns the points programme on as of three months before `now`: the demo's orders since then earn. */
export const startDemoPoints = async (trx: Db, now: number): Promise<void> => {
  await writeProgramme(trx, { ...shippedProgramme, since: now - 90 * dayMs });
};

type Fan = { readonly personId: number; readonly customerId: number };

const fansIn = async (trx: Db, account: string): Promise<ReadonlyMap<string, Fan>> => {
  const { rows } = await sql<Fan & { key: string }>`
    select i.external_id as key, p.id as "personId", p.customer_id as "customerId" from identity i
    join person p on p.id = i.person_id
    where i.platform = 'web' and i.account = ${account} and p.customer_id is not null`.execute(trx);
  return new Map(rows.map(({ key, ...fan }) => [key, fan]));
};

const holdEvents = async (
  trx: Db,
  ingest: Ingest,
  club: ClubCare,
  around: { readonly roomId: number; readonly hostId: number; readonly fans: ReadonlyMap<string, Fan> },
  now: number,
): Promise<void> => {
  const { roomId, hostId, fans } = around;
  const { zone } = ingest.company;
  const evening = (daysAhead: number): number => zone.at(zone.dayOf(now) + daysAhead, 19 * 60);
  const { past, coming } = club;
  const before = { roomId, title: past.title, startsAt: evening(-12), place: past.place, capacity: null };
  const over = await makeEvent(trx, { ...before, createdBy: hostId }, now - 20 * dayMs);
  const came = past.came.flatMap((key) => fans.get(key)?.personId ?? []);
  await markAttended(trx, over, came, evening(-12));
  await changeEvent(trx, over, { status: 'over' });
  const id = await makeEvent(
    trx,
    {
      roomId,
      title: coming.title,
      startsAt: evening(5),
      place: coming.place,
      capacity: coming.capacity,
      createdBy: hostId,
    },
    now - 2 * dayMs,
  );
  for (const [index, [key, answer]] of coming.answers.entries()) {
    const personId = fans.get(key)?.personId;
    const answeredAt = now - 2 * dayMs + (index + 1) * 60_000;
    if (personId !== undefined) await saveGuest(trx, id, { personId, answer, answeredAt });
  }
  const event = await eventById(trx, id);
  if (!event) return;
  const message = eventMessage(event, await guestsOf(trx, id), zone, event.language === 'zh' ? 'zh' : 'en');
  await enqueue(trx, { key: `contact/${eventCardKey(id)}`, roomId, message }, now);
};

/** One survey over all communities, three weeks ago. */
const holdSurvey = async (trx: Db, fans: ReadonlyMap<string, Fan>, now: number): Promise<void> => {
  const askedAt = now - 21 * dayMs;
  const survey = await makeSurvey(trx, { kind: 'nps', flow: surveyFlow }, askedAt);
  for (const { room, scores } of clubCare) {
    const language = room.endsWith('zh') ? 'zh' : 'en';
    for (const [index, [key, score, comment]] of scores.entries()) {
      const fan = fans.get(key);
      if (!fan) continue;
      const ask = { surveyId: survey.id, personId: fan.personId, roomId: null, language } as const;
      const asked = await saveAsk(trx, { ...ask, key: `demo/survey/${key}`, at: askedAt });
      if (asked !== undefined) await noteAsked(trx, asked, { askedAt, remindAt: null });
      await saveAnswer(trx, {
        surveyId: survey.id,
        ...fan,
        score,
        skipped: false,
        ...(comment === undefined ? {} : { comment }),
        at: askedAt + (index + 1) * 3_600_000,
        sourceKey: null,
      });
    }
  }
};

const birthdayPlaybook = async (db: Db): Promise<LibraryPlaybook | undefined> =>
  (await playbookLibrary(db)).find((each) => each.key === playbookKey);

/** Back-tests the birthday playbook on the demo's history, approves it and lets it run. Returns its version. */
const runPlaybook = async (trx: Db, ingest: Ingest, now: number): Promise<number> => {
  const { company } = ingest;
  const by = { ...approver, now };
  const wanted = await birthdayPlaybook(trx);
  if (!wanted) return 0;
  const { summary } = await runBackTest(trx, company, wanted, { now, days: 90 });
  await keepBackTest(trx, wanted, summary, by);
  const tested = await birthdayPlaybook(trx);
  if (tested) await approvePlaybook(trx, tested, by);
  const approved = await birthdayPlaybook(trx);
  if (approved) await startPlaybook(trx, company, approved, by);
  return approved?.version ?? 0;
};

/**
 * Gives the demo company what its communities are cared for with: a running playbook, an event to come with answers and
 * one that was, a survey with results, birthdays. The same every time.
 */
export const seedCare = (ingest: Ingest, account: string, now: number): Promise<void> =>
  ingest.db.transaction().execute(async (trx) => {
    const { zone } = ingest.company;
    const fans = await fansIn(trx, account);
    const { rows: members } = await sql<{ key: string; id: number }>`
      select i.external_id as key, i.person_id as id from identity i join member m on m.person_id = i.person_id
      where i.platform = 'web' and i.account = ${account}`.execute(trx);
    for (const club of clubCare) {
      const room = await findRoom(trx, { platform: 'web', account }, club.room);
      const host = members.find((each) => each.key === club.host);
      if (!room || !host) continue;
      await holdEvents(trx, ingest, club, { roomId: room.id, hostId: host.id, fans }, now);
      const celebrated = fans.get(club.birthday);
      const { month, day } = zone.parts(now + 3 * dayMs);
      if (celebrated) await setBirthday(trx, celebrated.customerId, { calendar: 'solar', month, day });
    }
    await holdSurvey(trx, fans, now);
    const made: Made = {
      programme: await readProgramme(trx),
      playbookVersion: await runPlaybook(trx, ingest, now),
    };
    await writeSetting(trx, settingKey, made);
  });

/** Takes away what the demo's rooms and people do not take with them; what somebody has changed since stays. */
export const removeCare = async (trx: Db): Promise<void> => {
  const made = (await readSetting(trx, settingKey)) as Made | undefined;
  if (!made) return;
  if (isDeepStrictEqual(await readProgramme(trx), made.programme))
    await trx.deleteFrom('setting').where('key', '=', 'points').execute();
  await trx
    .deleteFrom('playbook')
    .where('key', '=', playbookKey)
    .where('version', '=', made.playbookVersion)
    .execute();
  await trx.deleteFrom('survey').where('flow', '=', surveyFlow).execute();
  await trx.deleteFrom('setting').where('key', '=', settingKey).execute();
};
