import { stringify } from 'yaml';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { plain } from '../../prompts/plain.ts';
import { playbook, playbookEntry } from '../../prompts/playbook.ts';
import { type RuleOutput, rule } from '../../prompts/rule.ts';
import { numbersOfRule } from '../behaviour/rule-change.ts';
import type { Asker, Command } from '../commands/command.ts';
import type { Company } from '../ingest/context.ts';
import type { CallOptions, Model, ModelOutcome } from '../models/model.ts';
import { mapOutcome } from './assist.ts';

/** What somebody asked in plain words. */
export type PlainRequest = {
  readonly request: string;
  readonly language: Language;
  readonly asker: Pick<Asker, 'role' | 'id'>;
};

const quoted = (arg: string): string => (/\s/.test(arg) ? `"${arg}"` : arg);

/** A command as people read and press it. */
const commandBlocks = (text: string, language: Language): readonly CardBlock[] => [
  { kind: 'text', text: language === 'zh' ? `我理解为：${text}` : `I understand: ${text}` },
  {
    kind: 'buttons',
    buttons: [{ label: language === 'zh' ? '执行' : 'Do it', action: 'run', value: text, style: 'primary' }],
  },
];

const notUnderstood = (language: Language): readonly CardBlock[] => [
  {
    kind: 'text',
    text:
      language === 'zh'
        ? '没有命令能回答这个；“帮助”列出全部命令。'
        : 'No command answers that; "help" lists them all.',
  },
];

const ruleText = ({ rule: id, change, number, value }: RuleOutput): string | undefined => {
  if (id === null || change === null) return undefined;
  return change === 'number' ? `rule ${id} ${number} ${value}` : `rule ${id} ${change}`;
};

/** A playbook as the lines of a configuration file; nothing is stored. */
const draftPlaybook = async (
  request: string,
  language: Language,
  model: Model,
  options: CallOptions,
): Promise<ModelOutcome<readonly CardBlock[]>> => {
  const outcome = await model.call(playbook, { request }, options);
  return mapOutcome(outcome, (output) => {
    const lines = stringify({ playbooks: { [output.key]: playbookEntry(output) } });
    const next =
      language === 'zh'
        ? `这是草稿，什么都没有改。存成文件后用 tend config apply 载入，再回测、批准：剧本 ${output.key} 回测`
        : `A draft; nothing was changed. Save it as a file, apply it by "tend config apply", then back-test and approve it: playbook ${output.key} backtest`;
    return [
      { kind: 'text', text: lines.trim() },
      { kind: 'text', text: next },
    ];
  });
};

/**
 * Turns a request in plain words into one command that the asker may use; it runs only when they press it. A change of a
 * rule is drafted by a prompt of its own, and the command `rule` shows it once more before it is in force.
 */
export const askPlain = async (
  { company, commands }: { readonly company: Company; readonly commands: readonly Command[] },
  { request, language, asker }: PlainRequest,
  model: Model,
  options: CallOptions,
): Promise<ModelOutcome<readonly CardBlock[]>> => {
  const able = commands.filter((each) => !each.roles || each.roles.includes(asker.role));
  const facts = {
    request,
    commands: able.slice(0, 80).map(({ name, usage, summary }) => ({
      name,
      usage: usage[language].slice(0, 300),
      does: summary[language].slice(0, 200),
    })),
  };
  const found = await model.call(plain, facts, options);
  if (found.status === 'failed') return found;
  const { command, args } = found.output;
  if (command === null) return mapOutcome(found, () => notUnderstood(language));
  if (command === 'playbook' && args.length === 0 && asker.role !== 'rep')
    return draftPlaybook(request, language, model, options);
  const isManager = asker.role === 'manager' || asker.role === 'admin';
  if (command !== 'rule' || !isManager) {
    const known = able.find((each) => each.name === command);
    const name = language === 'zh' ? (known?.aliases[0] ?? command) : command;
    return mapOutcome(found, () => commandBlocks([name, ...args.map(quoted)].join(' '), language));
  }
  const rules = company.rules.slice(0, 60).map((each) => ({
    id: each.id,
    says: `${each.name[language]}: ${each.because[language]}`.slice(0, 300),
    numbers: numbersOfRule(each)
      .slice(0, 12)
      .map(({ key, value }) => ({ name: key, value })),
    on: !each.off,
  }));
  const drafted = await model.call(rule, { request, rules }, options);
  return mapOutcome(drafted, (output) => {
    const text = ruleText(output);
    return text === undefined ? notUnderstood(language) : commandBlocks(text, language);
  });
};
