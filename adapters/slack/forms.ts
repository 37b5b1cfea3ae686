import type { View } from '@slack/web-api';
import type { Form, FormField } from '../../core/forms.ts';
import { type Language, pick } from '../../core/language.ts';
import { clip } from '../../core/payload.ts';
import { type FormContext, formPrefix, keepFormContext } from './form-context.ts';

const plain = (text: string, most: number) =>
  ({ type: 'plain_text', text: clip(text, most) || '…', emoji: true }) as const;

const words = {
  send: { zh: '保存', en: 'Save' },
  close: { zh: '取消', en: 'Cancel' },
} as const;

const elementOf = (field: FormField, language: Language) => {
  if (field.kind === 'select') {
    const options = (field.options ?? []).slice(0, 100).map(({ value, label }) => ({
      text: plain(pick(label, language), 75),
      value: clip(value, 150),
    }));
    return { type: 'static_select' as const, action_id: field.name, options };
  }
  if (field.kind === 'date') return { type: 'datepicker' as const, action_id: field.name };
  return {
    type: 'plain_text_input' as const,
    action_id: field.name,
    multiline: field.kind === 'many',
    max_length: 3000,
  };
};

/** Returns the dialogue that shows a form, in one language; it carries what it is about with it. */
export const renderForm = (form: Form, context: FormContext, language: Language): View => ({
  type: 'modal',
  callback_id: `${formPrefix}${form.name}`,
  private_metadata: keepFormContext(context),
  title: plain(pick(form.title, language), 24),
  submit: plain(pick(words.send, language), 24),
  close: plain(pick(words.close, language), 24),
  blocks: form.fields.map((field) => ({
    type: 'input',
    block_id: field.name,
    label: plain(pick(field.label, language), 2000),
    optional: field.optional === true,
    element: elementOf(field, language),
  })),
});
