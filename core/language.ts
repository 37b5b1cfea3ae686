/** A language that everything a person reads from the bot exists in. */
export type Language = 'zh' | 'en';

/** One text in both languages. */
export type Bilingual = { readonly zh: string; readonly en: string };

/** Returns the text of `both` in `language`. */
export const pick = (both: Bilingual, language: Language): string => both[language];

/** Returns `value` as a {@link Language}: 'zh' for anything that begins with "zh", else 'en'. */
export const toLanguage = (value: string | null | undefined): Language =>
  value?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
