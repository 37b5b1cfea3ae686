import type { Calendar } from '../calendar.ts';
import type { Platform } from '../events.ts';
import { dayMs } from '../time.ts';
import type { Zone } from '../zone.ts';
import type { Interlocks } from './interlocks.ts';
import type { CareLimits, Purpose, Quota } from './limits.ts';
import { firstLoudMoment, quietAt } from './quiet-hours.ts';

/** Why a message is not sent. The first four are final; the others pass. */
export const blockReasons = [
  'unreachable',
  'not-a-customer',
  'opted-out',
  'no-consent',
  'open-complaint',
  'open-question',
  'falling-sentiment',
  'person-cap',
  'room-cap',
  'platform-quota',
  'holiday',
  'quiet-hours',
  'withdrawn',
  'undelivered',
] as const;

/** One of {@link blockReasons}. `withdrawn`: its flow took it back; `undelivered`: the platform refused it. */
export type BlockReason = (typeof blockReasons)[number];

/** One earlier message: when it was sent, null while it is reserved; and on which platform. */
export type LedgerEntry = {
  readonly reservedAt: number;
  readonly sentAt: number | null;
  readonly platform: Platform;
};

/** What was sent to one of those whom a message is for, or is about to be. */
export type Ledger = { readonly of: 'person' | 'room'; readonly entries: readonly LedgerEntry[] };

/** What is to be known for deciding about one message. */
export type ContactFacts = {
  /** Whether it is for somebody of the customers' side who is there. */
  readonly reach: 'customer' | 'not-a-customer' | 'unreachable';
  /** Somebody whom it would be addressed to wants no messages, on whichever platform they said so. */
  readonly optedOut: boolean;
  /** What they said about this purpose last; of a whole room nobody is asked. */
  readonly consent: 'given' | 'withdrawn' | 'none' | 'not-asked';
  readonly interlocks: Interlocks;
  /** The person's zone where it is known, else the company's. */
  readonly zone: Zone;
  readonly platform: Platform;
  readonly ledgers: readonly Ledger[];
};

/** What a message is. `occasion`: the very day is its reason (a birthday, a festival), so that holidays do not hold it. */
export type ContactKind = {
  readonly purpose: Purpose;
  readonly solicited?: boolean;
  readonly occasion?: boolean;
};

/** Whether a message may be sent, and else why not and when asking again makes sense (absent: never). */
export type ContactDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: BlockReason; readonly retryAt?: number };

/** What is asked again after this time, because nobody knows when it passes. */
const askAgainMs = dayMs;

const consents = ({ consent }: ContactFacts, purpose: Purpose, limits: CareLimits): boolean =>
  consent === 'given' ||
  consent === 'not-asked' ||
  (consent === 'none' && !limits.consentFor.includes(purpose));

/**
 * When one more of at most `most` in any `windowMs` may follow, `at` when at once. What is reserved counts however old
 * it is, since it may yet be sent at any time; then nobody knows when.
 */
const freeAt = (entries: readonly LedgerEntry[], most: number, windowMs: number, at: number): number => {
  const sent = entries
    .flatMap(({ sentAt }) => (sentAt !== null && sentAt > at - windowMs ? [sentAt] : []))
    .sort((one, other) => one - other);
  const open = entries.filter(({ sentAt }) => sentAt === null).length;
  const over = sent.length + open - most;
  if (over < 0) return at;
  const leaving = sent[over];
  return leaving === undefined ? at + askAgainMs : leaving + windowMs;
};

const quotaFreeAt = (
  { most, per, platform }: Quota,
  entries: readonly LedgerEntry[],
  at: number,
  calendar: Calendar,
): number => {
  const { zone, monthOf, startOfMonth } = calendar;
  const month = monthOf(at);
  const [from, until] =
    per === 'day'
      ? [zone.startOfDay(zone.dayOf(at)), zone.startOfDay(zone.dayOf(at) + 1)]
      : [startOfMonth(month), startOfMonth(month + 1)];
  const used = entries.filter(
    (each) => each.platform === platform && (each.sentAt === null || each.sentAt >= from),
  );
  return used.length < most ? at : until;
};

/**
 * Decides whether a message may be sent at `at` (epoch ms): who it is for, what they said about messages, what stands in
 * the way, how much they got, and whether the hour is right, in this order; the first that stands in the way is the
 * reason. What they just asked for is held up by opt-out alone. `calendar` is the company's.
 */
export const decideContact = (
  kind: ContactKind,
  facts: ContactFacts,
  limits: CareLimits,
  calendar: Calendar,
  at: number,
): ContactDecision => {
  const { interlocks, ledgers, zone } = facts;
  const blocked = (reason: BlockReason): ContactDecision => ({ allowed: false, reason });
  const loud = kind.occasion ? { ...limits, quietHolidays: false } : limits;
  const later = (reason: BlockReason, moment: number): ContactDecision => ({
    allowed: false,
    reason,
    retryAt: firstLoudMoment(moment, zone, calendar, loud),
  });
  if (facts.reach !== 'customer') return blocked(facts.reach);
  if (facts.optedOut) return blocked('opted-out');
  if (kind.solicited) return { allowed: true };
  if (!consents(facts, kind.purpose, limits)) return blocked('no-consent');
  if (interlocks.openComplaint) return later('open-complaint', at + askAgainMs);
  if (interlocks.openQuestion) return later('open-question', at + askAgainMs);
  if (interlocks.fallingSentiment) return later('falling-sentiment', at + askAgainMs);
  for (const { of, entries } of ledgers) {
    const [most, days] =
      of === 'person' ? [limits.personMost, limits.personDays] : [limits.roomMost, limits.roomDays];
    const free = freeAt(entries, most, days * dayMs, at);
    if (free > at) return later(of === 'person' ? 'person-cap' : 'room-cap', free);
    for (const quota of limits.quotas) {
      if (quota.to !== of || quota.platform !== facts.platform) continue;
      const until = quotaFreeAt(quota, entries, at, calendar);
      if (until > at) return later('platform-quota', until);
    }
  }
  const quiet = quietAt(at, zone, calendar, loud);
  return quiet ? later(quiet, at) : { allowed: true };
};
