import { join } from 'node:path';
import { runChurn } from '../../../bot/lab/churn.ts';
import { usualHorizonDays, usualLeadDays } from '../../../core/churn/window.ts';
import { dayMs } from '../../../core/time.ts';
import type { Figure } from '../figure.ts';
import {
  type Happening,
  readCdnowMaster,
  readCollegeMessages,
  readOnlineRetail,
  readRows,
  writeCsv,
} from './data.ts';
import { type Calls, createCalls, showCalls } from './grade-calls.ts';

/** A logistic regression on ten rhythm features, trained once before the first date: AUC, Brier. */
type Reference = { readonly everyone: readonly [number, number]; readonly active: readonly [number, number] };

/** A public set, and what is to be reached on it. */
export type ChurnSet = {
  readonly name: string;
  readonly read: (folder: string) => readonly Happening[];
  /** When to estimate, in days from the first event. */
  readonly cutoffDays: readonly number[];
  readonly kind: 'orders' | 'talk';
  readonly logistic: Reference;
};

/** The sets that churn is measured on. */
export const churnSets: readonly ChurnSet[] = [
  {
    name: 'CDNOW master',
    read: readCdnowMaster,
    cutoffDays: [334, 379, 424],
    kind: 'orders',
    logistic: { everyone: [0.811, 0.101], active: [0.683, 0.224] },
  },
  {
    name: 'Online Retail',
    read: readOnlineRetail,
    cutoffDays: [243, 262],
    kind: 'orders',
    logistic: { everyone: [0.745, 0.202], active: [0.718, 0.135] },
  },
  {
    name: 'CollegeMsg',
    read: readCollegeMessages,
    cutoffDays: [84, 98, 112],
    kind: 'talk',
    logistic: { everyone: [0.836, 0.118], active: [0.737, 0.211] },
  },
];

/** Days of a customer, whole days from the date of the estimate: 0 is its day, 1 the one after it. */
const daysBy = (happenings: readonly Happening[], at: number): ReadonlyMap<string, ReadonlySet<number>> => {
  const days = new Map<string, Set<number>>();
  for (const each of happenings) {
    const own = days.get(each.customer) ?? new Set();
    days.set(each.customer, own.add(Math.ceil((each.at - at) / dayMs)));
  }
  return days;
};

/** Adds what `tend churn` says at a date to `calls`, with what came of it. Returns how many seen customers it left out. */
const callAt = async (
  { file, at, horizonDays, home }: { file: string; at: number; horizonDays: number; home: string },
  happenings: readonly Happening[],
  calls: { readonly everyone: Calls; readonly active: Calls },
): Promise<number> => {
  const out = join(home, 'churn.csv');
  const request = { events: file, at, leadDays: usualLeadDays, horizonDays, out };
  await runChurn(request, (line) => process.stderr.write(`${line}\n`));
  const probabilities = new Map(readRows(out).map(([customer = '', chance]) => [customer, Number(chance)]));
  let leftOut = 0;
  for (const [customer, days] of daysBy(happenings, at)) {
    const past = [...days].filter((day) => day <= 0);
    if (past.length === 0) continue;
    const probability = probabilities.get(customer);
    if (probability === undefined) {
      leftOut += 1;
      continue;
    }
    const gone = ![...days].some((day) => day > usualLeadDays && day <= usualLeadDays + horizonDays);
    calls.everyone.add(probability, gone);
    if (past.length >= 3 && Math.max(...past) >= -horizonDays) calls.active.add(probability, gone);
  }
  return leftOut;
};

const measure = async (
  { name, cutoffDays, kind, logistic }: ChurnSet,
  happenings: readonly Happening[],
  withAmount: boolean,
  home: string,
): Promise<{ readonly figures: readonly Figure[]; readonly leftOut: number }> => {
  const file = join(home, 'events.csv');
  const rows = happenings.map(({ customer, at, amount }) => {
    const moment = kind === 'talk' ? at / 1000 : new Date(at).toISOString().slice(0, 10);
    return `${customer},${moment}${withAmount ? `,${amount}` : ''}`;
  });
  writeCsv(file, withAmount ? 'customer,at,amount' : 'customer,at', rows);
  const first = happenings.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const calls = { everyone: createCalls(), active: createCalls() };
  const horizonDays = usualHorizonDays[kind];
  let leftOut = 0;
  for (const cutoff of cutoffDays) {
    // Days are spans of 24 hours from the first event; the day of the estimate counts whole, as with `--at DATE`.
    const at = first + (cutoff + 1) * dayMs - 1;
    leftOut += await callAt({ file, at, horizonDays, home }, happenings, calls);
  }
  const figures = (['everyone', 'active'] as const).map((population) =>
    showCalls(
      `churn, ${name}${withAmount ? ' with amounts' : ''}, ${population}`,
      logistic[population],
      calls[population],
    ),
  );
  return { figures, leftOut };
};

/** Measures `tend churn` 14 days ahead on past dates of a public set, dates pooled. @throws InputError */
export const benchChurn = async (set: ChurnSet, folder: string, home: string): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  let leftOut = 0;
  const happenings = set.read(folder);
  for (const withAmount of set.kind === 'orders' ? [false, true] : [false]) {
    const measured = await measure(set, happenings, withAmount, home);
    figures.push(...measured.figures);
    leftOut += measured.leftOut;
  }
  const what = `churn, ${set.name}, customers seen before a date who got no probability`;
  return [...figures, { what, target: '0', measured: String(leftOut) }];
};
