import type { Model } from '../../bot/models/model.ts';
import type { Language } from '../../core/language.ts';
import { brief } from '../../prompts/brief.ts';
import { care } from '../../prompts/care.ts';
import { narrativeCases, plainCases, playbookCases, ruleCases } from '../../prompts/cases/asking.ts';
import type { EvalCase } from '../../prompts/cases/case.ts';
import { labelCases } from '../../prompts/cases/labels.ts';
import {
  briefCases,
  careCases,
  draftCases,
  profileCases,
  suggestCases,
  summaryCases,
  winbackCases,
} from '../../prompts/cases/reading.ts';
import { draft } from '../../prompts/draft.ts';
import { labels } from '../../prompts/labels.ts';
import { narrative } from '../../prompts/narrative.ts';
import { plain } from '../../prompts/plain.ts';
import { playbook } from '../../prompts/playbook.ts';
import { profile } from '../../prompts/profile.ts';
import type { Prompt } from '../../prompts/prompt.ts';
import { rule } from '../../prompts/rule.ts';
import { suggest } from '../../prompts/suggest.ts';
import { summary } from '../../prompts/summary.ts';
import { winback } from '../../prompts/winback.ts';
import { type Evaluation, evaluate } from './evaluate.ts';

/** A prompt with its cases, ready to be evaluated. */
export type EvalSet = {
  readonly id: string;
  readonly cases: number;
  readonly run: (model: Model, languages: readonly Language[]) => Promise<Evaluation>;
};

const set = <Facts, Output>(
  prompt: Prompt<Facts, Output>,
  cases: readonly EvalCase<Facts, Output>[],
): EvalSet => ({
  id: prompt.id,
  cases: cases.length,
  run: (model, languages) => evaluate(model, prompt, cases, languages),
});

/** Every prompt's evaluation set. */
export const evalSets: readonly EvalSet[] = [
  set(labels, labelCases),
  set(summary, summaryCases),
  set(brief, briefCases),
  set(suggest, suggestCases),
  set(draft, draftCases),
  set(care, careCases),
  set(winback, winbackCases),
  set(profile, profileCases),
  set(narrative, narrativeCases),
  set(plain, plainCases),
  set(rule, ruleCases),
  set(playbook, playbookCases),
];
