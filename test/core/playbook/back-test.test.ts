import { describe, expect, test } from 'vitest';
import { shippedLimits } from '../../../core/care/limits.ts';
import { byTime, type Interaction } from '../../../core/customer/interaction.ts';
import { isHeldOut, shippedShares, unitOf } from '../../../core/effect/arms.ts';
import { type BackTestCustomer, backTest, type PastReach } from '../../../core/playbook/back-test.ts';
import { faringOf, summarise } from '../../../core/playbook/back-test-summary.ts';
import { firingsOver } from '../../../core/playbook/firings-over.ts';
import { type PlaybookEntry, toPlaybook } from '../../../core/playbook/schema.ts';
import {
  at,
  complains,
  edits,
  local,
  orders,
  plainCompany,
  recalls,
  runsOut,
  says,
  weSay,
} from '../../support/given.ts';

const span = { from: at('2025-03-01'), until: at('2025-06-01') };
const hello = { do: 'message', to: 'person', text: { zh: '您好。', en: 'Hello.' } } as const;
const entry = (change: Partial<PlaybookEntry>): PlaybookEntry => ({
  name: { zh: '测试', en: 'Test' },
  purpose: 'service',
  trigger: { on: 'event', of: 'order' },
  steps: [hello],
  ...change,
});

const reachOf = (id: number): PastReach => ({
  factsAt: () => ({
    reach: 'customer',
    optedOut: false,
    consent: 'none',
    zone: plainCompany.zone,
    platform: 'web',
  }),
  personIds: [id],
  roomIds: [100],
});

const customer = (
  id: number,
  history: readonly Interaction[],
  change: Partial<BackTestCustomer> = {},
): BackTestCustomer => ({
  id,
  history: history.toSorted(byTime),
  context: plainCompany,
  birthday: null,
  reach: { person: reachOf(id), room: null },
  ...change,
});

const terms = {
  limits: { ...shippedLimits, quietHolidays: false },
  calendar: plainCompany.calendar,
  ledger: new Map(),
  span,
};
const rehearse = (
  change: Partial<PlaybookEntry>,
  customers: readonly BackTestCustomer[],
  more: Partial<typeof terms> = {},
) =>
  backTest({ key: 'test', playbook: toPlaybook({ measured: false, ...entry(change) }) }, customers, {
    ...terms,
    ...more,
  });
const told = (
  change: Partial<PlaybookEntry>,
  customers: readonly BackTestCustomer[],
  more: Partial<typeof terms> = {},
) =>
  rehearse(change, customers, more).map((run) => ({
    ...run,
    startedAt: local(run.startedAt),
    contacts: run.contacts.map(local),
  }));
const firesAt = (
  change: Partial<PlaybookEntry>,
  history: readonly Interaction[],
  more: Partial<BackTestCustomer> = {},
) => firingsOver(toPlaybook(entry(change)), customer(1, history, more), span).map((each) => local(each.at));

