/**
 * What an error of Wechaty means for the connection. Its words are never logged: a refused token is quoted in them.
 * `room-sync`: Wechaty looks for a person by a room's id after every change of members; nothing is lost.
 */
export type Problem = 'room-sync' | 'token-refused' | 'token-in-use' | 'unreachable' | 'limited' | 'other';

const codes: Readonly<Record<number, Problem>> = {
  6: 'token-in-use',
  8: 'limited',
  14: 'unreachable',
  16: 'token-refused',
};

const words: readonly (readonly [RegExp, Problem])[] = [
  [/\bUNAUTHENTICATED\b|Invalid Wechaty TOKEN|No Authorization found/i, 'token-refused'],
  [/\bALREADY_EXISTS\b|event\(\) can not call twice/, 'token-in-use'],
  [/\bRESOURCE_EXHAUSTED\b/, 'limited'],
  [/\bUNAVAILABLE\b|ECONNREFUSED|ECONNRESET|Connection dropped|No connection established/, 'unreachable'],
  [/no payload found for id|no contact found for id|Contact.*not (found|exist)/i, 'room-sync'],
];

/** Returns what an error means. */
export const problemOf = (error: unknown): Problem => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const byCode = typeof code === 'number' ? codes[code] : undefined;
  if (byCode) return byCode;
  const text = typeof message === 'string' ? message : String(error);
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
};
