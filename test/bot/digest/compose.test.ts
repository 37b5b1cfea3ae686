import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { measure } from '../../../bot/care/effect.ts';
import { digestFor } from '../../../bot/digest/compose.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { digestCard } from '../../../bot/view/digest-card.ts';
import { cardText } from '../../../core/messages.ts';
import { changeEvent, makeEvent, markAttended, saveGuest } from '../../../db/community-events.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { gradedHistory } from '../../../db/digest-moves.ts';
import { storePlaybook } from '../../../db/playbooks.ts';
import { saveAnswer } from '../../../db/survey-answers.ts';
import { makeSurvey } from '../../../db/surveys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at } from '../../support/given.ts';

const company = createCompany('Asia/Shanghai', 'none');
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  await sql`truncate customer, person, room, message, interaction, follow_up, contact, measured_flow, survey cascade`.execute(
    db,
  );
});

const digest = (from: string, until: string) =>
  digestFor(db, company, { edition: 'daily', from: at(from), until: at(until), now: at(until) });
const day = () => digest('2025-11-02 09:00', '2025-11-03 09:00');
const makeCustomer = (name: string) => createCustomer(db, { name, kind: 'organisation', at: 0 });
const moved = (id: number, when: string, from: string, to: string, rule = 'R7') =>
  sql`insert into stage_move (customer_id, at, from_stage, to_stage, rule, numbers, evidence)
    values (${id}, ${at(when)}, ${from}, ${to}, ${rule}, '{"silent": 30, "days": 30}', '[]')`.execute(db);
const assessed = (id: number, when: string, churn: number, stage = 'growing') =>
  sql`insert into assessment (customer_id, at, cause, stage, health, sentiment, churn, value, value_at_risk, factors)
    values (${id}, ${at(when)}, 'check', ${stage}, 50, 0, ${churn}, 1000, ${1000 * churn}, '{}')`.execute(db);
let keys = 0;
const said = (id: number, when: string, direction: 'in' | 'out', data: object = {}, kind = 'message') =>
  sql`insert into interaction (customer_id, kind, direction, at, source_key, text, data)
    values (${id}, ${kind}, ${direction}, ${at(when)}, ${`key ${keys++}`}, 'the machine leaks again', ${JSON.stringify(data)}::jsonb)`.execute(
    db,
  );

const community = async (name: string): Promise<number> => {
  const room = {
    platform: 'web',
    account: 'a',
    external_id: name,
    kind: 'group',
    purpose: 'community',
    name,
  };
  const { id } = await db.insertInto('room').values(room).returning('id').executeTakeFirstOrThrow();
  return id;
};
type CommunityMember = { readonly personId: number; readonly customerId: number };
const memberOf = async (roomId: number, name: string): Promise<CommunityMember> => {
  const customerId = await makeCustomer(name);
  const { rows } = await sql<{ id: number }>`insert into person (name, kind, side, customer_id)
    values (${name}, 'human', 'customer', ${customerId}) returning id`.execute(db);
  const personId = rows[0]?.id ?? 0;
  await sql`insert into room_person (room_id, person_id, first_at, joined_at) values (${roomId}, ${personId}, 0, 0)`.execute(
    db,
  );
  return { personId, customerId };
};
const asked = async (
  roomId: number,
  { personId, customerId }: CommunityMember,
  when: string,
  text: string,
) => {
  const { rows } = await sql<{ id: number }>`insert into message (room_id, person_id, external_id, at, text)
    values (${roomId}, ${personId}, ${`m${keys++}`}, ${at(when)}, ${text}) returning id`.execute(db);
  await sql`insert into interaction (customer_id, person_id, room_id, message_id, kind, direction, at, source_key, data)
    values (${customerId}, ${personId}, ${roomId}, ${rows[0]?.id ?? 0}, 'message', 'in', ${at(when)}, ${`key ${keys++}`}, '{"question": true}')`.execute(
    db,
  );
};

