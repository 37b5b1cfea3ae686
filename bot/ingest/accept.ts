import {
  earliestEventAt,
  futureToleranceMs,
  type InboundEvent,
  inboundEventSchema,
} from '../../core/events.ts';
import { wellFormed } from '../../core/text/normalise.ts';
import type { Db } from '../../db/connect.ts';
import { conversationKey, storeEvents } from '../../db/inbox.ts';

/** What became of one delivery. Only `accepted` and `duplicate` may be acknowledged to a platform. */
export type Acceptance =
  | { readonly status: 'accepted' | 'duplicate' }
  | { readonly status: 'rejected'; readonly reason: string };

/** A message's text is kept up to this many characters; what is beyond it is cut and marked with an ellipsis. */
export const longestText = 20_000;

const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [wellFormed(key), storable(each)]));
};

const shorten = (event: InboundEvent): InboundEvent =>
  (event.type === 'message' || event.type === 'message-edited') && event.text.length > longestText
    ? { ...event, text: wellFormed(`${event.text.slice(0, longestText)}…`) }
    : event;

/**
 * Returns the event that `raw` is, fit to be stored (text well-formed, at most 20,000 characters), or the
 * reason why it is none, in words that name the field.
 */
export const readEvent = (
  raw: unknown,
  now: number,
): { readonly event: InboundEvent } | { readonly reason: string } => {
  const parsed = inboundEventSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.');
    return { reason: `not an event: ${where ? `${where}: ` : ''}${issue?.message ?? 'wrong shape'}` };
  }
  const event = shorten(storable(parsed.data) as InboundEvent);
  if (event.at < earliestEventAt) {
    const hint = event.at > earliestEventAt / 1000 ? '; are these seconds? milliseconds are expected' : '';
    return { reason: `at: ${new Date(event.at).toISOString()} is before the year 2000${hint}` };
  }
  if (event.at > now + futureToleranceMs) {
    return { reason: `at: ${event.at} lies more than a day in the future` };
  }
  return { event };
};

/**
 * Stores deliveries in one statement and rings for the conversations that have something new. When this
 * resolves, everything accepted is safe and may be acknowledged.
 * @throws StorageError or the driver's error when nothing was stored; the platform must then deliver again.
 */
export const accept = async (
  db: Db,
  raws: readonly unknown[],
  now: number,
  ring: (conversations: readonly string[]) => Promise<void>,
): Promise<readonly Acceptance[]> => {
  const read = raws.map((raw) => readEvent(raw, now));
  const events = read.flatMap((each) => ('event' in each ? [each.event] : []));
  const fresh = events.length > 0 ? await storeEvents(db, events, now) : new Set<string>();
  const unclaimed = new Set(fresh);
  await ring([...new Set(events.filter((event) => fresh.has(event.id)).map(conversationKey))]);
  return read.map((each): Acceptance => {
    if ('reason' in each) return { status: 'rejected', reason: each.reason };
    return { status: unclaimed.delete(each.event.id) ? 'accepted' : 'duplicate' };
  });
};
