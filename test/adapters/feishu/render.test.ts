import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  harmlessText,
  pieceLength,
  renderCard,
  renderWords,
  splitText,
} from '../../../adapters/feishu/render.ts';
import type { Card, CardBlock } from '../../../core/messages.ts';

const countTags = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countTags(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + countTags(each), 'tag' in value ? 1 : 0);
};

const words = fc.string({ unit: 'grapheme', maxLength: 6000 });
const short = fc.string({ maxLength: 300 });
const block: fc.Arbitrary<CardBlock> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('heading' as const), text: short }),
  fc.record({ kind: fc.constant('quote' as const), text: words }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: short, value: short }), { maxLength: 40 }),
  }),
  fc.record({ kind: fc.constant('meter' as const), label: short, share: fc.double(), value: short }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(fc.record({ label: short, action: short, value: short }), { maxLength: 60 }),
  }),
  fc.record({
    kind: fc.constant('select' as const),
    label: short,
    action: fc.constant('pick'),
    options: fc.array(fc.record({ label: short, value: fc.string({ maxLength: 40 }) }), { maxLength: 50 }),
    otherwise: fc.constant([]),
  }),
  fc.constant({ kind: 'divider' as const }),
);

describe('a card', () => {
  test('keeps within 200 tags and 30 KB a message, whatever is on it', () => {
    fc.assert(
      fc.property(fc.record({ title: words, blocks: fc.array(block, { maxLength: 30 }) }), (card: Card) => {
        for (const each of renderCard(card, 'summary', 't123')) {
          expect(countTags(each)).toBeLessThanOrEqual(200);
          expect(Buffer.byteLength(JSON.stringify(each))).toBeLessThanOrEqual(30 * 1024);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('offers many choices as a menu, whose option comes back with what it does', () => {
    const options = [
      { label: '1. 晨光书店', value: '7/1' },
      { label: '2. 晨光书店', value: '7/2' },
    ];
    const select: CardBlock = { kind: 'select', label: '请选一个', action: 'pick', options, otherwise: [] };
    const [card] = renderCard({ title: '哪一个？', blocks: [select] }, 'summary');
    expect(card).toMatchObject({
      body: {
        elements: [
          {
            tag: 'select_static',
            placeholder: { content: '请选一个' },
            options: [{ text: { content: '1. 晨光书店' }, value: '7/1' }, { value: '7/2' }],
            behaviors: [{ type: 'callback', value: { action: 'pick' } }],
          },
        ],
      },
    });
  });

  test('leaves nothing out and has no markdown, so that no words call everybody or hide a link', () => {
    const text = '<at id=all></at> [here](https://bad.example) **x**';
    const card: Card = {
      title: text,
      blocks: [
        { kind: 'text', text },
        { kind: 'quote', text, source: text },
        { kind: 'fields', fields: [{ label: text, value: text }] },
      ],
    };
    const made = JSON.stringify(renderCard(card, text));
    expect(made).not.toMatch(/"tag":"(markdown|lark_md|a|at)"/);
    expect(made.split('<at id=all>').length - 1).toBe(7);
  });

  test('is marked once, on its first element', () => {
    const blocks = Array.from(
      { length: 300 },
      (_, index): CardBlock => ({ kind: 'text', text: `line ${index}` }),
    );
    const cards = renderCard({ title: 'T', blocks }, 's', 'tmark');
    expect(cards.length).toBeGreaterThan(1);
    expect(JSON.stringify(cards).split('"element_id":"tmark"').length - 1).toBe(1);
    expect(cards[0]).toMatchObject({ schema: '2.0', config: { update_multi: true } });
    expect(cards[0]).toHaveProperty('body.elements.0.element_id', 'tmark');
  });

  test('sends the action and the value of a button back', () => {
    const [card] = renderCard(
      {
        title: 'T',
        blocks: [
          { kind: 'buttons', buttons: [{ label: 'Go', action: 'run', value: 'x', style: 'primary' }] },
        ],
      },
      's',
    );
    expect(JSON.stringify(card)).toContain(
      '"behaviors":[{"type":"callback","value":{"action":"run","value":"x"}}]',
    );
  });
});

test('words alone make a card without a title', () => {
  expect(renderWords('hello')).toMatchObject({ schema: '2.0', body: { elements: [{ tag: 'div' }] } });
  expect(renderWords('hello')).not.toHaveProperty('header');
});

describe('a long text', () => {
  test('is cut into pieces that fit and lose nothing but the line breaks at the cuts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 2, max: 50 }),
        (text, length) => {
          const pieces = splitText(text, length);
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(length);
          expect(pieces.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
        },
      ),
    );
  });

  test('never cuts a character in two', () => {
    for (const piece of splitText('😀'.repeat(pieceLength))) expect(piece).toMatch(/^(😀)+$/u);
  });
});

test('a text shows its words and does nothing', () => {
  expect(harmlessText('<at user_id="all">x</at> [a](b) 1 < 2')).toBe(
    '<\u200bat user_id="all">x<\u200b/at> [a]\u200b(b) 1 < 2',
  );
});
