import type { SurveyKind } from '../survey/survey.ts';
import type { Listed } from './listed.ts';

/** What customers answered to surveys of one kind: the scores, and how many answers there were in all. */
export type SurveyNews = {
  readonly kind: SurveyKind;
  readonly answers: number;
  readonly scores: readonly number[];
};

/** Somebody who gave a low score, with what they wrote; null when they wrote nothing. */
export type LowScore = {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  readonly kind: SurveyKind;
  readonly score: number;
  readonly comment: string | null;
};

/** The answers of a time by kind, and the low scores, those with the most at stake first. */
export type SurveyAnswers = { readonly kinds: readonly SurveyNews[]; readonly low: Listed<LowScore> };
