import type { Bilingual } from './language.ts';

/** One field of a form. A `select` has options; `many` lines of text are a text area. */
export type FormField = {
  readonly name: string;
  readonly label: Bilingual;
  readonly kind: 'text' | 'many' | 'select' | 'date';
  readonly optional?: true;
  readonly options?: readonly { readonly value: string; readonly label: Bilingual }[];
};

/**
 * A form that a member fills in. A button whose action is `form:` + the form's name opens it where the platform has
 * forms; what is sent comes back as a `form` event with the button's value under `value`.
 */
export type Form = {
  readonly name: string;
  readonly title: Bilingual;
  readonly fields: readonly FormField[];
};
