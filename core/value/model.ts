/**
 * Which buy-till-you-die model. Both: while alive a customer orders at a rate λ ~ Gamma(r, alpha); after an order
 * the customer leaves with chance p ~ Beta(a, b). `bg` (BG/NBD; Fader, Hardie and Lee, Marketing Science 2005)
 * cannot lose a customer before the second order; `mbg` (MBG/NBD; Batislam, Denizel and Filiztekin 2007, Hoppe and
 * Wagner 2007) gives the first order the same chance to be the last.
 */
export type Model = 'bg' | 'mbg';

/** Parameters of BG/NBD and MBG/NBD, all above 0; `alpha` is in the unit of time of the histories. */
export type Parameters = {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};

/**
 * The model that is used unless another is asked for. BG/NBD holds everyone who never came back for alive for ever
 * (P(alive) = 1 by construction), which makes it useless for saying who is gone; MBG/NBD fits as well and does not.
 */
export const defaultModel: Model = 'mbg';

/** How often a customer with `x` orders after the first had, and did not take, the chance to leave and be silent. */
export const chancesToLeave = (model: Model, x: number): number => (model === 'mbg' ? x + 1 : x);

/** Returns ln(odds that the customer left at the last order), −∞ where the model excludes it. */
export const logOddsGone = (
  model: Model,
  { r, alpha, a, b }: Parameters,
  { x, tx, T }: { readonly x: number; readonly tx: number; readonly T: number },
): number => {
  const chances = chancesToLeave(model, x);
  if (chances === 0) return Number.NEGATIVE_INFINITY;
  return Math.log(a / (b + chances - 1)) + (r + x) * Math.log1p((T - tx) / (alpha + tx));
};
