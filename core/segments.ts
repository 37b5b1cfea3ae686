import type { Bilingual } from './language.ts';

/**
 * A kind of customer with the rhythm that is usual for it. It stands in for a customer's own rhythm until there is
 * enough history, and every figure that leans on it says so.
 */
export type CustomerSegment = {
  readonly id: string;
  readonly name: Bilingual;
  /** Usual days between two active days, and between two orders. */
  readonly gapDays: number;
  readonly orderGapDays: number;
  /** How long such a customer usually stays, in months. */
  readonly lifetimeMonths: number;
  /** Weights of the parts of health that differ from the usual ones, by part. */
  readonly weights?: Readonly<Record<string, number>>;
};

/** The segment of every customer that was put into none. */
export const generalSegment: CustomerSegment = {
  id: 'general',
  name: { zh: '通用', en: 'general' },
  gapDays: 14,
  orderGapDays: 90,
  lifetimeMonths: 36,
};

/**
 * The shipped segments. Lifetimes are the middle of the ranges of rule R26 (consumer goods 6–18 months, services for
 * businesses 3–5 years); gaps are starting values that the nightly run replaces by the company's own medians.
 */
export const shippedSegments: readonly CustomerSegment[] = [
  generalSegment,
  {
    id: 'fmcg',
    name: { zh: '快消', en: 'consumer goods' },
    gapDays: 10,
    orderGapDays: 30,
    lifetimeMonths: 12,
  },
  {
    id: 'b2b',
    name: { zh: '企业服务', en: 'services for businesses' },
    gapDays: 14,
    orderGapDays: 90,
    lifetimeMonths: 48,
    weights: { responsiveness: 0.25, purchasing: 0.15 },
  },
  {
    id: 'software',
    name: { zh: '软件', en: 'software' },
    gapDays: 7,
    orderGapDays: 365,
    lifetimeMonths: 36,
    weights: { use: 0.3, purchasing: 0.1 },
  },
];
