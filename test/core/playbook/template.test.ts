import { expect, test } from 'vitest';
import { exampleOf } from '../../../core/playbook/example.ts';
import { fieldsIn, readTemplate, render } from '../../../core/playbook/template.ts';

const say = (
  text: string,
  values: Readonly<Record<string, string | undefined>>,
  place: 'person' | 'room' = 'person',
) => render(readTemplate(text), values, place);

test('a sentence that names what is not known is left out whole', () => {
  const text = 'Hello! Your plan {{renewal}} runs out on {{renewalDay}}. Shall we talk?';
  expect(say(text, { renewal: 'Pro', renewalDay: '3 May' })).toBe(
    'Hello! Your plan Pro runs out on 3 May. Shall we talk?',
  );
  expect(say(text, { renewal: 'Pro' })).toBe('Hello! Shall we talk?');
  expect(say('您好。{{renewal}}将于{{renewalDay}}到期。方便聊聊吗？', { renewal: '年度服务' })).toBe(
    '您好。方便聊聊吗？',
  );
  expect(say('One {{name}}.\n\nTwo.', {})).toBe('Two.');
  expect(say('One.\n{{name}}\n\nTwo.', {})).toBe('One.\n\nTwo.');
  expect(say('{{name}}', {})).toBe('');
});

test('a part is there for what is known, or for what is not', () => {
  const text = '{{#name}}{{name}}，您好！{{/name}}{{^name}}您好！{{/name}}';
  expect(say(text, { name: '小雨' })).toBe('小雨，您好！');
  expect(say(text, { name: ' ' })).toBe('您好！');
});

test('nothing personal is said where others read', () => {
  const text = 'Hello {{name}}! {{#coupon}}Use {{coupon}}.{{/coupon}} Your last order was on {{lastOrder}}.';
  const values = { name: 'Amy', coupon: 'X1', lastOrder: '3 May' };
  expect(say(text, values)).toBe('Hello Amy! Use X1. Your last order was on 3 May.');
  expect(say(text, values, 'room')).toBe('Hello Amy!');
});

test('a value is put in as it is: one line, no field of its own, not longer than a name', () => {
  expect(say('Hello {{name}}!', { name: '{{coupon}}\n<b>Bob</b>', coupon: 'SECRET' })).toBe(
    'Hello {{coupon}} <b>Bob</b>!',
  );
  expect(say('{{name}}!', { name: 'x'.repeat(100) })).toBe(`${'x'.repeat(60)}…!`);
  expect(say('Hello {{nothing}}.', { nothing: 'x' })).toBe('');
});

test('what is no template says so and renders to nothing', () => {
  const broken = readTemplate('{{#name}} open');
  expect(broken).toEqual({ problem: 'Unclosed section "name"' });
  expect(render(broken, {}, 'person')).toBe('');
});

test('fields are found wherever they stand', () => {
  const template = readTemplate('{{#name}}{{rep}}{{name}}{{/name}} text {{coupon}}');
  expect('pieces' in template && fieldsIn(template.pieces)).toEqual(['name', 'rep', 'coupon']);
});

test('an example shows every field', () => {
  expect(exampleOf({ zh: '{{name}}，好！', en: 'Hello {{name}}, {{rep}}!' }, 'en', 'person')).toBe(
    'Hello Alice, Mia Carter!',
  );
});

test('many templates do not fill the memory', () => {
  for (let index = 0; index < 1001; index++) readTemplate(`text ${index}`);
  expect(say('text {{name}}', { name: 'A' })).toBe('text A');
});
