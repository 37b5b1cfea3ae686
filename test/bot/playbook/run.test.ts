import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, local, orders, says } from '../../support/given.ts';
import { openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

let stage: PlaybookStage;

beforeEach(async () => {
  stage = await openStage(at('2025-03-03 09:00'));
});

afterEach(() => stage.stop());

test('a first order brings a thank-you two days later, and the rep hears of who does not order again', async () => {
  await stage.runs('second-purchase');
  const acme = await stage.meets('Acme', 'own-room');
  await stage.goesTo(at('2025-03-04 11:00'));
  await stage.happens(acme, orders(500, '2025-03-04 11:00'));
  await stage.goesTo(at('2025-04-20'));
  expect(stage.said.map(({ at: when, text }) => [local(when), text])).toEqual([
    ['2025-03-06 11:00', expect.stringMatching(/^Acme, thank you for trusting us with your first order!/)],
  ]);
  expect(stage.told.map(({ at: when, text }) => [local(when), text])).toContainEqual([
    '2025-04-05 11:00',
    expect.stringMatching(
      /Acme · Playbook Second purchase\n[\s\S]*→ No second order a month after the first/,
    ),
  ]);
});

test('whoever replies is left alone', async () => {
  await stage.runs('second-purchase');
  const acme = await stage.meets('Acme', 'own-room');
  await stage.goesTo(at('2025-03-04 11:00'));
  await stage.happens(acme, orders(500, '2025-03-04 11:00'));
  await stage.goesTo(at('2025-03-07 12:00'));
  await stage.happens(acme, says('thanks, all good', '2025-03-07 12:00'));
  await stage.goesTo(at('2025-04-20'));
  expect(stage.said).toHaveLength(1);
  const [run] = await stage.db.selectFrom('playbook_run').selectAll().execute();
  expect(run).toMatchObject({ status: 'done', why: 'reply', contacts: 1 });
});
