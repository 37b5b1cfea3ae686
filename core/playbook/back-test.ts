import type { Calendar } from '../calendar.ts';
import { type ContactFacts, decideContact, type LedgerEntry } from '../care/decide-contact.ts';
import { interlocksOf } from '../care/interlocks.ts';
import type { CareLimits } from '../care/limits.ts';
import { byTime, type Interaction } from '../customer/interaction.ts';
import { shippedPlan } from '../effect/analyse.ts';
import { dayMs } from '../time.ts';
import { armIn, isMeasured, measuredDays } from './arm.ts';
import { factsFrom } from './attributes.ts';
import { firingsOver, type PastCustomer, type Span, stateAt } from './firings-over.ts';
import { afterEvent } from './flow.ts';
import { reactionTo } from './match.ts';
import { type Playbook, reentryDays } from './playbook.ts';
import { done, held, messageKind, type RunState, takeOn } from './run.ts';

/** Where a message to a customer would have gone, and what was known of them then; null where there is no way. */
export type PastReach = {
  /** Everything but what the past itself says. */
  readonly factsAt: (at: number) => Omit<ContactFacts, 'interlocks' | 'ledgers'>;
  /** Whose budget it uses up. */
  readonly personIds: readonly number[];
  readonly roomIds: readonly number[];
};

/** A customer whom a back-test looks at. */
export type BackTestCustomer = PastCustomer & {
  readonly id: number;
  readonly reach: Readonly<Record<'person' | 'room', PastReach | null>>;
};

/** What was really sent before and meanwhile, by whose budget it used: `person/1`, `room/2`. */
export type PastLedger = ReadonlyMap<string, readonly LedgerEntry[]>;

/** One run as it would have been. */
export type PastRun = {
  readonly customerId: number;
  readonly startedAt: number;
  readonly trigger: string;
  /** When each message would have been sent. */
  readonly contacts: readonly number[];
  /** When the owner would have been told. */
  readonly prompts: readonly number[];
  /** Messages that would never have been sent, and why not. */
  readonly blocked: readonly string[];
  /** Messages that would have been sent later than planned, and why. */
  readonly held: readonly string[];
  /** Why it ended; null when it would still be under way. */
  readonly why: string | null;
};

type OpenRun = {
  readonly customer: BackTestCustomer;
  readonly trigger: string;
  readonly contacts: number[];
  readonly prompts: number[];
  readonly blocked: string[];
  readonly held: string[];
  run: RunState;
  why: string | null;
};

type Moment = { readonly at: number; readonly order: number; readonly act: () => void };

/** A queue of moments in order of time, then as they were put in; a binary heap. */
const createQueue = () => {
  const heap: Moment[] = [];
  const before = (one: number, other: number): boolean => {
    const [a, b] = [heap[one] as Moment, heap[other] as Moment];
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  };
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [heap[other] as Moment, heap[one] as Moment];
  };
  let count = 0;
  return {
    add: (at: number, act: () => void): void => {
      heap.push({ at, order: count++, act });
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!before(index, parent)) break;
        swap(index, parent);
        index = parent;
      }
    },
    take: (): Moment | undefined => {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last) {
        heap[0] = last;
        for (let index = 0; ; ) {
          const [left, right] = [index * 2 + 1, index * 2 + 2];
          const small = right < heap.length && before(right, left) ? right : left;
          if (small >= heap.length || !before(small, index)) break;
          swap(small, index);
          index = small;
        }
      }
      return first;
    },
  };
};

/** What deciding about messages needs besides the customers. */
export type BackTestTerms = {
  readonly limits: CareLimits;
  readonly calendar: Calendar;
  readonly ledger: PastLedger;
  readonly span: Span;
};

/**
 * Returns every run that a playbook would have had in the span, had it been running from its beginning: the past is folded
 * anew up to each moment, the contact budget decides as it would have then, and what would have been sent counts for what
 * comes after. Nothing that happened later is looked at. What customers did is what they really did: nobody knows what they
 * would have answered.
 */
