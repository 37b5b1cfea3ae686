import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../bot/log.ts';
import { runAskedBackTest } from '../../../bot/playbook/back-test-job.ts';
import type { OutboundMessage } from '../../../core/messages.ts';
import { askBackTest } from '../../../db/back-tests.ts';
import { directRoomOf } from '../../../db/direct-room.ts';
import { at, orders } from '../../support/given.ts';
import { openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

let stage: PlaybookStage;

beforeEach(async () => {
  stage = await openStage(at('2025-03-03 09:00'));
});

afterEach(() => stage.stop());

const work = () =>
  runAskedBackTest({
    db: stage.db,
    company: stage.company,
    clock: { now: () => stage.now(), offsetMs: () => 0, refresh: async () => {}, setOffset: async () => {} },
    log: createLogger('silent'),
    ringOutbox: async () => undefined,
  });

const ask = async (language: 'zh' | 'en' = 'en'): Promise<number> => {
  const rep = await stage.db.selectFrom('member').select('person_id as id').executeTakeFirstOrThrow();
  const room = await directRoomOf(stage.db, rep.id);
  return askBackTest(stage.db, {
    playbook: 'second-purchase',
    days: 30,
    askerId: rep.id,
    roomId: room?.id ?? Number.NaN,
    language,
    askedAt: stage.now(),
  });
};

const cards = async (): Promise<readonly OutboundMessage[]> =>
  (await stage.db.selectFrom('outbox').select('message').orderBy('id').execute()).map(
    (each) => each.message as OutboundMessage,
  );
const stateOf = async () =>
  (
    await stage.db
      .selectFrom('playbook')
      .select('state')
      .where('key', '=', 'second-purchase')
      .executeTakeFirst()
  )?.state;

test('several workers do a back-test once: one card with its numbers, a picture, and who has not agreed', async () => {
  const [ann, bob] = [
    await stage.meets('Ann', 'private'),
    await stage.meets('Bob', 'private', { consents: false }),
  ];
  for (const actor of [ann, bob]) await stage.happens(actor, orders(1, '2025-03-03 09:00'));
  await stage.skipsTo(at('2025-03-20 09:00'));
  await stage.db.deleteFrom('outbox').execute();
  await ask();
  expect((await Promise.all([work(), work(), work()])).filter(Boolean)).toHaveLength(1);
  const [card, ...others] = await cards();
  expect(others).toEqual([]);
  expect(card?.audience).toBe('team');
  expect(card?.text).toMatch(/Second purchase \(second-purchase\) · back-test of the last 30 days/);
  expect(card?.text).toMatch(/Of 2 customers 2 would have entered and 1 been reached, with 1 messages/);
  expect(card?.text).toMatch(
    /1 blocked: have not agreed\. They get it once they have \(consent NAME PURPOSE yes\)/,
  );
  expect(card?.card?.blocks.map((block) => block.kind)).toContain('image');
  expect(await stateOf()).toBe('back-tested');
  await ask('zh');
  await work();
  expect((await cards()).at(-1)?.text).toMatch(/其中 1 条：客户没有同意接收/);
});

test('what a worker left when it died is taken up by another, three times at most', async () => {
  const id = await ask();
  const leave = (attempts: number, until: number) =>
    stage.db.updateTable('back_test').set({ attempts, taken_until: until }).where('id', '=', id).execute();
  await leave(1, Date.now() + 60_000);
  expect(await work()).toBe(false);
  await leave(3, Date.now() - 1);
  await work();
  expect(await cards()).toEqual([]);
  expect(await work()).toBe(false);
  expect(await stateOf()).toBeUndefined();
  const again = await ask();
  await stage.db.updateTable('back_test').set({ attempts: 1 }).where('id', '=', again).execute();
  await work();
  expect(await cards()).toHaveLength(1);
  expect(await stateOf()).toBe('back-tested');
});