describe('a playbook would have been set going', () => {
  test('by what was decided, each at its own time, and not by what lies outside the span', () => {
    const history = [orders(10, '2025-01-06 10:00'), says('hello', '2025-02-03 10:00')];
    const [asleep] = firesAt({ trigger: { on: 'stage', to: ['dormant'] } }, history);
    expect(asleep).toMatch(/^2025-03-/);
    expect(firesAt({ trigger: { on: 'rule', rule: 'R7' } }, history)).toEqual([asleep]);
    expect(firesAt({ trigger: { on: 'stage', to: ['new'] } }, history)).toEqual([]);
    expect(firesAt({ trigger: { on: 'manual' } }, history)).toEqual([]);
  });

  test('as it was known then: an edit or recall that came later changes nothing', () => {
    const bad = complains('it is broken', '2025-03-10 10:00');
    const worse = complains('still broken', '2025-03-12 10:00');
    const warned = { trigger: { on: 'rule', rule: 'R6' } } as const;
    const before = firesAt(warned, [bad, worse]);
    expect(before).toEqual(['2025-03-12 10:00']);
    expect(firesAt(warned, [bad, worse, recalls(worse, '2025-03-20 10:00')])).toEqual(before);
    expect(firesAt(warned, [bad, worse, edits(bad, '2025-03-11 10:00')])).toEqual([]);
  });

  test('by conditions as they were at that moment', () => {
    const second = { when: [{ attribute: 'orders', atLeast: 2 }] };
    expect(firesAt(second, [orders(1, '2025-03-03 10:00'), orders(2, '2025-03-04 10:00')])).toEqual([
      '2025-03-04 10:00',
    ]);
    const sleepy = {
      trigger: { on: 'rule', rule: 'R7' },
      when: [{ attribute: 'orders', atLeast: 2 }],
    } as const;
    expect(firesAt(sleepy, [orders(1, '2025-02-03 10:00')])).toEqual([]);
  });

  test('when somebody begins to fulfil the conditions, again after they ceased to', () => {
    const quiet = { trigger: { on: 'segment' }, when: [{ attribute: 'rule', is: ['R7'] }] } as const;
    const history = [says('one', '2025-01-06 10:00'), says('two', '2025-03-17 10:00')];
    const found = firesAt(quiet, history);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^2025-04-1/);
    const edited = [...history, edits(history[1] as Interaction, '2025-03-18 10:00')];
    expect(firesAt(quiet, edited)).toEqual(found);
  });

  test('by silence, birthdays, renewals and holidays, at 10:00', () => {
    const history = [
      says('one', '2025-02-24 10:00'),
      weSay('x', '2025-02-25 10:00'),
      runsOut('2025-05-20', '2025-02-24 11:00', 'plan'),
    ];
    expect(firesAt({ trigger: { on: 'silence', days: 10 } }, history)).toEqual(['2025-03-06 10:00']);
    expect(firesAt({ trigger: { on: 'silence', days: 10_000 } }, history)).toEqual([]);
    expect(firesAt({ trigger: { on: 'date', date: 'renewal', offset: -30 } }, history)).toEqual([
      '2025-04-20 10:00',
    ]);
    expect(firesAt({ trigger: { on: 'date', date: 'renewal' } }, history)).toEqual(['2025-05-20 10:00']);
    expect(firesAt({ trigger: { on: 'date', date: 'womens-day' } }, history)).toEqual(['2025-03-08 10:00']);
    expect(firesAt({ trigger: { on: 'date', date: 'birthday' } }, history)).toEqual([]);
    const birthday = { calendar: 'lunar', month: 3, day: 1 } as const;
    expect(firesAt({ trigger: { on: 'date', date: 'birthday' } }, history, { birthday })).toEqual([
      '2025-03-29 10:00',
    ]);
    expect(
      firesAt(
        { trigger: { on: 'date', date: 'womens-day' }, when: [{ attribute: 'orders', atLeast: 1 }] },
        history,
      ),
    ).toEqual([]);
    expect(firesAt({ trigger: { on: 'date', date: '3-1' } }, [])).toEqual([]);
    // The first day of the span begins before the look, the last ends before it.
    expect(firesAt({ trigger: { on: 'date', date: 'monthly 1' } }, history)).toEqual([
      '2025-03-01 10:00',
      '2025-04-01 10:00',
      '2025-05-01 10:00',
    ]);
  });

  test('never by a silence that no calendar reaches', () => {
    const deafForever = {
      ...plainCompany,
      calendar: { ...plainCompany.calendar, silenceReaches: () => Number.POSITIVE_INFINITY },
    };
    const history = [says('one', '2025-02-24 10:00')];
    expect(firesAt({ trigger: { on: 'silence', days: 10 } }, history, { context: deafForever })).toEqual([]);
  });

  test('with silence that ends in the morning of a day, and in its evening', () => {
    expect(firesAt({ trigger: { on: 'silence', days: 7 } }, [says('late', '2025-03-03 20:00')])).toEqual([
      '2025-03-11 10:00',
    ]);
  });
});

