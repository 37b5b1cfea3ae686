import type { AdapterLog } from '../../../../core/adapter.ts';

/** Returns a log that keeps everything, as one text. */
export const createTestLog = (): { readonly log: AdapterLog; readonly logged: () => string } => {
  const lines: string[] = [];
  const write = (fields: object, words: string): void => void lines.push(JSON.stringify([fields, words]));
  return { log: { debug: write, info: write, warn: write, error: write }, logged: () => lines.join('\n') };
};
