import postgres from 'postgres';
import { type Announcement, announceChannel } from './announce.ts';

/** A subscription to what other processes (and this one) change. */
export type Listening = { close(): Promise<void> };

/**
 * Hears every announcement on its own connection until closed. `onAgain` is called whenever the connection was
 * lost and is back: something may have been missed.
 */
export const listen = async (
  url: string,
  onChange: (change: Announcement) => void,
  onAgain: () => void,
): Promise<Listening> => {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'tend listen' },
  });
  let first = true;
  await sql.listen(
    announceChannel,
    (payload) => {
      const change: unknown = JSON.parse(payload);
      onChange(change as Announcement);
    },
    () => {
      if (!first) onAgain();
      first = false;
    },
  );
  return { close: () => sql.end({ timeout: 2 }) };
};
