import { type Bilingual, type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { ErasureCounts } from '../../db/erase.ts';

const countNames: Readonly<Record<string, Bilingual>> = {
  people: { zh: '联系人', en: 'People' },
  identities: { zh: '平台账号', en: 'Identities' },
  messages: { zh: '消息', en: 'Messages' },
  interactions: { zh: '互动', en: 'Interactions' },
  followUps: { zh: '跟进', en: 'Follow-ups' },
  answers: { zh: '机器人的相关回答', en: 'What the bot said about them' },
  left: { zh: '仍留有其账号的位置', en: 'Places where an id of theirs still stands' },
};

/** Returns how much is stored about somebody, or was erased, as fields of a card. */
export const countFields = (counts: ErasureCounts, language: Language): CardBlock => ({
  kind: 'fields',
  fields: Object.entries(counts).map(([key, count]) => {
    const name = countNames[key];
    return { label: name ? pick(name, language) : key, value: String(count) };
  }),
});
