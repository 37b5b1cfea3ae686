/** Returns numbers with so many decimals each, separated by commas: `show([0.2426, 4.4136], 3)` is 0.243, 4.414. */
export const show = (values: readonly number[], decimals: number): string =>
  values.map((value) => value.toFixed(decimals)).join(', ');

/** Returns a share with three decimals, as papers print it: .811; a dash where there is none. */
export const showShare = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : value.toFixed(3).replace(/^0\./, '.');
