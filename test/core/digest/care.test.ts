import { expect, test } from 'vitest';
import { careNews } from '../../../core/digest/care.ts';

const flow = (name: string, sent: number, replied = 0, stopped = 0) => ({
  name: { zh: name, en: name },
  sent,
  replied,
  stopped,
});

test('the versions of a flow are told as one, the busiest flow first', () => {
  const flows = [flow('Birthday', 3, 1), flow('Welcome', 5, 2), flow('Birthday', 4, 0, 2), flow('Idle', 0)];
  expect(careNews({ flows, optOuts: 1, effects: [] })?.flows).toEqual([
    flow('Birthday', 7, 1, 2),
    flow('Welcome', 5, 2),
  ]);
});

test('what was only held back is told too, and of nothing there is no news', () => {
  expect(careNews({ flows: [flow('Offer', 0, 0, 4)], optOuts: 0, effects: [] })?.flows).toHaveLength(1);
  expect(careNews({ flows: [], optOuts: 2, effects: [] })).toEqual({ flows: [], optOuts: 2, effects: [] });
  expect(careNews({ flows: [flow('Idle', 0)], optOuts: 0, effects: [] })).toBeUndefined();
});
