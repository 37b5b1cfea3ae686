type Fields = Record<string, unknown>;

const limits: Readonly<Record<string, number>> = { message: 50, home: 100, modal: 100 };

const textTooLong = (value: unknown, most: number): boolean => {
  const text = (value as Fields | undefined)?.['text'];
  return typeof text === 'string' && (text.length > most || text.length === 0);
};

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

const isWrongSelect = ({ options, placeholder }: Fields): boolean => {
  const all = (options ?? []) as Fields[];
  return (
    all.length === 0 ||
    all.length > 100 ||
    textTooLong(placeholder, 150) ||
    all.some((each) => textTooLong(each['text'], 75) || lengthOf(each['value']) > 150)
  );
};

const wrongIn = (block: Fields, at: number): string | undefined => {
  const where = `/blocks/${at}`;
  const fields = (block['fields'] ?? []) as Fields[];
  const elements = (block['elements'] ?? []) as Fields[];
  switch (block['type']) {
    case 'header':
      return textTooLong(block['text'], 150) ? `${where}/text` : undefined;
    case 'section':
      if (!block['text'] && fields.length === 0) return where;
      if (textTooLong(block['text'], 3000)) return `${where}/text`;
      return fields.length > 10 || fields.some((field) => textTooLong(field, 2000))
        ? `${where}/fields`
        : undefined;
    case 'context':
      return elements.length > 10 || elements.some((each) => textTooLong(each, 3000))
        ? `${where}/elements`
        : undefined;
    case 'actions':
      return elements.length > 25 ||
        elements.some(
          (button) =>
            textTooLong(button['text'], 75) ||
            lengthOf(button['value']) > 2000 ||
            lengthOf(button['action_id']) > 255 ||
            (button['type'] === 'static_select' && isWrongSelect(button)),
        )
        ? `${where}/elements`
        : undefined;
    case 'divider':
      return undefined;
    case 'image':
      return lengthOf(block['alt_text']) === 0 || lengthOf(block['alt_text']) > 2000 ? where : undefined;
    case 'input':
      return textTooLong(block['label'], 2000) ? `${where}/label` : undefined;
    default:
      return `${where}/type`;
  }
};

/** Returns what Slack says of these blocks: undefined when it takes them, else its error code with the place. */
export const refuseBlocks = (
  blocks: readonly Fields[],
  surface: 'message' | 'home' | 'modal',
): { readonly error: string; readonly at?: string } | undefined => {
  if (blocks.length > (limits[surface] ?? 0)) return { error: 'invalid_blocks', at: '/blocks' };
  const ids = blocks.flatMap((block) =>
    ((block['elements'] ?? []) as Fields[]).flatMap((each) => each['action_id'] ?? []),
  );
  if (new Set(ids).size !== ids.length) return { error: 'invalid_blocks', at: '/blocks' };
  for (const [index, block] of blocks.entries()) {
    const at = wrongIn(block, index);
    if (at !== undefined) return { error: 'invalid_blocks', at };
  }
  const size = JSON.stringify(blocks).length;
  return surface === 'message' && size > 13_200 ? { error: 'msg_blocks_too_long' } : undefined;
};