describe('a back-test', () => {
  test('tells when each message would have been sent, and whom the owner would have heard of', () => {
    const steps = [
      hello,
      { do: 'wait', days: 8 },
      { do: 'coupon', title: { zh: '九折', en: '10 % off' } },
      { ...hello, to: 'person' },
      { do: 'follow-up', text: { zh: '联系', en: 'Call' } },
    ] as const;
    const [run] = told({ steps }, [customer(1, [orders(1, '2025-03-03 10:00')])]);
    expect(run).toMatchObject({
      startedAt: '2025-03-03 10:00',
      contacts: ['2025-03-03 10:00', '2025-03-11 10:00'],
      prompts: [at('2025-03-11 10:00')],
      why: 'end',
    });
  });

  test('waits for the quiet hours to end, and for the budget', () => {
    const [night] = told({}, [customer(1, [orders(1, '2025-03-03 22:00')])]);
    expect(night).toMatchObject({ contacts: ['2025-03-04 09:00'], held: ['quiet-hours'] });
    const steps = [hello, { do: 'wait', days: 2 }, { do: 'survey', survey: 'nps' }] as const;
    const [capped] = told({ steps }, [customer(1, [orders(1, '2025-03-03 10:00')])]);
    expect(capped).toMatchObject({
      contacts: ['2025-03-03 10:00', '2025-03-10 10:00'],
      held: ['person-cap'],
    });
    const real = new Map([
      [
        'person/1',
        [{ reservedAt: at('2025-03-01'), sentAt: at('2025-03-01 12:00'), platform: 'web' as const }],
      ],
    ]);
    const [late] = told({}, [customer(1, [orders(1, '2025-03-03 10:00')])], { ledger: real });
    expect(late?.contacts).toEqual(['2025-03-08 12:00']);
    // Held up twice: first by the budget, then by a question that nobody has answered.
    const asks = says('when?', '2025-03-08 11:00', { question: true });
    const waits = { steps: [{ do: 'wait', hours: 1 }, hello], stopOn: [] } as const;
    const [twice] = told(waits, [customer(1, [orders(1, '2025-03-03 10:00'), asks])], { ledger: real });
    expect(twice).toMatchObject({ held: ['person-cap'] });
  });

  test('writes to nobody who is kept to compare, up to the day from which nobody is counted any more', () => {
    const ids = Array.from({ length: 200 }, (_, index) => index + 1);
    const keptOn = (day: string): readonly number[] => {
      const all = ids.map((id) =>
        customer(id, [orders(1, day)], { reach: { person: { ...reachOf(id), roomIds: [] }, room: null } }),
      );
      const kept = rehearse({ measured: true }, all).filter(({ why }) => why === 'control');
      expect(kept.every((run) => run.contacts.length === 0)).toBe(true);
      return kept.map((run) => run.customerId);
    };
    const [counted, late] = [keptOn('2025-03-03 10:00'), keptOn('2025-05-29 10:00')];
    expect(counted.length).toBeGreaterThan(8);
    expect(counted.length).toBeLessThan(35);
    const heldOut = ids.filter((id) => isHeldOut(unitOf(id, null), shippedShares));
    expect(late).toEqual(heldOut);
    expect(counted).toEqual(expect.arrayContaining(heldOut));
  });

  test('counts what would have been sent in a room for everybody in it', () => {
    const history = [orders(1, '2025-03-03 10:00')];
    const runs = told({}, [customer(1, history), customer(2, history)]);
    expect(runs.map((run) => run.contacts)).toEqual([['2025-03-03 10:00'], ['2025-03-10 10:00']]);
  });

  test('stops at what the customer did, goes on at what it waits for, and does not begin twice', () => {
    const steps = [
      hello,
      { do: 'wait', days: 20, until: 'order', goto: 'thanks' },
      { do: 'stop' },
      { id: 'thanks', ...hello },
    ] as const;
    const first = orders(1, '2025-03-03 10:00');
    const [replied] = told({ steps }, [customer(1, [first, says('ok', '2025-03-05 10:00')])]);
    expect(replied).toMatchObject({ contacts: ['2025-03-03 10:00'], why: 'reply' });
    const ordered = told({ steps }, [customer(1, [first, orders(2, '2025-03-13 10:00')])]);
    expect(ordered).toHaveLength(1);
    expect(ordered[0]).toMatchObject({ contacts: ['2025-03-03 10:00', '2025-03-13 10:00'], why: 'end' });
    const later = told({ limits: { every: 30 } }, [
      customer(1, [first, orders(2, '2025-03-13 10:00'), orders(3, '2025-04-13 10:00')]),
    ]);
    expect(later.map((run) => run.startedAt)).toEqual(['2025-03-03 10:00', '2025-04-13 10:00']);
    const inside = told({ steps: [{ do: 'wait', days: 300 }] }, [
      customer(1, [first, orders(2, '2025-03-13 10:00')]),
    ]);
    expect(inside).toMatchObject([{ why: null }]);
  });

  test('lets in no more than may enter on one day', () => {
    const customers = [1, 2, 3].map((id) => customer(id, [orders(1, '2025-03-03 10:00')]));
    expect(told({ limits: { entriesPerDay: 2 } }, customers)).toHaveLength(2);
  });

  test('tells what would never have been sent, and why', () => {
    const gone = { reach: { person: null, room: null } };
    const [nowhere] = told({}, [customer(1, [orders(1, '2025-03-03 10:00')], gone)]);
    expect(nowhere).toMatchObject({ blocked: ['unreachable'], why: 'unreachable' });
    const [unhappy] = told({ steps: [{ do: 'wait', hours: 1 }, hello] }, [
      customer(1, [complains('bad', '2025-03-03 09:00'), orders(1, '2025-03-03 10:00')]),
    ]);
    expect(unhappy).toMatchObject({ blocked: ['open-complaint'], why: 'complaint' });
    const asks = customer(1, [orders(1, '2025-03-03 10:00')]);
    const refusing = {
      ...asks,
      reach: {
        ...asks.reach,
        person: {
          ...reachOf(1),
          factsAt: () => ({ ...reachOf(1).factsAt(0), consent: 'withdrawn' as const }),
        },
      },
    };
    expect(told({}, [refusing])).toMatchObject([{ blocked: ['no-consent'], contacts: [], why: 'end' }]);
  });

  test('looks at customers as they were at each step', () => {
    const steps = [
      { do: 'wait', days: 3 },
      { do: 'branch', if: [{ attribute: 'orders', atLeast: 2 }], goto: 'end' },
      hello,
    ] as const;
    const once = customer(1, [orders(1, '2025-03-03 10:00'), orders(1, '2025-03-07 10:00')]);
    const twice = customer(2, [orders(1, '2025-03-03 10:00'), orders(1, '2025-03-05 10:00')]);
    const runs = told({ steps, limits: { every: 30 } }, [once, twice]);
    expect(runs.map((run) => run.contacts.length)).toEqual([1, 0]);
  });

  test('answers who just came whatever the hour, and does not count it', () => {
    const steps = [hello, { do: 'wait', days: 1 }, hello] as const;
    const joined = {
      key: 'joined',
      at: at('2025-03-03 23:00'),
      kind: 'joined',
      direction: 'in',
      data: { places: ['x'] },
    } as const;
    const [run] = told({ trigger: { on: 'event', of: 'joined' }, steps }, [customer(1, [joined])]);
    expect(run?.contacts).toEqual(['2025-03-03 23:00', '2025-03-05 09:00']);
  });

  test('keeps many moments in order', () => {
    const customers = Array.from({ length: 60 }, (_, index) =>
      customer(index + 1, [orders(1, at('2025-03-03 10:00') + ((index * 37) % 60) * 60_000)], {
        reach: { person: { ...reachOf(index + 1), roomIds: [] }, room: null },
      }),
    );
    const starts = rehearse({ steps: [{ do: 'wait', days: 1 }, hello] }, customers).map(
      (run) => run.startedAt,
    );
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(starts).toHaveLength(60);
  });
});

