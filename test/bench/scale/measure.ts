import { sql } from 'kysely';
import type { Asker, CommandContext } from '../../../bot/commands/command.ts';
import { execute } from '../../../bot/commands/execute.ts';
import { digestFor } from '../../../bot/digest/compose.ts';
import type { Company } from '../../../bot/ingest/context.ts';
import type { Ingest } from '../../../bot/ingest/ingest.ts';
import { advanceDue } from '../../../bot/jobs/tick.ts';
import { digestCard } from '../../../bot/view/digest-card.ts';
import { editions, latestIssue } from '../../../core/digest/edition.ts';
import type { Db } from '../../../db/connect.ts';
import { createRandom } from '../../support/population.ts';
import { processorMs } from './processor.ts';

/** The time within which so many of 100 came, in ms. */
const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  0;

/** Milliseconds of some runs: the median, within which 95 of 100 came, and the processor's time of one on average. */
export type Times = { readonly p50: number; readonly p95: number; readonly processor: number };

const timesOf = async (
  home: string,
  rounds: number,
  run: (round: number) => Promise<unknown>,
): Promise<Times> => {
  for (let warm = 0; warm < 3; warm++) await run(warm);
  const times: number[] = [];
  const before = await processorMs(home);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run(round);
    times.push(performance.now() - start);
  }
  const processor = ((await processorMs(home)) - before) / rounds;
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), processor };
};

/** Asks commands as the pipeline does: each in a transaction of its own, audited. */
const askIn = (db: Db, company: Company, now: number) => (asker: Asker, text: string) =>
  db.transaction().execute(async (trx) => {
    const context: CommandContext = {
      db: trx,
      company,
      now,
      at: now,
      asker,
      language: 'en',
      requestKey: `bench/${text}`,
    };
    const answer = await execute(context, text);
    const failed = (answer.data as { readonly error?: unknown } | null)?.error;
    if (failed !== undefined) throw new Error(`${text}: ${JSON.stringify(failed)}`);
    return answer;
  });

const manager: Asker = { id: null, name: 'manager', role: 'manager', scope: { owners: 'all' } };

/** How fast commands are: `status` of customers by name, and `list risk` of a manager and of a rep. */
export const measureCommands = async (
  home: string,
  db: Db,
  company: Company,
  now: number,
  customers: number,
): Promise<{ readonly status: Times; readonly list: Times; readonly ownList: Times }> => {
  const ask = askIn(db, company, now);
  const random = createRandom(3);
  const rep: Asker = { id: null, name: 'rep', role: 'rep', scope: { owners: [7] } };
  return {
    status: await timesOf(home, 200, () =>
      ask(manager, `status "customer ${1 + Math.floor(random() * customers)}"`),
    ),
    list: await timesOf(home, 60, () => ask(manager, 'list risk')),
    ownList: await timesOf(home, 60, () => ask(rep, 'list risk')),
  };
};

/** How long each edition takes, from facts to card, and the most memory that this process had meanwhile, in MB. */
export const measureDigests = async (
  home: string,
  db: Db,
  company: Company,
  now: number,
): Promise<{
  readonly ms: Readonly<Record<string, { readonly wall: number; readonly processor: number }>>;
  readonly peakMb: number;
}> => {
  let peakMb = 0;
  const look = (): void => {
    peakMb = Math.max(peakMb, process.memoryUsage().rss / 2 ** 20);
  };
  const timer = setInterval(look, 20);
  const ms: Record<string, { wall: number; processor: number }> = {};
  for (const edition of editions) {
    const { from, until } = latestIssue(edition, now, company.calendar, 9 * 60);
    const before = await processorMs(home);
    const start = performance.now();
    const content = await digestFor(db, company, { edition, from, until, now });
    digestCard(content, company, 'zh');
    const wall = performance.now() - start;
    ms[edition] = { wall, processor: (await processorMs(home)) - before };
    look();
  }
  clearInterval(timer);
  return { ms, peakMb };
};

/** How long the tick takes when nothing is due, and when so many customers are. */
export const measureTick = async (
  home: string,
  db: Db,
  ingest: Ingest,
  now: number,
  due: readonly number[],
): Promise<{
  readonly idle: Times;
  readonly busy: readonly { readonly due: number; readonly ms: number; readonly processor: number }[];
}> => {
  await sql`update customer set next_check_at = ${now + 86_400_000} where next_check_at <= ${now}`.execute(
    db,
  );
  const idle = await timesOf(home, 30, () => advanceDue(ingest, now));
  const busy: { due: number; ms: number; processor: number }[] = [];
  for (const count of due) {
    await sql`update customer set next_check_at = ${now - 1} where id in (
      select id from customer where stage <> 'churned' order by id desc limit ${count})`.execute(db);
    const before = await processorMs(home);
    const start = performance.now();
    const done = await advanceDue(ingest, now);
    const took = performance.now() - start;
    busy.push({ due: done, ms: took, processor: (await processorMs(home)) - before });
  }
  return { idle, busy };
};
