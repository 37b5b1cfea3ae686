import { InputError } from '../../core/errors.ts';
import { type Language, pick } from '../../core/language.ts';
import type { Button, CardBlock } from '../../core/messages.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { fill } from '../../core/words.ts';
import { listCustomers } from '../../db/customer-lists.ts';
import { describeChanges, numberName } from '../behaviour/changes.ts';
import { resolveDocument } from '../behaviour/decisions.ts';
import type { BehaviourDocument } from '../behaviour/document.ts';
import { changeDocument, numberNamed, numbersOfRule, type RuleChange } from '../behaviour/rule-change.ts';
import { behaviourVersions, storeBehaviour } from '../behaviour/versions.ts';
import { nearestWord } from '../nearest.ts';
import type { Decisions } from '../policies.ts';
import { showRule, showStage } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { precisionBlocks } from './rule-precision.ts';

const offWords: Readonly<Record<string, boolean>> = {
  off: true,
  停用: true,
  关闭: true,
  on: false,
  启用: false,
  开启: false,
};
const confirmWord = 'confirm';
const numberForm = /^(\d+(?:\.\d+)?)\s*(?:%|％|天|个月|月|分钟|小时|次|days?|months?|minutes?|hours?)?$/i;

const text = (value: string): CardBlock => ({ kind: 'text', text: value });
const buttons = (...list: readonly Button[]): CardBlock => ({ kind: 'buttons', buttons: list });
const press = (label: string, value: string, style?: Button['style']): Button => ({
  label,
  action: 'run',
  value,
  ...(style ? { style } : {}),
});

const mayChange = ({ asker }: CommandContext): boolean => asker.role === 'manager' || asker.role === 'admin';

const requireRule = (id: string, { rules }: Decisions, language: Language): Rule => {
  const found = rules.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  const ids = rules.map((each) => each.id);
  const near = nearestWord(id, ids);
  throw new InputError(
    language === 'zh'
      ? `没有规则“${id}”。${near ? `您是否要找 ${near}？` : ''}可选：${ids.join('、')}。`
      : `There is no rule "${id}". ${near ? `Did you mean ${near}? ` : ''}The rules: ${ids.join(', ')}.`,
  );
};

const listRules = ({ language }: CommandContext, { rules }: Decisions): Answer => {
  const zh = language === 'zh';
  const lines = rules.map((each): CardBlock => {
    const numbers = numbersOfRule(each)
      .filter(({ key }) => key in each.test)
      .map(({ key, value }) => `${numberName(key, language)} ${value}`);
    const off = each.off ? [zh ? '已停用' : 'off'] : [];
    return text(`${showRule(each.id, language, rules)} — ${[...off, ...numbers].join(' · ')}`);
  });
  const data = rules.map(({ id, test, off = false, risk }) => ({ id, test, off, risk }));
  return cardAnswer('team', zh ? `规则 (${rules.length})` : `Rules (${rules.length})`, lines, data);
};

const explainRule = async (context: CommandContext, rule: Rule, decisions: Decisions): Promise<Answer> => {
  const { db, asker, language, company } = context;
  const zh = language === 'zh';
  const { total } = await listCustomers(db, { scope: asker.scope, warnings: [rule.id], limit: 1 });
  const numbers = numbersOfRule(rule);
  const known = Object.fromEntries(numbers.map(({ key, value }) => [key, value]));
  const sentence = fill(rule.because, language, known).replace(/\{\w+\}/g, '…');
  const [first] = numbers;
  const change = mayChange(context)
    ? [
        text(
          zh
            ? `修改：规则 ${rule.id} ${first?.key ?? 'risk'} ${first?.value ?? 0}`
            : `To change it: rule ${rule.id} ${first?.key ?? 'risk'} ${first?.value ?? 0}`,
        ),
        buttons(
          rule.off
            ? press(zh ? '启用' : 'Switch on', `rule ${rule.id} on`)
            : press(zh ? '停用' : 'Switch off', `rule ${rule.id} off`),
        ),
      ]
    : [];
  const blocks: CardBlock[] = [
    text(sentence),
    {
      kind: 'fields',
      fields: [
        ...numbers.map(({ key, value, least, most }) => ({
          label: `${numberName(key, language)} (${key})`,
          value: `${value} (${least}–${most})`,
        })),
        ...(rule.stage
          ? [
              {
                label: zh ? '支持的阶段' : 'Argues for',
                value: showStage(rule.stage, company.model, language),
              },
            ]
          : []),
        { label: zh ? '状态' : 'State', value: rule.off ? (zh ? '已停用' : 'off') : zh ? '启用中' : 'on' },
        { label: zh ? '现在符合的客户' : 'Holds now for', value: String(total) },
      ],
    },
    ...(rule.followUp
      ? [text(`${zh ? '跟进建议：' : 'Advice: '}${pick(rule.followUp.advice, language)}`)]
      : []),
    ...(await precisionBlocks(context, rule)),
    ...change,
  ];
  return cardAnswer('team', showRule(rule.id, language, decisions.rules), blocks, {
    id: rule.id,
    test: rule.test,
    off: rule.off ?? false,
    risk: rule.risk,
    followUp: rule.followUp ?? null,
    customers: total,
  });
};

