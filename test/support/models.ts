import { createLogger } from '../../bot/log.ts';
import { createEndpoint } from '../../bot/models/endpoint.ts';
import { createModel, type Model } from '../../bot/models/model.ts';
import { type ModelSettings, readModelSettings } from '../../bot/models/settings.ts';
import { createZone } from '../../core/zone.ts';
import type { Db } from '../../db/connect.ts';
import type { ChatQuestion } from './servers/chat-api/check-request.ts';

/** Settings for a stand-in, with waits that a test can wait for. */
export const modelSettings = (baseUrl: string, over: Partial<ModelSettings> = {}): ModelSettings => {
  const { settings, problems } = readModelSettings({
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY: 'key-of-a-test',
    TEND_MODEL: 'small',
    TEND_MODEL_TIMEOUT_MS: '3000',
    TEND_MODEL_SILENCE_MS: '300',
    TEND_MODEL_BACKOFF_MS: '5',
  });
  if (!settings) throw new Error(problems.map((each) => each.name).join());
  return { ...settings, ...over };
};

/** A model at a stand-in. */
export const modelAt = (db: Db, settings: ModelSettings): Model =>
  createModel({
    db,
    zone: createZone('Asia/Shanghai'),
    log: createLogger('silent'),
    now: Date.now,
    settings,
    endpoint: createEndpoint(settings),
  });

/** The facts that a question carries. */
export const factsIn = <Facts>(question: ChatQuestion): Facts =>
  JSON.parse(question.messages.at(-1)?.content ?? '{}') as Facts;
