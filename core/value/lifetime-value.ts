import type { Model, Parameters } from './model.ts';
import { ordersWhileAlive } from './predict.ts';

// Gauss and Legendre's five points on [0, 1] (Abramowitz and Stegun, table 25.4).
const nodes = [0.046910077030668, 0.2307653449471585, 0.5, 0.7692346550528415, 0.953089922969332] as const;
const weights = [
  0.1184634425280945, 0.2393143352496832, 0.2844444444444444, 0.2393143352496832, 0.1184634425280945,
] as const;

/**
 * Returns the orders expected in the next `horizon` from a customer who is alive, each worth less the later it comes:
 * ∫ e^(−δ s) dE(s) = e^(−δ h) E(h) + δ ∫ e^(−δ s) E(s) ds, δ = ln(1 + yearlyRate) per `unitsPerYear`, the integral by
 * five points a year. At a rate of 0 the plain expectation.
 */
export const discountedOrdersWhileAlive = (
  model: Model,
  parameters: Parameters,
  history: { readonly x: number; readonly T: number },
  horizon: number,
  { yearlyRate, unitsPerYear }: { readonly yearlyRate: number; readonly unitsPerYear: number },
): number => {
  const orders = (at: number): number => ordersWhileAlive(model, parameters, history, at);
  if (!(horizon > 0)) return 0;
  const delta = Math.log1p(yearlyRate) / unitsPerYear;
  if (delta === 0) return orders(horizon);
  const panels = Math.max(1, Math.ceil(horizon / unitsPerYear));
  const width = horizon / panels;
  let integral = 0;
  for (let panel = 0; panel < panels; panel++) {
    for (const [index, node] of nodes.entries()) {
      const at = (panel + node) * width;
      integral += (weights[index] as number) * width * Math.exp(-delta * at) * orders(at);
    }
  }
  return Math.exp(-delta * horizon) * orders(horizon) + delta * integral;
};

/** Returns what orders bring: their number times the amount of one times the margin (a share, 1 for turnover). */
export const valueOfOrders = (orders: number, amount: number, margin: number): number =>
  orders * amount * margin;
