import { z } from 'zod';
import type { Prompt } from './prompt.ts';

const number = z.strictObject({ name: z.string().max(60), value: z.number() });
const known = z.strictObject({
  id: z.string().max(12),
  says: z.string().max(300),
  numbers: z.array(number).max(12),
  on: z.boolean(),
});
const factsSchema = z.strictObject({
  request: z.string().min(1).max(500),
  rules: z.array(known).min(1).max(60),
});
const outputSchema = z.object({
  rule: z.string().max(12).nullable(),
  change: z.enum(['number', 'on', 'off']).nullable(),
  number: z.string().max(60).nullable(),
  value: z.number().nullable(),
});
export type RuleFacts = z.infer<typeof factsSchema>;
export type RuleOutput = z.infer<typeof outputSchema>;

const nothing: RuleOutput = { rule: null, change: null, number: null, value: null };

/** Turns what a manager wants into one change of one rule, to be looked at and put in force by them. */
export const rule: Prompt<RuleFacts, RuleOutput> = {
  id: 'rule',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    { field: 'request', what: { zh: '管理者写的要求', en: 'what the manager wrote' } },
    {
      field: 'rules[]',
      what: { zh: '规则的编号、说明和现在的数值', en: 'ids, words and present numbers of the rules' },
    },
  ],
  task: {
    zh: '把管理者的要求变成一条规则的一处改动：rule 是列表里的编号；change 为 number（改数值）、on（启用）或 off（停用）；改数值时 number 是数值名、value 是要求里的数。对不上时全为 null。',
    en: 'Turn what the manager wants into one change of one rule: rule is an id from the list; change is number (change a number), on or off; for a number, number is its name and value the figure that was asked for. Where nothing fits, all are null.',
  },
  refuses: {
    zh: '改动没有要求的规则，或使用要求里没有的数值。',
    en: 'change a rule that was not asked for, or use a figure that was not said.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        request: '沉默 45 天再提醒',
        rules: [
          { id: 'R7', says: '客户沉默超过 {days} 天', numbers: [{ name: 'days', value: 30 }], on: true },
        ],
      },
      output: { rule: 'R7', change: 'number', number: 'days', value: 45 },
    },
    {
      language: 'en',
      facts: {
        request: 'stop warning about slow answers',
        rules: [
          {
            id: 'R3',
            says: 'A question waits longer than {minutes} minutes',
            numbers: [{ name: 'minutes', value: 15 }],
            on: true,
          },
        ],
      },
      output: { rule: 'R3', change: 'off', number: null, value: null },
    },
  ],
  mostTokens: () => 250,
  check: (output, { request, rules }) => {
    const found = rules.find((each) => each.id === output.rule);
    if (output.rule === null || output.change === null) return nothing;
    if (!found) return { fault: 'ungrounded', detail: 'there is no such rule' };
    if (output.change !== 'number') return { ...nothing, rule: found.id, change: output.change };
    if (!found.numbers.some((each) => each.name === output.number) || output.value === null)
      return { fault: 'ungrounded', detail: 'the rule has no such number' };
    const said = request.normalize('NFKC').replace(/,/g, '');
    const words = '零一二三四五六七八九十';
    const spoken =
      words[output.value] !== undefined &&
      (said.includes(words[output.value] ?? '') || (output.value === 2 && said.includes('两')));
    const percent = new RegExp(`(?<![\\d.])${output.value * 100}\\s*%`).test(said);
    const written = new RegExp(`(?<![\\d.])${output.value}(?![\\d.])`).test(said);
    return spoken || percent || written ? output : { fault: 'ungrounded', detail: 'the figure was not said' };
  },
};
