import type { MessageFacts } from '../../core/customer/interaction.ts';
import type { Language } from '../../core/language.ts';
import type { Button, CardBlock } from '../../core/messages.ts';
import { excerpt, signed } from '../../core/words.ts';
import type { Zone } from '../../core/zone.ts';
import { showModelLabel } from './model-label.ts';
import { showTime } from './time.ts';

/** A message as the list of moods shows it; `number` is what people call it by. */
export type ListedMood = {
  readonly id: number;
  readonly number: number;
  readonly at: number;
  readonly text: string;
  readonly person: string | null;
  readonly facts: MessageFacts;
  readonly saidBy: string | null;
  readonly labels: unknown;
};

type Label = MessageFacts['label'];

const labels: Readonly<Record<Label, Readonly<Record<Language, string>>>> = {
  negative: { zh: '负面', en: 'negative' },
  neutral: { zh: '中性', en: 'neutral' },
  positive: { zh: '正面', en: 'positive' },
};
const order: readonly Label[] = ['negative', 'neutral', 'positive'];
/** So many messages have buttons; cards of some platforms hold no more. */
const withButtons = 5;

const buttonsOf = ({ id, number, facts, saidBy }: ListedMood, customerId: number, language: Language) => {
  const zh = language === 'zh';
  const press = (word: string, label: string): Button => ({
    label: `${number} ${label}`,
    action: 'run',
    value: `${zh ? '情绪' : 'mood'} #${customerId} #${id} ${word}`,
  });
  const buttons = order
    .filter((label) => saidBy === null || label !== facts.label)
    .map((label) => press(label, labels[label][language]));
  return saidBy === null ? buttons : [...buttons, press('undo', zh ? '撤销' : 'undo')];
};

/** Returns the list of moods as the blocks of a card, what was `told` before it; what to press under the first five. */
export const moodBlocks = (
  moods: readonly ListedMood[],
  about: {
    readonly customerId: number;
    readonly told: string;
    readonly zone: Zone;
    readonly language: Language;
  },
): readonly CardBlock[] => {
  const { customerId, told, zone, language } = about;
  const zh = language === 'zh';
  const first: readonly CardBlock[] = told === '' ? [] : [{ kind: 'text', text: told }];
  if (moods.length === 0) {
    const text = zh ? '最近的消息里没有情绪。' : 'The latest messages carry no feeling.';
    return [...first, { kind: 'text', text }];
  }
  const lines = moods.flatMap((mood, index): CardBlock[] => {
    const { number, at, text, person, facts, saidBy, labels: said } = mood;
    const feeling = `${number}. ${labels[facts.label][language]} ${signed(facts.score)}`;
    const who = saidBy ?? showModelLabel(said, language);
    const by = who === undefined ? '' : zh ? `（${who}）` : ` (${who})`;
    const source = [person, showTime(at, zone)].filter(Boolean).join(' · ');
    return [
      { kind: 'quote', text: `${feeling}${by} · ${excerpt(text)}`, source },
      ...(index < withButtons
        ? [{ kind: 'buttons' as const, buttons: buttonsOf(mood, customerId, language) }]
        : []),
    ];
  });
  const hint = zh
    ? '不对？发“情绪 客户名 编号 负面/中性/正面”，确认对的也有用。'
    : 'Wrong? Write: mood NAME NUMBER negative|neutral|positive. Confirming what is right helps too.';
  return [...first, ...lines, { kind: 'text', text: hint }];
};
