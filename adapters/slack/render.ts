import type { KnownBlock } from '@slack/web-api';
import { type Button, type Card, type CardBlock, cardText } from '../../core/messages.ts';
import { clip } from '../../core/payload.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { splitShown } from './split.ts';

/** The limits of Block Kit, in characters and entries. */
const limits = {
  header: 150,
  section: 3000,
  fields: 10,
  field: 2000,
  buttons: 25,
  label: 75,
  value: 2000,
  options: 100,
  optionValue: 150,
  actionId: 255,
  alt: 2000,
} as const;

/** What one message may hold. Slack refuses more than about 13,200 characters in all blocks together. */
const messageLimits = { blocks: 50, characters: 12_000 } as const;
const homeLimits = { blocks: 100, characters: 60_000 } as const;

const markUp = (text: string) => ({ type: 'mrkdwn', text, verbatim: true }) as const;
const plain = (text: string, most: number) =>
  ({ type: 'plain_text', text: shorten(text, most), emoji: true }) as const;

const shorten = (text: string, most: number): string =>
  text.length > most ? `${clip(text, most - 1)}…` : text;

/** Escaping makes text longer, so what must not grow beyond a limit is cut after it, never within an entity. */
const escapeWithin = (text: string, most: number): string => {
  const escaped = escapeMrkdwn(text);
  return escaped.length > most ? `${clip(escaped, most - 1).replace(/&[a-z]{0,3}$/, '')}…` : escaped;
};

const section = (text: string): KnownBlock => ({ type: 'section', text: markUp(text) });

/** Returns small grey words, in mark-up. */
export const context = (text: string): KnownBlock => ({ type: 'context', elements: [markUp(text)] });

const bold = (text: string): string => `*${escapeMrkdwn(text).replaceAll('*', '∗').replaceAll('\n', ' ')}*`;

const quoted = (text: string): string =>
  escapeMrkdwn(text)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

const sections = (text: string, show: (part: string) => string): readonly KnownBlock[] =>
  splitShown(text, limits.section, show).map(section);

const bar = (share: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * 10);
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)}`;
};

const inGroups = <Each>(all: readonly Each[], size: number): readonly (readonly Each[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/** The files that pictures were uploaded as, by the pictures' ids. */
export type Files = ReadonlyMap<string, string>;

const noFiles: Files = new Map();

/** Returns the blocks of one message or page; `used` counts the actions in it, whose ids must differ. */
const renderBlock = (block: CardBlock, used: Map<string, number>, files: Files): readonly KnownBlock[] => {
  switch (block.kind) {
    case 'text':
      return sections(block.text, escapeMrkdwn);
    case 'heading':
      return sections(block.text, bold);
    case 'quote': {
      const source = block.source === undefined ? [] : [context(`— ${escapeWithin(block.source, 1000)}`)];
      return [...sections(block.text, quoted), ...source];
    }
    case 'fields':
      return inGroups(block.fields, limits.fields).map((fields) => ({
        type: 'section',
        fields: fields.map(({ label, value }) =>
          markUp(
            `${bold(shorten(label, 100))}\n${escapeWithin(value === '' ? '–' : value, limits.field - 600)}`,
          ),
        ),
      }));
    case 'meter':
      return [
        section(`${bold(shorten(block.label, 150))}  ${bar(block.share)}  ${escapeWithin(block.value, 500)}`),
      ];
    case 'image': {
      const file = files.get(block.picture);
      return file === undefined
        ? [context(escapeWithin(block.alt, limits.section))]
        : [{ type: 'image', slack_file: { id: file }, alt_text: shorten(block.alt, limits.alt) }];
    }
    case 'divider':
      return [{ type: 'divider' }];
    case 'select':
      return inGroups(block.options, limits.options).map((options) => ({
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            action_id: actionId(block.action, used),
            placeholder: plain(block.label, limits.optionValue),
            options: options.map(({ label, value }) => ({
              text: plain(label, limits.label),
              value: clip(value, limits.optionValue),
            })),
          },
        ],
      }));
    case 'buttons':
      return inGroups(block.buttons, limits.buttons).map((buttons) => ({
        type: 'actions',
        elements: buttons.map((button) => renderButton(button, used)),
      }));
  }
};

/** The id of one more element that does this, among those of a message. */
const actionId = (action: string, used: Map<string, number>): string => {
  const times = used.get(action) ?? 0;
  used.set(action, times + 1);
  const id = clip(action, limits.actionId - 5);
  return times === 0 ? id : `${id}~${times}`;
};

const renderButton = ({ label, action, value, style }: Button, used: Map<string, number>) => ({
  type: 'button' as const,
  text: plain(label === '' ? '…' : label, limits.label),
  action_id: actionId(action, used),
  ...(value === '' ? {} : { value: clip(value, limits.value) }),
  ...(style === undefined ? {} : { style }),
});

const sizeOf = (block: KnownBlock): number => JSON.stringify(block).length;

/** Returns the blocks of a card in as many lists as messages are needed to hold them; nothing is left out. */
export const renderCard = (card: Card, files: Files = noFiles): readonly (readonly KnownBlock[])[] => {
  const used = new Map<string, number>();
  const title: readonly KnownBlock[] =
    card.title.trim() === '' ? [] : [{ type: 'header', text: plain(card.title, limits.header) }];
  const blocks = [...title, ...card.blocks.flatMap((block) => renderBlock(block, used, files))];
  const messages: KnownBlock[][] = [];
  let room = 0;
  for (const block of blocks) {
    const size = sizeOf(block);
    const current = messages.at(-1);
    if (!current || current.length >= messageLimits.blocks || size > room) {
      messages.push([block]);
      room = messageLimits.characters - size;
    } else {
      current.push(block);
      room -= size;
    }
  }
  return messages;
};

/** Returns the blocks of a card for the page of the app: at most 100; what does not fit is left out and said so. */
export const renderHome = (card: Card): readonly KnownBlock[] => {
  const all = renderCard(card).flat();
  let size = 0;
  const fits = all.findIndex((block, index) => {
    size += sizeOf(block);
    return index >= homeLimits.blocks - 1 || size > homeLimits.characters;
  });
  if (fits < 0 || (fits === homeLimits.blocks - 1 && all.length === homeLimits.blocks)) return all;
  return [...all.slice(0, fits), context(`… + ${all.length - fits}`)];
};

/** Returns the words that stand for a card where it cannot be shown: in notifications and for screen readers. */
export const fallbackOf = (text: string, card: Card): string =>
  shorten(text.trim() === '' ? cardText(card) : text, limits.section);
