import type { Bilingual } from '../language.ts';

/** The kinds of survey: would you recommend us (0 to 10), how satisfied are you (1 to 5), one question in free words. */
export type SurveyKind = 'nps' | 'csat' | 'free';

/** A scale from its worst to its best answer; answers up to `low` want a word from us at once. */
export type Scale = { readonly worst: number; readonly best: number; readonly low: number };

/** What one kind of survey asks and how. Data: the code that asks knows no kind by name. */
export type SurveyForm = {
  readonly kind: SurveyKind;
  readonly name: Bilingual;
  /** Absent where the answer is words. */
  readonly scale?: Scale;
  readonly question: Bilingual;
  /** How to answer where there are no buttons. */
  readonly how: Bilingual;
  /** What is asked after a score: below `low` and above it. Absent where the answer is words already. */
  readonly why?: { readonly low: Bilingual; readonly else: Bilingual };
  /** Nobody is asked again by this kind within so many days. */
  readonly coolDownDays: number;
};

/** The shipped surveys. NPS by Reichheld (2003), 0–6 detractors, 9–10 promoters; CSAT of five steps, 4–5 satisfied. */
export const surveyForms = {
  nps: {
    kind: 'nps',
    name: { zh: 'NPS（推荐意愿）', en: 'NPS (would recommend)' },
    scale: { worst: 0, best: 10, low: 6 },
    question: {
      zh: '您有多大可能把我们推荐给朋友或同行？0 分完全不会，10 分一定会。',
      en: 'How likely are you to recommend us to a friend or colleague? 0 is not at all, 10 is certainly.',
    },
    how: { zh: '点一个数字，或直接回复 0 到 10。', en: 'Press a number, or reply with 0 to 10.' },
    why: {
      low: {
        zh: '抱歉没能让您满意。方便说说主要是哪里没做好吗？直接回复一句话就行。',
        en: 'Sorry that we fell short. What should we do better? One sentence is enough: just reply here.',
      },
      else: {
        zh: '方便用一句话说说原因吗？直接回复就行，不回复也没关系。',
        en: 'What is the main reason? Just reply here, or leave it at that.',
      },
    },
    coolDownDays: 90,
  },
  csat: {
    kind: 'csat',
    name: { zh: 'CSAT（满意度）', en: 'CSAT (satisfaction)' },
    scale: { worst: 1, best: 5, low: 2 },
    question: { zh: '您对我们的服务满意吗？', en: 'How satisfied are you with our service?' },
    how: {
      zh: '点一个选项，或直接回复 1（很不满意）到 5（很满意）。',
      en: 'Press an answer, or reply with 1 (very dissatisfied) to 5 (very satisfied).',
    },
    why: {
      low: {
        zh: '抱歉没能让您满意。方便说说主要是哪里没做好吗？直接回复一句话就行。',
        en: 'Sorry that we fell short. What should we do better? One sentence is enough: just reply here.',
      },
      else: {
        zh: '还有什么想告诉我们的吗？直接回复就行，不回复也没关系。',
        en: 'Anything you would like to add? Just reply here, or leave it at that.',
      },
    },
    coolDownDays: 30,
  },
  free: {
    kind: 'free',
    name: { zh: '开放问题', en: 'Open question' },
    question: { zh: '您最希望我们改进什么？', en: 'What should we improve first?' },
    how: { zh: '直接回复一句话就行。', en: 'Just reply here in your own words.' },
    coolDownDays: 30,
  },
} as const satisfies Readonly<Record<SurveyKind, SurveyForm>>;

/** Returns the form of a kind. */
export const formOf = (kind: SurveyKind): SurveyForm => surveyForms[kind];

/** What the five answers of a CSAT are called, from 1 to 5. */
export const satisfactionNames: readonly Bilingual[] = [
  { zh: '很不满意', en: 'Very dissatisfied' },
  { zh: '不满意', en: 'Dissatisfied' },
  { zh: '一般', en: 'So-so' },
  { zh: '满意', en: 'Satisfied' },
  { zh: '很满意', en: 'Very satisfied' },
];

/** Returns whether `text` names a kind of survey. */
export const isSurveyKind = (text: string): text is SurveyKind => Object.hasOwn(surveyForms, text);

/** Returns an answer on a scale brought to 0 (worst) to 100 (best), with one decimal. */
export const toSatisfaction = (score: number, { worst, best }: Pick<Scale, 'worst' | 'best'>): number =>
  Math.round((1000 * (score - worst)) / (best - worst)) / 10;
