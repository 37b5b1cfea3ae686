import type { Bilingual, Language } from '../../core/language.ts';
import { labels, type MessageLabel } from '../../prompts/labels.ts';
import { reasonWords } from './figures.ts';

const intentWords: Readonly<Record<MessageLabel['intent'], Bilingual>> = {
  ask: { zh: '询问', en: 'asks' },
  order: { zh: '下单', en: 'orders' },
  complain: { zh: '抱怨', en: 'complains' },
  praise: { zh: '表扬', en: 'praises' },
  cancel: { zh: '想取消', en: 'wants to cancel' },
  schedule: { zh: '约时间', en: 'sets a time' },
  inform: { zh: '告知', en: 'informs' },
  chat: { zh: '闲聊', en: 'chats' },
};

/** Returns what a model said of a message, from what is stored, or undefined where that is nothing. */
export const readStoredLabel = (stored: unknown): MessageLabel | undefined =>
  labels.output.safeParse({ labels: [stored] }).data?.labels[0];

/** Returns in a few words what a model said of a message, marked as a model's, or undefined where none read it. */
export const showModelLabel = (stored: unknown, language: Language): string | undefined => {
  const label = readStoredLabel(stored);
  if (!label) return undefined;
  const zh = language === 'zh';
  const said = [
    intentWords[label.intent][language],
    ...(label.urgency === 'high' ? [zh ? '紧急' : 'urgent'] : []),
    ...(label.complaint ? [zh ? '疑似投诉' : 'perhaps a complaint'] : []),
    ...(label.promise ? [zh ? '有承诺' : 'a promise'] : []),
    ...(label.reason ? [reasonWords[label.reason][language]] : []),
  ];
  return `${zh ? '模型：' : 'model: '}${said.join(zh ? '、' : ', ')}`;
};
