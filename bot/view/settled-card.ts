import type { Card, CardBlock } from '../../core/messages.ts';

const isOf =
  (value: string) =>
  (block: CardBlock): boolean =>
    block.kind === 'buttons' &&
    block.buttons.some((each) => each.value === value && each.action.startsWith('follow-up-'));

/** Returns the card with a follow-up's buttons replaced by what was done; undefined when it has none of that value. */
export const settledCard = (card: Card, value: string, done: string): Card | undefined => {
  const ours = isOf(value);
  if (!card.blocks.some(ours)) return undefined;
  const blocks = card.blocks.map((block) =>
    ours(block) ? ({ kind: 'text', text: `✓ ${done}` } as const) : block,
  );
  return { ...card, blocks };
};
