import type { Command } from 'commander';
import type { CallAccuracy } from '../../core/churn/grading.ts';
import { shortageWords } from '../../core/churn/words.ts';
import { InputError } from '../../core/errors.ts';
import { type LearntChurn, noModels, type PopulationModels } from '../../core/population.ts';
import { doubtWords } from '../../core/value/failure.ts';
import { openCalls } from '../../db/churn-calls.ts';
import { countPresent } from '../../db/figures.ts';
import { fewestForFifths } from '../../db/population.ts';
import { listVersions, type StoredVersion } from '../../db/versions.ts';
import { runNight } from '../jobs/nightly.ts';
import { callAccuracy } from '../nightly/accuracy.ts';
import { lessonCount } from '../nightly/learn.ts';
import { print } from './print.ts';
import { createProgress } from './progress.ts';
import { type Session, withBot } from './with-bot.ts';

const figures = (value: number | null): string =>
  value === null ? '–' : String(Number(value.toPrecision(5)));

const churnLines = (name: string, learnt: LearntChurn | null): readonly string[] => {
  if (!learnt) return [`churn of ${name}: nothing learnt yet`];
  const title = `churn of ${name} (${learnt.customers} customers)`;
  if ('shortage' in learnt) return [`${title}: no model, because ${shortageWords[learnt.shortage].en}`];
  const { window, rows, baseRate, dates, calibration, drift, ridge, check } = learnt.model;
  return [
    `${title}: gone over ${window.horizonDays} days that begin ${window.leadDays} days ahead`,
    `  learnt from ${rows} cases at ${dates.length} dates, ${figures(baseRate)} of them gone; ridge ${ridge}, calibration ${calibration.method}, drift ${figures(drift)}`,
    check
      ? `  check ${-check.day} days ago: ${check.customers} customers, AUC ${figures(check.auc)}, Brier ${figures(check.brier)}, slope ${figures(check.slope)}${check.strict ? '' : ' (history too short for a strict check)'}`
      : '  not checked: the history is too short',
  ];
};

const orderLines = ({ orders }: PopulationModels): readonly string[] => {
  if (!orders) return ['orders: nothing learnt yet'];
  const title = `orders (${orders.customers} customers)`;
  if ('doubt' in orders) {
    return [`${title}: the historic formula, because ${doubtWords[orders.doubt].en}`];
  }
  const { r, alpha, a, b } = orders.parameters;
  const { spending } = orders;
  return [
    `${title}: MBG/NBD in days, r ${figures(r)}, alpha ${figures(alpha)}, a ${figures(a)}, b ${figures(b)}`,
    ...(orders.limit ? [`  ${doubtWords[orders.limit].en}`] : []),
    spending
      ? `  gamma-gamma p ${figures(spending.p)}, q ${figures(spending.q)}, gamma ${figures(spending.gamma)}`
      : `  no gamma-gamma; own means, else ${figures(orders.meanAmount)} an order`,
  ];
};

const cutLines = ({ tiers, rfm, rhythms }: PopulationModels): readonly string[] => [
  tiers
    ? `tiers (${tiers.customers} customers): A from ${figures(tiers.a)}, B from ${figures(tiers.b)}; fifths of amount ${tiers.amount.join(' ')}, frequency ${tiers.frequency.join(' ')}, depth ${tiers.depth.join(' ')}, service ${tiers.service.join(' ')}`
    : `tiers: fewer than ${fewestForFifths} customers ordered in the last 12 months`,
  rfm
    ? `RFM (${rfm.customers} customers): fifths of days since the last order ${rfm.recency.join(' ')}, order days ${rfm.frequency.join(' ')}, money ${rfm.monetary.join(' ')}`
    : `RFM: fewer than ${fewestForFifths} customers have ordered`,
  ...Object.entries(rhythms).map(
    ([segment, { customers, gapDays, orderGapDays }]) =>
      `rhythm of ${segment} (${customers} customers): ${figures(gapDays)} days between active days, ${figures(orderGapDays)} between order days`,
  ),
];

