import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { toLanguage } from '../../core/language.ts';
import { dayMs } from '../../core/time.ts';
import { findMembers } from '../../db/people.ts';
import { cardAnswer } from '../commands/answer.ts';
import { askerOf, operator } from '../commands/asker.ts';
import type { Answer, Asker } from '../commands/command.ts';
import { answerLanguage, execute } from '../commands/execute.ts';
import { digestFor } from '../digest/compose.ts';
import { digestCard } from '../view/digest-card.ts';
import { readMoment } from './moment.ts';
import { print } from './print.ts';
import { waitForModel } from './wait-for-model.ts';
import { type Session, withBot } from './with-bot.ts';

type AskOptions = {
  readonly as?: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly lang?: string;
};

const findAsker = async (
  { database: { db }, clock }: Session,
  as: string | undefined,
): Promise<Asker & { readonly language: string | null }> => {
  if (as === undefined) return { ...operator, language: null };
  const wanted = as.toLowerCase();
  const members = await findMembers(db);
  const byId = await db.selectFrom('identity').select('person_id').where('external_id', '=', as).execute();
  const ids = new Set(byId.map((each) => each.person_id));
  const fits = members.filter((each) => ids.has(each.id) || each.name.toLowerCase() === wanted);
  const [member] = fits;
  if (!member || fits.length > 1) {
    const names = members
      .slice(0, 20)
      .map((each) => each.name)
      .join(', ');
    throw new InputError(
      `${fits.length > 1 ? 'Several members have' : 'No member has'} the name or id "${as}". Members: ${names || 'none yet'}.`,
    );
  }
  const asker = await askerOf(db, member.id, clock.now());
  if (!asker) throw new InputError(`"${as}" is no member.`);
  return asker;
};

/** Runs one chat command for a person or the operator, as of a time, and returns the answer. */
export const askOnce = async (session: Session, text: string, options: AskOptions): Promise<Answer> => {
  const { database, clock, ingest, config } = session;
  const asker = await findAsker(session, options.as);
  const now = clock.now();
  const at = options.at === undefined ? now : readMoment(options.at, ingest.company.zone, now);
  const own = options.lang ?? asker.language ?? config.language;
  return database.db.transaction().execute((trx) =>
    execute(
      {
        db: trx,
        company: ingest.company,
        now,
        at: Math.min(at, now),
        asker,
        language: options.lang === undefined ? answerLanguage(text, toLanguage(own)) : toLanguage(own),
        requestKey: `cli/${crypto.randomUUID()}`,
        ...(config.model ? { model: config.model } : {}),
      },
      text,
    ),
  );
};

const show = (answer: Answer, json: boolean | undefined): void => {
  print(json ? JSON.stringify(answer.data) : answer.message.text);
  const failed = (answer.data as { error?: unknown } | null)?.error;
  if (typeof failed === 'string') process.exitCode = 1;
};

/** Answers, and waits for what the model adds; what it writes is seen on standard error while it is being written. */
const answerHere = async (session: Session, text: string, options: AskOptions): Promise<void> => {
  const answer = await askOnce(session, text, options);
  if (!options.json) show(answer, false);
  const quiet = options.json || !process.stderr.isTTY;
  const finished = await waitForModel(session, answer.data, (more) => {
    if (!quiet) process.stderr.write(more);
  });
  if (finished && !options.json) print(`\n${finished.message.text}`);
  if (options.json) {
    const { data } = answer;
    show(
      finished
        ? {
            ...answer,
            data: { ...(data as object), model: finished.message.text, problem: finished.problem },
          }
        : answer,
      true,
    );
  }
};

/** Adds `tend ask` and `tend digest`. */
export const addAsk = (program: Command): void => {
  program
    .command('ask')
    .description('run any chat command from here, with the rights of a member')
    .argument('<text...>', "the command, for example 'status Acme'")
    .option('--as <member>', 'whose rights (name or id); without it, the operator')
    .option('--at <time>', 'as of this time')
    .option('--lang <zh|en>', 'language of the answer')
    .option('--json', 'print the data instead of the text')
    .action(async (words: string[], options: AskOptions) => {
      const text =
        words.length === 1
          ? (words[0] ?? '')
          : words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
      await withBot((session) => answerHere(session, text, options));
    });
  program
    .command('digest')
    .description('print the digest of the 24 hours before a time, or of the week or month that it lies in')
    .option('--at <time>', 'until this time; without it, now')
    .option('--days <n>', 'how many days it covers', '1')
    .option('--week', 'the week from Monday')
    .option('--month', 'the calendar month')
    .option('--lang <zh|en>', 'language')
    .option('--json', 'print the data instead of the text')
    .action(async (options: DigestOptions) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1 || days > 366)
        throw new InputError('--days takes a whole number from 1 to 366.');
      await withBot(async (session) => show(await digestOnce(session, options, days), options.json));
    });
};

type DigestOptions = AskOptions & {
  readonly days: string;
  readonly week?: boolean;
  readonly month?: boolean;
};

const digestOnce = async (session: Session, options: DigestOptions, days: number): Promise<Answer> => {
  const { week, month, ...ask } = options;
  if (week) return askOnce(session, 'week', ask);
  if (month) return askOnce(session, 'month', ask);
  if (days === 1) return askOnce(session, 'digest', ask);
  const { database, clock, ingest, config } = session;
  const { company } = ingest;
  const now = clock.now();
  const at = Math.min(now, options.at === undefined ? now : readMoment(options.at, company.zone, now));
  await company.policies.refresh(database.db);
  const order = { edition: 'daily', from: at - days * dayMs, until: at, now } as const;
  const content = await digestFor(database.db, company, order);
  const { title, blocks } = digestCard(content, company, toLanguage(options.lang ?? config.language));
  return cardAnswer('managers', title, blocks, content);
};
