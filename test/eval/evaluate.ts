import type { Model } from '../../bot/models/model.ts';
import type { Language } from '../../core/language.ts';
import type { EvalCase } from '../../prompts/cases/case.ts';
import { type Prompt, promptName } from '../../prompts/prompt.ts';

/** How often something was right. */
export type Tally = { readonly right: number; readonly of: number };

/** How a prompt did on its cases. */
export type Evaluation = {
  readonly prompt: string;
  readonly model: string;
  readonly at: string;
  readonly cases: number;
  /** Cases that were answered at all: in shape, grounded, in time. */
  readonly answered: Tally;
  /** By metric, and by metric and language as `mood zh`. */
  readonly metrics: Readonly<Record<string, Tally>>;
  readonly failures: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

const add = (tallies: Record<string, Tally>, key: string, pass: boolean): void => {
  const { right, of } = tallies[key] ?? { right: 0, of: 0 };
  tallies[key] = { right: right + Number(pass), of: of + 1 };
};

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** Asks the model every case of the languages, afresh, several at once, and grades the answers. */
export const evaluate = async <Facts, Output>(
  model: Model,
  prompt: Prompt<Facts, Output>,
  cases: readonly EvalCase<Facts, Output>[],
  languages: readonly Language[],
): Promise<Evaluation> => {
  const chosen = cases.filter((each) => languages.includes(each.language));
  const metrics: Record<string, Tally> = {};
  const failures: Record<string, number> = {};
  const took: number[] = [];
  let answered = 0;
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const began = performance.now();
      const outcome = await model.call(prompt, one.facts, {
        language: one.language,
        purpose: 'evaluation',
        patienceMs: model.settings.timeoutMs,
        fresh: true,
      });
      took.push(performance.now() - began);
      if (outcome.status === 'failed') {
        failures[outcome.failure] = (failures[outcome.failure] ?? 0) + 1;
        continue;
      }
      answered++;
      for (const { metric, pass } of one.grade(outcome.output)) {
        add(metrics, metric, pass);
        add(metrics, `${metric} ${one.language}`, pass);
      }
    }
  };
  await Promise.all(Array.from({ length: model.settings.concurrency }, work));
  const sorted = took.sort((a, b) => a - b);
  return {
    prompt: promptName(prompt),
    model: model.nameFor(prompt),
    at: new Date().toISOString(),
    cases: chosen.length,
    answered: { right: answered, of: chosen.length },
    metrics,
    failures,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
  };
};
