import { createClock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { openDatabase } from '../../bot/database.ts';
import { createIngest } from '../../bot/ingest/create.ts';
import { labelMessages } from '../../bot/jobs/label-messages.ts';
import { createLogger } from '../../bot/log.ts';
import { openModel } from '../../bot/models/open.ts';
import { createCustomer } from '../../db/customers.ts';
import { storeInteractions } from '../../db/interactions.ts';
import { cachedAnswers } from '../../db/models/cache.ts';
import { labels } from '../../prompts/labels.ts';
import { answerSensibly } from '../support/servers/chat-api/sensible.ts';
import { startChatApi } from '../support/servers/chat-api/server.ts';
import { answerTimes } from './answer.ts';
import type { Figure } from './figure.ts';
import { benchHome } from './process.ts';

const messages = 10_000;
const customers = 400;
const endpointMs = 300;

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** How many calls 10,000 messages of 400 customers take, and how long an answer from the cache does. */
const benchLabels = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const api = await startChatApi();
  api.answer(answerSensibly);
  const config = readConfig({
    TEND_HOME: home,
    OPENAI_BASE_URL: api.baseUrl,
    TEND_MODEL: 'small',
    TEND_MODEL_TOKENS: 'labels=100M/100M',
    LOG_LEVEL: 'silent',
  });
  const database = await openDatabase(config, 'own', () => undefined);
  try {
    const { db } = database;
    const clock = await createClock(db);
    const log = createLogger('silent');
    const { company } = createIngest(db, clock, config, log);
    const now = clock.now();
    for (let index = 0; index < customers; index++) {
      const customerId = await createCustomer(db, {
        name: `Customer ${index}`,
        kind: 'organisation',
        at: now,
      });
      const perCustomer = messages / customers;
      await storeInteractions(
        db,
        Array.from({ length: perCustomer }, (_, each) => ({
          customerId,
          text: `Order ${index}-${each}: the boxes were ${each % 5 === 0 ? 'late and broken' : 'here in the morning'}, thank you for asking`,
          interaction: {
            key: `bench/${index}/${each}`,
            at: now - (perCustomer - each) * 60_000,
            kind: 'message' as const,
            direction: 'in' as const,
            data: { score: 0, label: 'neutral' as const, confidence: 0.8 },
          },
        })),
      );
    }
    const model = openModel(config, { db, zone: company.zone, log, now: clock.now });
    if (!model) throw new Error('There is no model.');
    const began = performance.now();
    let done = 0;
    while (done < messages) {
      const count = await labelMessages({ db, company, clock, model });
      if (count === 0) throw new Error('Not everything was labelled.');
      done += count;
    }
    const seconds = (performance.now() - began) / 1000;
    const calls = api.heard.length;
    const facts = { messages: [{ id: 'm1', text: 'The boxes were late and broken' }] };
    await model.call(labels, facts, { language: 'en' });
    const [row] = await db.selectFrom('model_cache').select('key').orderBy('at', 'desc').limit(1).execute();
    const took: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < 300; round++) {
      let start = performance.now();
      await cachedAnswers(db, [row?.key ?? '']);
      took.push(performance.now() - start);
      start = performance.now();
      await model.call(labels, facts, { language: 'en' });
      whole.push(performance.now() - start);
    }
    return [
      {
        what: `${messages.toLocaleString('en')} messages of ${customers} customers labelled by a stand-in that answers at once`,
        target: '≤ 400 calls',
        measured: `${calls} calls, ${seconds.toFixed(0)} s`,
      },
      {
        what: 'an answer from the cache, looked up',
        target: 'p95 < 2 ms',
        measured: `p50 ${quantile(took, 0.5).toFixed(2)} ms, p95 ${quantile(took, 0.95).toFixed(2)} ms`,
      },
      {
        what: 'the same with masking, counting and the audit log',
        target: '',
        measured: `p50 ${quantile(whole, 0.5).toFixed(2)} ms, p95 ${quantile(whole, 0.95).toFixed(2)} ms`,
      },
    ];
  } finally {
    await database.close();
    await api.close();
    await remove();
  }
};

/** Measures what a model costs those who did not ask for it, and what labelling takes. */
export const benchModels = async (): Promise<readonly Figure[]> => {
  const without = await answerTimes({});
  const api = await startChatApi();
  api.answer(async (question) => {
    await new Promise((resolve) => setTimeout(resolve, endpointMs));
    return answerSensibly(question);
  });
  try {
    const withModel = await answerTimes({ OPENAI_BASE_URL: api.baseUrl, TEND_MODEL: 'small' });
    const show = (times: readonly number[]): string =>
      `p50 ${Math.round(quantile(times, 0.5))} ms, p95 ${Math.round(quantile(times, 0.95))} ms`;
    return [
      { what: 'message to visible answer without a model', target: '', measured: show(without) },
      {
        what: `the same while a model (${endpointMs} ms a call) reads the demo company's messages`,
        target: 'no slower',
        measured: `${show(withModel)} (${api.heard.length} calls meanwhile)`,
      },
      ...(await benchLabels()),
    ];
  } finally {
    await api.close();
  }
};
