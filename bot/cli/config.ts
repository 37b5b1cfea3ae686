import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import type { Zone } from '../../core/zone.ts';
import { describeChanges } from '../behaviour/changes.ts';
import { resolveDocument } from '../behaviour/decisions.ts';
import { type BehaviourDocument, behaviourJsonSchema } from '../behaviour/document.ts';
import { exportBehaviour } from '../behaviour/export.ts';
import { exportPlaybooks } from '../behaviour/export-playbooks.ts';
import { longestDocument, type Reading, readDocument } from '../behaviour/read-document.ts';
import { type BehaviourVersion, behaviourVersions, storeBehaviour } from '../behaviour/versions.ts';
import { operator } from '../commands/asker.ts';
import { readConfig } from '../config.ts';
import { createCompany } from '../ingest/context.ts';
import { readText } from '../lab/read-text.ts';
import { applyPlaybooks, type PlaybookDifference, playbookDifferences } from '../playbook/apply.ts';
import { playbookLibrary, shippedPlaybooks } from '../playbook/library.ts';
import type { Decisions } from '../policies.ts';
import { showTime } from '../view/time.ts';
import { print } from './print.ts';
import { type Session, withBot } from './with-bot.ts';

type ApplyOptions = { readonly dryRun?: boolean; readonly json?: boolean };

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const readFileText = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => undefined);
  if (found && found.size > longestDocument) {
    const kilobytes = Math.round(found.size / 1024);
    throw new InputError(
      `${file} has ${kilobytes} KB; a configuration has at most ${longestDocument / 1024}. Is it the right file?`,
    );
  }
  let text = '';
  for await (const piece of readText(file, say)) text += piece;
  return text;
};

/** Returns the checked document of a file. @throws InputError naming every problem with its line and column. */
const readChecked = async (
  file: string,
  shipped: Decisions,
): Promise<Extract<Reading, { document: BehaviourDocument }>> => {
  const read = readDocument(await readFileText(file), shipped);
  if ('document' in read) return read;
  const count = read.problems.length;
  const lines = read.problems.map(
    ({ line, column, path, what }) => `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${what}`,
  );
  throw new InputError(`${lines.join('\n')}\n${count} ${count === 1 ? 'problem' : 'problems'}.`);
};

/** What `apply` and `undo` say. */
type Applied = {
  readonly changes: readonly string[];
  readonly version: number | null;
  readonly fromAt: number | null;
  readonly dryRun: boolean;
  /** Playbooks that became drafts, or would. */
  readonly playbooks: readonly PlaybookDifference[];
};

/** Shows what a document changes against the newest version, and unless it is a rehearsal puts it in force. */
const putInForce = async (
  { database: { db }, ingest: { company }, clock }: Session,
  wanted: (versions: readonly [BehaviourVersion, ...BehaviourVersion[]]) => BehaviourDocument,
  action: string,
  dryRun: boolean,
  drafts: Readonly<Record<string, Playbook>> = {},
): Promise<Applied> => {
  const { shipped } = company.policies;
  const versions = await behaviourVersions(db);
  const latest = versions.at(-1) ?? versions[0];
  const document = wanted(versions);
  const changes = describeChanges(
    resolveDocument(latest.document, shipped),
    resolveDocument(document, shipped),
    shipped,
    'en',
  );
  const playbooks = await playbookDifferences(db, drafts);
  const nothing = { changes, version: null, fromAt: null, dryRun, playbooks };
  if (dryRun) return nothing;
  const { id, name } = operator;
  const now = clock.now();
  const done = await db.transaction().execute(async (trx) => {
    await applyPlaybooks(trx, drafts, { id, name, now });
    return storeBehaviour(trx, company, document, { seen: latest.id, by: { id, name, action }, now });
  });
  if (done.status === 'replaced')
    throw new InputError('Somebody else changed the configuration just now; try again.');
  return done.status === 'same' ? nothing : { ...nothing, version: done.id, fromAt: done.fromAt };
};

const report = (applied: Applied, zone: Zone, json: boolean): void => {
  const { changes, version, fromAt, dryRun, playbooks } = applied;
  if (json) {
    print(JSON.stringify({ changes, version, fromAt, dryRun, playbooks }));
    return;
  }
  for (const line of changes) print(line);
  for (const { key, is } of playbooks) print(`Playbook ${key}: ${is}`);
  if (changes.length + playbooks.length === 0) print('Nothing changes.');
  if (playbooks.length > 0 && !dryRun)
    print('What is new about playbooks is a draft: `tend playbook backtest NAME`, then approve it in chat.');
  if (version !== null && fromAt !== null) {
    print(
      `Stored as version ${version}, in force from ${showTime(fromAt, zone)} on. What was before that stays as it was judged then.`,
    );
    print('`tend config undo` takes it back.');
  } else if (dryRun && changes.length + playbooks.length > 0) print('Nothing was stored.');
};

