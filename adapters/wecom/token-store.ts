/** An access token and until when it is surely valid (epoch milliseconds). */
export type AccessToken = { readonly value: string; readonly untilAt: number };

/**
 * Where the access token of an app is kept, so that all processes of the bot use one: WeCom hands the same token to
 * all, and blocks who asks too often.
 */
export type TokenStore = {
  /** The token of `key`, or undefined when there is none. `key` is no secret: `<corp id>/<agent id>`. */
  read(key: string): Promise<AccessToken | undefined>;
  /**
   * Replaces the token under a lock that no other process holds at the same time: `refresh` is called with what is
   * stored at that moment, may fetch a new one (10 s at most), and what it returns is stored and returned. Rejects as
   * `refresh` does; nothing is changed then.
   */
  write(key: string, refresh: (there: AccessToken | undefined) => Promise<AccessToken>): Promise<AccessToken>;
};

/** Returns a {@link TokenStore} in memory, for one process. */
export const createMemoryTokenStore = (): TokenStore => {
  const kept = new Map<string, AccessToken>();
  const locks = new Map<string, Promise<unknown>>();
  return {
    read: async (key) => kept.get(key),
    write: (key, refresh) => {
      const before = locks.get(key) ?? Promise.resolve();
      const written = before
        .catch(() => undefined)
        .then(async () => {
          const token = await refresh(kept.get(key));
          kept.set(key, token);
          return token;
        });
      const settled = written
        .catch(() => undefined)
        .finally(() => {
          if (locks.get(key) === settled) locks.delete(key);
        });
      locks.set(key, settled);
      return written;
    },
  };
};
