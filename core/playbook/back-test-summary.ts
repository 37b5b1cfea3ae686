import { dayMs } from '../time.ts';
import type { BackTestCustomer, PastRun } from './back-test.ts';
import { type Span, stateAt } from './firings-over.ts';

/** What became of those who would have been reached, as it really went. */
export type Faring = {
  /** Wrote something within 14 days of the first message. */
  readonly wrote: number;
  /** Ordered within 30 days of it. */
  readonly ordered: number;
  /** Are churned at the end of the span and were not when it would have been sent. */
  readonly churned: number;
};

/** What a back-test found, in numbers. */
export type BackTestSummary = {
  readonly from: number;
  readonly until: number;
  /** Customers looked at. */
  readonly customers: number;
  readonly entered: number;
  /** Customers who would have got at least one message. */
  readonly reached: number;
  readonly contacts: number;
  /** How many customers would have got so many messages. */
  readonly perCustomer: Readonly<Record<number, number>>;
  readonly prompts: number;
  /** Messages that would never have been sent, by reason, and those that would have come late. */
  readonly blocked: Readonly<Record<string, number>>;
  readonly held: Readonly<Record<string, number>>;
  readonly endings: Readonly<Record<string, number>>;
  readonly faring: Faring;
  /** Messages by week of the span, from its beginning. */
  readonly weeks: readonly number[];
};

const count = (words: readonly string[]): Readonly<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
};

/** Returns how those customers fared who would have been reached. */
export const faringOf = (
  runs: readonly PastRun[],
  customers: ReadonlyMap<number, BackTestCustomer>,
  { until }: Span,
): Faring => {
  const first = new Map<number, number>();
  for (const { customerId, contacts } of runs) {
    const [at] = contacts;
    if (at !== undefined) first.set(customerId, Math.min(at, first.get(customerId) ?? at));
  }
  let [wrote, ordered, churned] = [0, 0, 0];
  for (const [id, at] of first) {
    const customer = customers.get(id) as BackTestCustomer;
    const within = (days: number, kind: string): boolean =>
      customer.history.some(
        (each) =>
          each.kind === kind && each.direction === 'in' && each.at > at && each.at <= at + days * dayMs,
      );
    if (within(14, 'message')) wrote++;
    if (within(30, 'order')) ordered++;
    if (stateAt(customer, at).stage !== 'churned' && stateAt(customer, until).stage === 'churned') churned++;
  }
  return { wrote, ordered, churned };
};

/** Returns the numbers of a back-test. */
export const summarise = (
  runs: readonly PastRun[],
  looked: number,
  faring: Faring,
  { from, until }: Span,
): BackTestSummary => {
  const contacts = runs.flatMap((run) => run.contacts);
  const each = new Map<number, number>();
  for (const run of runs) {
    if (run.contacts.length > 0)
      each.set(run.customerId, (each.get(run.customerId) ?? 0) + run.contacts.length);
  }
  const weeks = Array.from({ length: Math.max(1, Math.ceil((until - from) / (7 * dayMs))) }, () => 0);
  for (const at of contacts) {
    const week = Math.min(weeks.length - 1, Math.floor((at - from) / (7 * dayMs)));
    weeks[week] = (weeks[week] as number) + 1;
  }
  return {
    from,
    until,
    customers: looked,
    entered: runs.length,
    reached: each.size,
    contacts: contacts.length,
    perCustomer: count([...each.values()].map(String)),
    prompts: runs.reduce((sum, run) => sum + run.prompts.length, 0),
    blocked: count(runs.flatMap((run) => run.blocked)),
    held: count(runs.flatMap((run) => run.held)),
    endings: count(runs.map((run) => run.why ?? 'inside')),
    faring,
    weeks,
  };
};