test('the numbers of a back-test, and how those who would have been reached really fared', () => {
  const active = customer(1, [
    orders(1, '2025-03-03 10:00'),
    says('hi', '2025-03-20 10:00'),
    orders(5, '2025-03-25 10:00'),
  ]);
  const wrote = customer(2, [orders(1, '2025-03-03 11:00'), says('hi', '2025-03-05 10:00')]);
  const left = customer(3, [
    orders(1, '2025-03-03 12:00'),
    { key: 'gone', at: at('2025-04-01'), kind: 'contact-removed', direction: 'in', data: {} },
  ]);
  const unreached = customer(4, [orders(1, '2025-03-03 13:00')], { reach: { person: null, room: null } });
  const all = [active, wrote, left, unreached].map((each) => ({
    ...each,
    reach: { ...each.reach, person: each.reach.person && { ...each.reach.person, roomIds: [] } },
  }));
  const runs = rehearse({ limits: { every: 15 } }, all);
  const faring = faringOf(runs, new Map(all.map((each) => [each.id, each])), span);
  expect(faring).toEqual({ wrote: 1, ordered: 1, churned: 1 });
  const summary = summarise(runs, 9, faring, span);
  expect(summary).toMatchObject({
    customers: 9,
    entered: 5,
    reached: 3,
    contacts: 4,
    perCustomer: { 1: 2, 2: 1 },
    prompts: 0,
    blocked: { unreachable: 1 },
    held: {},
    endings: { end: 4, unreachable: 1 },
  });
  expect(summary.weeks.reduce((sum, count) => sum + count, 0)).toBe(4);
  expect(summarise([], 0, faring, { from: 0, until: 0 }).weeks).toEqual([0]);
  expect(
    summarise(
      [{ ...(runs[0] as (typeof runs)[number]), why: null, contacts: [span.until] }],
      1,
      faring,
      span,
    ),
  ).toMatchObject({
    endings: { inside: 1 },
  });
});
