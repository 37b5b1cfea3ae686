import { type Purpose, purposes } from '../../core/care/limits.ts';
import { shippedPlan } from '../../core/effect/analyse.ts';
import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import {
  type Broadcast,
  type BroadcastChange,
  type BroadcastFilter,
  broadcastFlow,
  changeBroadcast,
  createBroadcast,
  lockBroadcast,
  recentBroadcasts,
  requeueWithdrawn,
  startWave,
  targetNames,
} from '../../db/broadcasts.ts';
import { withdrawContacts } from '../../db/contacts.ts';
import { type BroadcastMove, broadcastCard, movesOf } from '../broadcast/card.ts';
import { effectOf, measure } from '../care/effect.ts';
import { effectBlocks } from '../view/effect.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { stagesNamed } from './stages-named.ts';

const testPercent = 5;
const stopPercent = 5;
/** Sending and the people's time to act; read no earlier. */
const readAfterMs = (shippedPlan.horizonDays + 7) * dayMs;

const moveWords: Readonly<Record<string, BroadcastMove>> = {
  预览: 'preview',
  批准: 'approve',
  全量: 'go',
  发送: 'go',
  暂停: 'pause',
  继续: 'resume',
  取消: 'cancel',
  效果: 'effect',
};
const purposeWords: Readonly<Record<string, Purpose>> = {
  服务: 'service',
  营销: 'marketing',
  问卷: 'survey',
  社群: 'community',
};
const newWords = new Set(['new', '新建']);
const roomWords = new Set(['rooms', '群']);
const peopleWords = new Set(['people', '联系人']);

const usage = {
  zh: '群发 新建 联系人|群 [阶段 X] [等级 A] [分类 X] [客户 名称] [社群] [用途 营销]：内容，或 群发 编号 [预览|批准|全量|暂停|继续|取消|效果]',
  en: 'broadcast new people|rooms [stage X] [tier A] [segment X] [customer NAME] [communities] [for marketing]: TEXT, or broadcast NUMBER [preview|approve|go|pause|resume|cancel|effect]',
} as const;

const fail = ({ language }: CommandContext, zh: string, en: string): never => {
  throw new InputError(language === 'zh' ? zh : en);
};

type Wanted = {
  readonly target: 'people' | 'rooms';
  readonly filter: BroadcastFilter;
  readonly purpose: Purpose;
};

/** Reads whom a broadcast is for. @throws InputError naming the word that is not understood. */
const readWanted = async (context: CommandContext, words: readonly string[]): Promise<Wanted> => {
  const [first = '', ...rest] = words;
  const target = roomWords.has(first.toLowerCase())
    ? 'rooms'
    : peopleWords.has(first.toLowerCase())
      ? 'people'
      : fail(context, usage.zh, usage.en);
  let filter: BroadcastFilter = { owners: context.asker.scope.owners };
  let purpose: Purpose = 'marketing';
  for (let index = 0; index < rest.length; index++) {
    const word = (rest[index] ?? '').toLowerCase();
    const value = rest[index + 1] ?? '';
    if (word === 'all' || word === '全部') continue;
    if (word === 'communities' || word === '社群') {
      if (context.asker.scope.owners !== 'all')
        fail(context, '只有经理可以向社群群发。', 'Only managers broadcast to communities.');
      filter = { ...filter, communities: true };
      continue;
    }
    index++;
    if (word === 'stage' || word === '阶段') {
      const stages = stagesNamed(value, context.company.model);
      if (!stages) fail(context, `没有“${value}”这个阶段。`, `There is no stage "${value}".`);
      else filter = { ...filter, stages };
    } else if (word === 'tier' || word === '等级') {
      if (!/^[abc]$/i.test(value)) fail(context, '等级写 A、B 或 C。', 'A tier is A, B or C.');
      filter = { ...filter, tier: value.toUpperCase() };
    } else if (word === 'segment' || word === '分类') {
      const found = context.company.policies
        .latest()
        .segments.find((each) => [each.id, each.name.zh, each.name.en].includes(value));
      if (!found) fail(context, `没有“${value}”这个分类。`, `There is no segment "${value}".`);
      else filter = { ...filter, segment: found.id };
    } else if (word === 'customer' || word === '客户') {
      const customer = await requireCustomer(context, value);
      filter = { ...filter, customers: [...(filter.customers ?? []), customer.id] };
    } else if (word === 'for' || word === '用途') {
      const known = purposes.find((each) => each === value) ?? purposeWords[value];
      if (!known) fail(context, '用途写服务、营销、问卷或社群。', `A purpose is ${purposes.join(', ')}.`);
      else purpose = known;
    } else fail(context, `看不懂“${word}”。${usage.zh}`, `"${word}" is not understood. Write: ${usage.en}`);
  }
  return { target, filter, purpose };
};

