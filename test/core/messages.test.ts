import { expect, test } from 'vitest';
import { type Card, cardText } from '../../core/messages.ts';

const card: Card = {
  title: 'Acme',
  blocks: [
    { kind: 'heading', text: 'Health' },
    { kind: 'meter', label: 'Engagement', share: 0.5, value: '50' },
    { kind: 'text', text: 'Less than usual.' },
    { kind: 'divider' },
    { kind: 'quote', text: 'It is broken', source: 'Li, 3 March' },
    { kind: 'quote', text: 'Still broken' },
    {
      kind: 'fields',
      fields: [
        { label: 'Owner', value: 'Wang' },
        { label: 'Stage', value: 'growing' },
      ],
    },
    { kind: 'buttons', buttons: [{ label: 'Done', action: 'done', value: '1', style: 'primary' }] },
  ],
};

test('a card is readable as plain text, one thing a line, without its buttons', () => {
  expect(cardText(card)).toBe(
    [
      'Acme',
      'Health',
      'Engagement: 50',
      'Less than usual.',
      '> It is broken (Li, 3 March)',
      '> Still broken',
      'Owner: Wang',
      'Stage: growing',
    ].join('\n'),
  );
});

test('an empty card is its title', () => {
  expect(cardText({ title: 'Nothing', blocks: [] })).toBe('Nothing');
});