const callLines = (calls: CallAccuracy, open: number): readonly string[] => [
  `calls: ${open} open, ${calls.calls} graded in the last year, ${calls.gone} of them gone`,
  ...(calls.calls === 0
    ? []
    : [
        `  AUC ${figures(calls.auc)}, Brier ${figures(calls.brier)}; precision of the ${calls.high} calls of 60 % and more ${figures(calls.precision)}, recall ${figures(calls.recall)}, median lead ${figures(calls.leadDays)} days`,
        ...calls.tenths.map(
          ({ from, calls: count, predicted, happened }) =>
            `  ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}: ${count} calls, predicted ${predicted.toFixed(3)}, happened ${happened.toFixed(3)}`,
        ),
      ]),
];

/** Does the night and says line by line what it did. */
const fit = async (
  { database: { db }, ingest: { company, log }, clock }: Session,
  say: (line: string) => void,
): Promise<void> => {
  const learning = createProgress('learning', lessonCount);
  const all = await countPresent(db);
  let refreshing: ReturnType<typeof createProgress> | undefined;
  const night = await runNight(
    { db, company, clock, log },
    {
      force: true,
      onProgress: (part, done) => {
        if (part === 'learning') {
          learning.to(done);
          return;
        }
        if (!refreshing) learning.end();
        refreshing ??= createProgress('customers', all);
        refreshing.to(done);
      },
    },
  );
  (refreshing ?? learning).end();
  if (!night)
    throw new InputError('The nightly run is under way in another process; try again when it is done.');
  for (const { name, ms, failed } of night.steps)
    say(`${name}: ${failed ? 'failed, see the log' : `${ms} ms`}`);
  const { customers, changed, calls } = night.refreshed;
  say(
    `${customers} customers assessed, ${changed} figures changed, ${calls} calls made, ${night.graded} graded`,
  );
  say(night.stored ? `stored as version ${night.versionId}` : 'nothing new was learnt');
};

const toErrors = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const inForce = (versions: readonly StoredVersion[], now: number): StoredVersion | undefined =>
  versions.findLast(({ fromAt }) => fromAt <= now);

/** Adds `tend models`: shows what the nights learnt from the population, and how right the churn calls were. */
export const addModels = (program: Command): void => {
  program
    .command('models')
    .description(
      'show what the nights learnt: parameters, cut points, how it was checked, how right calls were',
    )
    .option('--fit', 'do the work of the night now')
    .option('--json', 'print everything as JSON')
    .action(async (options: { readonly fit?: boolean; readonly json?: boolean }) => {
      await withBot(async (session) => {
        if (options.fit) await fit(session, options.json ? toErrors : print);
        const { database, clock, ingest } = session;
        const { zone } = ingest.company;
        const now = clock.now();
        const versions = await listVersions(database.db, 'models');
        const current = inForce(versions, now);
        const ahead = versions.filter(({ fromAt }) => fromAt > now);
        // What a first night learnt holds in an hour; until then it is shown all the same.
        const shown = current ?? ahead[0];
        const models = (shown?.content as PopulationModels | undefined) ?? noModels;
        const calls = await callAccuracy(database.db, now);
        const open = await openCalls(database.db);
        if (options.json) {
          const dates = versions.map(({ id, fromAt }) => ({ id, fromAt }));
          print(
            JSON.stringify({
              version: shown?.id ?? null,
              inForce: current !== undefined,
              models,
              calls,
              open,
              versions: dates,
            }),
          );
          return;
        }
        const when = ({ id, fromAt }: StoredVersion): string => {
          const { hour, minute } = zone.parts(fromAt);
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          return `version ${id} from ${zone.isoDate(zone.dayOf(fromAt))} ${time}`;
        };
        print(current ? `in force: ${when(current)}` : 'in force: nothing learnt yet');
        for (const each of ahead) print(`to come: ${when(each)}`);
        print(`versions: ${versions.length}`);
        for (const line of [
          ...orderLines(models),
          ...churnLines('buyers', models.churn.orders),
          ...churnLines('talkers', models.churn.talk),
          ...cutLines(models),
          ...callLines(calls, open),
        ]) {
          print(line);
        }
      });
    });
};
