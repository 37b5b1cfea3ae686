import { keepLast, monthOf, noteActivity } from './activity.ts';
import type { Scene } from './context.ts';
import type { Interaction, InteractionKind } from './interaction.ts';
import type { CustomerState } from './state.ts';

type Of<Kind extends InteractionKind> = Extract<Interaction, { kind: Kind }>;

/** Sums stay where numbers are exact, whatever an import says. */
const mostMoney = 1e15;
const addMoney = (sum: number, amount: number): number =>
  Number.isFinite(amount) ? Math.min(mostMoney, Math.max(-mostMoney, sum + amount)) : sum;

/** Takes in an order. Several on one local day are one order day, as the models count. */
export const takeOrder = (state: CustomerState, { key, at, data }: Of<'order'>, scene: Scene): void => {
  const { orders } = state;
  const day = scene.zone.dayOf(at);
  const sameDay = orders.recent.at(-1) === day;
  const firstDay = orders.first === null || scene.zone.dayOf(orders.first) === day;
  if (!sameDay) orders.recent.push(day);
  keepLast(orders.recent, 24);
  state.orders = {
    ...orders,
    count: orders.count + 1,
    days: orders.days + (sameDay ? 0 : 1),
    amount: addMoney(orders.amount, data.amount),
    firstAmount: firstDay ? addMoney(orders.firstAmount, data.amount) : orders.firstAmount,
    first: orders.first ?? at,
    last: { at, key },
  };
  noteActivity(state, { at, key }, scene);
  const month = monthOf(state, at, scene);
  if (!sameDay) month.orderDays++;
  month.amount = addMoney(month.amount, data.amount);
};

/** Takes in money that was given back. */
export const takeRefund = (state: CustomerState, { at, data }: Of<'refund'>, scene: Scene): void => {
  state.orders = { ...state.orders, refunded: addMoney(state.orders.refunded, data.amount) };
  const month = monthOf(state, at, scene);
  month.amount = addMoney(month.amount, -data.amount);
};

/** Takes in that something runs out; a later word about the same thing replaces the earlier one. */
export const takeRenewal = (state: CustomerState, { key, data }: Of<'renewal-due'>): void => {
  const what = data.what ?? '';
  if (!Number.isFinite(data.dueAt)) return;
  state.renewals = state.renewals.filter((each) => each.what !== what);
  state.renewals.push({ key, dueAt: data.dueAt, what });
  keepLast(state.renewals, 5);
};

/**
 * Takes in that a contract ended: it runs out no more. Without saying which, all did. Who still has another one that runs
 * on is no less a customer.
 */
export const endContract = (state: CustomerState, { key, at, data }: Of<'contract-ended'>): void => {
  const { what } = data;
  state.renewals = what === undefined ? [] : state.renewals.filter((each) => each.what !== what);
  if (!state.renewals.some((each) => each.dueAt > at)) state.gone = { at, key };
};

/** Takes in the answer to a survey. */
export const takeSurvey = (
  state: CustomerState,
  { key, at, data }: Of<'survey-answer'>,
  scene: Scene,
): void => {
  noteActivity(state, { at, key }, scene);
  monthOf(state, at, scene).services++;
  if (data.satisfaction === undefined || Number.isNaN(data.satisfaction)) return;
  const satisfaction = Math.min(100, Math.max(0, data.satisfaction));
  if (data.replaces !== undefined) state.surveys = state.surveys.filter((each) => each.key !== data.replaces);
  state.surveys.push({ at, key, satisfaction, ...(data.scale ? { scale: data.scale } : {}) });
  keepLast(state.surveys, 6);
};

const mostUses = 1e6;

/** Takes in that the product was used. */
export const takeUse = (state: CustomerState, { key, at, data }: Of<'product-use'>, scene: Scene): void => {
  noteActivity(state, { at, key }, scene);
  const month = monthOf(state, at, scene);
  const { times = 1 } = data;
  if (times > 0) month.uses = Math.min(mostUses, month.uses + times);
};
