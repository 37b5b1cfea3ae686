import { nextLadderStep } from '../../core/follow-ups/ladder.ts';
import { toLanguage } from '../../core/language.ts';
import { cardText } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { giveCustomers } from '../../db/owners.ts';
import type { Member } from '../../db/people.ts';
import type { Company } from '../ingest/context.ts';
import { handOverCard } from '../view/brief-card.ts';
import { briefOf } from './brief.ts';

/** So many customers at once are told of in a brief each; of more there is a list from which the briefs can be had. */
const mostBriefs = 2;

/** Customers that change hands, and by whom. `key` is the same when the same request is delivered again. */
export type HandOver = {
  readonly customers: readonly { readonly id: number; readonly name: string }[];
  readonly to: Member;
  readonly by: { readonly id: number | null; readonly name: string };
  readonly key: string;
  readonly now: number;
};

/**
 * Gives customers to a member, with their open follow-ups, and tells the new owner privately what there is to know: the
 * relationship so far, promises, questions, risks, the last words, notes. Part of the caller's transaction. What was given
 * can be taken back under `key`.
 */
export const handOver = async (
  trx: Db,
  company: Company,
  { customers, to, by, key, now }: HandOver,
): Promise<void> => {
  const { ladder } = company.policies.latest().followUps;
  const first = nextLadderStep(company.calendar, ladder, { tier: null, since: now, taken: 0 });
  await giveCustomers(trx, {
    customerIds: customers.map((each) => each.id),
    toId: to.id,
    byId: by.id,
    at: now,
    batch: key,
    ladderAt: first?.at ?? null,
  });
  const room = await directRoomOf(trx, to.id);
  if (!room || by.id === to.id) return;
  const language = toLanguage(to.language ?? room.language);
  const cards =
    customers.length <= mostBriefs
      ? await Promise.all(customers.map(async ({ id }) => briefOf(trx, company, id, now, language, by.name)))
      : [handOverCard(customers, by.name, language)];
  for (const [index, card] of cards.entries()) {
    const message = { audience: 'person' as const, text: cardText(card), card };
    await enqueue(trx, { key: `brief/${key}/${index}`, roomId: room.id, askerId: to.id, message }, now);
  }
};
