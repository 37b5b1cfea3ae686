import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../../bot/commands/asker.ts';
import { execute } from '../../../bot/commands/execute.ts';
import { removeDemo } from '../../../bot/demo/remove.ts';
import { seedDemo } from '../../../bot/demo/seed.ts';
import { findTraces } from '../../../db/erase.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let inbound: TestIngest;

beforeAll(async () => {
  inbound = await openIngest('demo');
  await seedDemo(inbound.ingest);
}, 120_000);

afterAll(() => inbound.stop());

const ask = async (text: string): Promise<string> => {
  const { db, ingest } = inbound;
  const now = ingest.clock.now();
  const context = { company: ingest.company, now, at: now, asker: operator, requestKey: text } as const;
  const answer = await db
    .transaction()
    .execute((trx) => execute({ ...context, db: trx, language: 'en' }, text));
  return answer.message.text;
};

test('who tries the playground finds a playbook, an event, a survey and points at work', async () => {
  expect(await ask('playbook birthday')).toMatch(/running/i);
  expect(await ask('event')).toMatch(/Events \(4\)[\s\S]*Spring tasting · .* · Lanshan Brew Club · 4 coming/);
  expect(await ask('event 2')).toMatch(/春季新豆杯测/);
  expect(await ask('survey 1')).toMatch(/Answered: 14 of 14 \(100%\)[\s\S]*NPS: 71/);
  expect(await ask('survey comments 1')).toMatch(/More decaf, please\.[\s\S]*Carla Osei/);
  expect(await ask('points')).toMatch(/Points are earned since/);
  const ledger = await inbound.db.selectFrom('points_entry').select('points').execute();
  expect(ledger.length).toBeGreaterThan(5);
});

test('removing the demo removes all of it', async () => {
  await removeDemo(inbound.db);
  for (const table of [
    'survey',
    'survey_answer',
    'community_event',
    'points_entry',
    'birthday',
    'playbook',
  ] as const)
    expect(await inbound.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  const settings = await inbound.db.selectFrom('setting').select('key').execute();
  expect(settings.map((each) => each.key)).not.toContain('points');
  expect(await findTraces(inbound.db, ['fan-maya', 'Maya Lind', '春季新豆杯测'])).toEqual({});
});
