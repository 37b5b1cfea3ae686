import { byTime } from '../../core/customer/interaction.ts';
import { type Address, addressOf } from '../../core/playbook/address.ts';
import {
  type BackTestCustomer,
  backTest,
  type PastReach,
  type PastRun,
} from '../../core/playbook/back-test.ts';
import { type BackTestSummary, faringOf, summarise } from '../../core/playbook/back-test-summary.ts';
import { firingsOver, type PastCustomer } from '../../core/playbook/firings-over.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { historiesOf } from '../../db/interactions.ts';
import { birthdaysOf } from '../../db/playbook-days.ts';
import { customersBefore, sentBetween } from '../../db/playbook-past.ts';
import { type PlaybookTarget, targetsOf } from '../../db/playbook-targets.ts';
import { careLimits } from '../care/contact.ts';
import {
  type Aim,
  type AimFacts,
  type Audience,
  readAudience,
  readFacts,
  subjectsOf,
} from '../care/facts.ts';
import type { Company } from '../ingest/context.ts';
import { foldContexts } from '../ingest/context.ts';

/** What a back-test found: its numbers, and every run with the customer's name. */
export type BackTest = {
  readonly summary: BackTestSummary;
  readonly runs: readonly (PastRun & { readonly customer: string })[];
};

const pageSize = 200;
/** What was sent so long before the span still counts against the budget. */
const ledgerMs = 40 * dayMs;

/** What was known then of whoever a message would be for: what they said about messages later is left out. */
const factsThen = (facts: AimFacts, aim: Aim, audience: Audience): PastReach['factsAt'] => {
  const person = 'personId' in aim.to ? audience.people.get(aim.to.personId) : undefined;
  const said = person?.consents ?? [];
  return (at) => {
    const later = said.filter((each) => each.at > at);
    const optedOutLater = later.some((each) => each.purpose === 'all' && each.state === 'withdrawn');
    const saidLater = later.some((each) => each.purpose === 'all' || each.purpose === aim.purpose);
    return {
      ...facts,
      optedOut: facts.optedOut && !optedOutLater,
      consent: saidLater ? 'none' : facts.consent,
    };
  };
};

type Found = { readonly past: PastCustomer; readonly target: PlaybookTarget; readonly id: number };

/** Everybody for whom the playbook would have been set going, page by page: nobody else is kept. */
const findCustomers = async (
  db: Db,
  company: Company,
  playbook: Playbook,
  span: { readonly from: number; readonly until: number },
  onProgress: (done: number, all: number) => void | Promise<void>,
): Promise<{ readonly found: readonly Found[]; readonly looked: number }> => {
  const all = await customersBefore(db, span.until);
  const found: Found[] = [];
  for (let start = 0; start < all.length; start += pageSize) {
    const ids = all.slice(start, start + pageSize);
    const histories = await historiesOf(db, ids, span.until);
    const contextOf = await foldContexts(db, company, ids);
    const birthdays = await birthdaysOf(db, ids);
    const hits = ids.flatMap((id) => {
      const past: PastCustomer = {
        history: (histories.get(id) ?? []).toSorted(byTime),
        context: contextOf(id),
        birthday: birthdays.get(id) ?? null,
      };
      return firingsOver(playbook, past, span).length > 0 ? [{ id, past }] : [];
    });
    const targets = await targetsOf(
      db,
      hits.map((each) => each.id),
    );
    for (const { id, past } of hits) {
      const target = targets.get(id);
      if (target) found.push({ id, past, target });
    }
    await onProgress(Math.min(all.length, start + pageSize), all.length);
    // A chat that asked for it must go on meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { found, looked: all.length };
};

const reachAll = async (
  db: Db,
  company: Company,
  playbook: Playbook,
  found: readonly Found[],
  until: number,
): Promise<readonly BackTestCustomer[]> => {
  const care = { company };
  const limits = careLimits(care);
  const places = ['person', 'room'] as const;
  const aims: { readonly index: number; readonly place: (typeof places)[number]; readonly aim: Aim }[] = [];
  for (const [index, { target }] of found.entries()) {
    for (const place of places) {
      const address: Address | undefined = addressOf(target, place);
      if (address) aims.push({ index, place, aim: { to: address.to, purpose: playbook.purpose } });
    }
  }
  const list = aims.map((each) => each.aim);
  const audience = await readAudience(db, list);
  const facts = await readFacts(db, care, list, audience, limits, until);
  const reaches = found.map(
    (): Record<'person' | 'room', PastReach | null> => ({ person: null, room: null }),
  );
  for (const [order, { index, place, aim }] of aims.entries()) {
    const known = facts[order];
    const reach = reaches[index];
    if (known && reach)
      reach[place] = { ...subjectsOf(aim, audience), factsAt: factsThen(known, aim, audience) };
  }
  return found.map(({ id, past }, index) => ({
    id,
    ...past,
    reach: reaches[index] ?? { person: null, room: null },
  }));
};

/**
 * Returns what a playbook would have done over the last `days` days up to `now`, had it been running: see `backTest`.
 * Reads only; `onProgress` hears how many customers were looked at.
 */
export const runBackTest = async (
  db: Db,
  company: Company,
  { key, playbook }: { readonly key: string; readonly playbook: Playbook },
  { now, days }: { readonly now: number; readonly days: number },
  onProgress: (done: number, all: number) => void | Promise<void> = () => undefined,
): Promise<BackTest> => {
  const span = { from: now - days * dayMs, until: now };
  const { found, looked } = await findCustomers(db, company, playbook, span, onProgress);
  const customers = await reachAll(db, company, playbook, found, now);
  const runs = backTest({ key, playbook }, customers, {
    limits: careLimits({ company }),
    calendar: company.calendar,
    ledger: await sentBetween(db, span.from - ledgerMs, now),
    span,
  });
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const names = new Map(found.map(({ id, target }) => [id, target.customer]));
  return {
    summary: summarise(runs, looked, faringOf(runs, byId, span), span),
    runs: runs.map((run) => ({ ...run, customer: names.get(run.customerId) ?? '' })),
  };
};
