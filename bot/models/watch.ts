/** Stops a call that takes too long in all, or is silent for too long once it has begun to answer. */
export type Watch = {
  readonly signal: AbortSignal;
  /** Something came: the silence is over. */
  readonly hear: () => void;
  /** Whether the watch stopped the call, not whoever asked. */
  readonly timedOut: () => boolean;
  readonly end: () => void;
};

/** Returns a watch that stops when `outer` does, too. */
export const watchCall = (timeoutMs: number, silenceMs: number, outer: AbortSignal | undefined): Watch => {
  const controller = new AbortController();
  let late = false;
  let silence: NodeJS.Timeout | undefined;
  const stop = (): void => {
    late = true;
    controller.abort();
  };
  const whole = setTimeout(stop, timeoutMs);
  const abort = (): void => controller.abort();
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    hear: () => {
      clearTimeout(silence);
      silence = setTimeout(stop, silenceMs);
    },
    timedOut: () => late,
    end: () => {
      clearTimeout(whole);
      clearTimeout(silence);
      outer?.removeEventListener('abort', abort);
    },
  };
};
