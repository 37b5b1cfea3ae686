import { expect, test } from 'vitest';
import { createBag, createRandom } from '../../../bot/demo/random.ts';

test('the same seed and stream give the same numbers, another stream others', () => {
  const take = (seed: number, stream: string) => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 5 }, random.next);
  };
  expect(take(1, 'a')).toEqual(take(1, 'a'));
  expect(take(1, 'a')).not.toEqual(take(1, 'b'));
  expect(take(1, 'a')).not.toEqual(take(2, 'a'));
});

test('numbers are spread evenly over [0, 1) and whole ranges include both ends', () => {
  const random = createRandom(7, 'spread');
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 20_000; count += 1) {
    const index = Math.floor(random.next() * 10);
    buckets[index] = (buckets[index] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(250);
  const seen = new Set(Array.from({ length: 200 }, () => random.whole(2, 4)));
  expect(seen).toEqual(new Set([2, 3, 4]));
  expect(() => random.pick([])).toThrow(RangeError);
});

test('a bag repeats nothing before everything came once', () => {
  const bag = createBag(createRandom(3, 'bag'));
  for (let round = 0; round < 3; round += 1) {
    const drawn = Array.from({ length: 6 }, () => bag.draw('list', 6));
    expect(new Set(drawn).size).toBe(6);
  }
  expect(bag.draw('list', 6, (index) => index === 4)).toBe(4);
  expect(() => bag.draw('list', 6, () => false)).toThrow(RangeError);
});
