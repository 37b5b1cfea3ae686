import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCompanySentiment } from '../../../bot/company-sentiment.ts';
import { learnOffsets } from '../../../bot/jobs/learn-offsets.ts';
import { toReading } from '../../../core/text/reading.ts';
import type { SentimentAnalyser } from '../../../core/text/sentiment.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { storeInteractions } from '../../../db/interactions.ts';
import { keepCorrection, type StoredCorrection } from '../../../db/sentiment-corrections.ts';
import { newestOffsets, storeOffsets } from '../../../db/sentiment-offsets.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Db;
let customerId: number;

/** Reads everything as rather negative. */
const gloomy: SentimentAnalyser = () => toReading({ negative: 0.5, neutral: 0.4, positive: 0.1 }, []);

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
  customerId = await createCustomer(db, { name: 'Acme', kind: 'organisation', at: 1 });
  await storeInteractions(
    db,
    Array.from({ length: 60 }, (_, index) => ({
      customerId,
      text: `message ${index}`,
      interaction: {
        key: `m${index}`,
        at: index,
        kind: 'message',
        direction: 'in',
        data: { score: 0, label: 'neutral', confidence: 1 },
      },
    })),
  );
});

beforeEach(async () => {
  await db.deleteFrom('sentiment_correction').execute();
  await db.deleteFrom('sentiment_offsets').execute();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const say = async (
  count: number,
  label: StoredCorrection['label'],
  source: StoredCorrection['source'] = 'person',
  from = 0,
): Promise<void> => {
  for (let index = from; index < from + count; index += 1) {
    const who = { source, personId: null, saidBy: 'Mia', score: 0, confidence: 1 } as const;
    await keepCorrection(db, { target: `m${index}`, ...who, label, at: 1000 + index });
  }
};

describe('a night', () => {
  test('learns from twenty corrections, not from nineteen', async () => {
    await say(19, 'neutral');
    expect(await learnOffsets(db, 5000, gloomy)).toMatchObject({ corrections: 19, stored: false });
    await say(1, 'neutral', 'person', 19);
    const learned = await learnOffsets(db, 6000, gloomy);
    expect(learned).toMatchObject({ corrections: 20, stored: true });
    expect(learned.offsets.negative).toBeLessThan(-0.3);
    expect(await newestOffsets(db)).toMatchObject({ at: 6000, corrections: 20, offsets: learned.offsets });
  });

  test('moves no label further than 1, however many say the same', async () => {
    await say(60, 'positive');
    expect((await learnOffsets(db, 5000, gloomy)).offsets).toMatchObject({ positive: 1 });
  });

  test('with nothing new to learn stores nothing', async () => {
    await say(30, 'neutral');
    expect((await learnOffsets(db, 5000, gloomy)).stored).toBe(true);
    expect((await learnOffsets(db, 6000, gloomy)).stored).toBe(false);
    expect((await newestOffsets(db))?.at).toBe(5000);
  });

  test('goes back to none when the corrections are taken back', async () => {
    await say(30, 'neutral');
    await learnOffsets(db, 5000, gloomy);
    await db.deleteFrom('sentiment_correction').execute();
    expect(await learnOffsets(db, 6000, gloomy)).toMatchObject({ stored: true, corrections: 0 });
    expect((await newestOffsets(db))?.offsets).toEqual({ negative: 0, neutral: 0, positive: 0 });
  });

  test('leaves out what other systems say', async () => {
    await say(40, 'positive', 'external');
    expect(await learnOffsets(db, 5000, gloomy)).toMatchObject({ corrections: 0, stored: false });
  });
});

test('what is older does not replace what was said last', async () => {
  await say(1, 'positive');
  const who = { source: 'person', personId: null, saidBy: 'Tom', score: 0, confidence: 1 } as const;
  await keepCorrection(db, { target: 'm0', ...who, label: 'negative', at: 10 });
  const row = await db.selectFrom('sentiment_correction').select('label').executeTakeFirst();
  expect(row?.label).toBe('positive');
});

test('every process reads with the newest offsets, a minute late at most', async () => {
  let elapsed = 0;
  const sentiment = createCompanySentiment(db, gloomy, () => elapsed);
  await sentiment.freshen();
  expect(sentiment.analyse('x').label).toBe('negative');
  await storeOffsets(db, { at: 1, corrections: 30, offsets: { negative: -1, neutral: 0, positive: 0 } });
  elapsed = 59_000;
  await sentiment.freshen();
  expect(sentiment.analyse('x').label).toBe('negative');
  elapsed = 60_000;
  await sentiment.freshen();
  expect(sentiment.analyse('x').label).toBe('neutral');
  await db.deleteFrom('sentiment_offsets').execute();
  elapsed = 120_000;
  await sentiment.freshen();
  expect(sentiment.analyse('x').label).toBe('negative');
});
