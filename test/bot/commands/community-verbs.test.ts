import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBroadcasts } from '../../../bot/broadcast/run.ts';
import { changesWith } from '../../../bot/commands/command.ts';
import { splitWords } from '../../../bot/commands/parse.ts';
import { commandNamed } from '../../../bot/commands/table.ts';
import { createLogger } from '../../../bot/log.ts';
import { runSurveys } from '../../../bot/survey/due.ts';
import { surveyResult } from '../../../db/survey-results.ts';
import { openTeam, type TestTeam } from '../../support/team.ts';

describe('a command asks first only where its words change something', () => {
  const reads = [
    'survey',
    'survey results 3',
    '问卷 留言 3',
    'event',
    '活动 3',
    'poll 2',
    'coupon Acme Ltd',
    '优惠券 查 4F7K-92MQ-XZC',
    'coupon token',
    'points',
    '积分 晨光书店',
    'member-day',
    'community club questions',
    'community club welcome',
    'broadcast 3',
    'broadcast 3 effect',
    '群发 模板',
  ];
  const changes = [
    'survey nps Acme Ltd',
    '问卷 结束 3',
    'event new "Tasting" "next Friday 19:00"',
    '活动 签到 3 全部',
    'poll "Which?" "One" "Two"',
    '投票 结束 2',
    'coupon redeem 4F7K-92MQ-XZC',
    '优惠券 发放 晨光书店 "9 折"',
    'coupon token revoke 1',
    'points on',
    '积分 奖励 结束 coupon-10',
    'points give Acme Ltd 10',
    '会员日 设置 每月 18 积分 2',
    'community club welcome Say hello to everybody',
    'broadcast new people: Hello',
    '群发 3 批准',
    'broadcast template save hello: Hello',
  ];
  const asks = (text: string): boolean => {
    const [name = '', ...args] = splitWords(text);
    const command = commandNamed(name);
    if (!command) throw new Error(`There is no command ${name}.`);
    return changesWith(command, args);
  };
  test.each(reads)('%s only reads', (text) => expect(asks(text)).toBe(false));
  test.each(changes)('%s changes something', (text) => expect(asks(text)).toBe(true));
});

