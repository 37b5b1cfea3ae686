import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardLimits, renderCard } from '../../../adapters/wecom/render.ts';
import {
  harmlessMarkdown,
  harmlessText,
  invisibleMark,
  shortenBytes,
  splitAtMost,
  splitBytes,
  widthOf,
} from '../../../adapters/wecom/text.ts';
import type { Card } from '../../../core/messages.ts';

const words = fc.string({ unit: 'grapheme', maxLength: 400 });
const visible = (text: string) => text.replace(/[\u200b-\u200d\u2060]/g, '');

describe('long texts', () => {
  test('pieces are short enough and together the whole, but for the line breaks at which they were cut', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 200 }), (text, bytes) => {
        const pieces = splitBytes(text, bytes);
        for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(bytes);
        expect(pieces.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
      }),
    );
  });

  test('however long it is, no more pieces come than are allowed', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 5 }), (text, most) => {
        const pieces = splitAtMost(text, 60, most);
        expect(pieces.length).toBeLessThanOrEqual(most);
        for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(60);
      }),
    );
  });

  test('a cut is never within a character', () => {
    expect(shortenBytes('好好好', 8)).toBe('好…');
    expect(shortenBytes('🙂🙂', 7)).toBe('🙂…');
    expect(shortenBytes('short', 5)).toBe('short');
  });
});

describe('words of others', () => {
  test.each([
    '<@zhangsan>',
    '<font color="warning">x</font>',
    '[bank](http://evil)',
    '**bold**',
    '`code`',
    '# title',
    '> quote',
    '1. one',
    '- item',
  ])('%s is not what the platform would make of it, and reads the same', (text) => {
    const harmless = harmlessMarkdown(text);
    expect(harmless).not.toBe(text);
    expect(visible(harmless)).toBe(text);
  });

  test('texts read the same too', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(visible(harmlessText(text))).toBe(visible(text));
      }),
    );
    expect(harmlessText('<a href="x">')).not.toContain('<a');
  });
});

test('the mark of a key cannot be seen, is the same for the same key and differs for others', () => {
  expect(visible(invisibleMark('a'))).toBe('');
  expect(Buffer.byteLength(invisibleMark('a'))).toBe(48);
  expect(new Set(Array.from({ length: 500 }, (_, index) => invisibleMark(`${index % 250}`))).size).toBe(250);
});

describe('cards', () => {
  const block = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: words }),
    fc.record({ kind: fc.constant('quote' as const), text: words, source: words }),
    fc.record({ kind: fc.constant('meter' as const), label: words, value: words, share: fc.double() }),
    fc.record({
      kind: fc.constant('fields' as const),
      fields: fc.array(fc.record({ label: words, value: words }), { maxLength: 9 }),
    }),
    fc.record({
      kind: fc.constant('buttons' as const),
      buttons: fc.array(fc.record({ label: words, action: words, value: words }), { maxLength: 20 }),
    }),
  );

  test('whatever is on it, it stays within the limits of WeCom and no word is lost', () => {
    fc.assert(
      fc.property(words, fc.array(block, { maxLength: 6 }), (title, blocks) => {
        const card: Card = { title, blocks };
        const { words: said, cards } = renderCard(card, (part) => `t${part}`, 7);
        expect(cards.length).toBeLessThanOrEqual(7);
        for (const each of cards) {
          const buttons = each['button_list'] as readonly { readonly text: string; readonly key: string }[];
          expect(buttons.length).toBeLessThanOrEqual(cardLimits.buttons);
          expect(new Set(buttons.map((button) => button.key)).size).toBe(buttons.length);
          for (const button of buttons) {
            expect(widthOf(button.text)).toBeLessThanOrEqual(cardLimits.buttonLabel);
            expect(Buffer.byteLength(button.key)).toBeLessThanOrEqual(cardLimits.keyBytes);
          }
          expect(widthOf((each['main_title'] as { readonly title: string }).title)).toBeLessThanOrEqual(
            cardLimits.title,
          );
        }
        const all = `${said ?? ''}\n${JSON.stringify(cards)}`;
        const spoken = blocks.flatMap((each) =>
          each.kind === 'text' || each.kind === 'quote' ? [each.text] : [],
        );
        for (const text of spoken)
          expect(all.includes(text) || all.includes(JSON.stringify(text).slice(1, -1))).toBe(true);
      }),
    );
  });
});
