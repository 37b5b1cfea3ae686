import { z } from 'zod';
import { ConfigError } from '../core/errors.ts';
import { isCurrency } from '../core/money.ts';
import { type StageModel, stageModelNamed, stageModels } from '../core/stages/presets.ts';
import { type ModelSettings, readModelSettings } from './models/settings.ts';
import { type FeishuSettings, readFeishuSettings } from './platforms/feishu-settings.ts';
import { howToMakeKey, readKey } from './platforms/seal.ts';
import { addressPattern } from './platforms/settings.ts';
import { readSlackSettings, type SlackSettings } from './platforms/slack-settings.ts';
import { readWecomSettings, type WecomSettings } from './platforms/wecom-settings.ts';

const timeZone = z.string().refine(
  (name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  },
  { message: 'an IANA time zone such as Asia/Shanghai' },
);
const hour = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00')
  .transform((text) => {
    const [hours, minutes] = text.split(':').map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  });
const stages = z.string().transform((id, context): StageModel => {
  const model = stageModelNamed(id);
  if (model) return model;
  context.addIssue(`one of ${stageModels.map((each) => each.id).join(', ')}`);
  return z.NEVER;
});
const url = (protocols: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(?:${protocols})://`),
      `an address that begins with ${protocols.replaceAll('|', ':// or ')}://`,
    );

const schema = z.object({
  TEND_HOME: z.string().min(1).default('.tend'),
  DATABASE_URL: url('postgres|postgresql').optional(),
  REDIS_URL: url('redis|rediss').optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number('a port number').int().min(0).max(65535).default(3000),
  TEND_ZONE: timeZone.default('Asia/Shanghai'),
  TEND_CURRENCY: z
    .string()
    .refine(isCurrency, 'a currency of ISO 4217 in capitals, such as CNY or EUR')
    .default('CNY'),
  TEND_HOLIDAYS: z.enum(['cn', 'none']).default('cn'),
  TEND_STAGES: stages.prefault('M8'),
  TEND_LANGUAGE: z.enum(['zh', 'en']).default('zh'),
  TEND_DIGEST_AT: hour.default(9 * 60),
  TEND_PLAYGROUND: z.enum(['on', 'off']).optional(),
  TEND_DEMO: z.enum(['on', 'off']).optional(),
  TEND_PUBLIC_URL: z.string().regex(addressPattern, 'an address such as https://tend.example.com').optional(),
  TEND_SECRET_KEY: z
    .string()
    .refine((text) => readKey(text) !== undefined, { message: `32 bytes in base64; ${howToMakeKey}` })
    .optional(),
  TEND_HISTORY_DAYS: z.coerce.number('a number of days').int().min(0).max(3650).default(90),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

/** Everything that comes from outside the database: addresses, secrets, and the company's defaults. */
export type Config = {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly zone: string;
  readonly holidays: 'cn' | 'none';
  /** In which the company counts its money, ISO 4217. */
  readonly currency: string;
  /** How the company names and groups the lifecycle stages. */
  readonly stageModel: StageModel;
  readonly language: 'zh' | 'en';
  /** The digest's hour as local minutes since midnight. */
  readonly digestMinute: number;
  readonly playground: boolean;
  readonly demo: boolean;
  /** With which what must not be read from the database alone is encrypted, 32 bytes. */
  readonly secretKey: Buffer | undefined;
  /** How far back a room's history is fetched when the bot is added to it, in days. */
  readonly historyDays: number;
  /** The chat platforms that are on. */
  readonly slack: SlackSettings | undefined;
  readonly feishu: FeishuSettings | undefined;
  readonly wecom: WecomSettings | undefined;
  /** Where a language model is asked; none unless one is configured. */
  readonly model: ModelSettings | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/**
 * Returns the configuration from environment variables; an empty variable counts as not set.
 * @throws ConfigError naming every variable that is wrong and what it should be.
 */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  const slack = readSlackSettings(given);
  const feishu = readFeishuSettings(given);
  const wecom = readWecomSettings(given);
  const model = readModelSettings(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((each) => ({ name: each.path.join('.'), expected: each.message })),
    ...slack.problems,
    ...feishu.problems,
    ...wecom.problems,
    ...model.problems,
  ];
  if (!parsed.success || problems.length > 0) {
    const lines = problems.map(({ name, expected }) => `  ${name}: expected ${expected}`);
    throw new ConfigError(
      `These environment variables are wrong (docs/install.md explains them):\n${lines.join('\n')}`,
    );
  }
  const found = parsed.data;
  const onPlatform = [slack, feishu, wecom].some((each) => each.settings !== undefined);
  const reachable = !loopback.has(found.HOST);
  return {
    home: found.TEND_HOME,
    databaseUrl: found.DATABASE_URL,
    redisUrl: found.REDIS_URL,
    host: found.HOST,
    port: found.PORT,
    zone: found.TEND_ZONE,
    holidays: found.TEND_HOLIDAYS,
    currency: found.TEND_CURRENCY,
    stageModel: found.TEND_STAGES,
    language: found.TEND_LANGUAGE,
    digestMinute: found.TEND_DIGEST_AT,
    // The playground lets anybody be anybody: where real customers are and others get in, it must be asked for.
    playground: (found.TEND_PLAYGROUND ?? (onPlatform && reachable ? 'off' : 'on')) === 'on',
    demo: (found.TEND_DEMO ?? (onPlatform ? 'off' : 'on')) === 'on',
    secretKey: found.TEND_SECRET_KEY === undefined ? undefined : readKey(found.TEND_SECRET_KEY),
    historyDays: found.TEND_HISTORY_DAYS,
    slack: slack.settings,
    feishu: feishu.settings,
    wecom: wecom.settings,
    model: model.settings,
    logLevel: found.LOG_LEVEL,
  };
};
