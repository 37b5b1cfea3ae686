import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../bot/log.ts';
import { writeDrafts } from '../../../bot/playbook/drafts.ts';
import type { PlaybookEntry } from '../../../core/playbook/schema.ts';
import type { CareFacts } from '../../../prompts/care.ts';
import { at, local, orders, says } from '../../support/given.ts';
import { factsIn, modelAt, modelSettings } from '../../support/models.ts';
import { openStage, type PlaybookStage } from '../../support/playbook-stage.ts';
import { type ChatAnswer, type ChatApi, startChatApi } from '../../support/servers/chat-api/server.ts';

let api: ChatApi;
let stage: PlaybookStage;

beforeAll(async () => {
  api = await startChatApi();
});
beforeEach(async () => {
  stage = await openStage(at('2025-03-03 10:00'), { hasModel: true });
});
afterEach(() => stage.stop());
afterAll(() => api.close());

const thanks: PlaybookEntry = {
  name: { zh: '致谢', en: 'Thanks' },
  purpose: 'service',
  trigger: { on: 'event', of: 'order' },
  steps: [
    { do: 'coupon', title: { zh: '谢礼', en: 'thanks' } },
    {
      do: 'message',
      to: 'person',
      model: 'draft',
      text: { zh: '谢谢，码 {{coupon}}。', en: '{{name}}, thank you. Your code is {{coupon}}.' },
    },
  ],
};

const drafting = () => ({
  db: stage.db,
  clock: { now: () => stage.now(), offsetMs: () => 0, refresh: async () => {}, setOffset: async () => {} },
  log: createLogger('silent'),
  model: modelAt(stage.db, modelSettings(api.baseUrl)),
});
const texts = () => stage.said.map(({ at: when, text }) => [local(when), text]);
const codeIn = (facts: CareFacts): string => /\S{4}(?:-\S{3,4})+(?=\.$)/.exec(facts.occasion)?.[0] ?? '';

/** A customer orders, the model is asked and answers so, and the next minute comes. */
const anOrder = async (answer: (facts: CareFacts) => ChatAnswer): Promise<void> => {
  api.answer((question) => answer(factsIn<CareFacts>(question)));
  const ann = await stage.meets('Ann', 'private');
  await stage.happens(ann, says('Promise me 90 % off!', '2025-03-02 10:00'), orders(1, '2025-03-03 10:00'));
  await writeDrafts(drafting());
  await stage.goesTo(at('2025-03-03 10:01'));
};
const fixed = /^Ann, thank you\. Your code is \S{9,}\.$/;

test('the model words a message anew where a lead approved that version for it, from the fixed words alone', async () => {
  await stage.runs('thanks', thanks, { byModel: true });
  const given: CareFacts[] = [];
  await anOrder((facts) => {
    given.push(facts);
    return { json: { text: `Thank you so much, Ann, here is ${codeIn(facts)} for you.`, cites: [] } };
  });
  expect(texts()).toEqual([
    ['2025-03-03 10:00', expect.stringMatching(/^Thank you so much, Ann, here is \S{9,} for you\.$/)],
  ]);
  expect(given).toEqual([{ occasion: expect.stringMatching(fixed), messages: [], tone: [] }]);
  const calls = await stage.db.selectFrom('audit').selectAll().where('action', '=', 'model-call').execute();
  expect(calls).toMatchObject([{ detail: { prompt: 'care@1', status: 'answered' } }]);
});

test('without that approval the fixed words go out at once, and nobody asks the model', async () => {
  const before = api.heard.length;
  await stage.runs('thanks', thanks);
  await anOrder(() => ({ json: { text: 'Never sent.', cites: [] } }));
  expect(texts()).toEqual([['2025-03-03 10:00', expect.stringMatching(fixed)]]);
  expect(api.heard.length).toBe(before);
});

test.each<[string, (facts: CareFacts) => ChatAnswer]>([
  ['fails', () => ({ status: 400 })],
  ['answers in another form', () => ({ text: 'Thank you!' })],
  ['leaves out the code', () => ({ json: { text: 'Thank you so much, Ann!', cites: [] } })],
  ['promises a figure', (facts) => ({ json: { text: `Thanks, 90 % off with ${codeIn(facts)}`, cites: [] } })],
  [
    'speaks of what is ours alone',
    (facts) => ({ json: { text: `Health score fine, ${codeIn(facts)}`, cites: [] } }),
  ],
  [
    'names another customer',
    (facts) => ({ json: { text: `As Bob Miller said: ${codeIn(facts)}`, cites: [] } }),
  ],
])('the fixed words stand where the model %s', async (_how, answer) => {
  await stage.meets('Bob Miller', 'private');
  await stage.runs('thanks', thanks, { byModel: true });
  await anOrder(answer);
  expect(texts()).toEqual([['2025-03-03 10:00', expect.stringMatching(fixed)]]);
});

test('a message waits for the model ten minutes at most', async () => {
  await stage.runs('thanks', thanks, { byModel: true });
  const ann = await stage.meets('Ann', 'private');
  await stage.happens(ann, orders(1, '2025-03-03 10:00'));
  await stage.goesTo(at('2025-03-03 11:00'));
  expect(texts()).toEqual([['2025-03-03 10:10', expect.stringMatching(fixed)]]);
});
