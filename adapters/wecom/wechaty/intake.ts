import type { AdapterLog, Sink } from '../../../core/adapter.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { within } from './timing.ts';

/** Something to store: its events, from when it is, and what they were made of. */
export type Parcel = {
  readonly key: string;
  readonly heardAt: number;
  readonly lane: string;
  readonly events: readonly InboundEvent[];
  readonly raw: unknown;
};

/** Times between which something may have been lost, epoch milliseconds. */
export type Gap = { readonly fromAt: number; readonly toAt: number };

/** Holds what was heard until it is stored: Wechaty delivers everything once and waits for nobody. */
export type Intake = {
  /** Takes something in, in the order in which it is called; what resolves to undefined means nothing. */
  take(key: string | undefined, heardAt: number, parcel: Promise<Parcel | undefined>): void;
  /** Offers what waits after a failure again now. */
  hurry(key: string): void;
  /** Waits for what is being stored; what still waits is given up and reported. */
  close(): Promise<void>;
};

type Lane = { readonly waiting: Parcel[]; wake: () => void };

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** So long is waited at the end for what is being looked up, only to say what was lost. */
const understandMs = 1_000;

/**
 * Returns an intake. Within a conversation everything is stored in the order in which it was heard; an event whose
 * storing fails is offered again, later and later, before anything that came after it there. More than `most` waiting
 * are not held: what then comes is lost and reported.
 */
export const createIntake = (options: {
  readonly sink: Sink;
  readonly most: number;
  readonly log: AdapterLog;
  readonly onLost: (gap: Gap) => void;
  /** Something could not be stored and will not be: it may be taken when it comes again. */
  readonly onDropped: (key: string) => void;
}): Intake => {
  const { sink, most, log, onLost, onDropped } = options;
  const lanes = new Map<string, Lane>();
  const storing = new Set<Promise<void>>();
  let arrivals: Promise<void> = Promise.resolve();
  let held = 0;
  let isClosed = false;
  let lost: Gap | undefined;

  const lose = (heardAt: number): void => {
    if (!lost) log.error({}, 'too much waits to be stored: what customers say now is lost');
    lost = {
      fromAt: Math.min(heardAt, lost?.fromAt ?? heardAt),
      toAt: Math.max(heardAt, lost?.toAt ?? heardAt),
    };
  };

  const reportLost = (): void => {
    if (lost) onLost(lost);
    lost = undefined;
  };

  const store = async ({ events, raw }: Parcel): Promise<boolean> => {
    const done = Promise.withResolvers<void>();
    storing.add(done.promise);
    try {
      for (const event of events) await sink(event, raw);
      return true;
    } catch (error) {
      log.error(
        { error: (error as Error)?.name },
        'something heard could not be stored; it is offered again',
      );
      return false;
    } finally {
      done.resolve();
      storing.delete(done.promise);
    }
  };

  const pause = (lane: Lane, ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      lane.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const drain = async (name: string, lane: Lane): Promise<void> => {
    let pauseMs = firstPauseMs;
    for (let parcel = lane.waiting[0]; parcel && !isClosed; parcel = lane.waiting[0]) {
      if (await store(parcel)) {
        lane.waiting.shift();
        held--;
        pauseMs = firstPauseMs;
        reportLost();
      } else if (!isClosed) {
        await pause(lane, pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    if (lane.waiting.length === 0) lanes.delete(name);
  };

  const put = (parcel: Parcel): void => {
    if (isClosed || held >= most) {
      onDropped(parcel.key);
      lose(parcel.heardAt);
      return;
    }
    held++;
    const lane = lanes.get(parcel.lane);
    if (lane) return void lane.waiting.push(parcel);
    const opened: Lane = { waiting: [parcel], wake: () => undefined };
    lanes.set(parcel.lane, opened);
    void drain(parcel.lane, opened);
  };

  return {
    take: (key, heardAt, parcel) => {
      // Whoever awaits it comes later.
      parcel.catch(() => undefined);
      // Looked at in the order of arrival, however long each takes to be understood.
      arrivals = arrivals.then(async () => {
        try {
          const understood = await parcel;
          if (understood) put(understood);
        } catch {
          log.error({}, 'something heard could not be read from Wechaty; it is lost');
          if (key !== undefined) onDropped(key);
          onLost({ fromAt: heardAt, toAt: heardAt });
        }
      });
    },
    hurry: (key) => {
      for (const lane of lanes.values()) if (lane.waiting[0]?.key === key) lane.wake();
    },
    close: async () => {
      isClosed = true;
      for (const lane of lanes.values()) lane.wake();
      await within(arrivals, understandMs).catch(() => undefined);
      await Promise.all(storing);
      await new Promise((resolve) => setImmediate(resolve));
      const left = [...lanes.values()].flatMap((lane) => lane.waiting);
      for (const parcel of left) {
        onDropped(parcel.key);
        lose(parcel.heardAt);
      }
      if (left.length > 0) log.error({ count: left.length }, 'stopped before everything heard was stored');
      lanes.clear();
      held = 0;
      reportLost();
    },
  };
};
