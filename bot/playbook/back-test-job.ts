import type { Logger } from 'pino';
import { type Language, toLanguage } from '../../core/language.ts';
import { type Card, type CardBlock, cardText } from '../../core/messages.ts';
import { type AskedBackTest, endBackTest, noteBackTestCard, takeBackTest } from '../../db/back-tests.ts';
import type { Db } from '../../db/connect.ts';
import { enqueue } from '../../db/outbox.ts';
import { replaceCard } from '../../db/replace-card.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';
import { updatingPlatforms } from '../outbox/updates.ts';
import { backTestPicture } from '../picture/back-test-picture.ts';
import { backTestLines, playbookButtons } from '../view/playbook-card.ts';
import { runBackTest } from './back-test.ts';
import { type FoundPlaybook, playbookLibrary, playbookNamed, showPlaybook } from './library.ts';
import { keepBackTest } from './lifecycle.ts';

/** What back-testing what people ask for needs. */
export type BackTesting = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ringOutbox: () => Promise<void>;
};

/** A worker that is not heard of for so long has died; progress is heard of more often. */
const leaseMs = 5 * 60_000;
const mostAttempts = 3;
/** One that takes longer says how far it is, so often at most. */
const progressMs = 3_000;

const cardKey = ({ id }: AskedBackTest): string => `back-test/${id}`;

/** Writes the card of a back-test: as a message, and from then on in its place where the platform lets it be replaced. */
const writeCard = async (
  trx: Db,
  asked: AskedBackTest,
  card: Card,
  { cards, last, now }: { readonly cards: number; readonly last: boolean; readonly now: number },
): Promise<void> => {
  const message = { audience: 'team', text: cardText(card), card } as const;
  const key = cards === 0 ? cardKey(asked) : `${cardKey(asked)}/${cards}`;
  const replaces = cards > 0 && updatingPlatforms.has(asked.platform);
  const replaced = replaces && (await replaceCard(trx, cardKey(asked), { key, message }, now));
  const to = asked.askerId === null ? {} : { askerId: asked.askerId };
  if (!replaced && (cards === 0 || last))
    await enqueue(trx, { key, roomId: asked.roomId, message, ...to }, now);
  await noteBackTestCard(trx, asked.id, Date.now() + leaseMs);
};

const titleOf = (name: string, days: number, language: Language): string =>
  language === 'zh' ? `${name} · 回测最近 ${days} 天` : `${name} · back-test of the last ${days} days`;

const progressCard = (title: string, share: number, language: Language): Card => ({
  title,
  blocks: [
    {
      kind: 'meter',
      label: language === 'zh' ? '正在回看历史' : 'Looking through what happened',
      share,
      value: `${Math.round(share * 100)}%`,
    },
  ],
});

const find = async (db: Db, key: string): Promise<FoundPlaybook | undefined> => {
  const found = playbookNamed(await playbookLibrary(db), key);
  return 'newest' in found ? found : undefined;
};

const inFile = (key: string, days: number, language: Language): CardBlock => {
  const command = `tend playbook backtest ${key} --days ${days} --csv runs.csv`;
  return {
    kind: 'text',
    text:
      language === 'zh'
        ? `逐条结果（CSV）请在终端运行：${command}`
        : `Every run as CSV, at the terminal: ${command}`,
  };
};

const test = async (job: BackTesting, asked: AskedBackTest, { newest }: FoundPlaybook): Promise<void> => {
  const { db, company, clock, log, ringOutbox } = job;
  const { days, askedAt: now } = asked;
  const language = toLanguage(asked.language);
  const title = titleOf(showPlaybook(newest, language), days, language);
  let { cards } = asked;
  const write = async (card: Card, last: boolean): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      if (last) await endBackTest(trx, asked.id, clock.now());
      await writeCard(trx, asked, card, { cards, last, now: clock.now() });
    });
    cards++;
    await ringOutbox();
  };
  let saidAt = performance.now();
  await company.policies.refresh(db);
  const { summary } = await runBackTest(db, company, newest, { now, days }, async (done, all) => {
    if (!updatingPlatforms.has(asked.platform) || performance.now() - saidAt < progressMs) return;
    saidAt = performance.now();
    await write(progressCard(title, done / all, language), false);
  });
  const picture = await backTestPicture({ db, log, now: clock.now() }, summary, company.zone, language);
  const by = { id: asked.askerId, name: asked.asker ?? '', now: clock.now() };
  await db.transaction().execute((trx) => keepBackTest(trx, newest, summary, by));
  const found = (await find(db, newest.key)) ?? { newest, live: undefined };
  const lines = backTestLines(summary, language).map((text): CardBlock => ({ kind: 'text', text }));
  const blocks = [
    ...lines,
    ...(picture ? [picture] : []),
    inFile(newest.key, days, language),
    playbookButtons(found.newest, found.live, language),
  ];
  await write({ title, blocks }, true);
};

/**
 * Does the oldest back-test that somebody asked for in chat, apart from any request: its card says how far it is, and in the
 * end what was found. Returns whether there was one.
 */
export const runAskedBackTest = async (job: BackTesting): Promise<boolean> => {
  const { db, clock } = job;
  const asked = await takeBackTest(db, Date.now(), leaseMs);
  if (!asked) return false;
  const found = await find(db, asked.playbook);
  if (!found || asked.attempts > mostAttempts) await endBackTest(db, asked.id, clock.now());
  else await test(job, asked, found);
  return true;
};
