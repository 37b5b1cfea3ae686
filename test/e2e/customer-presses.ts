import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventMessage } from '../../bot/community/event-card.ts';
import { pollMessage } from '../../bot/community/poll.ts';
import { surveyMessage } from '../../bot/survey/card.ts';
import { shippedProgramme } from '../../core/community/points.ts';
import type { OutboundMessage } from '../../core/messages.ts';
import { createZone } from '../../core/zone.ts';
import { eventById, makeEvent } from '../../db/community-events.ts';
import { enqueue } from '../../db/outbox.ts';
import { earnPoints, writeProgramme } from '../../db/points.ts';
import { lockPoll, makePoll } from '../../db/polls.ts';
import { makeSurvey } from '../../db/surveys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Said, Stage } from '../support/platforms/stage.ts';
import { until } from '../support/until.ts';

const zone = createZone('Asia/Shanghai');
const dayMs = 24 * 60 * 60 * 1000;

/** One kind of card: the button that is pressed, and what is written down when a customer pressed it. */
type Row = {
  readonly name: string;
  readonly post: () => Promise<RegExp>;
  readonly label: RegExp;
  readonly written: () => Promise<readonly unknown[]>;
  readonly expected: unknown;
};

/** Tells that customers' presses on every card for customers count, and members' do not, on one platform. */
export const tellPresses = (open: () => Promise<Stage>): void => {
  let stage: Stage;
  let app: TestApp;
  let roomId = 0;
  let customerId = 0;

  beforeAll(async () => {
    stage = await open();
    app = await startTestApp({ ...stage.config, holidays: 'none' });
    stage.at(app);
    await stage.invites(stage.customerRoom);
    const asked = await said(/Which customer is .*acme/i);
    await stage.presses(asked, /^Customer: /);
    await said(/is now a customer room/);
    await stage.says('ann', stage.customerRoom, 'Good morning!');
    const room = await until(
      () =>
        app.db
          .selectFrom('room')
          .innerJoin('person', 'person.customer_id', 'room.customer_id')
          .select(['room.id', 'room.customer_id'])
          .where('room.external_id', '=', stage.customerRoom)
          .where('person.side', '=', 'customer')
          .executeTakeFirst(),
      'Ann is nobody’s customer.',
    );
    roomId = room.id;
    customerId = room.customer_id ?? 0;
  }, 60_000);

  afterAll(async () => {
    await app.stop();
    await stage.close();
  });

  const said = (pattern: RegExp): Promise<Said> =>
    until(
      () => stage.said().findLast((each) => pattern.test(each.text)),
      () =>
        `The bot did not say ${pattern}; it said:\n${stage
          .said()
          .map((each) => each.text)
          .join('\n---\n')}`,
      20_000,
    );
  const refusals = (): number =>
    stage.said().filter((each) => /what colleagues press does not count/.test(each.text)).length;
  const put = async (key: string, message: OutboundMessage): Promise<void> => {
    await enqueue(app.db, { key, roomId, message }, Date.now());
  };

  const rows: readonly Row[] = [
    {
      name: 'a survey',
      post: async () => {
        await put('survey', surveyMessage(await makeSurvey(app.db, { kind: 'nps' }, Date.now()), 'en'));
        return /How are we doing\?/;
      },
      label: /^9$/,
      written: () => app.db.selectFrom('survey_answer').select(['score', 'skipped']).execute(),
      expected: { score: 9, skipped: false },
    },
    {
      name: 'an invitation',
      post: async () => {
        const id = await makeEvent(
          app.db,
          {
            roomId,
            title: 'Tasting',
            startsAt: Date.now() + 3 * dayMs,
            place: null,
            capacity: null,
            createdBy: null,
          },
          Date.now(),
        );
        const event = await eventById(app.db, id);
        if (event) await put('event', eventMessage(event, [], zone, 'en'));
        return /Event: Tasting/;
      },
      label: /^Coming$/,
      written: () => app.db.selectFrom('event_guest').select(['answer', 'waiting']).execute(),
      expected: { answer: 'yes', waiting: false },
    },
    {
      name: 'a poll',
      post: async () => {
        const poll = { roomId, question: 'Which roast?', choices: ['Light', 'Dark'], by: null };
        const made = await lockPoll(app.db, await makePoll(app.db, poll, Date.now()));
        if (made) await put('poll', pollMessage(made, [], 'en'));
        return /Which roast\?/;
      },
      label: /Dark/,
      written: () => app.db.selectFrom('poll_vote').select('choice').execute(),
      expected: { choice: 1 },
    },
    {
      name: 'a reward',
      post: async () => {
        await writeProgramme(app.db, { ...shippedProgramme, since: 0 });
        const points = { customerId, key: 'gift', at: Date.now(), points: 150, rule: 'hand' };
        await earnPoints(app.db, [points]);
        await stage.says('ann', stage.customerRoom, 'my points');
        return /Your points: 150/;
      },
      label: /¥10 off/,
      written: () => app.db.selectFrom('coupon').select(['title', 'flow']).execute(),
      expected: { title: '¥10 off', flow: 'points' },
    },
  ];

  for (const { name, post, label, written, expected } of rows) {
    test(`the press of a customer on ${name} counts once, that of a member does not`, async () => {
      const card = await said(await post());
      const before = refusals();
      await stage.presses(card, label, 'mia');
      await until(() => refusals() > before, 'The member was not told that it does not count.');
      expect(await written()).toEqual([]);
      await stage.presses(card, label, 'ann');
      await until(async () => (await written()).length > 0, 'The press of the customer is not written down.');
      expect(await written()).toEqual([expected]);
    });
  }
};
