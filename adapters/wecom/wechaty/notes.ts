import { recentNotes, type SentNote } from './caps.ts';
import type { SendNotes } from './outbound.ts';
import type { StateDir } from './state-dir.ts';

/** What is remembered over restarts: when how much was sent, and whether the puppet tells colleagues apart. */
export type Notes = SendNotes & {
  tellsColleagues(): boolean;
  /** Notes that the puppet called somebody a colleague. */
  sawColleague(): void;
};

const readNote = (value: unknown): readonly SentNote[] => {
  const { room, at } = (value ?? {}) as { room?: unknown; at?: unknown };
  return typeof room === 'string' && typeof at === 'number' ? [{ room, at }] : [];
};

/** Returns the notes of a state folder. `now` is epoch milliseconds. */
export const openNotes = async (state: StateDir, now: () => number): Promise<Notes> => {
  const { sends: written, tellsColleagues } = ((await state.read()) ?? {}) as {
    sends?: unknown;
    tellsColleagues?: unknown;
  };
  let sends: readonly SentNote[] = Array.isArray(written) ? written.flatMap(readNote) : [];
  let tells = tellsColleagues === true;
  const write = (): Promise<void> => state.write({ sends, tellsColleagues: tells });
  return {
    all: () => sends,
    add: (note) => {
      sends = [...recentNotes(sends, now()), note];
      return write();
    },
    tellsColleagues: () => tells,
    sawColleague: () => {
      if (tells) return;
      tells = true;
      // When it cannot be written it is seen again after the next start.
      void write().catch(() => undefined);
    },
  };
};
