import { shareOf } from './hash.ts';

/**
 * What somebody gets of a flow. `hold-out`: nothing of any flow that is measured, so that the sum of all care can be
 * judged and no other playbook changes what they do. `control`: nothing of this flow alone. `treated`: the message.
 */
export type Arm = 'treated' | 'control' | 'hold-out';

/** How many get nothing, as shares in [0, 1): of all flows, and of each one. */
export type Shares = { readonly holdOut: number; readonly control: number };

/** What is shipped: 5 % get nothing at all, and of each flow another 5 %. */
export const shippedShares: Shares = { holdOut: 0.05, control: 0.05 };

/**
 * Whom an arm is given to: the customer where there is one, since its people talk with each other, else the person. The
 * key stays the same over time.
 */
export const unitOf = (customerId: number | null, personId: number | null): string =>
  customerId === null ? `person/${personId ?? 0}` : `customer/${customerId}`;

/** Returns whether a unit is held out of everything that is measured: the same for every flow. */
export const isHeldOut = (unit: string, { holdOut }: Pick<Shares, 'holdOut'>): boolean =>
  shareOf(`hold-out/${unit}`) < holdOut;

/** Returns the arm of a unit in a flow that takes people in one by one: by hash alone, so never another one. */
export const armOf = (flow: string, unit: string, shares: Shares): Arm => {
  if (isHeldOut(unit, shares)) return 'hold-out';
  return shareOf(`${flow}/${unit}`) < shares.control ? 'control' : 'treated';
};

/** Somebody to be given an arm. `tier` is their tier at this time, '' without one. */
export type Unit = { readonly unit: string; readonly tier: string };

/**
 * Returns the arms of a whole list, by unit: in every tier the control has its share, give or take one, because each is
 * given its turn in the order of its hash. The same list always gets the same arms.
 */
export const armsWithinTiers = (
  flow: string,
  units: readonly Unit[],
  shares: Shares,
): ReadonlyMap<string, Arm> => {
  const arms = new Map<string, Arm>();
  const open: { unit: string; tier: string; hash: number }[] = [];
  for (const { unit, tier } of units) {
    if (isHeldOut(unit, shares)) arms.set(unit, 'hold-out');
    else open.push({ unit, tier, hash: shareOf(`${flow}/${unit}`) });
  }
  open.sort((one, other) =>
    one.tier === other.tier ? one.hash - other.hash : one.tier < other.tier ? -1 : 1,
  );
  // A start that the flow decides, so that the first of a short list is not always treated.
  const start = shareOf(`start/${flow}`);
  for (const [index, { unit }] of open.entries()) {
    const turn =
      Math.floor((index + 1) * shares.control + start) > Math.floor(index * shares.control + start);
    arms.set(unit, turn ? 'control' : 'treated');
  }
  return arms;
};
