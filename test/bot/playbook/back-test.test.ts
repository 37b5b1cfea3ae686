import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBackTest } from '../../../bot/playbook/back-test.ts';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { type PlaybookEntry, toPlaybook } from '../../../core/playbook/schema.ts';
import { playbookCounts } from '../../../db/playbook-counts.ts';
import { at, complains, day, orders, says, weSay } from '../../support/given.ts';
import { type Actor, openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

// One history of ten weeks, played live to running playbooks, then asked of the back-test of each.

const hello = (to: 'person' | 'room') =>
  ({ do: 'message', to, text: { zh: '您好。', en: 'Hello.' } }) as const;
const sleepers: PlaybookEntry = {
  name: { zh: '沉默', en: 'Silent ones' },
  purpose: 'service',
  priority: 9,
  trigger: { on: 'silence', days: 15 },
  when: [{ attribute: 'orders', atLeast: 1 }],
  steps: [hello('person'), { do: 'wait', days: 10, until: 'order', goto: 'end' }, hello('person')],
  limits: { every: 60 },
  measured: true,
};

const byMoment = (one: number, other: number): number => one - other;

let stage: PlaybookStage;
const from = at('2025-03-01 00:00');
const until = at('2025-05-12 12:00');

/** A made-up but fixed history: some order again, some go quiet, one complains, one is asked at night. */
const storyOf = (index: number): readonly Interaction[] => {
  const start = from + index * 1.37 * day + 9 * 3_600_000;
  const often = index % 3 === 0;
  const facts: Interaction[] = [orders(100 + index, start), weSay('welcome', start + 3_600_000)];
  for (let week = 1; week < (often ? 9 : 2); week++) {
    const when = start + week * 7 * day + (index % 5) * 3 * 3_600_000;
    facts.push(week % 4 === 2 ? orders(50, when) : says(`week ${week}`, when));
    if (index % 2 === 0) facts.push(weSay(`answer ${week}`, when + 3_600_000));
  }
  if (index % 7 === 3) facts.push(complains('late again', start + 9 * day));
  return facts.filter((each) => each.at < until);
};

beforeAll(async () => {
  stage = await openStage(from);
  await stage.runs('sleepers', sleepers);
  const actors: Actor[] = [];
  for (let index = 0; index < 7; index++)
    actors.push(await stage.meets(`Customer ${index}`, index % 2 === 0 ? 'own-room' : 'private'));
  const story = actors
    .flatMap((actor, index) => storyOf(index).map((interaction) => ({ actor, interaction })))
    .sort((one, other) => one.interaction.at - other.interaction.at);
  for (const { actor, interaction } of story) {
    await stage.goesTo(interaction.at);
    await stage.happens(actor, interaction);
  }
  await stage.goesTo(until);
}, 180_000);

afterAll(() => stage.stop());

test('counts what really happened when the same history was played live', async () => {
  const live = await playbookCounts(stage.db, 'sleepers');
  // What was really sent is no part of the past that is rehearsed.
  await stage.db.deleteFrom('contact').execute();
  await stage.db.deleteFrom('interaction').where('kind', '=', 'campaign-sent').execute();
  const { summary, runs } = await runBackTest(
    stage.db,
    stage.company,
    { key: 'sleepers', playbook: toPlaybook(sleepers) },
    { now: until, days: (until - from) / day },
  );
  expect(live.entered).toBeGreaterThan(3);
  expect(live.contacts).toBeGreaterThan(3);
  expect(summary).toMatchObject({ entered: live.entered, contacts: live.contacts, reached: live.reached });
  const ended = Object.fromEntries(Object.entries(summary.endings).filter(([why]) => why !== 'inside'));
  expect(ended).toEqual(live.endings);
  const said = stage.said.map(({ at: when }) => when).toSorted(byMoment);
  expect(runs.flatMap((run) => run.contacts).toSorted(byMoment)).toEqual(said);
});
