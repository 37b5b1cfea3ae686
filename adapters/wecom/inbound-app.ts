import type { Mapped } from '../../core/adapter.ts';
import type { Attachment, InboundEvent } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';
import { readButtonKey } from './button-key.ts';
import { memberOf } from './people.ts';
import { type Callback, eventBase, ignore, shown } from './reading.ts';
import { appRoom } from './rooms.ts';

/** The chat of a member with our app. */
const inApp = (callback: Callback, user: string) =>
  eventBase({
    id: callback.id,
    at: callback.at,
    account: callback.account,
    person: memberOf(user, undefined, callback.account),
    conversation: { id: appRoom(user), kind: 'direct' },
  });

type Content = { readonly text: string; readonly attachments: readonly Attachment[] };

const one = (kind: Attachment['kind'], name?: unknown, url?: unknown): readonly Attachment[] => {
  const named = textOf(name);
  const address = textOf(url);
  return [
    {
      kind,
      ...(named === undefined ? {} : { name: clip(named, 1024) }),
      ...(address === undefined ? {} : { url: clip(address, 4096) }),
    },
  ];
};

const contents: Readonly<Record<string, (fields: Fields) => Content>> = {
  text: (fields) => ({ text: textOf(fields['Content']) ?? '', attachments: [] }),
  image: () => ({ text: '', attachments: one('image') }),
  voice: (fields) => ({ text: textOf(fields['Recognition']) ?? '', attachments: one('audio') }),
  video: () => ({ text: '', attachments: one('video') }),
  shortvideo: () => ({ text: '', attachments: one('video') }),
  file: (fields) => ({ text: '', attachments: one('file', firstText(fields['FileName'], fields['Title'])) }),
  location: (fields) => ({
    text: textOf(fields['Label']) ?? '',
    attachments: one('location', fields['Label']),
  }),
  link: (fields) => ({
    text: [textOf(fields['Title']), textOf(fields['Description'])].filter(Boolean).join('\n'),
    attachments: one('link', fields['Title'], fields['Url']),
  }),
};

/** Returns what a member said to the app; of kinds that are new, that something was said. */
export const readAppMessage = (callback: Callback, type: string): Mapped => {
  const { fields } = callback;
  const user = textOf(fields['FromUserName']);
  const message = textOf(fields['MsgId']);
  if (user === undefined || message === undefined) return ignore('a message without FromUserName or MsgId');
  const read = Object.hasOwn(contents, type) ? contents[type] : undefined;
  const { text, attachments } = read?.(fields) ?? { text: '', attachments: one('card', shown(type)) };
  return {
    events: [
      {
        ...inApp(callback, user),
        type: 'message',
        message: clip(message, 512),
        text,
        mentionsBot: true,
        attachments: [...attachments],
      },
    ],
  };
};

const many = (value: unknown): readonly unknown[] =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];

/** What was chosen on a card with choices, by question. */
const chosen = (fields: Fields): Readonly<Record<string, string[]>> => {
  const items = many(fieldsOf(fields['SelectedItems'])['SelectedItem']).map(fieldsOf);
  return Object.fromEntries(
    items.flatMap((item) => {
      const question = textOf(item['QuestionKey']);
      const options = many(fieldsOf(item['OptionIds'])['OptionId']).flatMap((each) => textOf(each) ?? []);
      return question === undefined ? [] : [[question, options] as const];
    }),
  );
};

/** Returns the press of a button on a card, or what was chosen on it. */
export const readCardEvent = (callback: Callback): Mapped => {
  const { fields } = callback;
  const user = textOf(fields['FromUserName']);
  const key = textOf(fields['EventKey']);
  const task = firstText(fields['TaskId'], fields['Taskid']);
  if (user === undefined || key === undefined) return ignore('a card event without FromUserName or EventKey');
  const base = inApp(callback, user);
  const values = chosen(fields);
  const event: InboundEvent =
    Object.keys(values).length > 0
      ? {
          ...base,
          type: 'form',
          form: readButtonKey(key).action,
          values: { ...values, value: readButtonKey(key).value },
        }
      : {
          ...base,
          type: 'action',
          ...readButtonKey(key),
          ...(task === undefined ? {} : { message: clip(task, 512) }),
        };
  return { events: [event] };
};

/** Returns an entry of the app's menu: its key is the command. */
export const readMenu = (callback: Callback): Mapped => {
  const user = textOf(callback.fields['FromUserName']);
  const name = textOf(callback.fields['EventKey']);
  if (user === undefined || name === undefined)
    return ignore('a menu entry without FromUserName or EventKey');
  return { events: [{ ...inApp(callback, user), type: 'command', name: clip(name, 128), args: '' }] };
};

/** Returns that a member opened the app. */
export const readEntered = (callback: Callback): Mapped => {
  const user = textOf(callback.fields['FromUserName']);
  if (user === undefined) return ignore('the app was opened by nobody');
  return { events: [{ ...inApp(callback, user), type: 'home-opened' }] };
};
