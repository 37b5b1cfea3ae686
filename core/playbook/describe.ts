import type { Bilingual, Language } from '../language.ts';
import { isMeasured } from './arm.ts';
import { attributes } from './attributes.ts';
import { holidays, monthlyDay, yearlyDay } from './dates.ts';
import { exampleOf } from './example.ts';
import { indexOf } from './flow.ts';
import {
  type Condition,
  longestRunDays,
  type Playbook,
  type Purpose,
  type Step,
  type Trigger,
} from './playbook.ts';
import { eventNames, purposeNames, surveyNames, touchNames, valueNames } from './words.ts';

/** What a description needs to know by name: stages and rules as the company calls them. */
export type Names = {
  readonly stage: (key: string, language: Language) => string;
  readonly rule: (id: string, language: Language) => string;
  /** Whether only those get messages for a purpose who have agreed to it. */
  readonly needsAgreement: (purpose: Purpose) => boolean;
};

const say = (language: Language, zh: string, en: string): string => (language === 'zh' ? zh : en);
const listed = (language: Language, items: readonly string[]): string =>
  items.join(say(language, '、', ', '));
const nameOf = (names: Readonly<Record<string, Bilingual>>, key: string, language: Language): string =>
  names[key]?.[language] ?? key;

const sayDay = (date: string, language: Language): string => {
  const holiday = Object.hasOwn(holidays, date) ? holidays[date] : undefined;
  if (holiday) return holiday.name[language];
  if (date === 'birthday') return say(language, '客户生日', 'the customer’s birthday');
  if (date === 'renewal') return say(language, '合约到期日', 'the day on which a contract runs out');
  const ofMonth = monthlyDay(date);
  if (ofMonth !== undefined) return say(language, `每月 ${ofMonth} 日`, `day ${ofMonth} of every month`);
  const day = yearlyDay(date);
  const moon = day?.calendar === 'lunar' ? say(language, '农历', 'lunar ') : '';
  return say(
    language,
    `${moon}${day?.month ?? ''}月${day?.day ?? ''}日`,
    `${moon}${date.replace('lunar ', '')}`,
  );
};

const sayTrigger = (trigger: Trigger, language: Language, names: Names): string => {
  switch (trigger.on) {
    case 'stage': {
      const stages = (keys: readonly string[]) =>
        listed(language, [...new Set(keys.map((key) => names.stage(key, language)))]);
      const from = trigger.from
        ? say(language, `从“${stages(trigger.from)}”`, ` from ${stages(trigger.from)}`)
        : '';
      return say(
        language,
        `客户${from}进入“${stages(trigger.to)}”阶段时`,
        `when a customer moves${from} to ${stages(trigger.to)}`,
      );
    }
    case 'segment':
      return say(language, '客户开始符合以下条件时', 'when a customer begins to fulfil the conditions');
    case 'event':
      return say(
        language,
        `客户${nameOf(eventNames, trigger.of, 'zh')}时`,
        `when a customer ${nameOf(eventNames, trigger.of, 'en')}`,
      );
    case 'rule':
      return say(
        language,
        `规则“${names.rule(trigger.rule, 'zh')}”开始成立时`,
        `when the rule ${names.rule(trigger.rule, 'en')} begins to hold`,
      );
    case 'silence':
      return say(
        language,
        `客户沉默满 ${trigger.days} 天时（按工作日历）`,
        `when a customer has been silent for ${trigger.days} days (on the working calendar)`,
      );
    case 'date': {
      const { offset = 0 } = trigger;
      const day = sayDay(trigger.date, language);
      if (offset === 0) return say(language, `${day}当天`, `on ${day}`);
      const count = Math.abs(offset);
      return offset < 0
        ? say(language, `${day}前 ${count} 天`, `${count} days before ${day}`)
        : say(language, `${day}后 ${count} 天`, `${count} days after ${day}`);
    }
    case 'manual':
      return say(language, '由同事手动加入', 'when a colleague puts a customer in');
  }
};

const sayValue = (attribute: string, value: string, language: Language, names: Names): string => {
  if (attribute === 'stage') return names.stage(value, language);
  if (attribute === 'rule') return names.rule(value, language);
  return nameOf(valueNames, value, language);
};

