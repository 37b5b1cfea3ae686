import type { InboundEvent } from '../../core/events.ts';
import { fieldsOf, jsonOf, textOf } from '../../core/payload.ts';

/** What a button's action begins with when it opens a form; the view's callback id begins with it too. */
export const formPrefix = 'form:';

/** What a form is about: the value of the button that opened it, and where that was pressed. */
export type FormContext = { readonly value: string; readonly conversation: InboundEvent['conversation'] };

/** Returns the context as the text that a view carries, at most 3,000 characters. */
export const keepFormContext = ({ value, conversation }: FormContext): string =>
  JSON.stringify({ tend: 1, value: value.slice(0, 2000), ...conversation });

/** Returns the context that a view of ours carries, or undefined when the view is not ours. */
export const formContextOf = (metadata: unknown): FormContext | undefined => {
  const kept = fieldsOf(jsonOf(metadata));
  const id = textOf(kept['id']);
  if (kept['tend'] !== 1 || id === undefined) return undefined;
  const thread = textOf(kept['thread']);
  return {
    value: textOf(kept['value']) ?? '',
    conversation: {
      id,
      kind: kept['kind'] === 'direct' ? 'direct' : 'group',
      ...(thread === undefined ? {} : { thread }),
    },
  };
};