describe('in the chat', () => {
  let team: TestTeam;
  beforeAll(async () => {
    team = await openTeam('2025-03-03 10:00');
  });
  afterAll(() => team.stop());

  const press = async (member: string, label: RegExp): Promise<string> => {
    const message = await team.db
      .selectFrom('message')
      .innerJoin('room', 'room.id', 'message.room_id')
      .select(['message.id', 'message.at', 'message.external_id as key', 'message.text', 'message.card'])
      .where('room.external_id', '=', `dm:${member}`)
      .where('message.person_id', 'is', null)
      .orderBy('message.id', 'desc')
      .executeTakeFirstOrThrow();
    await team.presses(member, `dm:${member}`, message, label);
    return (await team.hears(member)).map((each) => each.text).join('\n');
  };

  test('a lead makes, changes and ends rewards, and takes the change back', async () => {
    expect(await team.asks('mia', 'points reward new "Free beans" 300')).toBe(
      'Only a lead or manager may do this.',
    );
    expect(await team.asks('grace', 'points reward new "Free beans" "免费咖啡豆" 300 45')).toMatch(
      /^Now: reward-3 · Free beans: 300 points \(good for 45 days\)/,
    );
    expect(await team.asks('zhou', '积分')).toMatch(/reward-3 · 兑换 免费咖啡豆：300 积分（45 天有效）/);
    expect(await team.asks('zhou', '积分 奖励 修改 reward-3 250')).toMatch(
      /免费咖啡豆：250 积分（45 天有效）/,
    );
    expect(await team.asks('zhou', '积分 奖励 结束 coupon-10')).toMatch(/“10 元优惠券”不再可以兑换/);
    expect(await press('zhou', /^撤销$/)).toMatch(/^已撤销：积分规则的改动/);
    expect(await team.asks('grace', 'points')).toMatch(
      /coupon-10 · ¥10 off[\s\S]*reward-3 · Free beans: 250/,
    );
    expect(await team.asks('grace', 'points reward change nothing 5')).toMatch(
      /There are: coupon-10, coupon-60/,
    );
    for (const wrong of ['new "Free beans"', 'new "x" 0', 'new "x" 5 9999', 'polish reward-3'])
      expect(await team.asks('grace', `points reward ${wrong}`)).toMatch(
        /^(?:Write: points reward|The number)/,
      );
  });

  test('a change is not taken back over somebody else’s', async () => {
    await team.asks('grace', 'points rule order 2');
    await team.asks('zhou', '积分 规则 order 3');
    expect(await team.asks('grace', 'undo')).toMatch(/Somebody has changed the programme since/);
  });

  test('points by hand and a coupon are taken back', async () => {
    expect(await team.asks('grace', 'points give "Acme Ltd" 30 for the long wait')).toMatch(
      /Acme Ltd: 30 points/,
    );
    expect(await team.asks('grace', 'undo')).toMatch(
      /Undone: the change of the points of Acme Ltd\. Acme Ltd: 0/,
    );
    const issued = await team.asks('mia', 'coupon issue "Acme Ltd" "10 % off"');
    const code = /: (\S+), good until/.exec(issued)?.[1];
    expect(await team.asks('mia', 'undo')).toMatch(/"10 % off" is taken back/);
    expect(await team.asks('mia', `coupon redeem ${code}`)).toMatch(/expired/);
  });

  const broadcastTo = async (words: string): Promise<readonly string[]> => {
    await team.asks('grace', `broadcast new rooms ${words}`);
    const around = { ...team.ingest, log: createLogger('silent'), ringOutbox: async () => undefined };
    await runBroadcasts(around);
    const targets = await team.db
      .selectFrom('broadcast_target')
      .innerJoin('customer', 'customer.id', 'broadcast_target.customer_id')
      .select('customer.name')
      .where('broadcast_id', '=', (query) =>
        query.selectFrom('broadcast').select((each) => each.fn.max('id').as('id')),
      )
      .orderBy('customer.name')
      .execute();
    return targets.map((each) => each.name);
  };

  test('a broadcast goes to a tag or a list, with a text that is saved by name', async () => {
    expect(await team.asks('grace', 'broadcast template save spring: The spring beans are here.')).toBe(
      'Template "spring" is saved.',
    );
    expect(await team.asks('zhou', '群发 模板')).toMatch(/> The spring beans are here\. \(spring\)/);
    await team.asks('mia', 'tag "Acme Ltd" vip');
    expect(await broadcastTo('tag VIP for service template Spring')).toEqual(['Acme Ltd']);
    const made = await team.db.selectFrom('broadcast').select(['text', 'purpose']).executeTakeFirstOrThrow();
    expect(made).toEqual({ text: 'The spring beans are here.', purpose: 'service' });
    await team.says('alice', 'acme', 'Good morning!');
    await team.says('bob', 'acorn', 'Good morning!');
    await team.at('2025-03-30 10:00');
    await team.says('bob', 'acorn', 'Good morning!');
    expect(await broadcastTo('list "silent 14d": Hello')).not.toContain('Acorn Bakery');
    expect(await broadcastTo('list "silent 14d": Hello')).toContain('Acme Ltd');
    expect(await team.asks('grace', 'broadcast new rooms template winter')).toMatch(/no template "winter"/);
    expect(await team.asks('grace', 'broadcast new rooms list nobody: x')).toMatch(/A list is one of/);
    expect(await team.asks('grace', 'broadcast template remove SPRING')).toMatch(/is removed/);
  });

  test('a survey reaches any number of customers, a hundred at a time', async () => {
    const { db, ingest } = team;
    const made = await db
      .insertInto('customer')
      .values(
        Array.from({ length: 620 }, (_, index) => ({
          name: `Fan ${index}`,
          kind: 'person',
          created_at: 0,
          segment: 'fmcg',
        })),
      )
      .returning(['id', 'name'])
      .execute();
    const people = await db
      .insertInto('person')
      .values(made.map(({ id, name }) => ({ name, kind: 'human', side: 'customer', customer_id: id })))
      .returning('id')
      .execute();
    await db
      .insertInto('identity')
      .values(
        people.map(({ id }) => ({
          person_id: id,
          platform: 'web',
          account: 'bakery',
          external_id: `fan-${id}`,
          external: 'yes',
        })),
      )
      .execute();
    await team.at('2025-04-01 10:00');
    expect(await team.asks('grace', 'survey csat segment fmcg')).toMatch(
      /is being put to 620 customers or rooms, one after the other/,
    );
    expect(await team.asks('grace', 'survey 1')).toMatch(/Still to be asked: 620/);
    const both = await Promise.all([runSurveys(db, ingest, team.now()), runSurveys(db, ingest, team.now())]);
    expect(both).toEqual([100, 100]);
    const asked = await db
      .selectFrom('survey_ask')
      .select(['person_id', 'asked_at'])
      .where('asked_at', 'is not', null)
      .execute();
    expect(new Set(asked.map((each) => each.person_id)).size).toBe(200);
    expect(await surveyResult(db, 1, { owners: 'all' })).toMatchObject({ asked: 200, waiting: 420 });
    const contacts = await db.selectFrom('contact').select('id').where('flow', '=', 'survey:1').execute();
    expect(contacts).toHaveLength(200);
  });
});
