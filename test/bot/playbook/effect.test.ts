import { afterEach, beforeEach, expect, test } from 'vitest';
import { optOut } from '../../../bot/care/consent.ts';
import { effectOf, effectsReadBetween } from '../../../bot/care/effect.ts';
import type { PlaybookEntry } from '../../../core/playbook/schema.ts';
import { countArms } from '../../../db/effects.ts';
import { mergeCustomer } from '../../../db/merge.ts';
import { enterRuns } from '../../../db/playbook-runs.ts';
import { at, day, orders, says } from '../../support/given.ts';
import { openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

let stage: PlaybookStage;

beforeEach(async () => {
  stage = await openStage(at('2025-03-03 09:00'));
});

afterEach(() => stage.stop());

const thanks: PlaybookEntry = {
  name: { zh: '致谢', en: 'Thanks' },
  purpose: 'service',
  trigger: { on: 'event', of: 'order' },
  measured: true,
  steps: [
    { do: 'follow-up', text: { zh: '留意', en: 'Keep an eye on them.' } },
    { do: 'coupon', title: { zh: '谢礼', en: 'thanks' } },
    { do: 'message', to: 'person', text: { zh: '谢谢 {{coupon}}', en: 'Thanks, {{coupon}}. Thanks.' } },
    { do: 'wait', days: 9, until: 'reply', goto: 'end' },
    { do: 'follow-up', text: { zh: '没有回应', en: 'No answer to our thanks.' } },
  ],
};

test('who is kept to compare gets no message, coupon or what follows; who could not be reached is in no arm', async () => {
  await stage.runs('thanks', thanks);
  const ann = await stage.meets('Ann', 'private');
  const kept = await stage.meets('Kept', 'private', { keptFor: 'thanks' });
  const out = await stage.meets('Out', 'private');
  await stage.db
    .transaction()
    .execute((trx) => optOut(trx, stage, [out.personId], { source: 'test' }, stage.now()));
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of [ann, kept, out]) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-04 10:00'));
  await stage.happens(ann, says('you are welcome', '2025-03-04 10:00'));
  await stage.goesTo(at('2025-03-20'));
  expect(stage.said.map(({ to }) => to)).toEqual([ann.conversation]);
  const runs = await stage.db
    .selectFrom('playbook_run')
    .select(['customer_id', 'why'])
    .orderBy('id')
    .execute();
  expect(runs).toEqual([
    { customer_id: ann.id, why: 'end' },
    { customer_id: kept.id, why: 'control' },
    { customer_id: out.id, why: 'opted-out' },
  ]);
  const arms = await stage.db
    .selectFrom('assignment')
    .select(['flow', 'customer_id', 'arm'])
    .orderBy('customer_id')
    .execute();
  expect(arms).toEqual([
    { flow: 'playbook:thanks@1', customer_id: ann.id, arm: 'treated' },
    { flow: 'playbook:thanks@1', customer_id: kept.id, arm: expect.stringMatching(/control|hold-out/) },
  ]);
  const coupons = await stage.db.selectFrom('coupon').select('customer_id').orderBy('id').execute();
  expect(coupons.map((each) => each.customer_id)).not.toContain(kept.id);
  // What their owner does for them is the same for all.
  const asked = await stage.db
    .selectFrom('follow_up')
    .select('customer_id')
    .where('rule', '=', 'playbook:thanks')
    .execute();
  expect(asked).toHaveLength(3);
});

test('its effect is read 90 days after it began to run, and told in the digest of that week', async () => {
  await stage.runs('thanks', thanks);
  const flow = 'playbook:thanks@1';
  const readAt = stage.now() + 90 * day;
  expect(await effectOf(stage.db, flow, readAt - 1)).toMatchObject({ status: 'too-early', readAt });
  expect(await effectOf(stage.db, flow, readAt)).toMatchObject({ status: 'not-enough-data', treated: 0 });
  const [week, other] = [readAt - day, readAt + 6 * day];
  expect(await effectsReadBetween(stage.db, week, other)).toMatchObject([{ flow }]);
  expect(await effectsReadBetween(stage.db, other, other + 7 * day)).toEqual([]);
});

test('a playbook that is not measured writes to everybody, and a new version is measured anew', async () => {
  const { measured: _measured, ...rest } = thanks;
  await stage.runs('thanks', { ...rest, measured: false });
  const kept = await stage.meets('Kept', 'private', { keptFor: 'thanks' });
  await stage.goesTo(at('2025-03-03 10:00'));
  await stage.happens(kept, orders(1, '2025-03-03 10:00'));
  expect(stage.said).toHaveLength(1);
  expect(await effectOf(stage.db, 'playbook:thanks@1', stage.now())).toBeUndefined();
  await stage.runs('thanks', thanks);
  expect(await effectOf(stage.db, 'playbook:thanks@2', stage.now())).toMatchObject({ status: 'too-early' });
});

test('whoever a colleague puts in by hand gets it, and counts for nothing', async () => {
  await stage.runs('thanks', { ...thanks, trigger: { on: 'manual' } });
  const kept = await stage.meets('Kept', 'private', { keptFor: 'thanks' });
  await stage.happens(kept, says('hello', stage.now()));
  await enterRuns(stage.db, [
    {
      playbook: 'thanks',
      version: 1,
      customerId: kept.id,
      trigger: 'manual/x',
      at: stage.now(),
      notAfter: 0,
    },
  ]);
  await stage.goesTo(stage.now() + 60_000);
  expect(stage.said.map(({ to }) => to)).toEqual([kept.conversation]);
  expect(await stage.db.selectFrom('assignment').selectAll().execute()).toEqual([]);
});

test('customers who became one count once', async () => {
  await stage.runs('thanks', thanks);
  const [ann, again] = [await stage.meets('Ann', 'private'), await stage.meets('Ann again', 'private')];
  for (const actor of [ann, again]) await stage.happens(actor, orders(1, stage.now()));
  const treated = async () => (await countArms(stage.db, 'playbook:thanks@1', 14, stage.now())).treated.of;
  expect(await treated()).toBe(2);
  await stage.db
    .transaction()
    .execute((trx) => mergeCustomer(trx, again.id, ann.id, { at: stage.now(), byId: null }));
  expect(await treated()).toBe(1);
});
