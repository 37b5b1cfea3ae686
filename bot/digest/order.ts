import type { Edition, Period } from '../../core/digest/edition.ts';

/** Which digest is wanted: of what time, made when; `late` when its hour was missed. */
export type DigestOrder = Period & {
  readonly edition: Edition;
  readonly now: number;
  readonly late?: true;
};
