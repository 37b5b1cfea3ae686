import { textOf } from '../../core/payload.ts';

/**
 * Returns a time of the platform as epoch milliseconds: callbacks say seconds, the archive says milliseconds, as
 * numbers or as strings; told apart by their size. Undefined when it is none, or lies before 2000.
 */
export const momentOf = (value: unknown): number | undefined => {
  const text = textOf(value)?.trim();
  if (text === undefined || !/^\d{9,16}(\.\d+)?$/.test(text)) return undefined;
  const whole = text.split('.')[0] ?? '';
  const at = whole.length <= 10 ? Number(text) * 1e3 : whole.length <= 13 ? Number(text) : Number(text) / 1e3;
  return at >= Date.UTC(2000, 0, 1) ? Math.floor(at) : undefined;
};