const create = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, asker, now, language } = context;
  // The text follows the first colon, which stands at a word's end.
  const cut = args.findIndex((word) => /[:：]/.test(word));
  const [, before = '', after = ''] = /^(.*?)[:：](.*)$/su.exec(args[cut] ?? '') ?? [];
  const text = [after, ...args.slice(cut + 1)].join(' ').trim();
  if (cut < 0 || text === '') fail(context, `格式：${usage.zh}`, `Write: ${usage.en}`);
  const words = [...args.slice(0, cut), ...(before === '' ? [] : [before])];
  const wanted = await readWanted(context, words);
  const id = await createBroadcast(
    db,
    { ...wanted, text, language, authorId: asker.id, testPercent, stopPercent },
    now,
  );
  return textAnswer(
    'team',
    language === 'zh'
      ? `群发 #${id} 正在计算名单。算好后我会私下发给您人数、不发的原因，并请主管批准。`
      : `Broadcast #${id} is being planned. You will get the numbers in private, and a lead is asked to approve it.`,
    { id },
  );
};

type Move = {
  readonly allowed: (context: CommandContext, broadcast: Broadcast) => boolean;
  readonly run: (context: CommandContext, broadcast: Broadcast) => Promise<BroadcastChange>;
};

const isLead = ({ asker }: CommandContext): boolean => asker.role !== 'rep';
const isTheirs = (context: CommandContext, { authorId }: Broadcast): boolean =>
  isLead(context) || (context.asker.id !== null && context.asker.id === authorId);

const start = async ({ db, now }: CommandContext, { id }: Broadcast, wave: 0 | 1): Promise<void> => {
  await measure(db, broadcastFlow(id), now);
  await startWave(db, id, wave, now, now + readAfterMs);
};

const moves: Readonly<Record<Exclude<BroadcastMove, 'preview' | 'effect'>, Move>> = {
  approve: {
    allowed: isLead,
    run: async (context, broadcast) => {
      await start(context, broadcast, 0);
      return { status: 'testing', approved_by: context.asker.id, approved_at: context.now };
    },
  },
  go: {
    allowed: isTheirs,
    run: async (context, broadcast) => {
      await start(context, broadcast, 1);
      return { status: 'running' };
    },
  },
  pause: {
    allowed: isTheirs,
    run: async ({ db }, { id, status }) => {
      await withdrawContacts(db, { flow: broadcastFlow(id) }, 'withdrawn');
      return { status: 'paused', resumes: status === 'testing' ? 'testing' : 'running', reason: null };
    },
  },
  resume: {
    allowed: isTheirs,
    run: async ({ db, now }, { id, resumes }) => {
      await requeueWithdrawn(db, id);
      // Who resumes has read the answers until now: only new ones stop it again.
      return { status: resumes ?? 'running', reason: null, heard_until: now };
    },
  },
  cancel: {
    allowed: isTheirs,
    run: async ({ db }, { id }) => {
      await withdrawContacts(db, { flow: broadcastFlow(id) }, 'withdrawn');
      return { status: 'cancelled' };
    },
  },
};

