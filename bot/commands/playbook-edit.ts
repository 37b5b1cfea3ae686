import { InputError } from '../../core/errors.ts';
import type { Bilingual } from '../../core/language.ts';
import { checkPlaybook } from '../../core/playbook/check.ts';
import type { Playbook, Step } from '../../core/playbook/playbook.ts';
import { type PlaybookEntry, playbookSchema, toPlaybook } from '../../core/playbook/schema.ts';
import { type LibraryPlaybook, playbookLibrary, playbookNamed } from '../playbook/library.ts';
import { draftPlaybook } from '../playbook/lifecycle.ts';
import type { CommandContext } from './command.ts';

/** A draft that was just stored, and what it is called where it can be taken back. */
export type Edited = { readonly key: string; readonly version: number; readonly says: Bilingual };

const fail = ({ language }: CommandContext, zh: string, en: string): never => {
  throw new InputError(language === 'zh' ? zh : en);
};

/** Stores what a playbook became as a draft. @throws InputError where it makes no sense, with every reason. */
const store = async (
  context: CommandContext,
  key: string,
  changed: unknown,
  before: Playbook | undefined,
  says: Bilingual,
): Promise<Edited> => {
  const { db, company, asker, now } = context;
  const parsed = playbookSchema.safeParse(changed);
  const problems = parsed.success
    ? checkPlaybook(
        toPlaybook(parsed.data as PlaybookEntry),
        company.rules.map(({ id }) => id),
      ).map(({ path, what }) => `${path.join('.')}: ${what}`)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (!parsed.success || problems.length > 0) {
    const all = problems.join('\n');
    return fail(context, `这样改不成立：\n${all}`, `That cannot be:\n${all}`);
  }
  const by = { id: asker.id, name: asker.name, now };
  const version = await draftPlaybook(db, key, toPlaybook(parsed.data as PlaybookEntry), before, by);
  if (version === undefined) return fail(context, '没有变化。', 'That is how it is already.');
  return { key, version, says };
};

const fromWords = /^(?:from|来自)$/i;

/** `new NAME from PLAYBOOK`: a draft of one's own that begins as another one. */
export const newPlaybook = async (
  context: CommandContext,
  name: string,
  [from = '', ...rest]: readonly string[],
): Promise<Edited> => {
  const source = rest.join(' ');
  if (!fromWords.test(from) || source === '')
    fail(context, '格式：剧本 新建 名称 来自 剧本', 'Write: playbook new NAME from PLAYBOOK');
  const key = name.toLowerCase();
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(key))
    fail(
      context,
      `名称用小写英文字母、数字和连字符，例如 my-welcome。`,
      'A name has small letters, digits and hyphens, such as my-welcome.',
    );
  const library = await playbookLibrary(context.db);
  if (library.some((each) => each.key === key))
    fail(context, `已经有剧本 ${key} 了。`, `There is a playbook ${key} already.`);
  const found = playbookNamed(library, source);
  if (!('newest' in found))
    return fail(context, `没有剧本“${source}”。`, `There is no playbook "${source}".`);
  const { playbook } = found.newest;
  const named = {
    zh: `${playbook.name.zh}（${key}）`.slice(0, 60),
    en: `${playbook.name.en} (${key})`.slice(0, 60),
  };
  const says = { zh: `新剧本 ${key}`, en: `the new playbook ${key}` };
  return store(context, key, { ...playbook, name: named }, undefined, says);
};

type Change = {
  readonly words: readonly string[];
  readonly form: Bilingual;
  /** Returns the playbook as changed, undefined where the words do not fit. */
  readonly make: (playbook: Playbook, args: readonly string[]) => object | undefined;
};

const wholeNumber = (word: string | undefined): number | undefined => {
  const found = /^(\d{1,4})\s*(?:天|条|days?|messages?)?$/i.exec(word ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

/** The playbook with another step at `number`, from 1, where that does what it should. */
const withStep = (
  playbook: Playbook,
  number: number | undefined,
  kinds: readonly Step['do'][],
  change: object,
): object | undefined => {
  const index = (number ?? 0) - 1;
  const step = playbook.steps[index];
  if (!step || !kinds.includes(step.do)) return undefined;
  return { ...playbook, steps: playbook.steps.with(index, { ...step, ...change } as Step) };
};

const limit = (key: keyof Playbook['limits'], words: readonly string[], form: Bilingual): Change => ({
  words,
  form,
  make: (playbook, [value]) => {
    const number = wholeNumber(value);
    return number === undefined ? undefined : { ...playbook, limits: { ...playbook.limits, [key]: number } };
  },
});

const languages: Readonly<Record<string, 'zh' | 'en'>> = { zh: 'zh', 中文: 'zh', en: 'en', 英文: 'en' };

const changes: readonly Change[] = [
  {
    words: ['wait', '等待'],
    form: { zh: '等待 步骤 天数', en: 'wait STEP DAYS' },
    make: (playbook, [step, days]) => {
      const number = wholeNumber(days);
      return number === undefined
        ? undefined
        : withStep(playbook, wholeNumber(step), ['wait'], { days: number });
    },
  },
  {
    words: ['text', '文字'],
    form: { zh: '文字 步骤 中文|英文 内容', en: 'text STEP zh|en WORDS' },
    make: (playbook, [step, language = '', ...words]) => {
      const into = languages[language.toLowerCase()];
      const text = words.join(' ').trim();
      const before = playbook.steps[(wholeNumber(step) ?? 0) - 1];
      if (!into || text === '' || !before || !('text' in before)) return undefined;
      return withStep(playbook, wholeNumber(step), ['message', 'follow-up'], {
        text: { ...before.text, [into]: text },
      });
    },
  },
  {
    words: ['priority', '优先级'],
    form: { zh: '优先级 1-9', en: 'priority 1-9' },
    make: (playbook, [value]) => {
      const priority = wholeNumber(value);
      return priority === undefined ? undefined : { ...playbook, priority };
    },
  },
  limit('every', ['every', '间隔'], { zh: '间隔 天数（同一客户多久进入一次）', en: 'every DAYS' }),
  limit('contacts', ['contacts', '消息数'], { zh: '消息数 条数', en: 'contacts MESSAGES' }),
  limit('days', ['days', '最长'], { zh: '最长 天数', en: 'days DAYS' }),
  limit('entriesPerDay', ['entries', '每天进入'], { zh: '每天进入 人数', en: 'entries CUSTOMERS' }),
];

/** `change NAME WHAT …`: one number or text of a playbook, as a new draft; what runs goes on as it is. */
export const changedPlaybook = async (
  context: CommandContext,
  { key, playbook }: LibraryPlaybook,
  [what = '', ...args]: readonly string[],
): Promise<Edited> => {
  const change = changes.find(({ words }) => words.includes(what.toLowerCase()));
  const made = change?.make(playbook, args);
  if (!made) {
    const forms = (change ? [change] : changes).map(({ form }) => form);
    return fail(
      context,
      `格式：剧本 修改 ${key} ${forms.map(({ zh }) => zh).join('，或 ')}`,
      `Write: playbook change ${key} ${forms.map(({ en }) => en).join(', or ')}`,
    );
  }
  const says = { zh: `对 ${key} 的修改`, en: `the change of ${key}` };
  return store(context, key, made, playbook, says);
};
