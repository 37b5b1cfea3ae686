import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recentNotes, refusalNow, type SentNote } from '../../../../adapters/wecom/wechaty/caps.ts';

const hour = 3_600_000;
const caps = { perRoomPerDay: 3, perDay: 7, replyWithinMs: 24 * hour };

test('whatever is tried and whenever, no room and no day gets more than its cap', () => {
  const attempts = fc.array(
    fc.record({ room: fc.constantFrom('a', 'b', 'c', 'd'), waitMs: fc.integer({ min: 0, max: 5 * hour }) }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(attempts, (tries) => {
      let now = 1_700_000_000_000;
      let notes: readonly SentNote[] = [];
      const all: SentNote[] = [];
      for (const { room, waitMs } of tries) {
        now += waitMs;
        if (refusalNow(caps, notes, room, now, now) !== undefined) continue;
        all.push({ room, at: now });
        notes = [...recentNotes(notes, now), { room, at: now }];
      }
      for (const { at, room } of all) {
        const day = all.filter((note) => note.at <= at && note.at > at - 24 * hour);
        expect(day.length).toBeLessThanOrEqual(caps.perDay);
        expect(day.filter((note) => note.room === room).length).toBeLessThanOrEqual(caps.perRoomPerDay);
      }
    }),
  );
});

test.each([
  [undefined, 'no-recent-message'],
  [24 * hour, 'no-recent-message'],
  [24 * hour - 1, undefined],
])('a message that is %s ms old: %s', (ageMs, reason) => {
  const now = 1_700_000_000_000;
  expect(refusalNow(caps, [], 'a', ageMs === undefined ? undefined : now - ageMs, now)).toBe(reason);
});
