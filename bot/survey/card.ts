import { type Language, pick } from '../../core/language.ts';
import {
  type Button,
  type Card,
  type CardBlock,
  type CustomerMessage,
  customerMessage,
} from '../../core/messages.ts';
import { formOf, satisfactionNames } from '../../core/survey/survey.ts';
import type { Survey } from '../../db/surveys.ts';

const words = {
  zh: { title: '想听听您的意见', skip: '跳过', reminder: '还差您一个回答，只要一下' },
  en: { title: 'How are we doing?', skip: 'Skip', reminder: 'One moment for one question?' },
} as const;

const buttonsFor = ({ id, kind }: Survey, language: Language): readonly Button[] => {
  const { scale } = formOf(kind);
  const skip: Button = { label: words[language].skip, action: 'survey', value: `${id}/skip` };
  if (!scale) return [skip];
  const scores = Array.from({ length: scale.best - scale.worst + 1 }, (_, index) => scale.worst + index);
  const named = scores.length === satisfactionNames.length;
  return [
    ...scores.map((score, index): Button => {
      const name = satisfactionNames[index];
      return {
        label: named && name ? pick(name, language) : String(score),
        action: 'survey',
        value: `${id}/${score}`,
      };
    }),
    skip,
  ];
};

/** Returns the card that puts a survey to customers; everything on it can be answered in plain words too. */
export const surveyMessage = (survey: Survey, language: Language, again = false): CustomerMessage => {
  const form = formOf(survey.kind);
  const blocks: readonly CardBlock[] = [
    { kind: 'text', text: survey.question ?? pick(form.question, language) },
    { kind: 'text', text: pick(form.how, language) },
    { kind: 'buttons', buttons: buttonsFor(survey, language) },
  ];
  const card: Card = { title: again ? words[language].reminder : words[language].title, blocks };
  return customerMessage(card);
};
