import { segmentNamed } from '../policy.ts';
import type { Scene } from './context.ts';
import { type HealthPart, healthParts } from './health-parts.ts';
import type { CustomerState } from './state.ts';

/** Health 0–100 (weighted mean of the parts that apply) with its parts; weights are normalised to sum 1. */
export type Health = { readonly score: number; readonly parts: readonly HealthPart[] };

const weightsFor = ({ policy, profile }: Scene): Readonly<Record<string, number>> =>
  segmentNamed(policy, profile.segment).weights ?? {};

/** Returns the score of {@link healthAt} alone: what the fold asks for at every step. */
export const healthScoreAt = (state: CustomerState, at: number, scene: Scene): number => {
  if (state.gone) return 0;
  const weights = weightsFor(scene);
  let total = 0;
  let sum = 0;
  for (const { key, find, weight } of healthParts) {
    const finding = find(state, at, scene);
    if (!finding) continue;
    const own = weights[key] ?? weight;
    total += own;
    sum += own * Math.round(finding.score);
  }
  return total > 0 ? Math.round(sum / total) : 0;
};

/** Returns the customer's health at `at` with every part that applies. A customer who left has health 0. */
export const healthAt = (state: CustomerState, at: number, scene: Scene): Health => {
  const weights = weightsFor(scene);
  const found = healthParts.flatMap(({ find, ...part }): HealthPart[] => {
    const finding = find(state, at, scene);
    const weight = weights[part.key] ?? part.weight;
    return finding ? [{ ...part, ...finding, weight, score: Math.round(finding.score) }] : [];
  });
  const total = found.reduce((sum, part) => sum + part.weight, 0);
  const weighed = found.map((part) => ({ ...part, weight: total > 0 ? part.weight / total : 0 }));
  return { score: healthScoreAt(state, at, scene), parts: weighed };
};
