import type { Adapter } from '../../core/adapter.ts';
import { noteBlind, noteRoomBlind } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import { askForHistory } from '../../db/history-fetches.ts';
import { ensureRooms, roomsOfAccount } from '../../db/rooms.ts';
import { askForBackfill } from './ask-for-backfill.ts';
import type { Downtime } from './heartbeat.ts';

/** A pause shorter than this is a restart, not blindness. */
const blindAfterMs = 10 * 60 * 1000;

/**
 * After a time in which nobody listened: what was missed is fetched where the platform shows it, and where it does not
 * the time is noted as blind, of all conversations unless `only` some. Without a chat platform it is blind everywhere.
 */
export const closeGap = async (
  db: Db,
  adapters: readonly Adapter[],
  { fromAt, untilAt, only }: Downtime & { readonly only?: (conversation: string) => boolean },
): Promise<void> => {
  const long = untilAt - fromAt >= blindAfterMs;
  if (adapters.length === 0) {
    if (long) await noteBlind(db, fromAt, untilAt, 'down');
    return;
  }
  for (const adapter of adapters) {
    for (const room of await roomsOfAccount(db, adapter)) {
      if (only?.(room.externalId) === false) continue;
      if (adapter.history) await askForHistory(db, { roomId: room.id, cause: 'gap', fromAt, untilAt });
      else if (long) await noteRoomBlind(db, room.id, fromAt, untilAt, 'down');
    }
  }
};

/** Makes the rooms that the bot is in and has never heard of, and asks for their history. Returns how many there were. */
export const discoverRooms = async (
  db: Db,
  adapter: Adapter,
  now: number,
  historyDays: number,
): Promise<number> => {
  const { platform, account } = adapter;
  const found = (await adapter.conversations?.()) ?? [];
  const groups = found.filter((each) => each.kind === 'group');
  const known = new Set((await roomsOfAccount(db, adapter)).map((each) => each.externalId));
  const fresh = groups.filter((each) => !known.has(each.id));
  await ensureRooms(
    db,
    fresh.map(({ id, kind, name }) => ({
      platform,
      account,
      externalId: id,
      kind,
      purpose: 'unlinked',
      name: name ?? id,
    })),
  );
  const names = new Set(fresh.map((each) => each.id));
  for (const room of await roomsOfAccount(db, adapter)) {
    if (names.has(room.externalId)) await askForBackfill(db, room.id, now, historyDays);
  }
  return fresh.length;
};
