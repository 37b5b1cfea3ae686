import type { Bilingual } from '../../../core/language.ts';
import { foldCharacters } from '../../../core/text/normalise.ts';
import type { Argument } from './argument.ts';

const units = /(?:天|日|个?月|次|分|小时|%|days?|d|months?|times)$/i;

/** Returns an argument that is a whole number from `least` to `most`, also with a unit or in full width (３０天). */
export const numberArgument = (label: Bilingual, least: number, most: number): Argument<number> => ({
  kind: 'number',
  label,
  most: 1,
  read: ([word = ''], { language }) => {
    const plain = foldCharacters(word).replace(units, '');
    const value = /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
    if (value >= least && value <= most) return { sure: 1, value };
    return {
      problem:
        language === 'zh'
          ? `${label.zh}应为 ${least} 到 ${most} 之间的整数。`
          : `${label.en} takes a whole number from ${least} to ${most}.`,
    };
  },
});

/** So sure: a number at the end is rather part of a name than a page. */
const pageSure = 0.05;

const anyPage = numberArgument({ zh: '页', en: 'PAGE' }, 1, 9999);

/** An argument that is the page of a list, from 1. */
export const pageArgument: Argument<number> = {
  ...anyPage,
  read: async (words, context) => {
    const reading = await anyPage.read(words, context);
    return 'value' in reading ? { ...reading, sure: pageSure } : reading;
  },
};
