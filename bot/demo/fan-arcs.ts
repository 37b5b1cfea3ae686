import { every } from './arcs.ts';

/** How a community member takes part. `share` is their weight among the speakers, month by month. */
export type FanArc = {
  readonly story: string;
  readonly share: readonly [number, number, number, number, number, number];
  readonly orders: readonly number[];
  readonly quietDays?: number;
  readonly joinedDaysAgo?: number;
  readonly leftDaysAgo?: number;
  readonly owned: boolean;
};

/** The arcs of community members, by name. */
export const fanArcs: Readonly<Record<string, FanArc>> = {
  core: {
    story: 'Happy core of the community: helps others, comes to tastings, orders every three weeks.',
    share: [8, 8, 8, 8, 9, 9],
    orders: every(21, 420, 8),
    owned: true,
  },
  regular: {
    story: 'Regular: joins in now and then, orders every five weeks.',
    share: [4, 4, 4, 4, 4.5, 5],
    orders: every(35, 176, 11),
    owned: true,
  },
  dormant: {
    story: 'Was active, silent for more than 30 days (R7).',
    share: [4, 4, 4, 4, 3, 0],
    orders: [170, 138, 106, 74, 52],
    quietDays: 46,
    owned: true,
  },
  fading: {
    story: 'Talks less every month for three months (R1).',
    share: [7, 7, 7, 3, 1.6, 0.8],
    orders: [165, 140, 118, 93, 55],
    owned: true,
  },
  unstocked: {
    story: 'Still chatty, no order for more than three months (R5).',
    share: [4, 4, 4, 4, 4, 4],
    orders: [172, 151, 128, 106],
    owned: true,
  },
  parting: {
    story: 'Complained about prices and left the community two weeks ago.',
    share: [4, 4, 4, 3, 2, 2],
    orders: [174, 149, 121, 90, 63],
    quietDays: 27,
    leftDaysAgo: 15,
    owned: true,
  },
  browsing: {
    story: 'A prospect: asks and reads, has never ordered.',
    share: [1, 1, 1.5, 1.5, 2, 2],
    orders: [],
    owned: false,
  },
  joining: {
    story: 'New: joined three weeks ago, first order after ten days.',
    share: [0, 0, 0, 0, 0, 4],
    orders: [13],
    joinedDaysAgo: 21,
    owned: true,
  },
  lurking: {
    story: 'A lurker: reads, hardly ever writes, ordered once or twice.',
    share: [0.15, 0.15, 0.15, 0.15, 0.15, 0.15],
    orders: [120, 44],
    owned: false,
  },
};
