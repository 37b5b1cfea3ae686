import { toLanguage } from '../../core/language.ts';
import { type CardBlock, cardText } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import {
  markPrompted,
  type OpenFollowUpRow,
  promptedSince,
  unpromptedFollowUps,
} from '../../db/follow-ups.ts';
import { evidenceFor } from '../../db/interactions.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { followUpBlocks } from '../view/follow-up-card.ts';

/** New follow-ups told to one rep in one day; the rest wait in `my` (domain, section 6). */
export const dailyPrompts = 10;
/** A follow-up that opened longer ago is not told any more: it came from old history. */
const freshMs = 3 * dayMs;
/** How many are put into one message. */
const perMessage = 5;

const promptOwner = async (
  trx: Db,
  { company, clock }: Pick<Ingest, 'company' | 'clock'>,
  ownerId: number,
  followUps: readonly OpenFollowUpRow[],
): Promise<boolean> => {
  const [member] = await findMembers(trx, [ownerId]);
  const room = await directRoomOf(trx, ownerId);
  const first = followUps[0];
  if (!member || !room || !first) return false;
  const language = toLanguage(member.language ?? room.language);
  const blocks: CardBlock[] = [];
  for (const followUp of followUps) {
    const evidence = await evidenceFor(trx, followUp.customerId, followUp.evidence.slice(0, 2));
    if (blocks.length > 0) blocks.push({ kind: 'divider' });
    blocks.push(...followUpBlocks(followUp, [...evidence.values()], company.zone, language, company.rules));
  }
  const zh = language === 'zh';
  const title =
    followUps.length === 1
      ? zh
        ? '请跟进'
        : 'Please follow up'
      : zh
        ? `请跟进 ${followUps.length} 位客户`
        : `${followUps.length} customers to follow up`;
  const card = { title, blocks };
  const key = `prompt/${ownerId}/${followUps.map((each) => each.id).join(',')}`;
  return enqueue(
    trx,
    { key, roomId: room.id, askerId: ownerId, message: { audience: 'person', text: cardText(card), card } },
    clock.now(),
  );
};

/**
 * Tells the owners of newly opened follow-ups, several in one message, the greatest value at risk first, at most
 * 10 a day each. Returns whether anything was put into the outbox. Part of the transaction that opened them.
 */
export const promptReps = async (
  trx: Db,
  ingest: Pick<Ingest, 'company' | 'clock'>,
  customerIds: readonly number[] | 'all',
): Promise<boolean> => {
  if (customerIds !== 'all' && customerIds.length === 0) return false;
  const now = ingest.clock.now();
  const waiting = await unpromptedFollowUps(trx, customerIds, now - freshMs);
  if (waiting.length === 0) return false;
  const { zone } = ingest.company;
  const owners = [...new Set(waiting.flatMap((each) => (each.ownerId === null ? [] : [each.ownerId])))];
  const told = await promptedSince(trx, owners, zone.startOfDay(zone.dayOf(now)));
  let wrote = false;
  for (const ownerId of owners) {
    const room = dailyPrompts - (told.get(ownerId) ?? 0);
    const mine = waiting.filter((each) => each.ownerId === ownerId).slice(0, Math.max(0, room));
    for (let start = 0; start < mine.length; start += perMessage) {
      const part = mine.slice(start, start + perMessage);
      if (!(await promptOwner(trx, ingest, ownerId, part))) continue;
      await markPrompted(
        trx,
        part.map((each) => each.id),
        now,
      );
      wrote = true;
    }
  }
  return wrote;
};
