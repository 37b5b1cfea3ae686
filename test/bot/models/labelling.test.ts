import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refoldCustomers } from '../../../bot/ingest/refold.ts';
import { labelMessages } from '../../../bot/jobs/label-messages.ts';
import type { Model } from '../../../bot/models/model.ts';
import type { LabelFacts } from '../../../prompts/labels.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';
import { factsIn, modelAt, modelSettings } from '../../support/models.ts';
import { type ChatApi, startChatApi } from '../../support/servers/chat-api/server.ts';

let api: ChatApi;
let shop: TestIngest;
let model: Model;
const account = 'shop';

beforeAll(async () => {
  api = await startChatApi();
  shop = await openIngest(account, { acme: 'customer', club: 'community' });
  model = modelAt(shop.db, modelSettings(api.baseUrl));
});

afterAll(async () => {
  await shop.stop();
  await api.close();
});

let count = 0;
const says = async (text: string, room = 'acme'): Promise<string> => {
  const message = `t${++count}`;
  await shop.feed([
    {
      id: `d${count}`,
      at: Date.now(),
      platform: 'web',
      account,
      person: { id: 'alice', name: 'Alice', kind: 'human', external: true },
      conversation: { id: room, kind: 'group' },
      type: 'message',
      message,
      text,
      mentionsBot: false,
      attachments: [],
    },
  ]);
  return `web/${account}/${room}/${message}`;
};

const label = (id: string, over: object = {}) => ({
  id,
  sentiment: 0,
  confidence: 0.9,
  intent: 'inform',
  urgency: 'normal',
  complaint: false,
  question: false,
  promise: false,
  reason: null,
  quote: null,
  ...over,
});

const run = () =>
  labelMessages({ db: shop.db, company: shop.ingest.company, clock: shop.ingest.clock, model });
const feelings = async () =>
  (
    await sql<{
      scores: { key: string; score: number }[];
    }>`select state -> 'feelings' as scores from customer`.execute(shop.db)
  ).rows.flatMap((row) => row.scores ?? []);

describe('what customers say', () => {
  test('is read by the model and moves the reading by half a point at most', async () => {
    const key = await says('Well, that went exactly as one would expect from you.');
    api.answer((question) => ({
      json: {
        labels: factsIn<LabelFacts>(question).messages.map(({ id }) => label(id, { sentiment: -1 })),
      },
    }));
    expect(await run()).toBe(1);
    const before =
      (
        await sql<{
          score: number;
        }>`select (data ->> 'score')::float8 as score from interaction where source_key = ${key}`.execute(
          shop.db,
        )
      ).rows[0]?.score ?? 9;
    const after = (await feelings()).find((each) => each.key === key)?.score ?? before;
    expect(after).toBeLessThan(before);
    expect(before - after).toBeLessThanOrEqual(0.5);
    expect(
      (await sql<{ detail: object }>`select detail from audit where action = 'model-call'`.execute(shop.db))
        .rows,
    ).toMatchObject([{ detail: { prompt: 'labels@1', status: 'answered', items: 1 } }]);
  });

  test('is sent once, and politeness and what is banned never', async () => {
    const seen = () =>
      api.heard.flatMap(({ question }) => factsIn<LabelFacts>(question).messages.map((each) => each.text));
    await says('好的，谢谢');
    await says('A secret of the club', 'club');
    await says('Something else entirely about the order');
    await shop.db
      .insertInto('model_ban')
      .columns(['room_id', 'at'])
      .expression((each) =>
        each
          .selectFrom('room')
          .select(['id', sql<number>`0`.as('at')])
          .where('external_id', '=', 'club'),
      )
      .execute();
    await run();
    await run();
    expect(seen().filter((text) => text.startsWith('Something else'))).toHaveLength(1);
    expect(seen().some((text) => /谢谢|secret/.test(text))).toBe(false);
  });

  test('many go into one call, and one bad answer does not hold up the others', async () => {
    for (let index = 0; index < 30; index++)
      await says(`The box number ${index} came in the morning as planned`);
    const before = api.heard.length;
    api.answer((question) => {
      const { messages } = factsIn<LabelFacts>(question);
      const bad = messages.length > 1 && messages.some((each) => each.text.includes('number 17 '));
      return bad ? { text: '{"labels":[' } : { json: { labels: messages.map(({ id }) => label(id)) } };
    });
    expect(await run()).toBe(30);
    expect(api.heard.length - before).toBeLessThanOrEqual(11);
  });

  test('the unsure ones go to the better model, and only those', async () => {
    const both = modelAt(shop.db, modelSettings(api.baseUrl, { better: 'large' }));
    await says('Hm, I wonder whether that is what we agreed');
    await says('The boxes are on the table in the hall');
    const before = api.heard.length;
    api.answer((question) => ({
      json: {
        labels: factsIn<LabelFacts>(question).messages.map(({ id, text }) =>
          label(id, { confidence: question.model === 'small' && text.startsWith('Hm') ? 0.4 : 0.9 }),
        ),
      },
    }));
    await labelMessages({ db: shop.db, company: shop.ingest.company, clock: shop.ingest.clock, model: both });
    const asked = api.heard
      .slice(before)
      .map(({ question }) => [question.model, factsIn<LabelFacts>(question).messages.length]);
    expect(asked).toEqual([
      ['small', 2],
      ['large', 1],
    ]);
  });

  test('while the endpoint is down the offline reading stands, and it is read later', async () => {
    const key = await says('The van is late again and nobody told us');
    api.answer([{ status: 503 }]);
    expect(await run()).toBe(0);
    api.answer((question) => ({
      json: { labels: factsIn<LabelFacts>(question).messages.map(({ id }) => label(id)) },
    }));
    expect(await run()).toBe(0);
    await shop.db.updateTable('model_cursor').set({ taken_until: 0 }).execute();
    await shop.db.updateTable('model_endpoint').set({ open_until: 0 }).execute();
    expect(await run()).toBe(1);
    const read = await shop.db
      .selectFrom('model_reading')
      .select('target')
      .where('target', '=', key)
      .execute();
    expect(read).toHaveLength(1);
  });

  test('and folding everything anew gives the same', async () => {
    const states = async () =>
      (await sql<{ state: unknown }>`select state from customer order by id`.execute(shop.db)).rows;
    const before = await states();
    const ids = (await shop.db.selectFrom('customer').select('id').execute()).map((each) => each.id);
    await shop.db.transaction().execute((trx) => refoldCustomers(trx, shop.ingest.company, ids, Date.now()));
    expect(await states()).toEqual(before);
  });
});