const preview = async (context: CommandContext, broadcast: Broadcast): Promise<Answer> => {
  const zh = context.language === 'zh';
  if (context.asker.id === null || context.asker.id !== broadcast.authorId)
    fail(context, '名单只给发起人看。', 'Only its author sees the names.');
  const names = await targetNames(context.db, broadcast.id, 30);
  const text = names.join(zh ? '、' : ', ') || (zh ? '没有人会收到。' : 'Nobody will get it.');
  return cardAnswer('person', zh ? `群发 #${broadcast.id} 将发给` : `Broadcast #${broadcast.id} goes to`, [
    { kind: 'text', text },
    { kind: 'quote', text: broadcast.text },
  ]);
};

const act = async (context: CommandContext, broadcast: Broadcast, word: string): Promise<Answer> => {
  const { db, now, language, company } = context;
  const zh = language === 'zh';
  const move = (Object.hasOwn(moveWords, word) ? moveWords[word] : word) as BroadcastMove;
  if (move === 'effect') {
    const report = await effectOf(db, broadcastFlow(broadcast.id), now);
    const title = zh ? `群发 #${broadcast.id} 的效果` : `Effect of broadcast #${broadcast.id}`;
    return cardAnswer('team', title, effectBlocks(report, company.zone, language), report ?? null);
  }
  if (move === 'preview') return preview(context, broadcast);
  const known = Object.hasOwn(moves, move) ? moves[move] : undefined;
  if (!known) return fail(context, `格式：${usage.zh}`, `Write: ${usage.en}`);
  if (!known.allowed(context, broadcast)) fail(context, '您的角色不能这样做。', 'Your role may not do this.');
  if (!movesOf(broadcast).includes(move))
    fail(context, '现在不能这样做，请看卡片上的按钮。', 'This cannot be done now; the card shows what can.');
  const change = await known.run(context, broadcast);
  await changeBroadcast(db, broadcast.id, change, now);
  const card = await broadcastCard(db, { ...broadcast, ...change }, language);
  return cardAnswer('team', card.title, card.blocks, { id: broadcast.id, status: change.status });
};

/** `broadcast …`: one message to many, tested on a few first. */
export const broadcast: Command = {
  name: 'broadcast',
  aliases: ['群发'],
  usage,
  summary: {
    zh: '给一群客户发同一条消息：先批准、先试发、再全量，能自动暂停，能看效果',
    en: 'one message to many customers: approved, tested on a few, then sent; pauses by itself, its effect is measured',
  },
  run: async (context, args) => {
    const { db, asker, language } = context;
    const zh = language === 'zh';
    const [first = '', second] = args;
    if (newWords.has(first.toLowerCase())) return create(context, args.slice(1));
    const number = /^#?(\d{1,15})$/.exec(first)?.[1];
    if (number === undefined) {
      if (first !== '') fail(context, `格式：${usage.zh}`, `Write: ${usage.en}`);
      const all = await recentBroadcasts(db, asker.scope.owners);
      const lines = all.map((each) => `#${each.id} ${each.status} · ${each.text.slice(0, 60)}`);
      const none = zh ? `还没有群发。${usage.zh}` : `There is no broadcast yet. Write: ${usage.en}`;
      return textAnswer(
        'team',
        lines.join('\n') || none,
        all.map(({ id, status }) => ({ id, status })),
      );
    }
    const found = await lockBroadcast(db, Number(number), true);
    const seen =
      found &&
      (asker.scope.owners === 'all' ||
        (found.authorId !== null && asker.scope.owners.includes(found.authorId)));
    if (!seen) return fail(context, `没有群发 #${number}。`, `There is no broadcast #${number}.`);
    if (second !== undefined) return act(context, found, second.toLowerCase());
    const card = await broadcastCard(db, found, language);
    return cardAnswer('team', card.title, card.blocks, { id: found.id, status: found.status });
  },
};
