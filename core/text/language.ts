import type { Language } from '../language.ts';

/** From this share of Han characters among all letters on, a text is Chinese. */
const hanShare = 0.2;

/**
 * Returns the language of a text by its share of Han characters among its letters (of the first 1,000 characters):
 * a Chinese sentence with English product names is Chinese. A text without letters is English.
 */
export function detectLanguage(text: string): Language {
  let han = 0;
  let other = 0;
  const length = Math.min(text.length, 1000);
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (isHan(code)) han += 1;
    else if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && code < 0x2000)) {
      other += 1;
    }
  }
  return han > 0 && han >= hanShare * (han + other) ? 'zh' : 'en';
}

/** Returns whether a UTF-16 code unit is a Han character of the basic plane (U+3400–U+9FFF, U+F900–U+FAFF). */
export function isHan(code: number): boolean {
  return (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);
}
