import type { StandInMessage } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;
type Button = { readonly label: string; readonly action: string; readonly value: string };

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const children = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : Object.values(fieldsOf(value)).filter((each) => typeof each === 'object');

const wordsIn = (value: unknown): readonly string[] => {
  const { tag, content } = fieldsOf(value);
  if (tag === 'button') return [];
  // Markdown would show these two as something else; a card of customers' words must not use it.
  if (tag === 'markdown' || tag === 'lark_md') return [`MARKDOWN:${String(content)}`];
  if (tag === 'plain_text' && typeof content === 'string') return [content];
  return children(value).flatMap(wordsIn);
};

/** Returns the keys of the images in a card. */
export const imageKeys = (value: unknown): readonly string[] => {
  const { tag, img_key: key } = fieldsOf(value);
  return tag === 'img' ? [String(key)] : children(value).flatMap(imageKeys);
};

const buttonsIn = (value: unknown): readonly Button[] => {
  const { tag, text, behaviors, form_action_type: submits } = fieldsOf(value);
  if (tag === 'button' && submits === undefined) {
    const sent = fieldsOf(fieldsOf(Array.isArray(behaviors) ? behaviors[0] : undefined)['value']);
    return [
      {
        label: String(fieldsOf(text)['content']),
        action: String(sent['action']),
        value: String(sent['value']),
      },
    ];
  }
  return children(value).flatMap(buttonsIn);
};

/** Texts know mark-up: a mention of everybody, and links. What is broken by a zero-width space is words again. */
const shownText = (text: string): string =>
  text
    .replace(/<at user_id="all">[^<]*<\/at>/g, 'EVERYBODY-WAS-CALLED')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, 'LINK:$1')
    .replaceAll('\u200b', '');

/** Returns what somebody sees who reads a message in the client: all words, and the buttons of a card. */
export const readMessage = (
  message: StandInMessage,
): { readonly text: string; readonly buttons: readonly Button[] } => {
  const content = fieldsOf(JSON.parse(message.content));
  if (message.type === 'text') return { text: shownText(String(content['text'])), buttons: [] };
  const { config: _, ...card } = content;
  return { text: wordsIn(card).join('\n'), buttons: buttonsIn(card) };
};

/** Returns the value that the send button of a form on a card sends back, or undefined without a form. */
export const formOn = (message: StandInMessage): Fields | undefined => {
  if (message.type === 'text') return undefined;
  const find = (value: unknown): Fields | undefined => {
    const { tag, behaviors, form_action_type: submits } = fieldsOf(value);
    if (tag === 'button' && submits === 'submit') {
      return fieldsOf(fieldsOf(Array.isArray(behaviors) ? behaviors[0] : undefined)['value']);
    }
    for (const child of children(value)) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  return find(JSON.parse(message.content));
};
