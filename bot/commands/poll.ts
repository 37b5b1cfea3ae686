import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { endListening, listenFor } from '../../db/listening.ts';
import { endPoll, latestPolls, lockPoll, makePoll, type Poll, votesOf } from '../../db/polls.ts';
import { contact } from '../care/contact.ts';
import { pollCardKey, pollMessage, refreshPollCard } from '../community/poll.ts';
import { showBlocked } from '../view/blocked.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';
import { communityOf } from './find-community.ts';
import { defineVerbs, isNumber, numberIn, type Verb } from './verbs.ts';

const mostChoices = 10;
const longest = 200;
const listenMs = 2 * 60 * 60 * 1000;

const words = {
  zh: {
    usage: `写法：投票 "问题" "选项一" "选项二" …（2 到 ${mostChoices} 个）[在 群名]；投票 编号；投票 结束 编号`,
    none: '还没有投票。',
    title: '投票',
    missing: (id: string) => `没有编号为 ${id} 的投票。`,
    posted: (id: number, room: string) => `投票 #${id} 已发到 ${room}。`,
    blocked: (room: string, why: string, from: string) => `现在不能发到 ${room}：${why}${from}。`,
    from: (when: string) => `，最早 ${when}`,
    ended: (id: number) => `投票 #${id} 已结束。`,
  },
  en: {
    usage: `Write: poll "QUESTION" "CHOICE" "CHOICE" … (2 to ${mostChoices}) [in ROOM]; poll ID; poll end ID`,
    none: 'There are no polls yet.',
    title: 'Polls',
    missing: (id: string) => `There is no poll ${id}.`,
    posted: (id: number, room: string) => `Poll #${id} is posted in ${room}.`,
    blocked: (room: string, why: string, from: string) =>
      `It may not be posted in ${room} now: ${why}${from}.`,
    from: (when: string) => `, from ${when}`,
    ended: (id: number) => `Poll #${id} is closed.`,
  },
} as const;

const requirePoll = async (context: CommandContext, word = ''): Promise<Poll> => {
  const id = numberIn(word);
  const poll = id === undefined ? undefined : await lockPoll(context.db, id);
  if (!poll) throw new InputError(words[context.language].missing(word || '–'));
  return poll;
};

const start = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const say = words[language];
  const { room, rest } = await communityOf(context, args);
  const [question = '', ...choices] = rest;
  const fits =
    choices.length >= 2 && choices.length <= mostChoices && new Set(choices).size === choices.length;
  if (!fits || rest.some((each) => each === '' || each.length > longest)) throw new InputError(say.usage);
  const id = await makePoll(db, { roomId: room.id, question, choices, by: asker.id }, now);
  const poll = await requirePoll(context, String(id));
  const request = {
    key: pollCardKey(id),
    flow: `poll:${id}`,
    to: { roomId: room.id },
    purpose: 'community' as const,
    priority: 5,
    message: pollMessage(poll, [], language),
  };
  const outcome = await contact(db, { company }, request, now);
  if (outcome.status === 'blocked') {
    await endPoll(db, id, now);
    const from = outcome.retryAt === undefined ? '' : say.from(showTime(outcome.retryAt, company.zone));
    throw new InputError(say.blocked(room.name, showBlocked(outcome.reason, language), from));
  }
  await listenFor(db, { roomId: room.id, personId: null, kind: 'poll', ref: id, untilAt: now + listenMs });
  return textAnswer('team', say.posted(id, room.name), { poll });
};

const show = async (context: CommandContext, poll: Poll): Promise<Answer> => {
  const votes = await votesOf(context.db, poll);
  const { card } = pollMessage({ ...poll, language: context.language }, votes, context.language);
  const blocks = (card?.blocks ?? []).filter((each) => each.kind === 'meter');
  return cardAnswer('team', `#${poll.id} ${poll.question} · ${poll.room}`, blocks, { poll, votes });
};

const end = async (context: CommandContext, id: string | undefined): Promise<Answer> => {
  const { db, now, language, requestKey } = context;
  const found = await requirePoll(context, id);
  await endPoll(db, found.id, now);
  await endListening(db, 'poll', found.id);
  await refreshPollCard(db, { ...found, endedAt: now }, { language, key: requestKey }, now);
  return textAnswer('team', words[language].ended(found.id), { id: found.id });
};

const list = async ({ db, language }: CommandContext): Promise<Answer> => {
  const say = words[language];
  const polls = await latestPolls(db, 10);
  if (polls.length === 0) return textAnswer('team', `${say.none}\n${say.usage}`, { polls });
  const lines = polls.map(
    (each): CardBlock => ({ kind: 'text', text: `#${each.id} ${each.question} · ${each.room}` }),
  );
  return cardAnswer('team', say.title, lines, { polls });
};

const listVerb: Verb = { words: ['list', '列表'], run: list };
const showVerb: Verb = {
  words: ['show', '查看'],
  run: async (context, [id]) => show(context, await requirePoll(context, id)),
};
const startVerb: Verb = { words: ['new', '新建', '发起'], changes: true, run: start };

/** `poll`: puts a question with choices to a community, shows what came of it, ends it. */
export const poll = defineVerbs({
  name: 'poll',
  aliases: ['投票'],
  usage: {
    zh: '投票 "问题" "选项" "选项" … [在 群名]；投票 [编号]；投票 结束 编号',
    en: 'poll "QUESTION" "CHOICE" "CHOICE" … [in ROOM]; poll [ID]; poll end ID',
  },
  summary: { zh: '社群投票', en: 'polls in a community' },
  verbs: [
    listVerb,
    showVerb,
    startVerb,
    { words: ['end', 'close', '结束'], changes: true, run: (context, [id]) => end(context, id) },
  ],
  bare: ([first, second]) => {
    if (first === undefined) return listVerb;
    return second === undefined && isNumber(first) ? showVerb : startVerb;
  },
});
