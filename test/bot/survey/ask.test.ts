import { afterAll, beforeAll, expect, test } from 'vitest';
import { askSurveyOf } from '../../../bot/survey/ask.ts';
import { runSurveys } from '../../../bot/survey/due.ts';
import { endSurvey } from '../../../db/surveys.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let inbound: TestIngest;
let personId: number;

/** A Monday, ten in the morning in Shanghai. */
const monday = Date.UTC(2025, 2, 3, 2);
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const flow = 'playbook:after-order@1';

beforeAll(async () => {
  inbound = await openIngest('asked', { 'dm:alice': 'direct' });
  await inbound.feed([
    {
      id: 'one',
      at: monday - day,
      platform: 'web',
      account: 'asked',
      person: { id: 'alice', name: 'Alice', kind: 'human', external: true },
      conversation: { id: 'dm:alice', kind: 'direct' },
      type: 'message',
      message: 'one',
      text: 'The ovens arrived.',
      mentionsBot: false,
      attachments: [],
    },
  ]);
  const person = await inbound.db.selectFrom('person').select('id').executeTakeFirstOrThrow();
  personId = person.id;
});

afterAll(() => inbound.stop());

const ask = (key: string, at: number, kind: 'nps' | 'csat' = 'nps') =>
  inbound.db
    .transaction()
    .execute((trx) =>
      askSurveyOf(trx, inbound.ingest, { flow, kind, to: { personId }, key, language: 'en' }, at),
    );

const sent = async (): Promise<number> =>
  (await inbound.db.selectFrom('outbox').select('id').execute()).length;

test('the step of a playbook asks once, and the flow keeps one survey', async () => {
  const first = await ask('alice/1', monday);
  expect(first.status).toBe('asked');
  expect(await ask('alice/1', monday + hour)).toEqual(first);
  expect(await sent()).toBe(1);
  expect(await inbound.db.selectFrom('survey').select(['flow', 'kind']).execute()).toEqual([
    { flow, kind: 'nps' },
  ]);
});

test('the same kind is not put to anybody again within its cool-down', async () => {
  expect(await ask('alice/2', monday + 30 * day)).toEqual({
    status: 'blocked',
    reason: 'asked-recently',
    retryAt: monday + 90 * day,
  });
});

test('another kind comes under the contact budget', async () => {
  expect(await ask('alice/3', monday + hour, 'csat')).toMatchObject({
    status: 'blocked',
    reason: 'person-cap',
  });
});

test('who says nothing is reminded once, when the budget allows it', async () => {
  const { db, ingest } = inbound;
  await db.updateTable('outbox').set({ status: 'sent' }).execute();
  await db.updateTable('contact').set({ status: 'confirmed', sent_at: monday }).execute();
  expect(await runSurveys(db, ingest, monday + 2 * day)).toBe(0);
  expect(await runSurveys(db, ingest, monday + 3 * day)).toBe(0);
  expect(await runSurveys(db, ingest, monday + 7 * day + hour)).toBe(1);
  expect(await runSurveys(db, ingest, monday + 20 * day)).toBe(0);
  expect(await sent()).toBe(2);
});

test('what is over asks nobody', async () => {
  const { id } = await inbound.db.selectFrom('survey').select('id').executeTakeFirstOrThrow();
  expect(await endSurvey(inbound.db, id, monday + 40 * day)).toBe(true);
  expect(await ask('alice/4', monday + 100 * day)).toMatchObject({ status: 'blocked', reason: 'ended' });
});
