import { afterEach, beforeEach, expect, test } from 'vitest';
import { optOut } from '../../../bot/care/consent.ts';
import { forgetSubject } from '../../../bot/care/forget.ts';
import { runDuePlaybooks } from '../../../bot/playbook/run-due.ts';
import type { PlaybookEntry } from '../../../core/playbook/schema.ts';
import { findTraces } from '../../../db/erase.ts';
import { mergeCustomer } from '../../../db/merge.ts';
import { resolvePeople } from '../../../db/people.ts';
import { at, complains, local, orders, says } from '../../support/given.ts';
import { openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

let stage: PlaybookStage;

beforeEach(async () => {
  stage = await openStage(at('2025-03-03 09:00'));
});

afterEach(() => stage.stop());

const thanks = (change: Partial<PlaybookEntry> = {}): PlaybookEntry => ({
  name: { zh: '致谢', en: 'Thanks' },
  purpose: 'service',
  trigger: { on: 'event', of: 'order' },
  steps: [
    { do: 'message', to: 'person', text: { zh: '谢谢。', en: 'Thanks one.' } },
    { do: 'wait', days: 8 },
    { do: 'message', to: 'person', text: { zh: '再次感谢。', en: 'Thanks two.' } },
  ],
  ...change,
});

const runs = () => stage.db.selectFrom('playbook_run').selectAll().orderBy('id').execute();
const texts = () => stage.said.map((each) => each.text);

test('whoever opts out or complains in the middle hears no more', async () => {
  await stage.runs('thanks', thanks({ stopOn: [] }));
  const [out, cross] = [await stage.meets('Out', 'private'), await stage.meets('Cross', 'private')];
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of [out, cross]) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-05 10:00'));
  await stage.db
    .transaction()
    .execute((trx) => optOut(trx, stage, [out.personId], { source: 'test' }, stage.now()));
  await stage.happens(cross, complains('too late', '2025-03-05 10:00'));
  await stage.goesTo(at('2025-03-20 10:00'));
  expect(texts()).toEqual(['Thanks one.', 'Thanks one.']);
  expect((await runs()).map((run) => run.why)).toEqual(['opted-out', 'complaint']);
});

test('of two playbooks that fire at once the budget takes the more important; the other comes when it may', async () => {
  const once = (en: string) => [{ do: 'message', to: 'person', text: { zh: '好', en } }] as const;
  await stage.runs('small', thanks({ priority: 2, steps: once('Small.') }));
  await stage.runs('great', thanks({ priority: 8, steps: once('Great.') }));
  const ann = await stage.meets('Ann', 'private');
  await stage.goesTo(at('2025-03-03 10:00'));
  await stage.happens(ann, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-12 10:00'));
  expect(stage.said.map((each) => [local(each.at), each.text])).toEqual([
    ['2025-03-03 10:00', 'Great.'],
    ['2025-03-10 10:00', 'Small.'],
  ]);
});

test('workers at once, and one that asks again for what was sent, say everything once', async () => {
  await stage.runs('thanks', thanks());
  const actors = [];
  for (let index = 0; index < 5; index++) actors.push(await stage.meets(`Customer ${index}`, 'private'));
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of actors) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  await Promise.all(Array.from({ length: 4 }, () => runDuePlaybooks(stage.runner, stage.now())));
  // As if the step had not been written down: the message has its key already.
  await stage.db
    .updateTable('playbook_run')
    .set({ step: 0, wake_at: stage.now(), awaits: null, contacts: 0 })
    .execute();
  await runDuePlaybooks(stage.runner, stage.now());
  await stage.goesTo(at('2025-03-03 12:00'));
  expect(texts()).toEqual(Array.from({ length: 5 }, () => 'Thanks one.'));
});

