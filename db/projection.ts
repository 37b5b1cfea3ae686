import type { Change } from '../core/customer/changes.ts';

/** What the fold decided for one customer. `anew` when the whole history was folded: older rows are replaced. */
export type Projection = {
  readonly customerId: number;
  readonly changes: readonly Change[];
  readonly anew: boolean;
};

/** A row of a projection on its way into a table. */
export type Row = Readonly<Record<string, unknown>>;
type Of<Type extends Change['type']> = Extract<Change, { type: Type }>;

/** Returns a row for every change of one type, in order. */
export const collect = <Type extends Change['type']>(
  projections: readonly Projection[],
  type: Type,
  toRow: (customerId: number, change: Of<Type>) => Row,
): readonly Row[] =>
  projections.flatMap(({ customerId, changes }) =>
    changes.flatMap((change) => (change.type === type ? [toRow(customerId, change as Of<Type>)] : [])),
  );

/** Returns of rows with the same keys the last. */
export const lastByKey = (rows: readonly Row[], ...keys: readonly string[]): readonly Row[] => [
  ...new Map(rows.map((row) => [keys.map((key) => row[key]).join('/'), row])).values(),
];
