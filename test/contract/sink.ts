import type { InboundEvent } from '../../core/events.ts';
import type { TestSink } from './harness.ts';

/** Returns a sink that keeps what it stored. */
export const createTestSink = (): TestSink => {
  const events: InboundEvent[] = [];
  let failures = 0;
  let held: Promise<void> | undefined;
  return {
    events,
    sink: async (event) => {
      await held;
      if (failures > 0) {
        failures--;
        throw new Error('the database is away');
      }
      events.push(event);
    },
    failNext: (times) => {
      failures = times;
    },
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
  };
};
