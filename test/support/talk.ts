import { type Button, type OutboundMessage, plainBlocks } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { account, customers, members, seedCompany } from './company.ts';
import { openIngest, type TestIngest } from './ingest.ts';

/** A request to the bot and what it answered. */
export type Reply = OutboundMessage & {
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
  /** Presses the button with this label, as `who` (the asker unless given), and returns what came of it. */
  press(label: RegExp, who?: string): Promise<Reply>;
};

/** The tests' company talking with the bot, without queue, server or adapters: what it says is read from the outbox. */
export type Talk = {
  readonly bot: TestIngest;
  readonly db: Db;
  /** Says something to the bot in a room (the direct chat unless given) and returns its answer. */
  ask(who: string, text: string, room?: string): Promise<Reply>;
  /** Says something and returns what the bot answered, or undefined where it stayed silent. */
  say(who: string, text: string, room?: string): Promise<Reply | undefined>;
  /** Feeds any event of a person and returns what the bot answered, if anything. */
  event(who: string, event: Readonly<Record<string, unknown>>, room?: string): Promise<Reply | undefined>;
  stop(): Promise<void>;
};

const outsiders = new Map(customers.flatMap(({ people }) => people.map((each) => [each.id, each.name])));
const insiders = new Map(members.map((each) => [each.id, each.name]));

/** Opens the tests' company on a database of its own. Whoever opens it stops it. */
export const openTalk = async (seed: (db: Db) => Promise<void> = seedCompany): Promise<Talk> => {
  const bot = await openIngest(account);
  await seed(bot.db);
  const { db } = bot;
  let count = 0;
  const lastOutbound = async (): Promise<number> =>
    (
      await db
        .selectFrom('outbox')
        .select(({ fn }) => fn.max('id').as('id'))
        .executeTakeFirst()
    )?.id ?? 0;

  const event: Talk['event'] = async (who, body, room = `dm:${who}`) => {
    const before = await lastOutbound();
    const id = `talk-${++count}`;
    const name = insiders.get(who) ?? outsiders.get(who) ?? who;
    await bot.feed([
      {
        id,
        at: Date.now() - 1000 + Math.min(count, 900),
        platform: 'web',
        account,
        person: { id: who, name, kind: 'human', external: !insiders.has(who) },
        conversation: { id: room, kind: room.startsWith('dm:') ? 'direct' : 'group' },
        ...body,
      },
    ]);
    const row = await db
      .selectFrom('outbox')
      .select('message')
      .where('id', '>', before)
      .where('idempotency_key', 'like', 'reply/%')
      .orderBy('id')
      .executeTakeFirst();
    if (!row) return undefined;
    const message = row.message as OutboundMessage;
    const buttons = message.card
      ? plainBlocks(message.card).flatMap((each): readonly Button[] =>
          each.kind === 'buttons' ? each.buttons : [],
        )
      : [];
    const press: Reply['press'] = async (label, presser = who) => {
      const button = buttons.find((each) => label.test(each.label));
      if (!button) throw new Error(`No button ${label} on: ${message.text}`);
      const { action, value } = button;
      const reply = await event(presser, { type: 'action', action, value, message: `m-${id}` }, room);
      if (!reply) throw new Error(`Nothing came of pressing ${label}.`);
      return reply;
    };
    return { ...message, buttons: buttons.map((each) => each.label), press };
  };
  const say: Talk['say'] = (who, text, room) =>
    event(
      who,
      {
        type: 'message',
        message: `m-talk-${count + 1}`,
        text,
        mentionsBot: /[@＠]tend/i.test(text),
        attachments: [],
      },
      room,
    );
  return {
    bot,
    db,
    event,
    say,
    ask: async (who, text, room) => {
      const reply = await say(who, text, room);
      if (!reply) throw new Error(`The bot said nothing to: ${text}`);
      return reply;
    },
    stop: () => bot.stop(),
  };
};
