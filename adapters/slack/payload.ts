import { textOf } from '../../core/payload.ts';

/**
 * Returns a time of Slack's (`1700000000.123456`, seconds with a fraction, as a string or a number) as epoch
 * milliseconds, or undefined when it is none. The digits are cut, not rounded: the same `ts` is always the same time.
 */
export const momentOf = (value: unknown): number | undefined => {
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(textOf(value)?.trim() ?? '');
  if (!match) return undefined;
  return Number(match[1]) * 1000 + Number((match[2] ?? '').slice(0, 3).padEnd(3, '0'));
};