describe('a digest', () => {
  test('of a day on which nothing changed is one line', async () => {
    const content = await day();
    expect(content.empty).toBe(true);
    expect(digestCard(content, company, 'zh')).toEqual({
      title: '客户日报 · 2025-11-03：没有变化。',
      blocks: [],
    });
  });

  test('names who moved and who is likelier to leave, with the figures they had then, and leads to them', async () => {
    const silent = await makeCustomer('Silent');
    const likely = await makeCustomer('Likely');
    const same = await makeCustomer('Same');
    await moved(silent, '2025-11-02 12:00', 'growing', 'dormant');
    await assessed(silent, '2025-11-02 12:00', 0.4, 'dormant');
    await assessed(likely, '2025-10-01', 0.2);
    await assessed(likely, '2025-11-02 13:00', 0.5);
    await assessed(same, '2025-10-01', 0.2);
    await assessed(same, '2025-11-02 13:00', 0.3);
    await assessed(same, '2025-11-03 10:00', 0.9); // after its time
    const content = await day();
    expect(content.atRisk.top).toMatchObject([{ name: 'Silent', churn: 0.4, valueAtRisk: 400 }]);
    expect(content.likelier.top).toMatchObject([{ name: 'Likely', before: 0.2, churn: 0.5 }]);
    const card = digestCard(content, company, 'en');
    const text = cardText(card);
    expect(text).toContain('1 newly at risk · 1 worse');
    expect(text).toContain('• Silent · Growth → Decline · churn risk 40% · ¥400 at risk · nobody');
    expect(text).toContain('Silent for 30 days');
    expect(text).toContain('• Likely · Growth · churn risk 20% → 50% · ¥500 at risk · nobody');
    const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    expect(buttons.map(({ label, value }) => [label, value])).toEqual([
      ['Silent', `status #${silent}`],
      ['Who is at risk', 'list risk'],
    ]);
  });

  test('counts who was at risk day by day, also as of a past day', async () => {
    const first = await makeCustomer('First');
    const second = await makeCustomer('Second');
    await moved(first, '2025-10-20', 'growing', 'dormant');
    await moved(second, '2025-11-02 12:00', 'growing', 'declining');
    await moved(first, '2025-11-05', 'dormant', 'churned', 'R24');
    await db.updateTable('customer').set({ stage: 'churned' }).where('id', '=', first).execute();
    await db.updateTable('customer').set({ stage: 'declining' }).where('id', '=', second).execute();
    const { trend } = await day();
    expect(trend).toHaveLength(30);
    expect(trend.at(-1)).toEqual({ at: at('2025-11-03 09:00'), atRisk: 2, lost: 0 });
    expect(trend.at(-2)).toEqual({ at: at('2025-11-02 09:00'), atRisk: 1, lost: 0 });
    expect(trend.at(0)).toMatchObject({ atRisk: 0 });
    const later = await digest('2025-11-05 09:00', '2025-11-06 09:00');
    expect(later.trend.slice(-2).map(({ atRisk, lost }) => [atRisk, lost])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  test('tells open complaints first, and how long questions waited', async () => {
    const heard = await makeCustomer('Heard');
    const alone = await makeCustomer('Alone');
    await said(heard, '2025-11-02 20:00', 'in', { complaint: true, question: true });
    await said(heard, '2025-11-03 08:30', 'out');
    await said(alone, '2025-11-02 10:00', 'in', {}, 'complaint');
    await said(alone, '2025-11-02 10:01', 'in', { question: true });
    await said(alone, '2025-11-03 09:30', 'out'); // after its time
    const content = await day();
    expect(content.complaints).toMatchObject({
      count: 2,
      latest: [
        { name: 'Alone', open: true },
        { name: 'Heard', open: false },
      ],
    });
    // 2025-11-02 is a Sunday: no business hour has passed.
    expect(content.replies).toMatchObject({ questions: 2, late: 0, medianMinutes: 0 });
    expect(cardText(digestCard(content, company, 'zh'))).toContain('• Alone · 未分配 · 未回应');
  });

  test('tells of communities who left them, the dearest by name, and who waits', async () => {
    const room = await community('Fans');
    for (const [name, value] of [
      ['small', 1],
      ['dear', 500],
    ] as const) {
      const id = await makeCustomer(name);
      await db.updateTable('customer').set({ value }).where('id', '=', id).execute();
      await sql`insert into interaction (customer_id, room_id, kind, direction, at, source_key, data)
        values (${id}, ${room}, 'left', 'none', ${at('2025-11-02 12:00')}, ${name}, '{"places": []}')`.execute(
        db,
      );
    }
    const content = await day();
    expect(content.communities).toEqual([
      {
        name: 'Fans',
        messages: 0,
        people: 0,
        joined: 0,
        left: 2,
        leavers: ['dear', 'small'],
        unanswered: 0,
        questions: [],
        events: [],
      },
    ]);
    expect(cardText(digestCard(content, company, 'en'))).toContain('• Fans: 2 left (dear, small)');
  });

  test('tells of the questions that nobody in a community answered, and of its events', async () => {
    const room = await community('Fans');
    const [asks, helped] = [await memberOf(room, 'Asks'), await memberOf(room, 'Helped')];
    await asked(room, asks, '2025-11-02 12:00', 'When does the shop open?');
    await asked(room, asks, '2025-11-01 12:00', 'Before its time');
    await asked(room, helped, '2025-11-02 12:00', 'Which grind?');
    await sql`insert into interaction (customer_id, person_id, room_id, kind, direction, at, source_key, data)
      values (${helped.customerId}, ${asks.personId}, ${room}, 'peer-reply', 'none', ${at('2025-11-02 13:00')}, 'reply', '{}')`.execute(
      db,
    );
    for (const [title, startsAt, status] of [
      ['Tasting', '2025-11-02 15:00', 'over'],
      ['Cupping', '2025-11-09 15:00', 'open'],
      ['Far', '2025-12-09 15:00', 'open'],
      ['Off', '2025-11-04 15:00', 'cancelled'],
    ] as const) {
      const id = await makeEvent(
        db,
        { roomId: room, title, startsAt: at(startsAt), place: null, capacity: null, createdBy: null },
        at('2025-10-01'),
      );
      await changeEvent(db, id, { status });
      const guest = { personId: asks.personId, answer: 'yes' as const, answeredAt: at('2025-10-02') };
      await saveGuest(db, id, guest);
      if (status === 'over') await markAttended(db, id, [asks.personId], at('2025-11-02 16:00'));
    }
    const [fans] = (await day()).communities;
    expect(fans).toMatchObject({
      unanswered: 1,
      questions: [{ person: 'Asks', at: at('2025-11-02 12:00'), text: 'When does the shop open?' }],
      events: [
        { title: 'Tasting', over: true, guests: 1, waiting: 0, came: 1 },
        { title: 'Cupping', over: false, guests: 1, waiting: 0, came: 0 },
      ],
    });
  });

  test('tells what care did under names that people know, who opted out, and what was measured', async () => {
    const customerId = await makeCustomer('Acme');
    const room = await community('Fans');
    const { personId } = await memberOf(room, 'Ann');
    const contacted = (flow: string, status: string, sentAt: string | null) =>
      sql`insert into contact (key, flow, purpose, priority, solicited, occasion, room_id, customer_id, platform, reserved_at, status, sent_at, reason)
        values (${`contact ${keys++}`}, ${flow}, 'service', 1, false, false, ${room}, ${customerId}, 'web',
          ${at('2025-11-02 10:00')}, ${status}, ${sentAt === null ? null : at(sentAt)}, ${sentAt === null ? 'open-complaint' : null})`.execute(
        db,
      );
    await storePlaybook(db, {
      key: 'wake-up',
      content: { name: { zh: '唤醒', en: 'Wake-up' } },
      at: 0,
      by: 'Mia',
    });
    await contacted('playbook:wake-up@1', 'confirmed', '2025-11-02 10:00');
    await contacted('playbook:wake-up@1', 'confirmed', '2025-11-01 10:00'); // before its time
    await contacted('broadcast:7', 'released', null);
    await said(customerId, '2025-11-02 11:00', 'in');
    await sql`insert into consent (person_id, purpose, state, source, at)
      values (${personId}, 'all', 'withdrawn', 'said', ${at('2025-11-02 12:00')})`.execute(db);
    await measure(db, 'broadcast:7', at('2025-10-01'), { days: 33 });
    const content = await day();
    expect(content.care).toMatchObject({
      flows: [
        { name: { en: 'Wake-up' }, sent: 1, replied: 1, stopped: 0 },
        { name: { zh: '群发 #7' }, sent: 0, replied: 0, stopped: 1 },
      ],
      optOuts: 1,
      effects: [{ name: { en: 'Broadcast #7' }, report: { status: 'not-enough-data' } }],
    });
    expect(cardText(digestCard(content, company, 'en'))).toContain('\nCare\n1 message sent, 1 answered;');
  });

  test('tells what surveys brought, and low scores with the most at stake first', async () => {
    const room = await community('Fans');
    const nps = await makeSurvey(db, { kind: 'nps' }, 0);
    for (const [name, score, stake] of [
      ['Small', 6, 1],
      ['Large', 0, 900],
      ['Happy', 10, 5000],
      ['Skipped', null, 1],
    ] as const) {
      const { personId, customerId } = await memberOf(room, name);
      await db.updateTable('customer').set({ value_at_risk: stake }).where('id', '=', customerId).execute();
      const answer = {
        surveyId: nps.id,
        personId,
        customerId,
        score,
        skipped: score === null,
        sourceKey: null,
      };
      await saveAnswer(db, { ...answer, comment: `says ${name}`, at: at('2025-11-02 12:00') });
    }
    const { surveys } = await day();
    expect(surveys.kinds).toEqual([{ kind: 'nps', answers: 3, scores: [0, 6, 10] }]);
    expect(surveys.low).toMatchObject({
      count: 2,
      top: [
        { name: 'Large', score: 0, comment: 'says Large' },
        { name: 'Small', score: 6 },
      ],
    });
    expect((await digest('2025-11-03 09:00', '2025-11-04 09:00')).surveys.kinds).toEqual([]);
  });

  test('puts buttons on what is overdue with the most at stake, when it is of the present', async () => {
    for (let index = 0; index < 4; index++) {
      const id = await makeCustomer(`Late ${index}`);
      await db.updateTable('customer').set({ value_at_risk: index }).where('id', '=', id).execute();
      await sql`insert into follow_up (customer_id, key, rule, opened_at, due_at, status, numbers, evidence)
        values (${id}, 'R7:1', 'R7', ${at('2025-11-01')}, ${at('2025-11-02 20:00')}, 'open', '{}', '[]')`.execute(
        db,
      );
    }
    const content = await day();
    expect(content.overdue).toEqual([{ owner: null, followUps: 4, promises: 0 }]);
    expect(content.overdueWorst.map(({ name }) => name)).toEqual(['Late 3', 'Late 2', 'Late 1']);
    const labels = (canAct: boolean) =>
      digestCard(content, company, 'en', { canAct }).blocks.flatMap((block) =>
        block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
      );
    expect(labels(true)).toEqual([
      ...Array.from({ length: 3 }, () => ['Done', 'Later', 'Reassign']).flat(),
      'Who is at risk',
    ]);
    expect(labels(false)).toEqual(['Who is at risk']);
  });

  test('grades the warnings of those of whom something can be said, and how right the calls were', async () => {
    const lost = await makeCustomer('Lost');
    const warned = await makeCustomer('Warned');
    const other = await makeCustomer('Other');
    await moved(lost, '2025-09-01', 'growing', 'dormant');
    await moved(lost, '2025-10-20', 'dormant', 'churned', 'left');
    await moved(warned, '2025-06-01', 'growing', 'declining');
    await moved(other, '2025-10-30', 'growing', 'dormant');
    await db
      .insertInto('churn_call')
      .values({
        customer_id: lost,
        day: 20_000,
        at: at('2025-09-01'),
        probability: 0.8,
        horizon_days: 30,
        lead_days: 14,
        population: 'talk',
        method: 'model',
        outcome: 1,
        last_day: 19_990,
        graded_at: at('2025-10-20'),
      })
      .execute();
    expect((await gradedHistory(db, at('2025-11-03 09:00'))).map(({ customerId }) => customerId)).toEqual([
      warned,
      lost,
      lost,
    ]);
    const content = await day();
    expect(content.grade).toMatchObject({ lost: 1, bySilence: 0, foreseen: 1, warned: 1, warnedLost: 0 });
    expect(content.calls).toMatchObject({ calls: 1, gone: 1, high: 1, precision: 1, leadDays: 20 });
    const text = cardText(digestCard({ ...content, empty: false }, company, 'en'));
    expect(text).toContain('of 1 who left, 1 had been named 14 days before or earlier (recall 100%)');
    expect(text).toContain('Of 1 named 4 to 7 months ago, 0 were lost since (precision 0%).');
    expect(text).toContain('Churn calls that came due in the last year: 1, Brier 0.040.');
  });
});
