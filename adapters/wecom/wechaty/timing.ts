/** How long the transport waits for what; milliseconds. */
export type Timing = {
  /** For the account to be logged in, before somebody is told. */
  readonly loginMs: number;
  /** Between two questions whether the service is still there. */
  readonly pingMs: number;
  /** Without a sign of life before the connection is made anew; several pings fit into it. */
  readonly silentMs: number;
  /** Before the first new attempt after a drop; doubled with each, at most {@link Timing.longestRetryMs}. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** For the answer to a send, and for one's own message to come back. */
  readonly sendMs: number;
  readonly echoMs: number;
};

/** The library alone would notice a dropped stream after 60 s, and everything said meanwhile would be lost. */
export const defaultTiming: Timing = {
  loginMs: 60_000,
  pingMs: 10_000,
  silentMs: 35_000,
  retryMs: 500,
  longestRetryMs: 30_000,
  sendMs: 20_000,
  echoMs: 3_000,
};

/** Returns what `work` resolves to. Rejects with `TimeoutError` when that takes longer than `ms`. */
export const within = async <Value>(work: Promise<Value>, ms: number): Promise<Value> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DOMException('too late', 'TimeoutError')), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
