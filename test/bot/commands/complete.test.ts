import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askerOf } from '../../../bot/commands/asker.ts';
import { completionsOf } from '../../../bot/commands/complete.ts';
import { webPersonId } from '../../../db/playground.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
});
afterAll(() => talk.stop());

const complete = async (who: string, text: string, language: 'zh' | 'en' = 'en') => {
  const { db } = talk;
  const now = Date.now();
  const asker = await askerOf(db, (await webPersonId(db, who)) ?? 0, now);
  if (!asker) throw new Error(`${who} is no member.`);
  const { company } = talk.bot.ingest;
  const context = { db, company, now, at: now, asker, language, requestKey: 'test' };
  return completionsOf(context, text);
};
const texts = async (who: string, text: string, language?: 'zh' | 'en') =>
  (await complete(who, text, language)).map((each) => each.text);

describe('a request goes on with', () => {
  test.each<readonly [string, 'zh' | 'en', string, readonly string[]]>([
    ['mia', 'en', 'stat', ['status']],
    ['lin', 'zh', '状', ['状态']],
    ['mia', 'en', 'st', ['status', 'stage']],
    ['mia', 'en', 'Ced', ['"Cedar Cafe"']],
    ['mia', 'en', 'status ac', ['status "Acme Ltd"', 'status "Acorn Bakery"']],
    ['mia', 'en', 'status acme l', ['status "Acme Ltd"']],
    ['lin', 'zh', '状态 cgsd', ['状态 晨光书店']],
    ['mia', 'en', 'owner "Acme Ltd" Li', []],
    ['mia', 'en', 'owner Acorn 林', ['owner Acorn 林晓']],
    ['mia', 'en', 'promise d', ['promise done', 'promise drop', 'promise due']],
    ['lin', 'zh', '承诺 补', ['承诺 补记']],
    ['mia', 'en', 'promise add Aco', ['promise add "Acorn Bakery"']],
    ['mia', 'en', 'segment Acorn ser', ['segment Acorn "services for businesses"']],
    ['mia', 'en', 'stage Acorn mat', ['stage Acorn Maturity', 'stage Acorn mature']],
    ['mia', 'en', 'nothing at all', []],
  ])('%s (%s): %s', async (who, language, text, expected) => {
    expect(await texts(who, text, language)).toEqual(expected);
  });

  test('what it is called and is', async () => {
    expect(await complete('mia', 'stat')).toEqual([
      { text: 'status', label: 'status', detail: 'how a customer is doing' },
    ]);
    expect(await complete('mia', 'status Ced')).toEqual([
      { text: 'status "Cedar Cafe"', label: '"Cedar Cafe"', detail: 'customer' },
    ]);
  });

  test('only what the asker may use, and whom they may see', async () => {
    expect(await texts('mia', 'handover')).toEqual([]);
    expect(await texts('grace', 'handov')).toEqual(['handover']);
    expect(await texts('mia', 'status 晨')).toEqual([]);
    expect(await texts('zhou', 'status 晨')).toEqual(['status 晨光书店']);
    expect(await texts('lin', 'status Ac')).toEqual([]);
  });

  test('the customers most at risk where nothing is typed yet, at most eight', async () => {
    expect((await texts('mia', 'status ')).toSorted()).toEqual([
      'status "Acme Ltd"',
      'status "Acorn Bakery"',
      'status "Cedar Cafe"',
    ]);
    expect((await texts('grace', 'p')).length).toBeLessThanOrEqual(8);
    expect(await texts('mia', '')).not.toContain('status "Acme Ltd"');
  });
});
