import { z } from 'zod';
import { ConfigError } from '../core/errors.ts';
import { type StageModel, stageModelNamed, stageModels } from '../core/stages/presets.ts';

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
  TEND_HOLIDAYS: z.enum(['cn', 'none']).default('cn'),
  TEND_STAGES: stages.prefault('M8'),
  TEND_LANGUAGE: z.enum(['zh', 'en']).default('zh'),
  TEND_DIGEST_AT: hour.default(9 * 60),
  TEND_PLAYGROUND: z.enum(['on', 'off']).default('on'),
  TEND_DEMO: z.enum(['on', 'off']).default('on'),
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
  /** How the company names and groups the lifecycle stages. */
  readonly stageModel: StageModel;
  readonly language: 'zh' | 'en';
  /** The digest's hour as local minutes since midnight. */
  readonly digestMinute: number;
  readonly playground: boolean;
  readonly demo: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

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
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: expected ${issue.message}`);
    throw new ConfigError(
      `These environment variables are wrong (docs/install.md explains them):\n${lines.join('\n')}`,
    );
  }
  const found = parsed.data;
  return {
    home: found.TEND_HOME,
    databaseUrl: found.DATABASE_URL,
    redisUrl: found.REDIS_URL,
    host: found.HOST,
    port: found.PORT,
    zone: found.TEND_ZONE,
    holidays: found.TEND_HOLIDAYS,
    stageModel: found.TEND_STAGES,
    language: found.TEND_LANGUAGE,
    digestMinute: found.TEND_DIGEST_AT,
    playground: found.TEND_PLAYGROUND === 'on',
    demo: found.TEND_DEMO === 'on',
    logLevel: found.LOG_LEVEL,
  };
};
