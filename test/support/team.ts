import { createWebAdapter } from '../../adapters/web/adapter.ts';
import type { Clock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { accept } from '../../bot/ingest/accept.ts';
import { createIngest } from '../../bot/ingest/create.ts';
import type { Ingest } from '../../bot/ingest/ingest.ts';
import { processConversations } from '../../bot/ingest/process.ts';
import { advanceDue } from '../../bot/jobs/tick.ts';
import { createLogger } from '../../bot/log.ts';
import { deliverOutbox } from '../../bot/outbox/deliver.ts';
import type { Card } from '../../core/messages.ts';
import { connect, type Db } from '../../db/connect.ts';
import { account, type CompanyPlan, seedCompany } from './company.ts';
import { createTestDatabase } from './database.ts';
import { at, type When } from './given.ts';

/** A message as it stands in a room. */
export type Said = {
  readonly id: number;
  readonly at: number;
  readonly key: string;
  readonly text: string;
  readonly card: Card | null;
};

/**
 * A company on the real pipeline and a database of its own, at times of the test's choosing: what is said is stored,
 * processed, folded and answered, and what the bot says is delivered, all before the call resolves.
 */
export type TestTeam = {
  readonly db: Db;
  readonly ingest: Ingest;
  /** Moves the clock to a time (Shanghai) and does what has fallen due by then. */
  at(when: When): Promise<void>;
  now(): number;
  /** Someone writes in a room at the clock's time. */
  says(person: string, room: string, text: string): Promise<void>;
  /** Several say something at the same moment, each in their room. */
  allSay(lines: readonly (readonly [person: string, room: string, text: string])[]): Promise<void>;
  /** Delivers an event as it is. */
  feeds(event: unknown): Promise<void>;
  /** Someone presses the button with this label on a message of the bot; `near` is in the line above the buttons. */
  presses(person: string, room: string, message: Said, label: RegExp, near?: RegExp): Promise<void>;
  /** What the bot has told a member alone since the last time this was asked, oldest first. */
  hears(member: string): Promise<readonly Said[]>;
  /** What the bot says to what a member writes to it alone. */
  asks(member: string, text: string): Promise<string>;
  stop(): Promise<void>;
};

const minuteMs = 60_000;

/** Opens a company whose people came a minute before `start`, with the given plan and further settings. */
export const openTeam = async (
  start: When,
  plan?: CompanyPlan,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestTeam> => {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 3 });
  let now = at(start);
  const clock: Clock = {
    now: () => now,
    offsetMs: () => now - Date.now(),
    refresh: async () => undefined,
    setOffset: async () => undefined,
  };
  const log = createLogger(process.env['TEND_TEST_LOG'] ?? 'silent');
  const config = readConfig({
    TEND_LANGUAGE: 'en',
    LOG_LEVEL: 'silent',
    TEND_ZONE: 'Asia/Shanghai',
    ...settings,
  });
  const adapter = createWebAdapter({ account, now: clock.now, lookUp: async () => undefined });
  const ingest = createIngest(db, clock, config, log);
  const outbox = { db, clock, log, company: ingest.company, adapterFor: async () => adapter };
  const deliver = async (): Promise<void> => {
    while ((await deliverOutbox(outbox)) > 0);
  };
  await seedCompany(db, now - minuteMs, plan);
  const externals = new Map(
    (
      await db
        .selectFrom('identity')
        .select(['external_id as id', 'external', 'name'])
        .where('account', '=', account)
        .execute()
    ).map((each) => [
      each.id,
      { id: each.id, external: each.external === 'yes', name: each.name ?? each.id },
    ]),
  );
  let count = 0;
  const feedAll = async (events: readonly unknown[]): Promise<void> => {
    let rung: readonly string[] = [];
    await accept(db, events, now, async (conversations) => {
      rung = conversations;
    });
    await processConversations(ingest, rung);
    await deliver();
  };
  const feeds = (event: unknown): Promise<void> => feedAll([event]);
  const eventOf = (person: string, room: string, body: object) => {
    const who = externals.get(person);
    return {
      id: `e${++count}`,
      at: now,
      platform: 'web',
      account,
      person: { ...who, kind: 'human' },
      conversation: { id: room, kind: room.startsWith('dm:') ? 'direct' : 'group' },
      ...body,
    };
  };
  const feed = (person: string, room: string, body: object): Promise<void> =>
    feeds(eventOf(person, room, body));
  const messagesIn = (room: string, after: number): Promise<Said[]> =>
    db
      .selectFrom('message')
      .innerJoin('room', 'room.id', 'message.room_id')
      .select(['message.id', 'message.at', 'message.external_id as key', 'message.text', 'message.card'])
      .where('room.external_id', '=', room)
      .where('message.person_id', 'is', null)
      .where('message.id', '>', after)
      .orderBy('message.id')
      .execute();
  const heard = new Map<string, number>();
  const hears: TestTeam['hears'] = async (member) => {
    const room = `dm:${member}`;
    const news = await messagesIn(room, heard.get(room) ?? 0);
    heard.set(room, news.at(-1)?.id ?? heard.get(room) ?? 0);
    return news;
  };
  const messageOf = (person: string, room: string, text: string) =>
    eventOf(person, room, {
      type: 'message',
      message: `m${count + 1}`,
      text,
      mentionsBot: /@tend\b/i.test(text),
      attachments: [],
    });
  const says: TestTeam['says'] = (person, room, text) => feeds(messageOf(person, room, text));
  return {
    db,
    ingest,
    now: () => now,
    at: async (when) => {
      now = at(when);
      await advanceDue(ingest, now);
      await deliver();
    },
    says,
    allSay: (lines) => feedAll(lines.map((line) => messageOf(...line))),
    feeds,
    presses: async (person, room, message, label, near) => {
      const blocks = message.card?.blocks ?? [];
      const from = near ? blocks.findIndex((each) => 'text' in each && near.test(each.text)) : 0;
      const buttons = blocks
        .slice(Math.max(0, from))
        .flatMap((each) => (each.kind === 'buttons' ? each.buttons : []));
      const button = buttons.find((each) => label.test(each.label));
      if (!button || from < 0) throw new Error(`No button ${label} in:\n${message.text}`);
      await feed(person, room, {
        type: 'action',
        action: button.action,
        value: button.value,
        message: message.key,
      });
    },
    hears,
    asks: async (member, text) => {
      await hears(member);
      await says(member, `dm:${member}`, text);
      return (await hears(member)).map((each) => each.text).join('\n');
    },
    stop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
};