export const backTest = (
  { key, playbook }: { readonly key: string; readonly playbook: Playbook },
  customers: readonly BackTestCustomer[],
  { limits, calendar, ledger, span }: BackTestTerms,
): readonly PastRun[] => {
  const queue = createQueue();
  const runs: OpenRun[] = [];
  const sent = new Map<string, LedgerEntry[]>();
  const histories = new Map<number, Interaction[]>();
  const last = new Map<number, OpenRun>();
  const entered = new Map<number, number>();
  const { zone } = calendar;

  const pastOf = (customer: BackTestCustomer): PastCustomer => ({
    ...customer,
    history: histories.get(customer.id) ?? customer.history,
  });
  const entriesAt = (key: string, at: number): readonly LedgerEntry[] => [
    ...(ledger.get(key) ?? []).filter((each) => each.sentAt !== null && each.sentAt <= at),
    ...(sent.get(key) ?? []),
  ];
  const decide = (open: OpenRun, reach: PastReach, at: number, purpose: Playbook['purpose']) => {
    const kind = { ...messageKind(playbook, open.run, at), purpose };
    const ledgers = [
      ...reach.personIds.map((id) => ({ of: 'person' as const, entries: entriesAt(`person/${id}`, at) })),
      ...reach.roomIds.map((id) => ({ of: 'room' as const, entries: entriesAt(`room/${id}`, at) })),
    ];
    const interlocks = interlocksOf(stateAt(pastOf(open.customer), at), at, limits);
    return {
      kind,
      decision: decideContact(kind, { ...reach.factsAt(at), interlocks, ledgers }, limits, calendar, at),
    };
  };
  const record = (open: OpenRun, reach: PastReach, at: number, solicited: boolean): void => {
    open.contacts.push(at);
    const { platform } = reach.factsAt(at);
    if (!solicited) {
      for (const key of [
        ...reach.personIds.map((id) => `person/${id}`),
        ...reach.roomIds.map((id) => `room/${id}`),
      ])
        sent.set(key, [...(sent.get(key) ?? []), { reservedAt: at, sentAt: at, platform }]);
    }
    const { id, history } = open.customer;
    const mailing: Interaction = {
      key: `playbook/${open.trigger}/${open.run.step}`,
      at,
      kind: 'campaign-sent',
      direction: 'out',
      data: {},
    };
    histories.set(id, [...(histories.get(id) ?? history), mailing].sort(byTime));
  };
  const finish = (open: OpenRun, why: string): void => {
    open.why = why;
  };
  const countedUntil = span.from + (measuredDays - shippedPlan.horizonDays) * dayMs;
  const isWithheld = ({ id }: BackTestCustomer, at: number): boolean =>
    isMeasured(playbook) && armIn(key, id, at, countedUntil) !== 'treated';

  /** When the customer's own doing next concerns the run while it waits, and what it does. */
  const listen = (open: OpenRun, from: number): void => {
    const { customer, run } = open;
    for (const interaction of customer.history) {
      if (interaction.at <= from || interaction.at > run.wakeAt || interaction.at > span.until) continue;
      const reaction = reactionTo(playbook, run, interaction);
      if (!reaction) continue;
      queue.add(interaction.at, () => {
        if (reaction.do === 'end') {
          finish(open, reaction.why);
          return;
        }
        open.run = { ...run, awaits: null, heldSince: null, step: afterEvent(playbook.steps, run.step) };
        walk(open, interaction.at);
      });
      return;
    }
    if (run.wakeAt <= span.until) queue.add(run.wakeAt, () => walk(open, run.wakeAt));
  };

  const walk = (open: OpenRun, at: number): void => {
    const { customer } = open;
    const past = pastOf(customer);
    for (;;) {
      const taken = takeOn(playbook, open.run, at, {
        zone: customer.context.zone,
        facts: () => factsFrom(stateAt(past, at), at, customer.context),
        seed: `${key}/${customer.id}`,
      });
      open.run = taken.run;
      if (taken.why !== undefined) {
        finish(open, taken.why);
        return;
      }
      if (!taken.task) {
        listen(open, at);
        return;
      }
      const { step } = taken.task;
      if (step.do === 'follow-up') open.prompts.push(at);
      if (step.do === 'follow-up' || step.do === 'coupon') {
        open.run = done(playbook, open.run);
        continue;
      }
      const reach = customer.reach[step.do === 'message' ? step.to : 'person'];
      if (!reach) {
        open.blocked.push('unreachable');
        finish(open, 'unreachable');
        return;
      }
      const { kind, decision } = decide(open, reach, at, step.do === 'survey' ? 'survey' : playbook.purpose);
      if ((decision.allowed || step.do === 'survey') && isWithheld(customer, at)) {
        finish(open, 'control');
        return;
      }
      if (decision.allowed) {
        record(open, reach, at, kind.solicited ?? false);
        open.run = done(playbook, open.run, at);
        continue;
      }
      const outcome = held(playbook, open.run, at, decision);
      if (outcome.do === 'hold') {
        if (open.run.heldSince === null) open.held.push(decision.reason);
        open.run = outcome.run;
        listen(open, at);
        return;
      }
      open.blocked.push(decision.reason);
      if (outcome.do === 'end') {
        finish(open, outcome.why);
        return;
      }
      open.run = done(playbook, open.run);
    }
  };

  const enter = (customer: BackTestCustomer, at: number, trigger: string): void => {
    const before = last.get(customer.id);
    if (before && (before.why === null || before.run.startedAt > at - reentryDays(playbook) * dayMs)) return;
    const day = zone.dayOf(at);
    const today = entered.get(day) ?? 0;
    if (today >= (playbook.limits.entriesPerDay ?? Number.POSITIVE_INFINITY)) return;
    entered.set(day, today + 1);
    const run: RunState = {
      startedAt: at,
      step: 0,
      wakeAt: at,
      awaits: null,
      contactedAt: null,
      contacts: 0,
      heldSince: null,
    };
    const open: OpenRun = {
      customer,
      trigger,
      contacts: [],
      prompts: [],
      blocked: [],
      held: [],
      run,
      why: null,
    };
    last.set(customer.id, open);
    runs.push(open);
    walk(open, at);
  };

  for (const customer of customers) {
    for (const { at, trigger } of firingsOver(playbook, customer, span))
      queue.add(at, () => enter(customer, at, trigger));
  }
  for (let moment = queue.take(); moment; moment = queue.take()) moment.act();
  return runs.map(({ customer, run, trigger, contacts, prompts, blocked, held: late, why }) => ({
    customerId: customer.id,
    startedAt: run.startedAt,
    trigger,
    contacts,
    prompts,
    blocked,
    held: late,
    why,
  }));
};
