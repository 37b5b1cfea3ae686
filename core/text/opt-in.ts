import { cleanText } from './normalise.ts';

const words = [
  'start',
  'unstop',
  'subscribe',
  'resubscribe',
  're-?subscribe',
  'opt[ -]?in',
  '重新订阅',
  '恢复订阅',
  '恢复接收',
  '恢复',
  '订阅',
];
const wholeWish = new RegExp(`^[\\s"'.,!]{0,5}(?:please )?(?:${words.join('|')})[\\s"'.,!。~]{0,5}$`, 'i');

/**
 * Returns whether a text is nothing but the wish for messages again (订阅, START, subscribe): it means something only from
 * somebody who had refused them.
 */
export const optsIn = (text: string): boolean => wholeWish.test(cleanText(text));
