import type { Bilingual } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { maySendCustomer } from '../../db/models/bans.ts';
import { addTask } from '../../db/models/tasks.ts';
import type { Assist } from '../assist/assist.ts';
import { briefAssist } from '../assist/brief.ts';
import { careAssist, draftAssist, winbackAssist } from '../assist/draft.ts';
import { suggestAssist } from '../assist/suggest.ts';
import { summaryAssist } from '../assist/summary.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const notes = {
  zh: { later: '以上是离线整理；模型的版本随后发来。', off: '这位客户的内容不发给模型，以上是离线整理。' },
  en: {
    later: "That is put together offline; the model's version follows.",
    off: 'Nothing of this customer is sent to a model; that is put together offline.',
  },
} as const;

/** Answers offline at once, and asks the model where there is one: its answer follows as a message of its own. */
export const runAssist = async (
  context: CommandContext,
  assist: Assist,
  name: string | undefined,
  hint: string | null,
): Promise<Answer> => {
  const { db, company, now, language, asker, room, model } = context;
  const customer = await requireCustomer(context, name);
  const look = { db, company, customer, now, language, askerId: asker.id, hint };
  const offline = await assist.offline(look);
  const allowed = model !== undefined && (await maySendCustomer(db, customer.id));
  const task = allowed
    ? await addTask(db, {
        key: `${assist.kind}/${context.requestKey}`,
        kind: assist.kind,
        args: { hint },
        customerId: customer.id,
        roomId: room?.id ?? null,
        askerId: asker.id,
        thread: null,
        language,
        at: now,
      })
    : undefined;
  const note: readonly CardBlock[] = model
    ? [{ kind: 'text', text: allowed ? notes[language].later : notes[language].off }]
    : [];
  const data = { id: customer.id, kind: assist.kind, ...(task === undefined ? {} : { task }) };
  return {
    ...cardAnswer(
      assist.audience ?? 'team',
      assist.title(customer.name, language),
      [...offline, ...note],
      data,
    ),
    about: customer.id,
  };
};

type Words = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly usage: Bilingual;
  readonly summary: Bilingual;
};

/** A command that helps with a customer. With `hints` what follows the name is a wish, else all of it is the name. */
const command = (assist: Assist, words: Words, hints: boolean): Command => ({
  ...words,
  run: (context, args) => {
    const [first, ...rest] = args;
    const hint = rest.join(' ').trim().slice(0, 300);
    return hints
      ? runAssist(context, assist, first, hint === '' ? null : hint)
      : runAssist(context, assist, args.join(' ') || undefined, null);
  },
});

/** What helps to read, to decide and to write: offline always, better with a model. */
export const assistCommands: readonly Command[] = [
  command(
    summaryAssist,
    {
      name: 'summary',
      aliases: ['摘要', '总结'],
      usage: { zh: '摘要 客户名', en: 'summary NAME' },
      summary: { zh: '对话讲了什么、还有什么没解决', en: 'what was talked about and what is open' },
    },
    false,
  ),
  command(
    briefAssist,
    {
      name: 'brief',
      aliases: ['简报'],
      usage: { zh: '简报 客户名', en: 'brief NAME' },
      summary: { zh: '见客户前的简报', en: 'how things stand, before you meet' },
    },
    false,
  ),
  command(
    suggestAssist,
    {
      name: 'suggest',
      aliases: ['建议'],
      usage: { zh: '建议 客户名', en: 'suggest NAME' },
      summary: { zh: '下一步做什么', en: 'what to do next' },
    },
    false,
  ),
  command(
    draftAssist,
    {
      name: 'draft',
      aliases: ['草稿', '起草'],
      usage: { zh: '草稿 客户名 [要求]', en: 'draft NAME [WISH]' },
      summary: { zh: '按我的语气起草回复', en: 'a reply in my tone, to be checked and sent by me' },
    },
    true,
  ),
  command(
    careAssist,
    {
      name: 'greet',
      aliases: ['问候', '关怀'],
      usage: { zh: '问候 客户名 [由头]', en: 'greet NAME [OCCASION]' },
      summary: { zh: '起草一条关怀消息', en: 'a message of care, to be checked and sent by me' },
    },
    true,
  ),
  command(
    winbackAssist,
    {
      name: 'winback',
      aliases: ['挽回'],
      usage: { zh: '挽回 客户名 [改进了什么]', en: 'winback NAME [WHAT HAS CHANGED]' },
      summary: { zh: '按离开的原因起草挽回消息', en: 'a first word to win back, by the reason they gave' },
    },
    true,
  ),
];
