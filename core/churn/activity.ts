/**
 * What a file or a database says happened, one index an event, in any order. Days count from the date of the
 * estimate: 0 is its day, −1 the day before; later days must have been left out.
 */
export type EventColumns = {
  readonly customers: readonly string[];
  /** Index into `customers`. */
  readonly owners: Int32Array;
  readonly days: Int32Array;
  /** 1 where the event is ours (what we wrote or sent) and so says nothing of the customer's own activity. */
  readonly ours: Uint8Array | null;
  readonly amounts: Float64Array | null;
  /** From −1 to 1, NaN where unknown. */
  readonly sentiments: Float64Array | null;
  readonly kinds: { readonly names: readonly string[]; readonly of: Int32Array } | null;
};

/** Days of many customers, one after another: those of customer i are at `begins[i]` to `begins[i + 1]`, ascending. */
export type DayLists = { readonly begins: Int32Array; readonly days: Int32Array };

/**
 * The active days of customers, which is all that the churn model looks at. Customers are sorted by name, days are
 * distinct; the other columns have one entry a day. Nothing in it depends on the order of the events.
 */
export type Activity = DayLists & {
  readonly customers: readonly string[];
  /** Sum of a day's amounts. */
  readonly amounts: Float64Array | null;
  /** Mean of a day's known sentiments, NaN where there is none. */
  readonly sentiments: Float64Array | null;
  /** How often the most frequent kinds occur a day, by kind, most frequent first. */
  readonly kinds: readonly { readonly name: string; readonly counts: Float64Array }[];
  /** The days on which we turned to the customer. */
  readonly ours: DayLists | null;
};

/** So many kinds of event, the most frequent, count one by one. */
const mostKinds = 4;

/** Orders names, all of which are different. */
const compare = (one: string, other: string): number => (one < other ? -1 : 1);

/** Returns the new index of each customer when sorted by name, −1 for those with no event of their own. */
const rankCustomers = (events: EventColumns): { names: string[]; rank: Int32Array } => {
  const seen = new Uint8Array(events.customers.length);
  for (let row = 0; row < events.owners.length; row++) {
    if (events.ours?.[row] !== 1) seen[events.owners[row] as number] = 1;
  }
  const order = [...events.customers.keys()]
    .filter((index) => seen[index] === 1)
    .sort((one, other) => compare(events.customers[one] as string, events.customers[other] as string));
  const rank = new Int32Array(events.customers.length).fill(-1);
  for (const [place, index] of order.entries()) rank[index] = place;
  return { names: order.map((index) => events.customers[index] as string), rank };
};

/** Returns the row numbers of one side's events, those of a customer together; the order within one is the file's. */
const groupRows = (
  events: EventColumns,
  rank: Int32Array,
  size: number,
  side: 0 | 1,
): { begins: Int32Array; rows: Int32Array } => {
  const begins = new Int32Array(size + 1);
  const placeOf = (row: number): number =>
    (events.ours?.[row] ?? 0) === side ? (rank[events.owners[row] as number] as number) : -1;
  for (let row = 0; row < events.owners.length; row++) {
    const place = placeOf(row);
    if (place >= 0) begins[place + 1] = (begins[place + 1] as number) + 1;
  }
  for (let i = 1; i <= size; i++) begins[i] = (begins[i] as number) + (begins[i - 1] as number);
  const next = begins.slice();
  const rows = new Int32Array(begins[size] as number);
  for (let row = 0; row < events.owners.length; row++) {
    const place = placeOf(row);
    if (place < 0) continue;
    rows[next[place] as number] = row;
    next[place] = (next[place] as number) + 1;
  }
  return { begins, rows };
};

