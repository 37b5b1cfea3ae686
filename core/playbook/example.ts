import type { Bilingual, Language } from '../language.ts';
import { fields, type Place } from './fields.ts';
import { readTemplate, render } from './template.ts';

/** Returns a text as it would read with every field known, by made-up values. */
export const exampleOf = (text: Bilingual, language: Language, place: Place): string =>
  render(
    readTemplate(text[language]),
    Object.fromEntries(Object.entries(fields).map(([key, { example }]) => [key, example[language]])),
    place,
  );
