import { z } from 'zod';
import type { Prompt } from './prompt.ts';

const command = z.strictObject({
  name: z.string().max(40),
  usage: z.string().max(300),
  does: z.string().max(200),
});
const factsSchema = z.strictObject({
  request: z.string().min(1).max(500),
  commands: z.array(command).min(1).max(80),
});
const outputSchema = z.object({
  command: z.string().max(40).nullable(),
  args: z.array(z.string().max(300)).max(8),
});
export type PlainFacts = z.infer<typeof factsSchema>;
export type PlainOutput = z.infer<typeof outputSchema>;

const squeeze = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** Turns what a colleague asks in plain words into one command. It is shown before anything changes. */
export const plain: Prompt<PlainFacts, PlainOutput> = {
  id: 'plain',
  version: 1,
  purpose: 'assist',
  model: 'cheap',
  sends: [
    { field: 'request', what: { zh: '同事写给机器人的那句话', en: 'what the colleague wrote to the bot' } },
    { field: 'commands[]', what: { zh: '命令的名称和用法', en: 'names and usage of the commands' } },
  ],
  task: {
    zh: '把同事的话变成一条命令：command 是列表里的名称，args 是参数，按用法的顺序；客户名、同事名、内容照抄原话；用法里用竖线隔开的词可以直接用。对不上任何命令时 command 为 null。',
    en: 'Turn what the colleague asks into one command: command is a name from the list, args its arguments in the order of its usage; copy names and texts as they were written; words that the usage offers between bars may be used. Where no command fits, command is null.',
  },
  refuses: {
    zh: '给出列表以外的命令，或编造没有说出的名字和数值。',
    en: 'give a command that is not in the list, or make up names or values that were not said.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        request: '栗岚酒店最近怎么样？',
        commands: [
          { name: 'status', usage: '状态 客户名', does: '现状' },
          { name: 'list', usage: '名单 [风险|沉默]', does: '谁要关注' },
        ],
      },
      output: { command: 'status', args: ['栗岚酒店'] },
    },
    {
      language: 'en',
      facts: {
        request: 'who has gone quiet?',
        commands: [
          { name: 'status', usage: 'status NAME', does: 'how they are' },
          { name: 'list', usage: 'list [risk|silent]', does: 'who needs attention' },
        ],
      },
      output: { command: 'list', args: ['silent'] },
    },
  ],
  mostTokens: () => 300,
  check: (output, { request, commands }) => {
    if (output.command === null) return { command: null, args: [] };
    const known = commands.find((each) => each.name === output.command);
    if (!known) return { fault: 'ungrounded', detail: 'there is no such command' };
    const said = squeeze(request);
    const offered = new Set(known.usage.toLowerCase().split(/[\s|[\]·,，、()（）]+/));
    const made = output.args.find((arg) => !said.includes(squeeze(arg)) && !offered.has(arg.toLowerCase()));
    return made === undefined ? output : { fault: 'ungrounded', detail: 'an argument was not said' };
  },
};
