import { type Language, toLanguage } from '../../core/language.ts';
import { type Card, type CardBlock, type CustomerMessage, customerMessage } from '../../core/messages.ts';
import { excerpt, percent } from '../../core/words.ts';
import type { Db } from '../../db/connect.ts';
import type { Listening } from '../../db/listening.ts';
import { lockPoll, type Poll, saveVote, votesOf } from '../../db/polls.ts';
import { replaceCard } from '../../db/replace-card.ts';
import { type Heard, type Outsider, replyTo, unheard } from '../outsiders/outsider.ts';

const words = {
  zh: {
    title: (question: string) => `投票：${question}`,
    ended: (question: string) => `投票结束：${question}`,
    how: '点一个选项，或直接回复选项的数字；可以改。',
    votes: (count: number, share: string) => `${count} 票 · ${share}`,
    thanks: (choice: string) => `已投“${choice}”，谢谢！`,
    over: '这个投票已经结束，谢谢！',
  },
  en: {
    title: (question: string) => `Poll: ${question}`,
    ended: (question: string) => `Poll closed: ${question}`,
    how: 'Press a choice, or reply with its number. You may change it.',
    votes: (count: number, share: string) => `${count} · ${share}`,
    thanks: (choice: string) => `Your vote for "${choice}" is in. Thank you!`,
    over: 'This poll is closed. Thank you all the same!',
  },
} as const;

/** Returns the card of a poll with what it brought so far; numbers only, nobody sees who voted for what. */
export const pollMessage = (poll: Poll, votes: readonly number[], language: Language): CustomerMessage => {
  const say = words[poll.language === null ? language : toLanguage(poll.language)];
  const all = votes.reduce((sum, each) => sum + each, 0);
  const open = poll.endedAt === null;
  const bars = poll.choices.map((choice, index): CardBlock => {
    const count = votes[index] ?? 0;
    const share = all === 0 ? 0 : count / all;
    return {
      kind: 'meter',
      label: `${index + 1}. ${choice}`,
      share,
      value: say.votes(count, percent(share)),
    };
  });
  const asking: readonly CardBlock[] = open
    ? [
        { kind: 'text', text: say.how },
        {
          kind: 'buttons',
          buttons: poll.choices.map((choice, index) => ({
            label: excerpt(choice, 30),
            action: 'poll',
            value: `${poll.id}/${index}`,
          })),
        },
      ]
    : [];
  const card: Card = { title: (open ? say.title : say.ended)(poll.question), blocks: [...bars, ...asking] };
  return customerMessage(card);
};

/** Returns the key in the outbox of a poll's card. */
export const pollCardKey = (id: number): string => `poll/${id}/card`;

/** Brings the poll's card in the room up to date. */
export const refreshPollCard = async (
  trx: Db,
  poll: Poll,
  options: { readonly language: Language; readonly key: string },
  now: number,
): Promise<boolean> => {
  const message = pollMessage(poll, await votesOf(trx, poll), options.language);
  const key = `poll-card/${poll.id}/${options.key}`;
  return replaceCard(trx, `contact/${pollCardKey(poll.id)}`, { key, message }, now);
};

const vote = async (outsider: Outsider, id: number, choice: number): Promise<Heard> => {
  const { trx, ingest, person, event, room, customerId, language, now, key } = outsider;
  const say = words[language];
  const poll = await lockPoll(trx, id);
  const chosen = poll?.choices[choice];
  if (!poll || chosen === undefined) return unheard;
  const tell = (text: string) =>
    replyTo(outsider, { key: 'poll', message: customerMessage(text), otherwise: null });
  if (poll.endedAt !== null) return { interactions: [], replied: await tell(say.over), settled: true };
  const news = await saveVote(trx, { pollId: id, personId: person.id, choice }, event.at);
  const replied = await tell(say.thanks(chosen));
  if (news === 'same') return { interactions: [], replied, settled: true };
  await refreshPollCard(trx, poll, { language: ingest.language, key }, now);
  if (news === 'changed') return { interactions: [], replied: true, settled: true };
  return {
    replied: true,
    settled: true,
    interactions: [
      {
        customerId,
        roomId: room.id,
        personId: person.id,
        interaction: {
          key: `${key}#vote`,
          at: event.at,
          kind: 'voted',
          direction: 'in',
          data: { poll: excerpt(poll.question, 80) },
        },
      },
    ],
  };
};

/** Takes the press of a choice (`12/0`) as that person's vote; another press changes it while the poll is open. */
export const pressPoll = async (outsider: Outsider, value: string): Promise<Heard> => {
  const [, id = '', choice = ''] = /^(\d{1,15})\/(\d{1,2})$/.exec(value) ?? [];
  return id === '' ? unheard : vote(outsider, Number(id), Number(choice));
};

/** Takes a message that is nothing but the number of a choice as a vote in the poll that was put to the room last. */
export const hearPoll = async (
  outsider: Outsider,
  { ref }: Listening,
  text: string,
): Promise<Heard | undefined> => {
  const number = /^\s*(\d{1,2})[.。\s]*$/.exec(text)?.[1];
  if (number === undefined) return undefined;
  const heard = await vote(outsider, ref, Number(number) - 1);
  return heard === unheard ? undefined : heard;
};
