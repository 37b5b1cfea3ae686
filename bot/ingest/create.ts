import type { Logger } from 'pino';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import { createCommandRunner } from '../commands/run.ts';
import { createCompanySentiment } from '../company-sentiment.ts';
import type { Config } from '../config.ts';
import { loadSentimentAnalyser } from '../load-sentiment.ts';
import { createSeal } from '../platforms/seal.ts';
import { createCompany } from './context.ts';
import type { Ingest } from './ingest.ts';

/** Returns everything that processing needs, put together from the configuration. */
export const createIngest = (
  db: Db,
  clock: Clock,
  config: Config,
  log: Logger,
  ringOutbox: () => Promise<void> = async () => undefined,
): Ingest => {
  const company = createCompany(config.zone, config.holidays, {
    model: config.stageModel,
    currency: config.currency,
    seal: config.secretKey && createSeal(config.secretKey),
  });
  const sentiment = createCompanySentiment(db, loadSentimentAnalyser());
  return {
    db,
    company,
    clock,
    analyse: sentiment.analyse,
    freshenSentiment: sentiment.freshen,
    commands: createCommandRunner(company, clock, config.language, config.model),
    language: config.language,
    log,
    historyDays: config.historyDays,
    ringOutbox,
  };
};
