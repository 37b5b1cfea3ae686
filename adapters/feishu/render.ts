import type { Button, Card, CardBlock } from '../../core/messages.ts';

/** An element of card JSON 2.0. */
type Element = { readonly tag: string; readonly [field: string]: unknown };

/** The platform's limits: 200 tags and 30 KB a card. Some room is left for what it adds itself. */
export const cardLimits = {
  tags: 180,
  bytes: 28_000,
  buttonsInRow: 4,
  titleLength: 200,
  labelLength: 60,
  textLength: 4000,
};

/** Cuts a text at `length` characters, never within one, and marks the cut. */
export const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;

/**
 * Returns words as an element. Always `plain_text`: what customers wrote is never read as markdown, so that it cannot
 * call everybody (`<at id=all>`) or show a link under other words.
 */
export const plainText = (content: string, style: object = {}): Element => ({
  tag: 'div',
  text: { tag: 'plain_text', content, ...style },
});

const grey = { text_color: 'grey' };

/** A long text as several elements, so that a card can be continued between them. */
const paragraphs = (content: string, style: object = {}): readonly Element[] =>
  splitText(content, cardLimits.textLength).map((piece) => plainText(piece, style));

const column = (elements: readonly Element[], width: object): Element => ({
  tag: 'column',
  ...width,
  vertical_align: 'top',
  elements,
});

const fieldRow = (pair: readonly { readonly label: string; readonly value: string }[]): Element => ({
  tag: 'column_set',
  flex_mode: 'bisect',
  columns: pair.map(({ label, value }) =>
    column([plainText(label, { ...grey, text_size: 'notation' }), plainText(value)], {
      width: 'weighted',
      weight: 1,
    }),
  ),
});

const pairs = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
    items.slice(row * size, (row + 1) * size),
  );

/** Returns a button that sends `value` back when it is pressed. */
export const buttonElement = (
  label: string,
  value: object,
  style: Button['style'] | undefined,
  more: object = {},
): Element => ({
  tag: 'button',
  text: { tag: 'plain_text', content: shorten(label, cardLimits.labelLength) },
  type: style === 'danger' ? 'danger' : style === 'primary' ? 'primary_filled' : 'default',
  behaviors: [{ type: 'callback', value }],
  ...more,
});

const buttonRow = (buttons: readonly Button[]): Element => ({
  tag: 'column_set',
  flex_mode: 'flow',
  columns: buttons.map(({ label, action, value, style }) =>
    column([buttonElement(label, { action, value }, style)], { width: 'auto' }),
  ),
});

/** What is chosen comes back as the option of the press. */
const selectElement = ({ label, action, options }: Extract<CardBlock, { kind: 'select' }>): Element => ({
  tag: 'select_static',
  placeholder: { tag: 'plain_text', content: shorten(label, cardLimits.labelLength) },
  options: options.map((each) => ({
    text: { tag: 'plain_text', content: shorten(each.label, cardLimits.titleLength) },
    value: each.value,
  })),
  behaviors: [{ type: 'callback', value: { action } }],
});

const meterCells = 10;
const meterText = (share: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * meterCells);
  return '▰'.repeat(full) + '▱'.repeat(meterCells - full);
};

/** The keys that pictures were uploaded as, by the pictures' ids. */
export type Images = ReadonlyMap<string, string>;

const noImages: Images = new Map();

const imageOf = (block: Extract<CardBlock, { kind: 'image' }>, images: Images): readonly Element[] => {
  const key = images.get(block.picture);
  if (key === undefined) return paragraphs(block.alt, grey);
  const alt = { tag: 'plain_text', content: shorten(block.alt, cardLimits.titleLength) };
  return [{ tag: 'img', img_key: key, alt, scale_type: 'fit_horizontal', preview: true }];
};

