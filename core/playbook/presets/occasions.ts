import type { PlaybookEntry } from '../schema.ts';

const greeting = {
  purpose: 'service',
  priority: 6,
  when: [
    { attribute: 'stage', not: ['churned'] },
    { attribute: 'complaints', below: 1 },
  ],
  limits: { every: 300, contacts: 1, days: 2 },
} as const;

/** Playbooks for days that are the customer's or everybody's: birthday and holidays, month and day only (R22). */
export const occasionPresets = {
  birthday: {
    ...greeting,
    name: { zh: '生日祝福', en: 'Birthday' },
    priority: 8,
    trigger: { on: 'date', date: 'birthday' },
    steps: [
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}生日快乐！愿您新的一岁平安顺遂，事事如意。',
          en: '{{#name}}Happy birthday, {{name}}!{{/name}}{{^name}}Happy birthday!{{/name}} We wish you a wonderful year.',
        },
      },
    ],
  },
  'spring-festival': {
    ...greeting,
    name: { zh: '春节问候', en: 'Chinese New Year' },
    trigger: { on: 'date', date: 'spring-festival' },
    steps: [
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}新春快乐！谢谢您一年来的信任，祝您阖家安康、万事顺意。',
          en: '{{#name}}Happy Chinese New Year, {{name}}!{{/name}}{{^name}}Happy Chinese New Year!{{/name}} Thank you for your trust; we wish you and your family health and good fortune.',
        },
      },
    ],
  },
  'mid-autumn': {
    ...greeting,
    name: { zh: '中秋问候', en: 'Mid-Autumn' },
    trigger: { on: 'date', date: 'mid-autumn' },
    steps: [
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}中秋快乐！月圆人圆，祝您和家人团圆安康。',
          en: '{{#name}}Happy Mid-Autumn Festival, {{name}}!{{/name}}{{^name}}Happy Mid-Autumn Festival!{{/name}} May the full moon find you among those you love.',
        },
      },
    ],
  },
  'new-year': {
    ...greeting,
    name: { zh: '元旦问候', en: 'New Year' },
    trigger: { on: 'date', date: 'new-year' },
    steps: [
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}新年好！感谢过去一年的陪伴，新的一年继续为您用心服务。',
          en: '{{#name}}Happy New Year, {{name}}!{{/name}}{{^name}}Happy New Year!{{/name}} Thank you for the past year; we look forward to the next one with you.',
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, PlaybookEntry>>;