/** Returns the most frequent kinds, ties by name; none where all events are of one kind. */
const frequentKinds = (kinds: NonNullable<EventColumns['kinds']>, rows: Int32Array): number[] => {
  const counts = new Float64Array(kinds.names.length);
  for (const row of rows) {
    const kind = kinds.of[row] as number;
    counts[kind] = (counts[kind] as number) + 1;
  }
  const order = [...kinds.names.keys()]
    .filter((kind) => (counts[kind] as number) > 0)
    .sort(
      (one, other) =>
        (counts[other] as number) - (counts[one] as number) ||
        compare(kinds.names[one] as string, kinds.names[other] as string),
    );
  return order.length < 2 ? [] : order.slice(0, mostKinds);
};

const daysOf = (events: EventColumns, begins: Int32Array, rows: Int32Array): DayLists => {
  const days = new Int32Array(rows.length);
  const ends = new Int32Array(begins.length);
  let size = 0;
  for (let i = 0; i + 1 < begins.length; i++) {
    const own = rows.subarray(begins[i], begins[i + 1]).map((row) => events.days[row] as number);
    for (const day of own.sort()) {
      if (size > (ends[i] as number) && days[size - 1] === day) continue;
      days[size++] = day;
    }
    ends[i + 1] = size;
  }
  return { begins: ends, days: days.slice(0, size) };
};

/** Returns the events as sorted, distinct active days. Customers of whom only our own events are known are left out. */
export const gatherActivity = (events: EventColumns): Activity => {
  const { names, rank } = rankCustomers(events);
  const { begins, rows } = groupRows(events, rank, names.length, 0);
  const { amounts, sentiments, kinds } = events;
  const at = (column: Float64Array | null, row: number): number => column?.[row] ?? 0;
  // Sums of decimals depend on their order, so a day's events are put into one.
  const inOrder = (one: number, other: number): number =>
    (events.days[one] as number) - (events.days[other] as number) ||
    at(amounts, one) - at(amounts, other) ||
    at(sentiments, one) - at(sentiments, other) ||
    0;
  for (let i = 0; i < names.length; i++) rows.subarray(begins[i], begins[i + 1]).sort(inOrder);
  const lists = daysOf(events, begins, rows);
  const size = lists.days.length;
  const sums = amounts && new Float64Array(size);
  const moods = sentiments && new Float64Array(size).fill(Number.NaN);
  const chosen = kinds ? frequentKinds(kinds, rows) : [];
  const perKind = chosen.map((kind) => ({
    name: kinds?.names[kind] as string,
    counts: new Float64Array(size),
  }));
  const placeOfKind = new Map(chosen.map((kind, place) => [kind, place]));
  for (let i = 0; i < names.length; i++) {
    let place = lists.begins[i] as number;
    let [mood, moodCount] = [0, 0];
    for (let index = begins[i] as number; index < (begins[i + 1] as number); index++) {
      const row = rows[index] as number;
      if (events.days[row] !== lists.days[place]) {
        place++;
        [mood, moodCount] = [0, 0];
      }
      if (sums) sums[place] = (sums[place] as number) + at(amounts, row);
      const feeling = sentiments ? (sentiments[row] as number) : Number.NaN;
      if (moods && !Number.isNaN(feeling)) {
        mood += feeling;
        moodCount++;
        moods[place] = mood / moodCount;
      }
      const counts = perKind[placeOfKind.get(kinds?.of[row] ?? -1) ?? -1]?.counts;
      if (counts) counts[place] = (counts[place] as number) + 1;
    }
  }
  let ours: DayLists | null = null;
  if (events.ours?.includes(1)) {
    const sent = groupRows(events, rank, names.length, 1);
    ours = daysOf(events, sent.begins, sent.rows);
  }
  return { ...lists, customers: names, amounts: sums, sentiments: moods, kinds: perKind, ours };
};

/** Returns how many of customer i's days lie on or before `day`, as the index after the last of them. */
export const endOfPast = ({ begins, days }: DayLists, i: number, day: number): number => {
  let low = begins[i] as number;
  let high = begins[i + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] as number) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
};
