import { clip, listOf } from '../../core/payload.ts';

/** A key of one of our buttons: what it does and its data, JSON that fits into 1024 bytes. */
export const buttonKey = (action: string, value: string, index: number): string =>
  JSON.stringify([action, value, index]);

/** Returns what a key of a button says; a key that is not ours is the action itself. */
export const readButtonKey = (key: string): { readonly action: string; readonly value: string } => {
  try {
    const said: unknown = JSON.parse(key);
    const [action, value] = listOf(said);
    if (typeof action === 'string' && typeof value === 'string') return { action: clip(action, 256), value };
  } catch {
    // Not ours.
  }
  return { action: clip(key, 256), value: '' };
};
