import { h } from './dom.js';
import { icon } from './icons.js';

const colours = 12;

/**
 * @param {string} name
 * @param {boolean} [ofThing] a company or room starts with what sets it apart; a Chinese person's given name is last
 * @returns {string} two characters of a Chinese name, the initials of others, `·` for a name that shows nothing
 */
export function initials(name, ofThing = false) {
  const visible = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const han = visible.match(/\p{Script=Han}/gu);
  if (han) return (ofThing ? han.slice(0, 2) : han.slice(-2)).join('');
  const words = visible.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const letters = [words[0], ofThing ? words[1] : words.slice(1).at(-1)].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase() || '·';
}

/**
 * @param {string} id
 * @returns {number} the same colour number, 0 to 11, for the same id in every tab
 */
export function colourOf(id) {
  let sum = 7;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % colours;
}

/**
 * The picture of a person or room. The outline tells the side apart without colour: our people are round,
 * customers are square, the bot is a leaf.
 *
 * @param {{ id: string, name: string, side?: string, thing?: boolean }} who
 * @returns {HTMLElement} decorative; the name must stand beside it
 */
export function avatar(who) {
  if (who.side === 'bot') return h('span.avatar.bot', { 'aria-hidden': 'true' }, icon('leaf'));
  const text = initials(who.name, who.thing);
  const shape = who.side === 'us' ? 'us' : 'customer';
  return h(`span.avatar.${shape}.tint-${colourOf(who.id)}`, { 'aria-hidden': 'true' }, text);
}
