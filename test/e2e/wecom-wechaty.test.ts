import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenFor } from '../../db/listening.ts';
import { findRoom, listRooms } from '../../db/rooms.ts';
import { makeSurvey } from '../../db/surveys.ts';
import { type Outgoing, watchOutgoing } from '../support/outgoing.ts';
import { openWechatyStage } from '../support/platforms/wechaty-stage.ts';
import { colleagueId, customerId } from '../support/servers/wechaty/world.ts';
import { until } from '../support/until.ts';
import { tellStory } from './platform-story.ts';

let outgoing: Outgoing;

beforeAll(() => {
  outgoing = watchOutgoing();
});

afterAll(() => outgoing.stop());

describe('on WeCom, heard by Wechaty, with every route on', () => {
  const told = tellStory(openWechatyStage);

  test('the group is called by its name, also by a new one', async () => {
    const { company, customerRoom, puppets } = told.stage();
    const where = { platform: 'wecom', account: company.wecom.state.corpId } as const;
    const isCalled = (name: string) => async () =>
      (await findRoom(told.app().db, where, customerRoom))?.name === name;
    await until(isCalled('Acme pumps'), 'The group has no name.', 20_000);
    const { room: group, colleague: mia } = puppets.world;
    group.topic('Acme pumps and valves').by(mia);
    await until(isCalled('Acme pumps and valves'), 'The group has its old name.');
  });

  test('without buttons a number is the customer’s answer to a survey, and no colleague’s', async () => {
    const { company, customerRoom, puppets } = told.stage();
    const { db } = told.app();
    const where = { platform: 'wecom', account: company.wecom.state.corpId } as const;
    const group = await findRoom(db, where, customerRoom);
    const now = await told.chat().clock.now();
    const survey = await makeSurvey(db, { kind: 'nps' }, now);
    const question = {
      roomId: group?.id ?? 0,
      personId: null,
      kind: 'survey-score',
      ref: survey.id,
    } as const;
    await listenFor(db, { ...question, untilAt: now + 24 * 60 * 60 * 1000 });
    puppets.world.say({ by: colleagueId, text: '3' });
    puppets.world.say({ by: customerId, text: '9' });
    const answers = () => db.selectFrom('survey_answer').select(['score', 'skipped']).execute();
    await until(async () => (await answers()).length > 0, 'The answer is not written down.');
    await told.chat().settles();
    expect(await answers()).toEqual([{ score: 9, skipped: false }]);
  });

  test('when the account has to be logged in again, the managers’ groups are told once each', async () => {
    const { company, puppets } = told.stage();
    const managers = (await listRooms(told.app().db, ['managers'])).map((each) => each.externalId);
    const asked = () =>
      company
        .said()
        .filter((each) => /has to be logged in again/.test(each.text))
        .map((each) => each.conversation);
    await puppets.world.puppet.logout('thrown out');
    await until(() => asked().length >= managers.length, 'The managers are not told.', 20_000);
    await told.chat().settles();
    expect(managers).toHaveLength(2);
    expect(asked().toSorted()).toEqual(managers.toSorted());
  });

  test('nothing was ever said by the account that is driven', () => {
    expect(told.stage().puppets.world.puppet.captured).toEqual([]);
  });

  test('no connection leaves this machine', async () => {
    const { gateway } = told.stage().company;
    await until(() => gateway.connections() > 0, 'The AI bot is not connected.');
    expect(outgoing.count()).toBeGreaterThan(5);
    expect(outgoing.strangers).toEqual([]);
  });
});
