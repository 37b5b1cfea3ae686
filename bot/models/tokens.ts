import { isHan } from '../../core/text/language.ts';

/**
 * Returns about how many tokens a text is, rather too many than too few: one for each Chinese character, one for every
 * three others. Used before a call; what was really used counts after it.
 */
export const estimateTokens = (text: string): number => {
  let han = 0;
  for (let index = 0; index < text.length; index++) if (isHan(text.charCodeAt(index))) han++;
  return han + Math.ceil((text.length - han) / 3);
};
