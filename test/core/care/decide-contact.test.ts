import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../core/calendar.ts';
import {
  type ContactFacts,
  type ContactKind,
  decideContact,
  type LedgerEntry,
} from '../../../core/care/decide-contact.ts';
import { noInterlocks } from '../../../core/care/interlocks.ts';
import { type CareLimits, shippedLimits } from '../../../core/care/limits.ts';
import { createZone } from '../../../core/zone.ts';
import { at, day, local } from '../../support/given.ts';

const zone = createZone('Asia/Shanghai');
const calendar = createCalendar({ zone, holidays: 'cn' });
const service: ContactKind = { purpose: 'service' };
/** A Wednesday at ten. */
const wednesday = '2025-03-05 10:00';

const customer: ContactFacts = {
  reach: 'customer',
  optedOut: false,
  consent: 'none',
  interlocks: noInterlocks,
  zone,
  platform: 'wecom',
  ledgers: [
    { of: 'person', entries: [] },
    { of: 'room', entries: [] },
  ],
};
const sent = (when: string): LedgerEntry => ({ reservedAt: at(when), sentAt: at(when), platform: 'slack' });
const reserved = (when: string): LedgerEntry => ({ reservedAt: at(when), sentAt: null, platform: 'slack' });
const spent = (of: 'person' | 'room', ...entries: LedgerEntry[]): Partial<ContactFacts> => ({
  ledgers: [{ of, entries }],
});

const decide = (
  change: Partial<ContactFacts>,
  {
    when = wednesday,
    kind = service,
    limits = {},
  }: { when?: string; kind?: ContactKind; limits?: Partial<CareLimits> } = {},
): string => {
  const decision = decideContact(
    kind,
    { ...customer, ...change },
    { ...shippedLimits, ...limits },
    calendar,
    at(when),
  );
  if (decision.allowed) return 'allowed';
  return decision.retryAt === undefined ? decision.reason : `${decision.reason} ${local(decision.retryAt)}`;
};

describe('who gets a message that nobody asked for', () => {
  test('a customer who got none, by day, does', () => {
    expect(decide({})).toBe('allowed');
  });

  test('a colleague, a stranger and somebody who is gone do not, ever', () => {
    expect(decide({ reach: 'not-a-customer' })).toBe('not-a-customer');
    expect(decide({ reach: 'unreachable' })).toBe('unreachable');
  });

  test('who opted out does not, not even as an answer', () => {
    expect(decide({ optedOut: true })).toBe('opted-out');
    expect(decide({ optedOut: true }, { kind: { purpose: 'service', solicited: true } })).toBe('opted-out');
  });

  test('an answer to what they just did comes at night, on a complaint, and above every cap', () => {
    const answer = decide(
      {
        ...spent('person', sent('2025-03-05 01:00')),
        interlocks: { openComplaint: true, openQuestion: true, fallingSentiment: true },
        consent: 'withdrawn',
      },
      { when: '2025-03-05 02:00', kind: { purpose: 'marketing', solicited: true } },
    );
    expect(answer).toBe('allowed');
  });

  test('marketing needs an agreement; for the rest a refusal is needed', () => {
    const marketing = { kind: { purpose: 'marketing' } as const };
    expect(decide({}, marketing)).toBe('no-consent');
    expect(decide({ consent: 'given' }, marketing)).toBe('allowed');
    expect(decide({ consent: 'not-asked' }, marketing)).toBe('allowed');
    expect(decide({ consent: 'withdrawn' })).toBe('no-consent');
  });

  test('a complaint, a question and a sinking mood come first; whether they passed is asked a day later', () => {
    const stands = (key: keyof ContactFacts['interlocks']) =>
      decide({ interlocks: { ...noInterlocks, [key]: true } });
    expect(stands('openComplaint')).toBe('open-complaint 2025-03-06 10:00');
    expect(stands('openQuestion')).toBe('open-question 2025-03-06 10:00');
    expect(stands('fallingSentiment')).toBe('falling-sentiment 2025-03-06 10:00');
  });
});