test('who is inside keeps the version; a pause holds them, an end lets them out', async () => {
  await stage.runs('thanks', thanks());
  const [ann, bob] = [await stage.meets('Ann', 'private'), await stage.meets('Bob', 'private')];
  await stage.goesTo(at('2025-03-03 10:00'));
  await stage.happens(ann, orders(1, '2025-03-03 10:00'));
  await stage.runs(
    'thanks',
    thanks({ steps: [{ do: 'message', to: 'person', text: { zh: '新', en: 'New.' } }] }),
  );
  await stage.happens(bob, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-12 10:00'));
  expect(texts()).toEqual(['Thanks one.', 'New.', 'Thanks two.']);
  expect((await runs()).map((run) => [run.version, run.why])).toEqual([
    [1, 'end'],
    [2, 'end'],
  ]);
});

test('customers who become one are one in the playbook, too', async () => {
  await stage.runs('thanks', thanks());
  const [ann, same, other] = [
    await stage.meets('Ann', 'private'),
    await stage.meets('Ann again', 'private'),
    await stage.meets('Other', 'private'),
  ];
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of [ann, same]) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  await stage.db
    .transaction()
    .execute((trx) => mergeCustomer(trx, same.id, ann.id, { at: at('2025-03-03 11:00'), byId: null }));
  await stage.db
    .transaction()
    .execute((trx) => mergeCustomer(trx, ann.id, other.id, { at: at('2025-03-03 11:00'), byId: null }));
  expect((await runs()).map((run) => [run.customer_id, run.why])).toEqual([
    [other.id, null],
    [other.id, 'merged'],
  ]);
  await stage.happens(other, says('hello', '2025-03-04 10:00'));
});

test('quiet hours are those where the person is, as their platform or a colleague says', async () => {
  await stage.runs('thanks', thanks());
  const ann = await stage.meets('Ann', 'private');
  const profile = { kind: 'human', external: true } as const;
  const where = { platform: 'slack', account: 'T1' } as const;
  const id = ann.conversation.replace('D-', '');
  await resolvePeople(stage.db, where, [{ ...profile, id, zone: 'America/New_York' }]);
  // What is no zone is not learnt.
  await resolvePeople(stage.db, where, [{ ...profile, id, zone: 'Mars/Olympus' }]);
  const bob = await stage.meets('Bob', 'private');
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of [ann, bob]) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-04 10:00'));
  // At 10:00 in Shanghai it is 21:00 in New York; her morning is 22:00.
  expect(stage.said.map(({ at: when, to }) => [local(when), to])).toEqual([
    ['2025-03-03 10:00', bob.conversation],
    ['2025-03-03 22:00', ann.conversation],
  ]);
});

test('whoever is erased in the middle hears no more, and their name stands in nothing that was asked', async () => {
  const steps = [
    { do: 'follow-up', text: { zh: '联系 {{name}}。', en: 'Write to {{name}}. Soon.' } },
    ...thanks().steps,
  ] as const;
  await stage.runs('thanks', thanks({ steps }));
  const [ann, bob] = [await stage.meets('Annabel', 'private'), await stage.meets('Bob', 'private')];
  await stage.goesTo(at('2025-03-03 10:00'));
  for (const actor of [ann, bob]) await stage.happens(actor, orders(1, '2025-03-03 10:00'));
  const person = { id: ann.personId, name: 'Annabel' };
  const about = { customerId: ann.id, customerName: 'Annabel', people: [person] };
  const forgets = (whole: boolean) =>
    stage.db
      .transaction()
      .execute((trx) => forgetSubject(trx, stage.company, { ...about, whole }, stage.now()));
  await forgets(false);
  expect(await findTraces(stage.db, ['Annabel'])).toEqual({ 'customer.name': 1 });
  await forgets(true);
  expect(await findTraces(stage.db, ['Annabel'])).toEqual({});
  await stage.goesTo(at('2025-03-20 10:00'));
  expect(stage.said.map(({ to, text }) => [to, text]).slice(2)).toEqual([[bob.conversation, 'Thanks two.']]);
  expect((await runs()).map((run) => run.customer_id)).toEqual([bob.id]);
});
