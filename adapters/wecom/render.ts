import { type Button, type Card, type CardBlock, plainBlocks } from '../../core/messages.ts';
import { buttonKey } from './button-key.ts';
import { harmlessMarkdown, widthOf } from './text.ts';

/** What a card of the platform takes, in the width of {@link widthOf}; more is not shown there. */
export const cardLimits = {
  title: 52,
  text: 224,
  fields: 6,
  fieldName: 12,
  fieldValue: 52,
  buttons: 6,
  buttonLabel: 24,
  keyBytes: 1024,
} as const;

/** A card of the platform, and the words that did not fit on it. */
export type TemplateCard = { readonly card_type: string; readonly [field: string]: unknown };

const narrow = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > width - 2) break;
    kept += character;
  }
  return `${kept}…`;
};

const paragraphOf = (block: CardBlock): readonly string[] => {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return [block.text];
    case 'quote':
      return [`“${block.text}”${block.source === undefined ? '' : ` — ${block.source}`}`];
    case 'image':
      return [block.alt];
    default:
      return [];
  }
};

type Field = { readonly keyname: string; readonly value: string };

const fieldsIn = (block: CardBlock): readonly Field[] => {
  if (block.kind === 'fields') {
    return block.fields.map(({ label, value }) => ({ keyname: label, value: value === '' ? '–' : value }));
  }
  return block.kind === 'meter' ? [{ keyname: block.label, value: block.value }] : [];
};

/** Returns a card as text, one block a line: for what does not fit, and for readers without cards. */
export const cardWords = (card: Card): string => {
  const lines = plainBlocks(card).flatMap((block) => [
    ...paragraphOf(block),
    ...fieldsIn(block).map(({ keyname, value }) => `${keyname}: ${value}`),
  ]);
  return [card.title, ...lines].join('\n');
};

const fits = (title: string, text: string, fields: readonly Field[]): boolean =>
  widthOf(title) <= cardLimits.title &&
  widthOf(text) <= cardLimits.text &&
  fields.length <= cardLimits.fields &&
  fields.every(
    ({ keyname, value }) =>
      widthOf(keyname) <= cardLimits.fieldName && widthOf(value) <= cardLimits.fieldValue,
  );

const styles = { primary: 1, danger: 2 } as const;

const buttonsIn = (card: Card): readonly Button[] =>
  plainBlocks(card).flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

const buttonList = (buttons: readonly Button[], from: number): readonly object[] =>
  buttons.map(({ label, action, value, style }, index) => ({
    text: narrow(label, cardLimits.buttonLabel),
    key: buttonKey(action, value, from + index),
    ...(style === undefined ? {} : { style: styles[style] }),
  }));

/** What a card becomes: words that are said before it, and the platform's cards. */
export type Rendered = { readonly words?: string; readonly cards: readonly TemplateCard[] };

const bodyOf = (title: string, text: string, fields: readonly Field[]) => ({
  main_title: { title },
  ...(text === '' ? {} : { sub_title_text: text }),
  ...(fields.length === 0 ? {} : { horizontal_content_list: fields }),
});

/**
 * Returns a card with buttons as cards of the platform, six buttons each and `most` of them; when its words do not fit
 * on one they are said before. A card without buttons is words alone: every client shows these.
 * `taskOf` gives each card an id of its own, which is the same for the same message.
 */
export const renderCard = (card: Card, taskOf: (part: number) => string, most: number): Rendered => {
  const buttons = buttonsIn(card).filter(
    ({ action, value }) => Buffer.byteLength(buttonKey(action, value, 999)) <= cardLimits.keyBytes,
  );
  if (buttons.length === 0) return { words: cardWords(card), cards: [] };
  const text = plainBlocks(card).flatMap(paragraphOf).join('\n');
  const fields = plainBlocks(card).flatMap(fieldsIn);
  const whole = fits(card.title, text, fields);
  const title = narrow(card.title, cardLimits.title);
  const count = Math.min(most, Math.ceil(buttons.length / cardLimits.buttons));
  const cards = Array.from({ length: count }, (_, part): TemplateCard => {
    const from = part * cardLimits.buttons;
    return {
      card_type: 'button_interaction',
      ...(part === 0 && whole ? bodyOf(title, text, fields) : bodyOf(title, '', [])),
      task_id: taskOf(part),
      button_list: buttonList(buttons.slice(from, from + cardLimits.buttons), from),
    };
  });
  return whole ? { cards } : { words: cardWords(card), cards };
};

/** Returns a card that only tells something, with `url` behind it, or undefined when it does not fit on one. */
export const renderNotice = (card: Card, url: string): TemplateCard | undefined => {
  const text = plainBlocks(card).flatMap(paragraphOf).join('\n');
  const fields = plainBlocks(card).flatMap(fieldsIn);
  if (!fits(card.title, text, fields)) return undefined;
  return { card_type: 'text_notice', ...bodyOf(card.title, text, fields), card_action: { type: 1, url } };
};

/** Returns a card as the platform's markdown; words of others stay words. */
export const renderMarkdown = (card: Card): string => {
  const lines = plainBlocks(card).flatMap((block): readonly string[] => {
    if (block.kind === 'heading') return [`**${harmlessMarkdown(block.text)}**`];
    if (block.kind === 'quote') {
      return paragraphOf(block).flatMap((text) =>
        text.split('\n').map((line) => `> ${harmlessMarkdown(line)}`),
      );
    }
    return [
      ...paragraphOf(block).map(harmlessMarkdown),
      ...fieldsIn(block).map(
        ({ keyname, value }) => `${harmlessMarkdown(keyname)}: ${harmlessMarkdown(value)}`,
      ),
    ];
  });
  return [`### ${harmlessMarkdown(card.title)}`, ...lines].join('\n');
};
