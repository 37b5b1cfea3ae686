import { type Language, toLanguage } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import { enqueue } from '../../db/outbox.ts';
import { listRooms } from '../../db/rooms.ts';

/** What the managers are told. `key` names what happened: the same key is told once. */
export type Notice = {
  readonly key: string;
  readonly words: Readonly<Record<Language, string>>;
  readonly at: number;
};

/**
 * Puts a notice into every managers' room, in the room's language or else in `language`. Returns to how many rooms it
 * is new.
 */
export const tellManagers = async (db: Db, notice: Notice, language: Language): Promise<number> => {
  let told = 0;
  for (const room of await listRooms(db, ['managers'])) {
    const spoken = room.language === null ? language : toLanguage(room.language);
    const message = { audience: 'managers', text: notice.words[spoken] } as const;
    const outbound = { key: `${notice.key}/${room.id}`, roomId: room.id, message };
    if (await enqueue(db, outbound, notice.at)) told++;
  }
  return told;
};
