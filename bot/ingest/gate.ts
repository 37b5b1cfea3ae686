import type { Sink } from '../../core/adapter.ts';
import { StorageError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { type Acceptance, accept } from './accept.ts';

/** Where every platform's deliveries come in. */
export type Gate = {
  /** Resolves when the event is stored; rejects when it is not, so that the platform delivers it again. */
  readonly sink: Sink;
  /** Resolves when everything that came in is stored and rung for. */
  close(): Promise<void>;
};

type Waiting = {
  readonly event: InboundEvent;
  readonly settle: (acceptance: Acceptance) => void;
  readonly fail: (error: unknown) => void;
};

/** One statement stores this many at most. */
const most = 200;

/**
 * Returns the gate. What comes in while a statement is under way is stored by the next one together, which makes hundreds
 * of deliveries a second as cheap as a few; ringing waits for nobody, since what is stored is found without it.
 */
export const createGate = (
  db: Db,
  now: () => number,
  ring: (conversations: readonly string[]) => Promise<void>,
): Gate => {
  const waiting: Waiting[] = [];
  const toRing = new Set<string>();
  let storing: Promise<void> | undefined;
  let ringing: Promise<void> | undefined;

  const ringAll = async (): Promise<void> => {
    while (toRing.size > 0) {
      const conversations = [...toRing];
      toRing.clear();
      await ring(conversations);
    }
    ringing = undefined;
  };
  const ringLater = async (conversations: readonly string[]): Promise<void> => {
    for (const each of conversations) toRing.add(each);
    if (toRing.size > 0) ringing ??= ringAll();
  };
  const store = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const accepted = await accept(
        db,
        batch.map((each) => each.event),
        now(),
        ringLater,
      );
      batch.forEach(({ settle, fail }, index) => {
        const acceptance = accepted[index];
        if (acceptance) settle(acceptance);
        else fail(new StorageError('It is not known whether the delivery was stored.'));
      });
    } catch (error) {
      // One that cannot be stored must not keep out those that came in beside it.
      if (batch.length > 1) for (const one of batch) await store([one]);
      else batch[0]?.fail(error);
    }
  };
  const storeAll = async (): Promise<void> => {
    while (waiting.length > 0) await store(waiting.splice(0, most));
    storing = undefined;
  };
  return {
    sink: async (event) => {
      const acceptance = await new Promise<Acceptance>((settle, fail) => {
        waiting.push({ event, settle, fail });
        storing ??= storeAll();
      });
      if (acceptance.status === 'rejected') throw new StorageError(acceptance.reason);
    },
    close: async () => {
      await storing;
      await ringing;
    },
  };
};
