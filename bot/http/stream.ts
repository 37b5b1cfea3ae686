import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Announcement } from '../../db/announce.ts';

/** What open pages hear. */
export type PageEvent =
  | {
      readonly event: 'changed';
      readonly data: { rooms: readonly string[]; customers: readonly number[]; rooms_list?: true };
    }
  | { readonly event: 'clock'; readonly data: { now: number; share: number; done: boolean; move?: string } };

/** Spreads events to every open page. */
export type Broadcast = {
  send(event: PageEvent): void;
  /** Answers a request with the stream of events; ends when the page goes away. */
  stream(c: Context, now: () => number): Response;
  close(): void;
};

const heartbeatMs = 15_000;

/** Returns the "changed" event for an announcement. */
export const changedEvent = (change: Announcement): PageEvent => ({
  event: 'changed',
  data: {
    rooms: change.rooms,
    customers: change.customers,
    ...(change.roomsList ? { rooms_list: true as const } : {}),
  },
});

/** Returns a broadcast without listeners. */
export const createBroadcast = (): Broadcast => {
  const listeners = new Set<(event: PageEvent | undefined) => void>();
  return {
    send: (event) => {
      for (const hear of listeners) hear(event);
    },
    close: () => {
      for (const hear of listeners) hear(undefined);
    },
    stream: (c, now) =>
      streamSSE(c, async (page) => {
        const waiting: (PageEvent | undefined)[] = [];
        let wake: () => void = () => undefined;
        const hear = (event: PageEvent | undefined): void => {
          waiting.push(event);
          wake();
        };
        listeners.add(hear);
        page.onAbort(() => hear(undefined));
        try {
          await page.writeSSE({ event: 'hello', data: JSON.stringify({ now: now() }) });
          for (;;) {
            if (waiting.length === 0) {
              const timer = setTimeout(() => wake(), heartbeatMs);
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
              clearTimeout(timer);
            }
            if (waiting.length === 0) await page.write(': alive\n\n');
            while (waiting.length > 0) {
              const event = waiting.shift();
              if (event === undefined) return;
              await page.writeSSE({ event: event.event, data: JSON.stringify(event.data) });
            }
          }
        } finally {
          listeners.delete(hear);
        }
      }),
  };
};
