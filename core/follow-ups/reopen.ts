import type { FoldContext } from '../customer/context.ts';
import { foldHistory, type Step } from '../customer/fold.ts';
import { effectiveHistory, type Interaction } from '../customer/interaction.ts';
import type { OpenFollowUp } from '../customer/state.ts';

type Of<Kind extends Interaction['kind']> = Extract<Interaction, { readonly kind: Kind }>;
type Press = Of<'follow-up-done' | 'follow-up-wrong' | 'follow-up-snoozed'>;

const isPress = (interaction: Interaction): interaction is Press =>
  interaction.kind === 'follow-up-done' ||
  interaction.kind === 'follow-up-wrong' ||
  interaction.kind === 'follow-up-snoozed';

const openedIn = ({ changes }: Step): readonly string[] =>
  changes.flatMap((each) => (each.type === 'follow-up-opened' ? [each.followUp.key] : []));

/**
 * Returns the follow-up as `withdrawal` leaves it, where that takes back how a follow-up was last ended or put off: as it
 * was before. Undefined where something has changed since: somebody did more about it, it was taken back already, its
 * time came, we have replied, or another follow-up has opened that would be lost.
 */
export const reopenedBy = (
  history: readonly Interaction[],
  withdrawal: Of<'withdrawn'>,
  context: FoldContext,
): OpenFollowUp | undefined => {
  const { at } = withdrawal;
  const presses = effectiveHistory(history).filter(isPress);
  const press = presses.find((each) => each.key === withdrawal.data.target);
  if (!press) return undefined;
  const { followUp } = press.data;
  const isLast = presses.findLast((each) => each.data.followUp === followUp) === press;
  const isOver = press.kind === 'follow-up-snoozed' && press.data.untilAt <= at;
  if (!isLast || isOver) return undefined;
  const before = foldHistory(history, at, context);
  const after = foldHistory([...history, withdrawal], at, context);
  const opened = openedIn(after);
  if (!openedIn(before).every((each) => opened.includes(each))) return undefined;
  return after.state.followUps.find((each) => each.key === followUp);
};
