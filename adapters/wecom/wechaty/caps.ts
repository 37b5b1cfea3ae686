/** How much is sent at most, and how soon after somebody wrote; durations in milliseconds. */
export type Caps = {
  readonly perRoomPerDay: number;
  readonly perDay: number;
  readonly replyWithinMs: number;
};

/** Low on purpose: an account that is driven is judged by how it behaves. */
export const defaultCaps: Caps = { perRoomPerDay: 10, perDay: 100, replyWithinMs: 24 * 60 * 60 * 1000 };

/** One message that was sent, or may have been. */
export type SentNote = { readonly room: string; readonly at: number };

const dayMs = 24 * 60 * 60 * 1000;

/** Returns the notes of the last 24 hours before `now`; older ones count no more. */
export const recentNotes = (notes: readonly SentNote[], now: number): readonly SentNote[] =>
  notes.filter(({ at }) => at > now - dayMs);

/**
 * Returns why nothing may be sent to a room now, undefined when it may. `heardAt` is when somebody from outside
 * last wrote there.
 */
export const refusalNow = (
  caps: Caps,
  notes: readonly SentNote[],
  room: string,
  heardAt: number | undefined,
  now: number,
): string | undefined => {
  if (heardAt === undefined || heardAt <= now - caps.replyWithinMs) return 'no-recent-message';
  const recent = recentNotes(notes, now);
  if (recent.length >= caps.perDay) return 'daily-cap';
  if (recent.filter((note) => note.room === room).length >= caps.perRoomPerDay) return 'room-cap';
  return undefined;
};
