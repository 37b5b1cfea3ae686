import type { Interaction } from '../../core/customer/interaction.ts';
import type { Memo } from '../../db/undoable.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';

/** Returns what `undo` needs to take back an interaction that a member made by hand. */
export const memoOf = (customerId: number, key: string): Memo => ({ customerId, key });

/** Returns the fact that the interaction of a memo was taken back by the asker now. */
export const withdrawalOf = (
  { asker, now, requestKey }: CommandContext,
  memo: Memo,
): Extract<Interaction, { kind: 'withdrawn' }> => ({
  key: `withdrawn/${requestKey}`,
  at: now,
  kind: 'withdrawn',
  direction: 'none',
  data: { target: String(memo['key']), by: asker.name },
});

/**
 * Takes an interaction back that a command made: a fact that says so is added, and the customer is as if it had never
 * been. The `undo` of every command that keeps {@link memoOf}.
 */
export const withdraw = async (context: CommandContext, memo: Memo): Promise<Answer> => {
  const { db, company, asker } = context;
  const changed = await applyInteractions(db, company, [
    {
      customerId: Number(memo['customerId']),
      ...(asker.id === null ? {} : { personId: asker.id }),
      interaction: withdrawalOf(context, memo),
    },
  ]);
  return textAnswer('team', '', { withdrawn: memo['key'] ?? null }, changed);
};
