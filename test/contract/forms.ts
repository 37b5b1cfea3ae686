import type { Form } from '../../core/forms.ts';

/** The catalogue of the contract: one form with every kind of field. */
export const contractForms: Readonly<Record<string, Form>> = {
  note: {
    name: 'note',
    title: { zh: '备注', en: 'Note' },
    fields: [
      { name: 'words', label: { zh: '内容', en: 'Words' }, kind: 'many' },
      { name: 'title', label: { zh: '标题', en: 'Title' }, kind: 'text', optional: true },
      { name: 'day', label: { zh: '日期', en: 'Day' }, kind: 'date', optional: true },
      {
        name: 'mood',
        label: { zh: '心情', en: 'Mood' },
        kind: 'select',
        optional: true,
        options: [
          { value: 'good', label: { zh: '好', en: 'good' } },
          { value: 'bad', label: { zh: '差', en: 'bad' } },
        ],
      },
    ],
  },
};
