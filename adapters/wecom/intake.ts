import type { AdapterLog, Mapped, Sink } from '../../core/adapter.ts';
import { PayloadError } from '../../core/errors.ts';

/** Where a route hands over what it received. */
export type Intake = {
  open(sink: Sink): void;
  isOpen(): boolean;
  /**
   * Stores the events of a payload one after the other; what means nothing, or cannot be read, is done with. Rejects
   * when it was not stored.
   */
  store(mapped: Mapped, raw: unknown): Promise<void>;
  /** Ends taking and waits for what is being stored. */
  close(): Promise<void>;
};

/** Returns an {@link Intake} that is closed. */
export const createIntake = (log: AdapterLog): Intake => {
  const underWay = new Set<Promise<void>>();
  let sink: Sink | undefined;

  const storeAll = async (to: Sink, mapped: Mapped, raw: unknown): Promise<void> => {
    if ('error' in mapped) {
      // Delivered again it would read the same.
      log.warn({ reason: mapped.error.message }, 'a delivery could not be read');
      return;
    }
    if ('ignored' in mapped) {
      log.debug({ reason: mapped.ignored }, 'a delivery means nothing for us');
      return;
    }
    for (const event of mapped.events) await to(event, raw);
  };

  return {
    open: (to) => {
      sink = to;
    },
    isOpen: () => sink !== undefined,
    store: async (mapped, raw) => {
      if (!sink) throw new PayloadError('The bot is starting or stopping.');
      const stored = storeAll(sink, mapped, raw);
      underWay.add(stored);
      try {
        await stored;
      } finally {
        underWay.delete(stored);
      }
    },
    close: async () => {
      sink = undefined;
      await Promise.allSettled(underWay);
    },
  };
};
