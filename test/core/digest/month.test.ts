import { expect, test } from 'vitest';
import { sortMovers, type TierMover } from '../../../core/digest/month.ts';

const mover = (from: TierMover['from'], to: TierMover['to']): TierMover => ({
  customerId: 1,
  name: 'Acme',
  owner: null,
  from,
  to,
});

test('A is above B is above C, and a first tier is no move', () => {
  const [up, farUp, down] = [mover('B', 'A'), mover('C', 'A'), mover('A', 'C')];
  expect(sortMovers([up, down, mover(null, 'A'), farUp])).toEqual({ up: [up, farUp], down: [down] });
});
