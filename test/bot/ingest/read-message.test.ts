import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../bot/ingest/read-message.ts';
import { loadSentimentAnalyser } from '../../../bot/load-sentiment.ts';
import { createZone } from '../../../core/zone.ts';

const analyse = loadSentimentAnalyser();
const read = (text: string, ours = false) =>
  readMessage(text, Date.UTC(2026, 2, 4), ours, createZone('Asia/Shanghai'), analyse);

describe('why a customer goes', () => {
  test('is read where they complain, cancel or are negative', () => {
    expect(read('你们的系统天天崩，我要投诉')).toMatchObject({ complaint: true, reason: 'quality' });
    expect(read('太贵了，我们不续约了')).toMatchObject({ cancel: true, reason: 'price' });
    expect(read('The app keeps crashing, it is a terrible experience')).toMatchObject({ reason: 'quality' });
  });

  test('is read where they only speak of going', () => {
    expect(read('We are evaluating alternatives')).toMatchObject({ reason: 'competitor' });
  });

  test('is not looked for in a question, nor in what we write', () => {
    expect(read('请问支持导出吗，价格多少？')).not.toHaveProperty('reason');
    expect(read('你们的系统天天崩，我要投诉', true)).not.toHaveProperty('reason');
  });
});
