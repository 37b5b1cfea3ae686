import type { AdapterLog } from '../../core/adapter.ts';

/** A log that keeps what it got, errors with everything that hangs on them, for tests that look for secrets in it. */
export type MemoryLog = AdapterLog & { readonly lines: readonly string[] };

const everything = (value: unknown, depth = 0): unknown => {
  if (!(value instanceof Error) || depth > 5) return value;
  const { name, message, stack, cause } = value;
  return {
    ...Object.fromEntries(Object.entries(value)),
    name,
    message,
    stack,
    cause: everything(cause, depth + 1),
  };
};

/** Returns an empty log. */
export const createMemoryLog = (): MemoryLog => {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (fields: object, message: string): void => {
      const shown = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, everything(value)]),
      );
      lines.push(`${level} ${message} ${JSON.stringify(shown)}`);
    };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
};