const sayCondition = (condition: Condition, language: Language, names: Names): string => {
  const { attribute, is, not, atLeast, below, known } = condition;
  const name = attributes[attribute]?.name[language] ?? attribute;
  const values = (list: readonly string[]) =>
    [...new Set(list.map((value) => sayValue(attribute, value, language, names)))].join(
      say(language, '或', ' or '),
    );
  // "No open complaint" says more than "open complaints below 1".
  if (below === 1 && atLeast === undefined)
    return say(language, `没有${name.replace(/数$/, '')}`, `there are no ${name}`);
  const parts = [
    ...(is ? [say(language, `为${values(is)}`, `is ${values(is)}`)] : []),
    ...(not ? [say(language, `不是${values(not)}`, `is not ${values(not)}`)] : []),
    ...(atLeast === undefined ? [] : [say(language, `至少 ${atLeast}`, `is at least ${atLeast}`)]),
    ...(below === undefined ? [] : [say(language, `低于 ${below}`, `is below ${below}`)]),
    ...(known === undefined
      ? []
      : [known ? say(language, '已知', 'is known') : say(language, '未知', 'is not known')]),
  ];
  return `${name}${say(language, '', ' ')}${parts.join(say(language, '且', ' and '))}`;
};

const sayConditions = (conditions: readonly Condition[], language: Language, names: Names): string =>
  conditions.map((each) => sayCondition(each, language, names)).join(say(language, '，且', ', and '));

const sayLength = (
  { days, hours }: { readonly days?: number; readonly hours?: number },
  language: Language,
): string =>
  [
    ...(days === undefined ? [] : [say(language, `${days} 天`, `${days} ${days === 1 ? 'day' : 'days'}`)]),
    ...(hours === undefined
      ? []
      : [say(language, `${hours} 小时`, `${hours} ${hours === 1 ? 'hour' : 'hours'}`)]),
  ].join(' ');

const sayStep = (steps: readonly Step[], index: number, language: Language, names: Names): string => {
  const step = steps[index] as Step;
  const place = (id: string | undefined): string => {
    const at = id === undefined ? index + 1 : indexOf(steps, id);
    return at < 0 || at >= steps.length
      ? say(language, '结束', 'end')
      : say(language, `转第 ${at + 1} 步`, `go to step ${at + 1}`);
  };
  switch (step.do) {
    case 'message':
      return say(
        language,
        `发消息${step.to === 'room' ? '到群里' : '给客户本人'}：“${exampleOf(step.text, 'zh', step.to)}”${step.model ? '（批准后由模型换一种说法，模型不可用时用原文）' : ''}`,
        `write ${step.to === 'room' ? 'in the room' : 'to the customer'}: “${exampleOf(step.text, 'en', step.to)}”${step.model ? ' (where that is approved a model words it anew; else these words)' : ''}`,
      );
    case 'follow-up': {
      const due =
        step.dueDays === undefined
          ? ''
          : say(language, `（${step.dueDays} 天内）`, ` (within ${sayLength({ days: step.dueDays }, 'en')})`);
      return say(
        language,
        `提醒负责人${due}：${exampleOf(step.text, 'zh', 'person')}`,
        `tell the owner${due}: ${exampleOf(step.text, 'en', 'person')}`,
      );
    }
    case 'survey':
      return say(
        language,
        `发送${nameOf(surveyNames, step.survey, 'zh')}问卷`,
        `ask the ${nameOf(surveyNames, step.survey, 'en')} question`,
      );
    case 'coupon': {
      const valid =
        step.days === undefined
          ? ''
          : say(language, `，${step.days} 天有效`, `, valid for ${sayLength({ days: step.days }, 'en')}`);
      return say(
        language,
        `生成优惠码（${step.title[language]}${valid}）`,
        `make a coupon code (${step.title[language]}${valid})`,
      );
    }
    case 'wait': {
      const length = sayLength(step, language);
      if (step.until === undefined) return say(language, `等待 ${length}`, `wait ${length}`);
      const event = nameOf({ ...eventNames, ...touchNames }, step.until, language);
      const most = length === '' ? '' : say(language, `，最多 ${length}`, `, at most ${length}`);
      return say(
        language,
        `等待客户${event}${most}；等到后${place(step.goto)}`,
        `wait until the customer ${event}${most}; then ${place(step.goto)}`,
      );
    }
    case 'branch':
      return say(
        language,
        `如果${sayConditions(step.if, 'zh', names)}，${place(step.goto)}；否则${place(step.else)}`,
        `if ${sayConditions(step.if, 'en', names)}, ${place(step.goto)}; else ${place(step.else)}`,
      );
    case 'split': {
      const whole = step.parts.reduce((sum, { share }) => sum + share, 0);
      const parts = step.parts.map(
        ({ share, goto }) => `${Math.round((share / whole) * 100)}% ${place(goto)}`,
      );
      return say(language, `分流：${parts.join('，')}`, `split: ${parts.join(', ')}`);
    }
    case 'stop':
      return say(language, '结束', 'end');
  }
};

