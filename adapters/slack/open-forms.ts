import type { WebClient } from '@slack/web-api';
import type { AdapterLog } from '../../core/adapter.ts';
import type { InboundEvent } from '../../core/events.ts';
import type { Form } from '../../core/forms.ts';
import { type Language, pick } from '../../core/language.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Directory } from './directory.ts';
import { toPlatformError } from './errors.ts';
import { formPrefix } from './form-context.ts';
import { renderForm } from './forms.ts';

/** A form must be open within 3 s of the press; the language may take so much of it. */
const languageMs = 300;

const notStored = {
  zh: '没有保存成功，请再试一次。',
  en: 'This was not stored. Please try again.',
};

/** Opens forms when their button is pressed, and says in them what went wrong. */
export type OpenForms = {
  /** Opens the forms that these events ask for; returns the other events. @throws PlatformError */
  open(events: readonly InboundEvent[], body: Fields): Promise<readonly InboundEvent[]>;
  /** The answer to a submission that was not stored, or undefined when the body is none. */
  refusal(body: Fields): Fields | undefined;
};

/** Returns the opener of the catalogue's forms. */
export const openForms = (options: {
  readonly client: () => Promise<WebClient>;
  readonly directory: Directory;
  readonly forms: Readonly<Record<string, Form>>;
  readonly language: Language;
  readonly log: AdapterLog;
}): OpenForms => {
  const { client, directory, forms, language } = options;
  const formFor = (event: InboundEvent): Form | undefined => {
    if (event.type !== 'action' || !event.action.startsWith(formPrefix)) return undefined;
    const name = event.action.slice(formPrefix.length);
    return Object.hasOwn(forms, name) ? forms[name] : undefined;
  };
  const show = async (event: InboundEvent, form: Form, body: Fields): Promise<void> => {
    const value = event.type === 'action' ? event.value : '';
    const entry = await directory.findSoon(event.person.id, languageMs);
    try {
      await (await client()).views.open({
        trigger_id: textOf(body['trigger_id']) ?? '',
        view: renderForm(form, { value, conversation: event.conversation }, entry?.language ?? language),
      });
    } catch (error) {
      throw toPlatformError(error);
    }
  };
  return {
    open: async (events, body) => {
      const rest: InboundEvent[] = [];
      for (const event of events) {
        const form = formFor(event);
        if (form) await show(event, form, body);
        else rest.push(event);
      }
      return rest;
    },
    refusal: (body) => {
      if (body['type'] !== 'view_submission') return undefined;
      const block = textOf(fieldsOf(listOf(fieldsOf(body['view'])['blocks'])[0])['block_id']);
      const first = block ?? Object.keys(fieldsOf(fieldsOf(fieldsOf(body['view'])['state'])['values']))[0];
      if (first === undefined) return undefined;
      const person = textOf(fieldsOf(body['user'])['id']);
      const said = (person === undefined ? undefined : directory.peek(person)?.language) ?? language;
      return { response_action: 'errors', errors: { [first]: pick(notStored, said) } };
    },
  };
};