const readChange = (rule: Rule, [word = '', ...rest]: readonly string[], language: Language): RuleChange => {
  const zh = language === 'zh';
  const off = offWords[word.toLowerCase()];
  if (off !== undefined && rest.length === 0) return { off };
  const number = numberNamed(rule, word);
  const names = numbersOfRule(rule).map((each) => each.key);
  if (!number) {
    throw new InputError(
      zh
        ? `${rule.id} 没有“${word}”。可以改：${names.join('、')}，或写“停用”“启用”。`
        : `${rule.id} has no "${word}". You can change ${names.join(', ')}, or write off or on.`,
    );
  }
  const value = Number(numberForm.exec(rest.join(' '))?.[1] ?? Number.NaN);
  const { key, least, most, whole } = number;
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
    throw new InputError(
      zh
        ? `${numberName(key, 'zh')}（${key}）应为 ${least} 到 ${most} 之间的${whole ? '整' : ''}数。`
        : `${key} takes a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`,
    );
  }
  return { key, value };
};

const showChanges = (context: CommandContext, before: BehaviourDocument, after: BehaviourDocument) => {
  const { shipped } = context.company.policies;
  const [old, fresh] = [resolveDocument(before, shipped), resolveDocument(after, shipped)];
  return describeChanges(old, fresh, shipped, context.language);
};

/** Stores a document, on the version on which it was shown, and says from when on it is in force. */
const putInForce = async (
  context: CommandContext,
  after: BehaviourDocument,
  seen: { readonly id: number; readonly document: BehaviourDocument },
  action: string,
): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const zh = language === 'zh';
  const done = await storeBehaviour(db, company, after, {
    seen: seen.id,
    by: { id: asker.id, name: asker.name, action },
    now,
  });
  if (done.status === 'replaced') {
    throw new InputError(
      zh
        ? '规则刚被别人改过，请重新查看后再改。'
        : 'The rules were changed meanwhile; look again before you change them.',
    );
  }
  if (done.status === 'same') {
    throw new InputError(zh ? '已经是这样了，没有改动。' : 'It is like that already; nothing changed.');
  }
  const changes = showChanges(context, seen.document, after);
  const from = showTime(done.fromAt, company.zone);
  const blocks: CardBlock[] = [
    ...changes.map(text),
    text(zh ? `${from} 起生效，之前的判断不变。` : `In force from ${from} on; what was judged before stays.`),
  ];
  const data = { changes, version: done.id, fromAt: done.fromAt };
  return {
    ...cardAnswer('team', zh ? '规则已修改' : 'The rules are changed', blocks, data),
    undo: { memo: { version: done.id }, says: { zh: '规则的修改', en: 'the change of the rules' } },
  };
};

const propose = async (context: CommandContext, rule: Rule, words: readonly string[]): Promise<Answer> => {
  const { language, company, db } = context;
  const zh = language === 'zh';
  const asked = words.indexOf(confirmWord);
  const spoken = asked < 0 ? words : words.slice(0, asked);
  const change = readChange(rule, spoken, language);
  const versions = await behaviourVersions(db);
  const latest = versions.at(-1) ?? versions[0];
  const after = changeDocument(latest.document, rule, change, company.policies.shipped);
  if (!after) {
    throw new InputError(
      zh ? '这个数值与这条规则的其他数值矛盾。' : 'That contradicts the other numbers of this rule.',
    );
  }
  if (asked >= 0) {
    // What was confirmed is the change that was shown, not one on top of what another did since.
    const seen = { ...latest, id: Number(words[asked + 1]) };
    return putInForce(context, after, seen, 'rule-change');
  }
  const changes = showChanges(context, latest.document, after);
  if (changes.length === 0) {
    throw new InputError(zh ? '已经是这样了，没有改动。' : 'It is like that already; nothing would change.');
  }
  const blocks: CardBlock[] = [
    ...changes.map(text),
    text(
      zh
        ? '确认后一小时内生效，对所有客户有效；之前的判断不变。'
        : 'It takes effect within an hour, for all customers; what was judged before stays.',
    ),
    buttons(
      press(
        zh ? '确认修改' : 'Change it',
        ['rule', rule.id, ...spoken, confirmWord, latest.id].join(' '),
        'primary',
      ),
    ),
  ];
  const data = { changes, version: null, seen: latest.id };
  return cardAnswer('team', zh ? '确认修改规则？' : 'Change the rule?', blocks, data);
};

const requireChanger = (context: CommandContext): void => {
  if (mayChange(context)) return;
  throw new InputError(
    context.language === 'zh'
      ? '只有经理和管理员可以修改规则。'
      : 'Only managers and admins may change rules.',
  );
};

/** Puts the version before this one in force again, where nothing was changed after it. */
const takeBackVersion = async (context: CommandContext, version: number): Promise<Answer> => {
  requireChanger(context);
  const versions = await behaviourVersions(context.db);
  const [before, latest] = [versions.at(-2), versions.at(-1)];
  if (!before || latest?.id !== version) {
    throw new InputError(
      context.language === 'zh'
        ? '之后又有别的修改，不能只撤销这一次；请用 tend config undo --to。'
        : 'Something was changed after it; `tend config undo --to` goes back further.',
    );
  }
  return putInForce(context, before.document, latest, 'rule-undo');
};

/** `rule [ID [NUMBER VALUE|off|on]]`: the rules with their numbers; managers change them here. */
export const rule: Command = {
  name: 'rule',
  aliases: ['规则', 'rules'],
  usage: { zh: '规则 [编号 [数值名 数值|停用|启用]]', en: 'rule [ID [NUMBER VALUE|off|on]]' },
  summary: { zh: '查看规则，经理可以修改', en: 'the rules with their numbers; managers may change them' },
  undo: (context, memo) => takeBackVersion(context, Number(memo['version'])),
  run: async (context, [id, ...words]) => {
    const { company, language } = context;
    const decisions = company.policies.latest();
    if (id === undefined) return listRules(context, decisions);
    if (words.length > 0) requireChanger(context);
    const found = requireRule(id, decisions, language);
    return words.length === 0 ? explainRule(context, found, decisions) : propose(context, found, words);
  },
};
