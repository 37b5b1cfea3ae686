import { expect, test } from 'vitest';
import { sortMovers, type TierMover } from '../../../core/digest/review.ts';

const mover = (from: TierMover['from'], to: TierMover['to']): TierMover => ({
  customerId: 1,
  name: 'Acme',
  owner: null,
  from,
  to,
});

test('A is above B is above C, and a first tier is no move', () => {
  const [up, farUp, down] = [mover('B', 'A'), mover('C', 'A'), mover('A', 'C')];
  expect(sortMovers([up, down, mover(null, 'A'), farUp])).toEqual({
    up: { count: 2, top: [up, farUp] },
    down: { count: 1, top: [down] },
  });
});
