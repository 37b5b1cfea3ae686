import { type Fields, fieldsOf, jsonOf, listOf, textOf } from '../../core/payload.ts';

const texts = new Set(['plain_text', 'lark_md', 'markdown', 'text', 'a', 'md']);
const inside = [
  'header',
  'title',
  'subtitle',
  'text',
  'label',
  'fields',
  'elements',
  'columns',
  'actions',
  'body',
  'options',
  'extra',
  'card',
  'property',
];

const walk = (value: unknown, found: Set<string>, depth: number): void => {
  if (depth > 12 || found.size > 500) return;
  if (Array.isArray(value)) {
    for (const each of value) walk(each, found, depth + 1);
    return;
  }
  const fields: Fields = fieldsOf(value);
  const tag = textOf(fields['tag']);
  if (tag !== undefined && texts.has(tag)) {
    const text = (textOf(fields['content']) ?? textOf(fields['text']))?.trim();
    if (text) found.add(text);
    if (text) return;
  }
  for (const key of inside) {
    const inner = fields[key];
    if (key === 'title' && typeof inner === 'string' && inner.trim() !== '') found.add(inner.trim());
    else if (typeof inner === 'object') walk(inner, found, depth + 1);
  }
};

/**
 * Returns the words on a card, one piece a line, each once: of the simplified form that messages carry, and of the
 * card JSON (1.0 and 2.0) that the raw form carries. Empty for a card made from a template, whose words stay away.
 */
export const cardWords = (value: unknown): string => {
  const card = fieldsOf(value);
  const found = new Set<string>();
  walk(jsonOf(card['json_card']) ?? card, found, 0);
  for (const language of Object.values(fieldsOf(card['i18n_elements'])).slice(0, 1)) {
    walk(listOf(language), found, 0);
  }
  return [...found].join('\n');
};
