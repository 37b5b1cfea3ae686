import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { noteRoomActivity, replaceMessage, storeMessages } from '../../db/messages.ts';
import type { ClaimedOutbound, Tried } from '../../db/outbox.ts';

/** Writes a sent message into the transcript of the room that it went to, once; an update replaces the one there. */
export const record = async (
  db: Db,
  outbound: Pick<ClaimedOutbound, 'message' | 'about' | 'thread'>,
  sent: Tried,
  ref: string,
  at: number,
): Promise<void> => {
  const { message, about } = outbound;
  if (about && 'update' in about) {
    await replaceMessage(db, sent.roomId, about.update, message);
  } else {
    await storeMessages(db, [
      {
        roomId: sent.roomId,
        personId: null,
        externalId: ref,
        thread: outbound.thread,
        at,
        text: message.text,
        audience: message.audience,
        ...(message.card ? { card: message.card } : {}),
        ...(sent.onlyFor === null ? {} : { onlyFor: sent.onlyFor }),
      },
    ]);
    await noteRoomActivity(db, new Map([[sent.roomId, at]]));
  }
  await announce(db, { rooms: [sent.to.conversation], customers: [] });
};
