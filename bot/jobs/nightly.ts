import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { noModels, type PopulationModels } from '../../core/population.ts';
import { dayMs } from '../../core/time.ts';
import { announce } from '../../db/announce.ts';
import { forgetCalls, gradeDueCalls } from '../../db/churn-calls.ts';
import type { Db } from '../../db/connect.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { newestVersion, storeVersion } from '../../db/versions.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';
import { type Lessons, learnModels } from '../nightly/learn.ts';
import { type Refreshed, refreshFigures } from '../nightly/refresh-figures.ts';
import { versionLeadMs } from '../policies.ts';
import { learnOffsets } from './learn-offsets.ts';

/** What the nightly run needs. */
export type NightJob = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
};

/** What a night did. `versionId` is of the models in force afterwards, null before there are any. */
export type Night = Lessons & {
  readonly versionId: number | null;
  readonly stored: boolean;
  readonly refreshed: Refreshed;
  readonly graded: number;
};

/** Heard while a night runs: which part, and how much of it is done. */
export type NightProgress = (part: 'learning' | 'figures', done: number) => void;

/** When the night is over for the company: 03:00 local time. */
const minuteOfDay = 3 * 60;
const settingKey = 'nightly';
/** Calls are kept this long after they were graded. */
const keepCallsMs = 400 * dayMs;

/** The local day whose night is due at `now`. */
const dueDay = ({ zone }: Company, now: number): number => {
  const today = zone.dayOf(now);
  return now >= zone.at(today, minuteOfDay) ? today : today - 1;
};

const lastDay = async (db: Db): Promise<number> => {
  const stored = (await readSetting(db, settingKey)) as { readonly day?: unknown } | undefined;
  return typeof stored?.day === 'number' ? stored.day : Number.NEGATIVE_INFINITY;
};

/** What our people said about moods shifts how messages to come are read; that it fails is no reason to stop. */
const learnMoods = async ({ db, log }: NightJob, now: number): Promise<void> => {
  const start = performance.now();
  try {
    const { corrections, stored } = await learnOffsets(db, now);
    const ms = Math.round(performance.now() - start);
    log.info({ step: 'moods', ms, corrections, stored }, 'nightly run');
  } catch (error) {
    log.error({ err: error, step: 'moods' }, 'a part of the nightly run failed');
  }
};

/** Stores what was learnt for a time that lies ahead of every process, unless it is what is known already. */
const keepModels = async (
  db: Db,
  now: number,
  before: PopulationModels,
  models: PopulationModels,
): Promise<boolean> => {
  if (isDeepStrictEqual(models, before)) return false;
  const fromAt = now + versionLeadMs;
  await storeVersion(db, { kind: 'models', fromAt, createdAt: now, createdBy: 'night', content: models });
  return true;
};

const work = async (job: NightJob, onProgress: NightProgress): Promise<Night> => {
  const { db, company, clock, log } = job;
  const now = clock.now();
  const before = (await newestVersion(db, 'models'))?.content as PopulationModels | undefined;
  const lessons = await learnModels(db, company, now, before ?? noModels, log, (done) =>
    onProgress('learning', done),
  );
  const stored = await keepModels(db, now, before ?? noModels, lessons.models);
  await learnMoods(job, now);
  const graded = await gradeDueCalls(db, company.zone, now);
  await forgetCalls(db, now - keepCallsMs);
  const version = await newestVersion(db, 'models');
  const start = performance.now();
  // Figures are shown from now on, and what was learnt holds in a moment: they go by it already.
  const at = Math.min(Math.max(now, version?.fromAt ?? now), now + versionLeadMs);
  const refresh = { at, versionId: version?.id ?? null };
  const refreshed = await refreshFigures(db, company, refresh, (done) => onProgress('figures', done));
  log.info(
    { step: 'figures', ms: Math.round(performance.now() - start), ...refreshed, graded },
    'nightly run',
  );
  await announce(db, { rooms: [], customers: [], roomsList: true });
  return { ...lessons, versionId: version?.id ?? null, stored, refreshed, graded };
};

/**
 * Does the work of the night that is due: learns from the population, stores what it learnt as a version, grades the
 * calls whose time has come, and brings the figures of all customers up to date. Once a local night (03:00) over all
 * processes, however many call this; `force` does it again. Returns what was done, null when there was nothing to do
 * or another process is at it.
 */
export const runNight = async (
  job: NightJob,
  { force = false, onProgress = () => undefined }: { force?: boolean; onProgress?: NightProgress } = {},
): Promise<Night | null> => {
  const { db, company, clock } = job;
  const isDone = async (): Promise<boolean> => !force && (await lastDay(db)) >= dueDay(company, clock.now());
  if (await isDone()) return null;
  // The lock is held by a transaction that does nothing else: it ends with the process, whatever happens to it.
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('nightly', 3)) as free`.execute(trx);
    if (!rows[0]?.free || (await isDone())) return null;
    const now = clock.now();
    const night = await work(job, onProgress);
    await writeSetting(db, settingKey, { day: dueDay(company, now), at: now });
    return night;
  });
};
