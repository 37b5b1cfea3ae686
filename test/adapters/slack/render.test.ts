import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../adapters/slack/outbound.ts';
import { renderCard, renderHome } from '../../../adapters/slack/render.ts';
import { splitText } from '../../../adapters/slack/split.ts';
import type { Card, CardBlock } from '../../../core/messages.ts';
import { refuseBlocks } from '../../support/servers/slack/blocks.ts';

type Fields = Record<string, unknown>;
const words = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: fc.constantFrom('&', '<', '>', '*', '\n', '好', '😀', ' ', 'a'), maxLength: 9000 }),
);
const button = fc.record({
  label: fc.string({ maxLength: 200 }),
  action: fc.constantFrom('run', 'follow-up-done', 'x'.repeat(300)),
  value: fc.string({ maxLength: 3000 }),
});
const block: fc.Arbitrary<CardBlock> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('heading' as const), text: words }),
  fc.record({ kind: fc.constant('quote' as const), text: words, source: fc.string({ maxLength: 400 }) }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: fc.string(), value: words }), { maxLength: 25 }),
  }),
  fc.record({ kind: fc.constant('meter' as const), label: words, share: fc.double(), value: words }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    label: fc.string({ minLength: 1, maxLength: 300 }),
    action: fc.constantFrom('pick', 'run'),
    options: fc.array(
      fc.record({
        label: fc.string({ minLength: 1, maxLength: 300 }),
        value: fc.string({ minLength: 1, maxLength: 300 }),
      }),
      {
        minLength: 1,
        maxLength: 230,
      },
    ),
    otherwise: fc.constant([]),
  }),
  fc.constant({ kind: 'divider' as const }),
);
const cards: fc.Arbitrary<Card> = fc.record({
  title: fc.string({ maxLength: 400 }),
  blocks: fc.array(block, { maxLength: 30 }),
});

describe('a card', () => {
  test('is taken by Slack whatever is in it, in each message and on the home page', () => {
    fc.assert(
      fc.property(cards, (card) => {
        for (const blocks of renderCard(card))
          expect(refuseBlocks(blocks as unknown as Fields[], 'message')).toBeUndefined();
        expect(refuseBlocks(renderHome(card) as unknown as Fields[], 'home')).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test('keeps every button', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const wanted = card.blocks
          .flatMap((each) => (each.kind === 'buttons' ? each.buttons.length : 0))
          .reduce((a, b) => a + b, 0);
        const found = renderCard(card)
          .flat()
          .flatMap((each) => (each.type === 'actions' ? each.elements : []))
          .filter((each) => each.type === 'button');
        expect(found).toHaveLength(wanted);
      }),
      { numRuns: 50 },
    );
  });

  test('offers many choices as a list, each with what is pressed by it', () => {
    const options = Array.from({ length: 130 }, (_, index) => ({
      label: `${index + 1}. Twin Foods`,
      value: `7/${index}`,
    }));
    const blocks = renderCard({
      title: 'Which?',
      blocks: [{ kind: 'select', label: 'Choose one', action: 'pick', options, otherwise: [] }],
    }).flat();
    const selects = blocks.flatMap((each) => (each.type === 'actions' ? each.elements : []));
    expect(selects).toMatchObject([
      { type: 'static_select', action_id: 'pick', placeholder: { text: 'Choose one' } },
      { type: 'static_select', action_id: 'pick~1' },
    ]);
    const offered = selects.flatMap((each) => (each.type === 'static_select' ? (each.options ?? []) : []));
    expect(offered.map(({ text, value }) => ({ label: text.text, value }))).toEqual(options);
  });

  test('shows a meter as a bar and never as more than full', () => {
    const [[meter] = []] = renderCard({
      title: '',
      blocks: [{ kind: 'meter', label: 'Health', share: 7, value: '99' }],
    });
    expect(meter).toMatchObject({ text: { text: '*Health*  ██████████  99' } });
  });

  test('can notify nobody: what looks like a broadcast or a mention is text', () => {
    const text = 'hello <!channel> <@U1> <!here|here> <https://evil.test|bank>';
    const rendered = JSON.stringify([
      renderCard({
        title: 'x',
        blocks: [
          { kind: 'text', text },
          { kind: 'quote', text, source: text },
          { kind: 'heading', text },
        ],
      }),
      partsOf({ audience: 'team', text }),
    ]);
    expect(rendered).not.toMatch(/<[!@h]/);
    expect(rendered).toContain('&lt;!channel&gt;');
  });
});

describe('a long text', () => {
  test('is cut without losing anything but blanks at the cuts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 3000 }),
        fc.integer({ min: 10, max: 500 }),
        (text, most) => {
          const parts = splitText(text, most);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(most);
            expect(part.isWellFormed() || !text.isWellFormed()).toBe(true);
          }
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });

  test('is sent in parts that stay below the limit after escaping', () => {
    const parts = partsOf({ audience: 'customer', text: '&<>'.repeat(13_000) });
    expect(parts.every((part) => part.text.length <= 3900)).toBe(true);
    expect(parts.map((part) => part.text).join('')).toBe('&amp;&lt;&gt;'.repeat(13_000));
  });
});
