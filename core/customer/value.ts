import type { Bilingual } from '../language.ts';
import { segmentNamed } from '../policy.ts';
import type { LearntOrders } from '../population.ts';
import { doubtWords } from '../value/failure.ts';
import { expectedAmount } from '../value/gamma-gamma.ts';
import type { History } from '../value/history.ts';
import { discountedOrdersWhileAlive } from '../value/lifetime-value.ts';
import { defaultModel } from '../value/model.ts';
import { aliveProbability } from '../value/predict.ts';
import type { Scene } from './context.ts';
import type { CustomerState } from './state.ts';

/**
 * What a customer is worth, in the company's currency. `amount`: what the next 12 months should bring, after the margin;
 * `ifStays`: the same if they do not leave, which is what is at stake. `alive`: P(alive) where the model says so.
 * `historic`: all orders less refunds so far. `lifetime`: a year's amount over the usual lifetime of the segment.
 */
export type Value = {
  readonly amount: number;
  readonly ifStays: number;
  readonly method: 'model' | 'historic' | 'none';
  readonly alive: number | null;
  readonly historic: number;
  readonly refunded: number;
  readonly orders: number;
  readonly lifetime: number;
  /** How it was made, in words. */
  readonly formula: Bilingual;
};

const horizonDays = 365;
/** Money to come counts for a tenth less each year. */
const yearlyRate = 0.1;
const terms = { yearlyRate, unitsPerYear: 365 };

const formulas = {
  model: {
    zh: '未来 12 个月：P(活跃) × 预计单数（MBG/NBD）× 预计单额（Gamma-Gamma）× 毛利率，年折现 10%',
    en: 'next 12 months: P(alive) × expected orders (MBG/NBD) × expected amount (gamma-gamma) × margin, discounted by 10 % a year',
  },
  historic: {
    zh: '近 12 个月的订单 − 退款，乘以毛利率',
    en: 'orders − refunds of the last 12 months × margin',
  },
  none: { zh: '尚无订单', en: 'no order yet' },
} satisfies Record<string, Bilingual>;
const notYet: Bilingual = { zh: '尚未到第一次夜间计算', en: 'the first night is still to come' };

/** Why there is no model yet is part of the formula. */
const historicFormula = (learnt: LearntOrders | null): Bilingual => {
  const why = learnt && 'doubt' in learnt ? doubtWords[learnt.doubt] : notYet;
  const { zh, en } = formulas.historic;
  return { zh: `${zh}（未用模型：${why.zh}）`, en: `${en} (no model yet: ${why.en})` };
};

const lastYear = (state: CustomerState, at: number, { calendar }: Scene): number => {
  const oldest = calendar.monthOf(at) - 12;
  return state.months.reduce((sum, each) => (each.month > oldest ? sum + each.amount : sum), 0);
};

/** The history of order days as the model counts them: days since the first, one order day at most a day. */
const orderHistory = (state: CustomerState, at: number, { zone }: Scene): History | null => {
  const { first, last, days } = state.orders;
  if (first === null || !last) return null;
  const [from, until] = [zone.dayOf(first), zone.dayOf(last.at)];
  return { x: days - 1, tx: until - from, T: Math.max(until, zone.dayOf(at)) - from };
};

/**
 * Returns P(alive) in [0,1] by the orders model in force, null where there is none or no order, or where the model has
 * seen nobody leave: then it is 1 for everyone and says nothing.
 */
export const aliveAt = (state: CustomerState, at: number, scene: Scene): number | null => {
  const learnt = scene.policy.models.orders;
  if (!learnt || !('parameters' in learnt) || learnt.limit === 'no-leaving') return null;
  const history = orderHistory(state, at, scene);
  return history && aliveProbability(defaultModel, learnt.parameters, history);
};

/** Returns what the customer is worth at `at`; see {@link Value}. */
export const valueAt = (state: CustomerState, at: number, scene: Scene): Value => {
  const { policy, profile } = scene;
  const { orders } = state;
  const common = {
    historic: orders.amount - orders.refunded,
    refunded: orders.refunded,
    orders: orders.count,
  };
  const lifetimeYears = segmentNamed(policy, profile.segment).lifetimeMonths / 12;
  const history = orderHistory(state, at, scene);
  if (!history) {
    return {
      ...common,
      amount: 0,
      ifStays: 0,
      method: 'none',
      alive: null,
      lifetime: 0,
      formula: formulas.none,
    };
  }
  const learnt = policy.models.orders;
  if (!learnt || !('parameters' in learnt)) {
    const amount = Math.max(0, lastYear(state, at, scene)) * policy.margin;
    const lifetime = amount * lifetimeYears;
    return {
      ...common,
      amount,
      ifStays: amount,
      method: 'historic',
      alive: null,
      lifetime,
      formula: historicFormula(learnt),
    };
  }
  const alive = aliveProbability(defaultModel, learnt.parameters, history);
  const own = history.x > 0 ? (orders.amount - orders.firstAmount) / history.x : 0;
  const amountOfOne = learnt.spending
    ? expectedAmount(learnt.spending, own > 0 ? history.x : 0, own)
    : own > 0
      ? own
      : learnt.meanAmount;
  const expected = discountedOrdersWhileAlive(defaultModel, learnt.parameters, history, horizonDays, terms);
  const ifStays = expected * amountOfOne * policy.margin;
  const amount = alive * ifStays;
  return {
    ...common,
    amount,
    ifStays,
    method: 'model',
    alive: learnt.limit === 'no-leaving' ? null : alive,
    lifetime: amount * lifetimeYears,
    formula: formulas.model,
  };
};
