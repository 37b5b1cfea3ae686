import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 15;

/**
 * Returns what `look` finds as soon as it finds something (anything but undefined and false).
 * @throws Error with `otherwise` when that takes longer than `limitMs`.
 */
export const until = async <Found>(
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  otherwise: string | (() => Promise<string> | string),
  limitMs = 10_000,
): Promise<Found> => {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline)
      throw new Error(typeof otherwise === 'string' ? otherwise : await otherwise());
    await delay(pauseMs);
  }
};