describe('how much one person or room gets', () => {
  test('one in seven days: the next may follow to the millisecond', () => {
    expect(decide(spent('person', sent('2025-02-26 10:00')))).toBe('allowed');
    expect(decide(spent('person', sent('2025-02-26 10:01')))).toBe('person-cap 2025-03-05 10:01');
    expect(decide(spent('room', sent('2025-03-03 09:30')))).toBe('room-cap 2025-03-10 09:30');
  });

  test('what is reserved counts however old it is', () => {
    expect(decide(spent('person', reserved('2024-12-01 10:00')))).toBe('person-cap 2025-03-06 10:00');
  });

  test('of several allowed, the one that leaves the window first makes room', () => {
    const two = { limits: { personMost: 2 } };
    expect(decide(spent('person', sent('2025-03-01 10:00')), two)).toBe('allowed');
    const both = spent('person', sent('2025-03-03 12:00'), sent('2025-03-01 10:00'));
    expect(decide(both, two)).toBe('person-cap 2025-03-08 10:00');
  });

  test('a cap that would end at night ends in the morning', () => {
    expect(decide(spent('person', sent('2025-03-03 22:00')))).toBe('person-cap 2025-03-11 09:00');
  });

  test('the quota of the platform counts on this platform, in local days and months', () => {
    const often = { limits: { personMost: 9, personDays: 1 } };
    const group = (when: string): LedgerEntry => ({ ...sent(when), platform: 'wecom' });
    expect(decide(spent('person', group('2025-03-05 08:00')), often)).toBe('platform-quota 2025-03-06 09:00');
    expect(decide(spent('person', sent('2025-03-05 08:00')), often)).toBe('allowed');
    expect(decide({ ...spent('person', group('2025-03-05 08:00')), platform: 'slack' }, often)).toBe(
      'allowed',
    );
    const four = ['01', '02', '03', '04'].map((each) => group(`2025-03-${each} 10:00`));
    const monthly = { platform: 'wecom', to: 'person', most: 4, per: 'month' } as const;
    const limited = { limits: { ...often.limits, quotas: [monthly] } };
    expect(decide(spent('person', ...four.slice(1)), limited)).toBe('allowed');
    expect(decide(spent('person', ...four), limited)).toBe('platform-quota 2025-04-01 09:00');
    const waiting: LedgerEntry = { ...reserved('2025-03-05 08:00'), platform: 'wecom' };
    expect(decide(spent('person', waiting), often)).toBe('platform-quota 2025-03-06 09:00');
  });
});

describe('when it comes', () => {
  test('not between nine in the evening and nine in the morning', () => {
    expect(decide({}, { when: '2025-03-05 20:59' })).toBe('allowed');
    expect(decide({}, { when: '2025-03-05 21:00' })).toBe('quiet-hours 2025-03-06 09:00');
    expect(decide({}, { when: '2025-03-06 08:59' })).toBe('quiet-hours 2025-03-06 09:00');
    expect(decide({}, { when: '2025-03-06 09:00' })).toBe('allowed');
  });

  test('by the clock of the person', () => {
    const london = { zone: createZone('Europe/London') };
    expect(decide(london, { when: '2025-03-05 16:59' })).toBe('quiet-hours 2025-03-05 17:00');
    expect(decide(london, { when: '2025-03-06 04:00' })).toBe('allowed');
  });

  test('a quiet time within the day, and none', () => {
    const noon = { limits: { quietFromMinute: 12 * 60, quietUntilMinute: 13 * 60 } };
    expect(decide({}, { when: '2025-03-05 12:30', ...noon })).toBe('quiet-hours 2025-03-05 13:00');
    expect(decide({}, { when: '2025-03-05 23:30', ...noon })).toBe('allowed');
    const none = { limits: { quietFromMinute: 0, quietUntilMinute: 0 } };
    expect(decide({}, { when: '2025-03-05 03:30', ...none })).toBe('allowed');
  });

  test('not on a public holiday nor its weekend, but on a plain weekend and a make-up workday', () => {
    // 国庆 2025: 1 to 8 October; Saturday 11 October is worked.
    expect(decide({}, { when: '2025-10-04 10:00' })).toBe('holiday 2025-10-09 09:00');
    expect(decide({}, { when: '2025-10-05 10:00' })).toBe('holiday 2025-10-09 09:00');
    expect(decide({}, { when: '2025-10-11 10:00' })).toBe('allowed');
    expect(decide({}, { when: '2025-03-08 10:00' })).toBe('allowed');
    expect(decide({}, { when: '2025-10-04 10:00', limits: { quietHolidays: false } })).toBe('allowed');
  });

  test('a greeting for the very day comes on a holiday, by day', () => {
    const greeting = { kind: { purpose: 'service', occasion: true } } as const;
    expect(decide({}, { when: '2025-10-01 10:00', ...greeting })).toBe('allowed');
    expect(decide({}, { when: '2025-10-01 08:00', ...greeting })).toBe('quiet-hours 2025-10-01 09:00');
  });

  test('whatever the limits are, asking again at the time given is never held up by the hour', () => {
    const minutes = fc.integer({ min: 0, max: 1440 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 0, max: 1000 * 24 * 60 }), (from, until, later) => {
        const limits = { ...shippedLimits, quietFromMinute: from, quietUntilMinute: until };
        if (from === 0 && until === 1440) return;
        const moment = at('2024-01-01') + later * 60_000;
        const first = decideContact(service, customer, limits, calendar, moment);
        if (first.allowed) return;
        expect(first.retryAt).toBeGreaterThan(moment);
        expect(first.retryAt).toBeLessThan(moment + 15 * day);
        const again = decideContact(service, customer, limits, calendar, first.retryAt ?? 0);
        expect(again).toStrictEqual({ allowed: true });
      }),
    );
  });
});
