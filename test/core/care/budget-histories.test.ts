import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCalendar } from '../../../core/calendar.ts';
import { decideContact, type LedgerEntry } from '../../../core/care/decide-contact.ts';
import { noInterlocks } from '../../../core/care/interlocks.ts';
import { shippedLimits } from '../../../core/care/limits.ts';
import { createZone } from '../../../core/zone.ts';
import { at, day } from '../../support/given.ts';

const zone = createZone('Asia/Shanghai');
const calendar = createCalendar({ zone, holidays: 'cn' });
const hour = day / 24;

/** What happens next: time passes, somebody asks, and what was reserved is sent, refused, or left as it is. */
const event = fc.record({
  afterHours: fc.integer({ min: 0, max: 80 }),
  what: fc.constantFrom('ask', 'ask', 'ask', 'send', 'refuse'),
  which: fc.nat(5),
});

test('in ten thousand random histories no window ever holds more than the cap, and nobody is blocked without need', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 25 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 10 }),
      (events, personMost, personDays) => {
        const limits = { ...shippedLimits, personMost, personDays, quotas: [] };
        const windowMs = personDays * day;
        const entries: LedgerEntry[] = [];
        let now = at('2025-01-06 10:00');
        for (const { afterHours, what, which } of events) {
          now += afterHours * hour;
          const open = entries.filter((each) => each.sentAt === null);
          const chosen = open[which % Math.max(1, open.length)];
          if (what === 'ask') {
            const decision = decideContact(
              { purpose: 'service' },
              {
                reach: 'customer',
                optedOut: false,
                consent: 'none',
                interlocks: noInterlocks,
                zone,
                platform: 'slack',
                ledgers: [{ of: 'person', entries }],
              },
              limits,
              calendar,
              now,
            );
            if (decision.allowed) entries.push({ reservedAt: now, sentAt: null, platform: 'slack' });
            const recent = entries.filter((each) => each.sentAt === null || each.sentAt > now - windowMs);
            if (!decision.allowed && decision.reason === 'person-cap')
              expect(recent.length).toBeGreaterThanOrEqual(personMost);
          } else if (chosen) {
            entries.splice(entries.indexOf(chosen), 1);
            // A message may be sent long after it was reserved.
            if (what === 'send') entries.push({ ...chosen, sentAt: now });
          }
        }
        const sent = entries.flatMap(({ sentAt }) => sentAt ?? []).sort((one, other) => one - other);
        for (const [index, first] of sent.entries()) {
          const over = sent[index + personMost];
          if (over !== undefined) expect(over - first).toBeGreaterThanOrEqual(windowMs);
        }
      },
    ),
    { numRuns: 10_000 },
  );
}, 60_000);
