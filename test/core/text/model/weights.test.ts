import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { weightsFile } from '../../../../bot/load-sentiment.ts';
import { InvariantError } from '../../../../core/errors.ts';
import { decodeWeights, encodeWeights, weightsVersion } from '../../../../core/text/model/weights.ts';
import { createSentimentAnalyser } from '../../../../core/text/sentiment.ts';

const shipped = (): Uint8Array => Uint8Array.from(readFileSync(weightsFile));

const changed = (at: number): Uint8Array => {
  const bytes = shipped();
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
};

describe('the shipped weights', () => {
  test('are half a megabyte and are written back byte by byte', () => {
    const bytes = shipped();
    expect(bytes.length).toBeLessThan(512 * 1024);
    expect(encodeWeights(decodeWeights(bytes))).toEqual(bytes);
  });

  test('say the seed they were trained with and know English words', () => {
    const { seed, valences } = decodeWeights(shipped());
    expect(seed).toBe(20_240_601);
    expect(valences.get('great')).toBeGreaterThan(2);
  });

  test('may come without valences', () => {
    const weights = { ...decodeWeights(shipped()), valences: new Map<string, number>() };
    expect(decodeWeights(encodeWeights(weights))).toEqual(weights);
  });

  test('read the same from the middle of a larger buffer', () => {
    const bytes = shipped();
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    expect(createSentimentAnalyser(larger.subarray(7))('服务太差')).toEqual(
      createSentimentAnalyser(bytes)('服务太差'),
    );
  });
});

describe('bytes that are no weights are refused', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['another file', new TextEncoder().encode('PNG and then more than twenty bytes')],
    ['a file cut short', shipped().subarray(0, 1000)],
    ['a file cut at the end', shipped().subarray(0, -1)],
    ['a weight changed', changed(100_000)],
    ['a seed changed', changed(11)],
    ['other cues', changed(15)],
  ])('%s', (_, bytes) => expect(() => decodeWeights(bytes)).toThrow(InvariantError));

  test('another version, named beside the one that is read', () => {
    const bytes = shipped();
    new DataView(bytes.buffer).setUint32(4, weightsVersion + 1);
    expect(() => decodeWeights(bytes)).toThrow(
      `The sentiment weights are of version ${weightsVersion + 1}, this program reads ${weightsVersion}.`,
    );
  });
});