const elementsOf = (block: CardBlock, images: Images): readonly Element[] => {
  switch (block.kind) {
    case 'text':
      return paragraphs(block.text);
    case 'heading':
      return paragraphs(block.text, { text_size: 'heading' });
    case 'quote':
      return paragraphs(`“${block.text}”${block.source === undefined ? '' : ` — ${block.source}`}`, grey);
    case 'fields':
      return pairs(block.fields, 2).map(fieldRow);
    case 'meter':
      return [plainText(`${block.label}  ${meterText(block.share)}  ${block.value}`)];
    case 'select':
      return [selectElement(block)];
    case 'buttons':
      return pairs(block.buttons, cardLimits.buttonsInRow).map(buttonRow);
    case 'image':
      return imageOf(block, images);
    case 'divider':
      return [{ tag: 'hr' }];
  }
};

const tagsIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + tagsIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, each) => sum + tagsIn(each), 0);
  return inner + ('tag' in value ? 1 : 0);
};

const bytesIn = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Elements in as many groups as it takes for each to fit into a card of its own. */
const groups = (elements: readonly Element[], bytesTaken: number): readonly (readonly Element[])[] => {
  const made: Element[][] = [[]];
  let tags = 0;
  let bytes = 0;
  for (const element of elements) {
    const more = { tags: tagsIn(element), bytes: bytesIn(element) + 1 };
    const last = made.at(-1);
    if (
      !last?.length ||
      (tags + more.tags <= cardLimits.tags && bytesTaken + bytes + more.bytes <= cardLimits.bytes)
    ) {
      last?.push(element);
      tags += more.tags;
      bytes += more.bytes;
    } else {
      made.push([element]);
      tags = more.tags;
      bytes = more.bytes;
    }
  }
  return made;
};

/**
 * Returns cards of one title that hold all the elements, mostly one card. `summary` is the line that notifications
 * show; `marker` names the first element of the first card, by which it is found in the history.
 */
export const cardsOf = (
  title: object | undefined,
  summary: string,
  elements: readonly Element[],
  marker?: string,
): readonly object[] => {
  const frame = {
    schema: '2.0',
    config: { update_multi: true, summary: { content: shorten(summary, 200) } },
    ...(title === undefined ? {} : { header: { title: { tag: 'plain_text', ...title } } }),
  };
  return groups(elements, bytesIn(frame) + 100).map((group, index) => {
    const [first, ...others] = group;
    const marked = first && index === 0 && marker !== undefined ? { ...first, element_id: marker } : first;
    return { ...frame, body: { elements: marked ? [marked, ...others] : [] } };
  });
};

/** Returns a card as cards of JSON 2.0 within the platform's limits. */
export const renderCard = (
  card: Card,
  summary: string,
  marker?: string,
  images: Images = noImages,
): readonly object[] => {
  const title = { content: shorten(card.title, cardLimits.titleLength) };
  const elements = card.blocks.flatMap((block) => elementsOf(block, images));
  return cardsOf(title, summary, elements, marker);
};

/** Returns words alone as a card: what takes the place of a card has to be one. */
export const renderWords = (text: string): object => {
  const [card] = cardsOf(undefined, text, paragraphs(shorten(text, cardLimits.textLength)));
  return card ?? {};
};

/** Long texts are sent in pieces of at most this many characters (30 KB of Chinese; the platform takes 150 KB). */
export const pieceLength = 10_000;

/** Where to cut, and where to go on: the line break at a cut becomes the break between the pieces. */
const cutAt = (text: string, end: number): readonly [end: number, next: number] => {
  const line = text.lastIndexOf('\n', end);
  if (line > end / 2) return [line, line + 1];
  const blank = text.lastIndexOf(' ', end - 1);
  if (blank > end / 2) return [blank + 1, blank + 1];
  const whole = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
  return [whole, whole];
};

/** Returns a text in pieces of at most `length` characters, cut at the end of a line or word where there is one. */
export const splitText = (text: string, length: number = pieceLength): readonly string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > length) {
    const [end, next] = cutAt(rest, length);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  return [...pieces, rest];
};

/**
 * Returns a text that says the same and means nothing to the platform: `<at user_id="all">` and `[words](address)` are
 * broken by a zero-width space, for texts have no way to escape.
 */
export const harmlessText = (text: string): string =>
  text.replace(/<(?=\/?[A-Za-z])/g, '<\u200b').replace(/\](?=\()/g, ']\u200b');