const sayEnding = ({ stopOn }: Playbook, language: Language): string => {
  const signals = ['complaint', 'opt-out', ...stopOn].map((each) => nameOf(touchNames, each, language));
  return say(
    language,
    `客户${signals.join('、')}时立即停止`,
    `Ends at once when the customer ${signals.join(', ')}`,
  );
};

const sayLimits = ({ limits }: Playbook, language: Language): string => {
  const { every, contacts, days = longestRunDays, entriesPerDay } = limits;
  const parts = [
    ...(every === undefined
      ? []
      : [say(language, `同一客户 ${every} 天内只进入一次`, `the same customer once in ${every} days`)]),
    ...(contacts === undefined
      ? []
      : [
          say(
            language,
            `每次最多 ${contacts} 条消息`,
            `at most ${contacts} ${contacts === 1 ? 'message' : 'messages'}`,
          ),
        ]),
    say(language, `最长 ${days} 天`, `over after ${days} days`),
    ...(entriesPerDay === undefined
      ? []
      : [say(language, `每天最多 ${entriesPerDay} 位进入`, `at most ${entriesPerDay} enter a day`)]),
  ];
  return parts.join(say(language, '，', ', '));
};

/** Returns what a playbook does in plain words, a line for each thing; steps are numbered from 1. */
export const describePlaybook = (playbook: Playbook, language: Language, names: Names): readonly string[] => {
  const { trigger, when, steps, purpose, priority } = playbook;
  const agreed = names.needsAgreement(purpose);
  const next = (step: Step, index: number): string => {
    if (step.next === undefined) return '';
    const at = indexOf(steps, step.next);
    if (at === index + 1) return '';
    return at < 0
      ? say(language, '，然后结束', ', then end')
      : say(language, `，然后转第 ${at + 1} 步`, `, then go to step ${at + 1}`);
  };
  return [
    `${say(language, '触发：', 'Begins ')}${sayTrigger(trigger, language, names)}`,
    ...(when.length === 0
      ? []
      : [`${say(language, '条件：', 'Only if ')}${sayConditions(when, language, names)}`]),
    ...steps.map(
      (step, index) => `${index + 1}. ${sayStep(steps, index, language, names)}${next(step, index)}`,
    ),
    `${say(language, '停止：', '')}${sayEnding(playbook, language)}`,
    `${say(language, '限制：', 'Limits: ')}${sayLimits(playbook, language)}`,
    say(
      language,
      `用途：${nameOf(purposeNames, purpose, 'zh')}（${agreed ? '只发给已同意的客户' : '无需另行同意，退订有效'}）· 优先级 ${priority}`,
      `Purpose: ${nameOf(purposeNames, purpose, 'en')} (${agreed ? 'only to those who have agreed to it' : 'no agreement needed; an opt-out holds'}) · priority ${priority}`,
    ),
    ...(isMeasured(playbook)
      ? [
          say(
            language,
            '效果：约十分之一的客户不发，留作对照',
            'Effect: about one customer in ten gets none of its messages, to compare',
          ),
        ]
      : []),
  ];
};
