/** How far the parts of one message have come. */
export type Progress = {
  /** The `ts` of each part that surely stands, by its number from 0. */
  readonly refs: Map<number, string>;
  /** How many parts there are, once that is known. */
  of: number | undefined;
  /** Since when (epoch ms) a part may stand of which nothing is known. */
  doubtSinceAt: number | undefined;
};

const most = 2000;

/**
 * Returns a memory of how far messages have come by their key: the last 2,000 of this process. It keeps a message from
 * being posted twice here; between processes that is for the one who reconciles by `findSent`.
 */
export const createProgress = (): ((key: string) => Progress) => {
  const known = new Map<string, Progress>();
  return (key) => {
    const progress = known.get(key) ?? { refs: new Map(), of: undefined, doubtSinceAt: undefined };
    known.delete(key);
    known.set(key, progress);
    const oldest = known.size > most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return progress;
  };
};
