import type { InboundEvent } from '../../core/events.ts';
import type { Form, FormField } from '../../core/forms.ts';
import type { Bilingual } from '../../core/language.ts';
import { buttonElement, cardsOf } from './render.ts';

/** The forms that buttons open, by their name. */
export type Forms = Readonly<Record<string, Form>>;

const opens = 'form:';

/** Returns the form that the press of a button asks for, or undefined when it asks for none that there is. */
export const formAskedFor = (
  event: InboundEvent,
  forms: Forms,
): { readonly form: Form; readonly value: string; readonly chat: string } | undefined => {
  if (event.type !== 'action' || !event.action.startsWith(opens)) return undefined;
  const name = event.action.slice(opens.length);
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  return form && { form, value: event.value, chat: event.conversation.id };
};

/** Words in both languages; the platform shows each reader the one that their client is in. */
const words = (both: Bilingual): object => ({
  content: both.zh,
  i18n_content: { zh_cn: both.zh, en_us: both.en },
});

const plain = (both: Bilingual): object => ({ tag: 'plain_text', ...words(both) });

const inputOf = (field: FormField) => {
  const common = { name: field.name, required: field.optional !== true };
  switch (field.kind) {
    case 'text':
      return { tag: 'input', ...common, width: 'fill', max_length: 1000 };
    case 'many':
      return {
        tag: 'input',
        ...common,
        width: 'fill',
        input_type: 'multiline_text',
        rows: 4,
        max_length: 1000,
      };
    case 'date':
      return { tag: 'date_picker', ...common, width: 'fill', placeholder: plain(field.label) };
    case 'select':
      return {
        tag: 'select_static',
        ...common,
        width: 'fill',
        placeholder: plain(field.label),
        options: (field.options ?? []).map((option) => ({ text: plain(option.label), value: option.value })),
      };
  }
};

const send: Bilingual = { zh: '提交', en: 'Send' };
const received: Bilingual = { zh: '已收到', en: 'Received' };
const failed: Bilingual = {
  zh: '打不开表单，请稍后再试',
  en: 'The form could not be opened; please try again later',
};
const opened: Bilingual = {
  zh: '表单已发到您与机器人的单聊',
  en: 'The form is in your direct chat with the bot',
};

/** Returns the card that holds a form; `value` comes back with what is filled in, as if said in `chat`. */
export const renderForm = (form: Form, value: string, chat: string): object => {
  const [card] = cardsOf(words(form.title), form.title.zh, [
    {
      tag: 'form',
      name: `form_${form.name}`.replace(/\W/g, '_').slice(0, 20),
      elements: [
        ...form.fields.flatMap((field) => [{ tag: 'div', text: plain(field.label) }, inputOf(field)]),
        buttonElement(send.zh, { form: form.name, value, chat }, 'primary', {
          text: plain(send),
          name: 'submit',
          form_action_type: 'submit',
        }),
      ],
    },
  ]);
  return card ?? {};
};

const toast = (type: 'success' | 'info' | 'error', both: Bilingual) => ({
  toast: { type, content: both.zh, i18n: { zh_cn: both.zh, en_us: both.en } },
});

/** What the person who pressed the button sees when the form was sent to them, and when it could not be. */
export const formOpened = toast('info', opened);
export const formFailed = toast('error', failed);

/** Returns the answer to a form that was stored: the card shows that, so that it is not sent twice. */
export const formReceived = (event: InboundEvent, forms: Forms): object => {
  const answer = toast('success', received);
  const form = event.type === 'form' && Object.hasOwn(forms, event.form) ? forms[event.form] : undefined;
  if (!form) return answer;
  const [card] = cardsOf(words(form.title), form.title.zh, [{ tag: 'div', text: plain(received) }]);
  return { ...answer, card: { type: 'raw', data: card } };
};
