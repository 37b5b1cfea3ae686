import type { Mapped } from '../../core/adapter.ts';
import type { Attachment } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { readButtonKey } from './button-key.ts';
import { momentOf } from './payload.ts';
import { memberOf } from './people.ts';
import { contentKey, eventBase, ignore, type ReadingContext, refuse, shown } from './reading.ts';
import { aibotRoom } from './rooms.ts';

type Content = { readonly text: string; readonly attachments: readonly Attachment[] };

/** Whatever the bot is called there, commands read the same everywhere. */
const nameBot = (text: string, group: boolean): string =>
  group ? text.replace(/^\s*@[^\s\u2005]+[\s\u2005]*/, '@Tend ') : text;

const named = (kind: Attachment['kind'], from: unknown): Attachment => {
  const fields = fieldsOf(from);
  // The address is valid for five minutes and encrypted: nothing that could be kept.
  const name = firstText(fields['filename'], fields['file_name'], fields['name']);
  return { kind, ...(name === undefined ? {} : { name: clip(name, 1024) }) };
};

const simple: Readonly<Record<string, (body: Fields) => Content>> = {
  text: (body) => ({ text: textOf(fieldsOf(body['text'])['content']) ?? '', attachments: [] }),
  markdown: (body) => ({ text: textOf(fieldsOf(body['markdown'])['content']) ?? '', attachments: [] }),
  voice: (body) => ({
    text: textOf(fieldsOf(body['voice'])['content']) ?? '',
    attachments: [named('audio', body['voice'])],
  }),
  image: (body) => ({ text: '', attachments: [named('image', body['image'])] }),
  file: (body) => ({ text: '', attachments: [named('file', body['file'])] }),
  video: (body) => ({ text: '', attachments: [named('video', body['video'])] }),
};

const readOne = (type: string, body: Fields): Content =>
  (Object.hasOwn(simple, type) ? simple[type]?.(body) : undefined) ?? {
    text: '',
    attachments: [{ kind: 'card', name: shown(type) }],
  };

const contentOf = (type: string, body: Fields): Content => {
  if (type !== 'mixed') return readOne(type, body);
  const parts = listOf(fieldsOf(body['mixed'])['msg_item'])
    .map(fieldsOf)
    .map((item) => readOne(textOf(item['msgtype']) ?? 'unknown', item));
  return {
    text: parts.flatMap((part) => (part.text === '' ? [] : [part.text])).join('\n'),
    attachments: parts.flatMap((part) => part.attachments).slice(0, 100),
  };
};

/** What was chosen on a card, by question. */
const chosen = (card: Fields): Readonly<Record<string, string[]>> => {
  const given = fieldsOf(card['selected_items'])['selected_item'] ?? card['selected_items'];
  return Object.fromEntries(
    listOf(given)
      .map(fieldsOf)
      .flatMap((item) => {
        const question = textOf(item['question_key']);
        const ids = fieldsOf(item['option_ids'])['option_id'] ?? item['option_ids'];
        return question === undefined
          ? []
          : [[question, listOf(ids).flatMap((id) => textOf(id) ?? [])] as const];
      }),
  );
};

const readEvent = (base: ReturnType<typeof eventBase>, event: Fields): Mapped => {
  const type = textOf(event['eventtype']) ?? '';
  if (type === 'enter_chat') return { events: [{ ...base, type: 'home-opened' }] };
  if (type !== 'template_card_event') return ignore(`event ${shown(type)} is not used`);
  const nested = fieldsOf(event['template_card_event']);
  const card = Object.keys(nested).length > 0 ? nested : event;
  const key = textOf(card['event_key']);
  if (key === undefined) return ignore('a card event without event_key');
  const task = textOf(card['task_id']);
  const { action, value } = readButtonKey(key);
  const values = chosen(card);
  if (Object.keys(values).length > 0) {
    return { events: [{ ...base, type: 'form', form: action, values: { ...values, value } }] };
  }
  const message = task === undefined ? {} : { message: clip(task, 512) };
  return { events: [{ ...base, type: 'action', action, value, ...message }] };
};

/** Returns what a message or an event of the AI bot means: a whole frame of the connection, or its body. */
export const readAibot = (given: Fields, context: ReadingContext): Mapped => {
  const body = given['body'] === undefined ? given : fieldsOf(given['body']);
  const type = textOf(body['msgtype']);
  const from = fieldsOf(body['from']);
  const user = textOf(from['userid']);
  if (type === undefined) {
    // Answers to our own frames carry a code and nothing else.
    return given['errcode'] === undefined
      ? refuse('The body names no msgtype.')
      : ignore('an acknowledgement');
  }
  const event = fieldsOf(body['event']);
  if (event['eventtype'] === 'disconnected_event') return ignore('disconnected_event');
  if (user === undefined) return ignore('a message of nobody');
  const chat = textOf(body['chatid']);
  const group = body['chattype'] === 'group' || (body['chattype'] === undefined && chat !== undefined);
  const id = textOf(body['msgid']);
  const base = eventBase({
    id: id === undefined ? contentKey('aibot', body) : `aibot:${id}`,
    at: momentOf(body['create_time']) ?? context.receivedAt,
    account: context.account ?? textOf(body['aibotid']) ?? 'unknown',
    person: memberOf(user, textOf(from['corpid']), context.account),
    conversation: {
      id: aibotRoom(group && chat !== undefined ? chat : user),
      kind: group ? 'group' : 'direct',
    },
  });
  if (type === 'event') return readEvent(base, event);
  if (type === 'stream') return ignore('a stream is asked to go on');
  if (id === undefined) return ignore('a message without msgid');
  const { text, attachments } = contentOf(type, body);
  return {
    events: [
      {
        ...base,
        type: 'message',
        message: clip(id, 512),
        text: nameBot(text, group),
        mentionsBot: true,
        attachments: [...attachments],
      },
    ],
  };
};
