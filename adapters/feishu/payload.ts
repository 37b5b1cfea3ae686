import { textOf } from '../../core/payload.ts';

/**
 * Returns a time of the platform as epoch milliseconds. It sends seconds, milliseconds and microseconds, as numbers
 * and as strings, some with a fraction: told apart by their size. Undefined when it is none, or lies before 2000.
 */
export const momentOf = (value: unknown): number | undefined => {
  const text = textOf(value);
  if (text === undefined || !/^\d{9,19}(\.\d+)?$/.test(text)) return undefined;
  const whole = text.split('.')[0] ?? '';
  const number = Number(text);
  const at =
    whole.length <= 10
      ? number * 1e3
      : whole.length <= 13
        ? number
        : number / (whole.length <= 16 ? 1e3 : 1e6);
  return at >= Date.UTC(2000, 0, 1) ? Math.floor(at) : undefined;
};
