import { broadcastWords } from '../../../core/care/broadcast-words.ts';
import { shippedPlan } from '../../../core/effect/analyse.ts';
import { dayMs } from '../../../core/time.ts';
import {
  firstTarget,
  requeueWithdrawn,
  targetNames,
  valuesOfTargets,
} from '../../../db/broadcast-targets.ts';
import {
  type Broadcast,
  type BroadcastChange,
  broadcastFlow,
  changeBroadcast,
  startWave,
} from '../../../db/broadcasts.ts';
import { withdrawContacts } from '../../../db/contacts.ts';
import { type BroadcastMove, broadcastCard, movesOf } from '../../broadcast/card.ts';
import { effectOf, measure } from '../../care/effect.ts';
import { effectBlocks } from '../../view/effect.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { fail, failWithForm } from './usage.ts';

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
  const first = await firstTarget(context.db, broadcast.id);
  const values = first === undefined ? undefined : (await valuesOfTargets(context.db, [first])).get(first);
  return cardAnswer('person', zh ? `群发 #${broadcast.id} 将发给` : `Broadcast #${broadcast.id} goes to`, [
    { kind: 'text', text },
    { kind: 'quote', text: values ? broadcastWords(broadcast.text, values) : broadcast.text },
  ]);
};

const showEffect = async (
  { db, now, language, company }: CommandContext,
  { id }: Broadcast,
): Promise<Answer> => {
  const report = await effectOf(db, broadcastFlow(id), now);
  const title = language === 'zh' ? `群发 #${id} 的效果` : `Effect of broadcast #${id}`;
  return cardAnswer('team', title, effectBlocks(report, company.zone, language), report ?? null);
};

const moveCalled = (word = ''): BroadcastMove =>
  (Object.hasOwn(moveWords, word) ? moveWords[word] : word) as BroadcastMove;

/** Whether the word is a move that changes the broadcast. */
export const isChange = (word = ''): boolean => Object.hasOwn(moves, moveCalled(word.toLowerCase()));

/** Does with a broadcast what the word says. @throws InputError when it is no such word, or not now, or not theirs to do. */
export const act = async (context: CommandContext, broadcast: Broadcast, word: string): Promise<Answer> => {
  const { db, now, language } = context;
  const move = moveCalled(word.toLowerCase());
  if (move === 'effect') return showEffect(context, broadcast);
  if (move === 'preview') return preview(context, broadcast);
  const known = Object.hasOwn(moves, move) ? moves[move] : undefined;
  if (!known) return failWithForm(context);
  if (!known.allowed(context, broadcast)) fail(context, '您的角色不能这样做。', 'Your role may not do this.');
  if (!movesOf(broadcast).includes(move))
    fail(context, '现在不能这样做，请看卡片上的按钮。', 'This cannot be done now; the card shows what can.');
  const change = await known.run(context, broadcast);
  await changeBroadcast(db, broadcast.id, change, now);
  const card = await broadcastCard(db, { ...broadcast, ...change }, language);
  return cardAnswer('team', card.title, card.blocks, { id: broadcast.id, status: change.status });
};
