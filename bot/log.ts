import { type Logger, pino } from 'pino';
import { TendError } from '../core/errors.ts';

/** What of an error may be logged: its kind and place, never a message that might quote a customer. */
const bareError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const place = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error instanceof TendError ? { message: error.message } : {}),
    at: place.slice(0, 4).map((line) => line.trim()),
  };
};

/** Returns the logger: JSON lines on standard error, without message texts, tokens or statements. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: bareError },
      redact: ['*.text', '*.token', '*.password', '*.secret', 'headers'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
