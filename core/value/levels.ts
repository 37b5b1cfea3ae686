/** A column of numbers as its distinct values and, for each row, which of them it has. */
export type Levels = { readonly values: Float64Array; readonly of: Int32Array };

/** Returns the distinct values of `column` in order of appearance, so that a logarithm is taken once for each. */
export const levelsOf = (column: Float64Array): Levels => {
  const places = new Map<number, number>();
  const of = Int32Array.from(column, (value) => {
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, places.size);
    return places.size - 1;
  });
  return { values: Float64Array.from(places.keys()), of };
};

/** Returns the total of `count` for each level. */
export const countLevels = ({ values, of }: Levels, count: Float64Array): Float64Array => {
  const totals = new Float64Array(values.length);
  for (let i = 0; i < of.length; i++) {
    const level = of[i] as number;
    totals[level] = (totals[level] as number) + (count[i] as number);
  }
  return totals;
};
