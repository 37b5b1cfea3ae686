import type { InboundEvent } from '../../core/events.ts';
import { cardText } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { findOwnMessage } from '../../db/messages.ts';
import { enqueue } from '../../db/outbox.ts';
import { settledCard } from '../view/settled-card.ts';

type ActionEvent = Extract<InboundEvent, { type: 'action' }>;

/**
 * After a button of a follow-up did something: the message that it stands on says so, and has no such buttons any more.
 * Returns whether anything was put into the outbox.
 */
export const settleMessage = async (
  trx: Db,
  event: ActionEvent,
  done: string,
  key: string,
  now: number,
): Promise<boolean> => {
  if (event.message === undefined) return false;
  const found = await findOwnMessage(trx, event, event.message);
  const card = found?.card && settledCard(found.card, event.value, done);
  if (!found || !card || found.audience === 'customer') return false;
  const message = { audience: found.audience, text: cardText(card), card };
  return enqueue(
    trx,
    { key: `settle/${key}`, roomId: found.roomId, message, about: { update: event.message } },
    now,
  );
};
