import { dayMs } from '../time.ts';
import type { Interaction } from './interaction.ts';
import type { CustomerState } from './state.ts';

/** Within so many days of what we sent them of our own accord a message of the customer counts as an answer to it. */
export const replyDays = 14;

type Reply = Extract<Interaction, { kind: 'campaign-replied' }>;

/**
 * Returns which of a customer's new interactions, in order, answer what was sent to them last of our own accord: of each
 * mailing the first message within {@link replyDays}, as the fact to be stored besides, by the key of that message.
 */
export const repliesToMailings = (
  { mailed: before }: Pick<CustomerState, 'mailed'>,
  fresh: readonly Interaction[],
): ReadonlyMap<string, Reply> => {
  const replies = new Map<string, Reply>();
  let mailed = before;
  for (const interaction of fresh) {
    const { key, at, kind, direction } = interaction;
    if (kind === 'campaign-sent') mailed = { at, ...interaction.data };
    if (kind === 'campaign-replied') mailed = null;
    if (kind !== 'message' || direction !== 'in' || !mailed) continue;
    if (at <= mailed.at || at > mailed.at + replyDays * dayMs) continue;
    const { at: _sentAt, ...data } = mailed;
    replies.set(key, { key: `${key}#reply`, at, kind: 'campaign-replied', direction: 'in', data });
    mailed = null;
  }
  return replies;
};
