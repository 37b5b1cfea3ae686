import { lockBroadcast, recentBroadcasts } from '../../../db/broadcasts.ts';
import { broadcastCard } from '../../broadcast/card.ts';
import { cardAnswer, textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { defineVerbs, isNumber, numberIn, type Verb } from '../verbs.ts';
import { createNew } from './create.ts';
import { act, isChange } from './moves.ts';
import { templates } from './templates.ts';
import { fail, usage } from './usage.ts';

const list = async ({ db, asker, language }: CommandContext): Promise<Answer> => {
  const all = await recentBroadcasts(db, asker.scope.owners);
  const lines = all.map((each) => `#${each.id} ${each.status} · ${each.text.slice(0, 60)}`);
  const none =
    language === 'zh' ? `还没有群发。${usage.zh}` : `There is no broadcast yet. Write: ${usage.en}`;
  return textAnswer(
    'team',
    lines.join('\n') || none,
    all.map(({ id, status }) => ({ id, status })),
  );
};

const one = async (context: CommandContext, [id, word]: readonly string[]): Promise<Answer> => {
  const { db, asker, language } = context;
  const number = numberIn(id) ?? 0;
  const found = await lockBroadcast(db, number, true);
  const seen =
    found &&
    (asker.scope.owners === 'all' ||
      (found.authorId !== null && asker.scope.owners.includes(found.authorId)));
  if (!seen) return fail(context, `没有群发 #${number}。`, `There is no broadcast #${number}.`);
  if (word !== undefined) return act(context, found, word);
  const card = await broadcastCard(db, found, language);
  return cardAnswer('team', card.title, card.blocks, { id: found.id, status: found.status });
};

const listVerb: Verb = { words: ['list', '列表'], run: list };
const oneVerb: Verb = { words: [], changes: ([, word]) => isChange(word), run: one };

/** `broadcast …`: one message to many, tested on a few first. */
export const broadcast = defineVerbs({
  name: 'broadcast',
  aliases: ['群发'],
  usage,
  summary: {
    zh: '给一群客户发同一条消息：先批准、先试发、再全量，能自动暂停，能看效果',
    en: 'one message to many customers: approved, tested on a few, then sent; pauses by itself, its effect is measured',
  },
  verbs: [
    listVerb,
    { words: ['new', '新建'], changes: true, run: createNew },
    { words: ['template', 'templates', '模板'], changes: (args) => args.length > 0, run: templates },
  ],
  bare: ([first]) => (first === undefined ? listVerb : isNumber(first) ? oneVerb : undefined),
});
