import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayMs } from '../../../core/time.ts';
import { findPictures } from '../../../db/pictures.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
  const { id } = await talk.db
    .selectFrom('customer')
    .select('id')
    .where('name', '=', 'Acme Ltd')
    .executeTakeFirstOrThrow();
  for (const [days, health, sentiment] of [
    [200, 80, 0.4],
    [60, 70, 0.2],
    [20, 40, -0.3],
  ] as const) {
    await sql`insert into assessment (customer_id, at, cause, stage, health, sentiment, churn, value, value_at_risk, factors)
      values (${id}, ${Date.now() - days * dayMs}, 'check', 'growing', ${health}, ${sentiment}, 0.3, 0, 0, '{}')`.execute(
      talk.db,
    );
  }
});
afterAll(() => talk.stop());

test('half a year of health and mood is drawn, and told in words', async () => {
  const said = await talk.ask('mia', 'trend Acme Ltd');
  const days = String.raw`\d{4}-\d{2}-\d{2}`;
  expect(said.text).toMatch(
    new RegExp(
      `^Acme Ltd: trend\nPicture: health and mood of Acme Ltd\\.\n${days}  health 80 · mood \\+0\\.40 · churn 30%\n` +
        `${days}  health 80 [^\n]*\n${days}  health 70 [^\n]*\n${days}  health 40 · mood −0\\.30[^\n]*\n${days}  health 40`,
    ),
  );
  const image = said.card?.blocks.find((each) => each.kind === 'image');
  const picture = image?.kind === 'image' ? image.picture : '';
  const bytes = Buffer.from((await findPictures(talk.db, [picture])).get(picture)?.bytes ?? []);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBe(750);
  expect(bytes.length).toBeGreaterThan(5_000);
});

test('of a past time it is that time’s, in Chinese too, by the button of the status, and for nobody else', async () => {
  const past = await talk.ask(
    'mia',
    `截至 ${new Date(Date.now() - 30 * dayMs).toISOString().slice(0, 10)} 走势 Acme Ltd`,
  );
  expect(past.text).toMatch(/^Acme Ltd：走势[\s\S]*健康 70 · 情绪 \+0\.20 · 流失 30%[^健]*$/);
  expect((await (await talk.ask('mia', 'status Acme Ltd')).press(/^Trend$/)).text).toMatch(
    /^Acme Ltd: trend/,
  );
  expect((await talk.ask('lin', '走势 Acme Ltd')).text).toMatch(/没有找到/);
});

test('of whom nothing is known there is no picture', async () => {
  const said = await talk.ask('mia', 'trend Cedar Cafe');
  expect(said.text).toBe('Cedar Cafe: trend\nThere is nothing to be drawn yet.');
});
