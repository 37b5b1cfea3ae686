import type { Evaluation, Tally } from './evaluate.ts';

const share = (tally: Tally | undefined): string =>
  tally ? `${tally.right}/${tally.of} (${Math.round((100 * tally.right) / Math.max(1, tally.of))}%)` : '–';

/**
 * Returns evaluations of one prompt side by side as a Markdown table, one column each: the latest first, then other
 * versions and models that were evaluated before.
 */
export const evaluationTable = (evaluations: readonly Evaluation[]): string => {
  const names = [...new Set(evaluations.flatMap((each) => Object.keys(each.metrics)))].sort();
  const rows: readonly (readonly [string, (each: Evaluation) => string])[] = [
    ['cases answered', (each) => share(each.answered)],
    ...names.map((name) => [name, (each: Evaluation) => share(each.metrics[name])] as const),
    [
      'failures',
      (each) =>
        Object.entries(each.failures)
          .map(([name, count]) => `${name} ${count}`)
          .join(', ') || 'none',
    ],
    ['time p50 / p95', (each) => `${each.p50Ms} / ${each.p95Ms} ms`],
    ['when', (each) => each.at.slice(0, 16).replace('T', ' ')],
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...evaluations.map((each) => `${each.prompt} · ${each.model}`)]),
    line(['---', ...evaluations.map(() => '---')]),
    ...rows.map(([name, cell]) => line([name, ...evaluations.map(cell)])),
  ].join('\n');
};

/** Returns the last evaluation of each other version and model of the same prompt, the newest first, at most `most`. */
export const comparable = (
  latest: Evaluation,
  before: readonly Evaluation[],
  most = 3,
): readonly Evaluation[] => {
  const id = latest.prompt.split('@')[0];
  const others = new Map<string, Evaluation>();
  for (const each of [...before].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const name = `${each.prompt} ${each.model}`;
    if (each.prompt.split('@')[0] === id && name !== `${latest.prompt} ${latest.model}`)
      others.set(name, each);
  }
  return [...others.values()].reverse().slice(0, most);
};
