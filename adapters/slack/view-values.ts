import { clip, type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { blocksText } from './block-text.ts';

/** What somebody gave: one text, or several. */
export type Given = string | readonly string[];

const texts = (value: unknown, field?: string): readonly string[] =>
  listOf(value).flatMap((each) => textOf(field === undefined ? each : fieldsOf(each)[field]) ?? []);

const lists: readonly (readonly [name: string, field?: string])[] = [
  ['selected_options', 'value'],
  ['selected_users'],
  ['selected_conversations'],
  ['selected_channels'],
  ['files', 'name'],
];

/** Returns what an element of Block Kit holds: its value, what was chosen, all that was chosen; '' for nothing. */
export const givenIn = (element: Fields): Given => {
  for (const [name, field] of lists) {
    if (Array.isArray(element[name])) return texts(element[name], field);
  }
  const option = fieldsOf(element['selected_option']);
  const rich = element['rich_text_value'];
  return (
    firstText(
      element['value'],
      option['value'],
      element['selected_date'],
      element['selected_time'],
      element['selected_date_time'],
      element['selected_user'],
      element['selected_conversation'],
      element['selected_channel'],
    ) ?? (rich === undefined ? '' : blocksText([rich]))
  );
};

/**
 * Returns the values of a submitted view by the name of the field: its action id, with the block's id before it where
 * two blocks use the same.
 */
export const valuesOf = (view: Fields): Record<string, string | string[]> => {
  const given: Record<string, string | string[]> = {};
  for (const [block, actions] of Object.entries(fieldsOf(fieldsOf(view['state'])['values']))) {
    for (const [action, element] of Object.entries(fieldsOf(actions))) {
      const value = givenIn(fieldsOf(element));
      const name = clip(Object.hasOwn(given, action) ? `${block}.${action}` : action, 256);
      Object.defineProperty(given, name, {
        value: typeof value === 'string' ? value : [...value],
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return given;
};