/** The document to go back to: of the version named, or of the one before the newest. */
const earlier =
  (to: string | undefined) =>
  (versions: readonly [BehaviourVersion, ...BehaviourVersion[]]): BehaviourDocument => {
    if (to === undefined) {
      const before = versions.at(-2);
      if (!before) throw new InputError('There is nothing to take back: all is as shipped.');
      return before.document;
    }
    const found = versions.find((each) => String(each.id) === to);
    if (found) return found.document;
    throw new InputError(`There is no version ${to}; \`tend config log\` lists them. 0 is what is shipped.`);
  };

const showLog = (
  versions: readonly BehaviourVersion[],
  { shipped }: { readonly shipped: Decisions },
  zone: Zone,
): void => {
  const [, ...stored] = versions;
  if (stored.length === 0) print('No version yet: all is as shipped.');
  for (const [index, version] of stored.entries()) {
    const before = versions[index]?.document ?? {};
    print(
      `${version.id}  ${showTime(version.createdAt, zone)}  by ${version.createdBy}, in force from ${showTime(version.fromAt, zone)}`,
    );
    const [old, fresh] = [before, version.document].map((each) => resolveDocument(each, shipped));
    for (const line of old && fresh ? describeChanges(old, fresh, shipped, 'en') : []) print(`     ${line}`);
  }
};

/** Adds `tend config`: how Tend scores customers, as a file. */
export const addConfig = (program: Command): void => {
  const config = program.command('config').description('how customers are scored: stages, rules, segments');
  config
    .command('export')
    .description('print everything that is in force as YAML with comments')
    .option('--shipped', 'print what is shipped')
    .action(async (options: { readonly shipped?: boolean }) => {
      const text = await withBot(async ({ database: { db }, ingest: { company } }) => {
        const { shipped } = company.policies;
        const [first, ...others] = await behaviourVersions(db);
        const latest = options.shipped ? first : (others.at(-1) ?? first);
        const behaviour = exportBehaviour(resolveDocument(latest.document, shipped), shipped);
        return `${behaviour}\n${exportPlaybooks(options.shipped ? shippedPlaybooks : await playbookLibrary(db))}`;
      });
      process.stdout.write(text);
    });
  config
    .command('check')
    .description('say everything that is wrong with a file, with line and column')
    .argument('<file>', 'YAML as of `tend config export`; it may leave out what is as shipped')
    .action(async (file: string) => {
      const { zone, holidays, stageModel } = readConfig();
      await readChecked(file, createCompany(zone, holidays, { model: stageModel }).policies.shipped);
      print(`${file} is fine.`);
    });
  config
    .command('apply')
    .description('check a file, show what changes, and put it in force')
    .argument('<file>', 'YAML as of `tend config export`; it may leave out what is as shipped')
    .option('--dry-run', 'show what would change and store nothing')
    .option('--json', 'print the changes as JSON')
    .action(async (file: string, { dryRun = false, json = false }: ApplyOptions) => {
      await withBot(async (session) => {
        const { company } = session.ingest;
        const { document, playbooks } = await readChecked(file, company.policies.shipped);
        const done = await putInForce(session, () => document, 'config-apply', dryRun, playbooks);
        report(done, company.zone, json);
      });
    });
  config
    .command('undo')
    .description('put the version before the newest in force again, or any earlier one')
    .option('--to <version>', 'that version (`tend config log`); 0 is what is shipped')
    .option('--dry-run', 'show what would change and store nothing')
    .option('--json', 'print the changes as JSON')
    .action(async ({ to, dryRun = false, json = false }: ApplyOptions & { readonly to?: string }) => {
      await withBot(async (session) => {
        const done = await putInForce(session, earlier(to), 'config-undo', dryRun);
        report(done, session.ingest.company.zone, json);
      });
    });
  config
    .command('log')
    .description('list the versions with what each changed')
    .option('--json', 'print them as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      await withBot(async ({ database: { db }, ingest: { company } }) => {
        const versions = await behaviourVersions(db);
        if (options.json) print(JSON.stringify(versions.slice(1)));
        else showLog(versions, company.policies, company.zone);
      });
    });
  config
    .command('schema')
    .description('print the JSON Schema of the file, for editors')
    .action(() => print(JSON.stringify(behaviourJsonSchema(), null, 2)));
};
