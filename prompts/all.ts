import { brief } from './brief.ts';
import { care } from './care.ts';
import { draft } from './draft.ts';
import { labels } from './labels.ts';
import { narrative } from './narrative.ts';
import { plain } from './plain.ts';
import { playbook } from './playbook.ts';
import { profile } from './profile.ts';
import type { Prompt } from './prompt.ts';
import { rule } from './rule.ts';
import { suggest } from './suggest.ts';
import { summary } from './summary.ts';
import { winback } from './winback.ts';

/** Does something with a prompt, whatever its facts and output are. */
export type PromptUser<Result> = <Facts, Output>(prompt: Prompt<Facts, Output>) => Result;

/** Returns what `use` makes of each prompt that there is, in the order in which they are documented. */
export const forEachPrompt = <Result>(use: PromptUser<Result>): readonly Result[] => [
  use(labels),
  use(summary),
  use(brief),
  use(suggest),
  use(draft),
  use(care),
  use(winback),
  use(profile),
  use(narrative),
  use(plain),
  use(rule),
  use(playbook),
];
