import { digest } from './ids.ts';

/** Messages of the account that came back, by their ids; of their words only a digest is kept. */
export type Echoes = {
  note(room: string, text: string, id: string, at: number): void;
  /** Returns and takes the id of a message with this text in this room since then, waiting up to `waitMs` for it. */
  find(room: string, text: string, sinceAt: number, waitMs: number): Promise<string | undefined>;
  /** Takes an id, so that it is nobody else's message. */
  claim(id: string): void;
};

type Echo = { readonly room: string; readonly text: string; readonly id: string; readonly at: number };

const most = 500;

/** Returns an empty record. */
export const createEchoes = (): Echoes => {
  let echoes: readonly Echo[] = [];
  const claimed = new Set<string>();
  const waiting = new Set<() => void>();

  const claim = (id: string): void => {
    claimed.add(id);
    const oldest = claimed.values().next();
    if (claimed.size > most && oldest.done !== true) claimed.delete(oldest.value);
  };

  return {
    note: (room, text, id, at) => {
      echoes = [...echoes.slice(1 - most), { room, text: digest(text), id, at }];
      for (const wake of waiting) wake();
    },
    find: async (room, text, sinceAt, waitMs) => {
      const wanted = digest(text);
      const look = () =>
        echoes.find(
          (echo) => echo.room === room && echo.text === wanted && echo.at >= sinceAt && !claimed.has(echo.id),
        )?.id;
      let found = look();
      if (found === undefined && waitMs > 0) {
        found = await new Promise<string | undefined>((resolve) => {
          const finish = (id: string | undefined): void => {
            clearTimeout(timer);
            waiting.delete(wake);
            resolve(id);
          };
          const wake = (): void => {
            const id = look();
            if (id !== undefined) finish(id);
          };
          const timer = setTimeout(() => finish(undefined), waitMs);
          waiting.add(wake);
        });
      }
      if (found !== undefined) claim(found);
      return found;
    },
    claim,
  };
};
