import { z } from 'zod';
import type { SpendLimit } from '../../db/models/calls.ts';
import type { Purpose } from '../../prompts/prompt.ts';
import { addressPattern, checksOf, type Given, type Problem } from '../platforms/settings.ts';

/** What a million tokens cost. */
export type Price = { readonly input: number; readonly output: number };

/** Where and how a language model is asked. */
export type ModelSettings = {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly cheap: string;
  readonly better: string;
  /** Models of single prompts, by the prompt's id. */
  readonly byPrompt: Readonly<Record<string, string>>;
  readonly prices: Readonly<Record<string, Price>>;
  /** Tokens a day and a month for each purpose. */
  readonly tokens: Readonly<Record<Purpose, SpendLimit>>;
  /** Money a day and a month for everything together; counts only where prices are known. */
  readonly money: SpendLimit | undefined;
  readonly concurrency: number;
  /** From asking to the end of the answer. */
  readonly timeoutMs: number;
  /** The longest silence in the middle of an answer. */
  readonly silenceMs: number;
  readonly attempts: number;
  /** How long one waits before asking again, the first time; twice as long each time after. */
  readonly backoffMs: number;
  /** How many tokens the model takes at once, question and answer. */
  readonly contextTokens: number;
};

/** The address of the hosted API, where only a key is given. */
const hosted = 'https://api.openai.com/v1';
/** A local endpoint asks for no key, but the client must send one. */
const noKey = 'none';

const defaultTokens: Readonly<Record<Purpose, SpendLimit>> = {
  labels: { day: 2_000_000, month: 30_000_000 },
  assist: { day: 500_000, month: 10_000_000 },
  digest: { day: 50_000, month: 1_000_000 },
  evaluation: { day: 2_000_000, month: 10_000_000 },
};

const pair = /^(\d+(?:\.\d+)?[kM]?)\/(\d+(?:\.\d+)?[kM]?)$/;
const amountOf = (text: string): number => {
  const factor = text.endsWith('k') ? 1000 : text.endsWith('M') ? 1_000_000 : 1;
  return Number.parseFloat(text) * factor;
};
/** Returns two amounts written as `2M/40M`, or undefined. */
const readPair = (text: string): readonly [number, number] | undefined => {
  const found = pair.exec(text);
  return found?.[1] && found[2] ? [amountOf(found[1]), amountOf(found[2])] : undefined;
};
/** Returns `a=1,b=2` as entries, or undefined where a part has no `=`. */
const readList = (text: string): readonly (readonly [string, string])[] | undefined => {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const entries = parts.map((part): readonly [string, string] => {
    const at = part.lastIndexOf('=');
    return [part.slice(0, Math.max(0, at)), part.slice(at + 1)];
  });
  return entries.every(([name, value]) => name !== '' && value !== '') ? entries : undefined;
};

const whole = (low: number, high: number) =>
  z.coerce.number(`a whole number from ${low} to ${high}`).int().min(low).max(high);
const numbers = z.object({
  TEND_MODEL_TIMEOUT_MS: whole(100, 600_000).default(60_000),
  TEND_MODEL_SILENCE_MS: whole(50, 600_000).default(15_000),
  TEND_MODEL_CONCURRENCY: whole(1, 64).default(4),
  TEND_MODEL_ATTEMPTS: whole(1, 6).default(3),
  TEND_MODEL_BACKOFF_MS: whole(1, 60_000).default(500),
  TEND_MODEL_CONTEXT: whole(2_000, 2_000_000).default(32_000),
});

const readBudget = (text: string | undefined): ModelSettings['tokens'] | undefined => {
  if (text === undefined) return defaultTokens;
  const budget: Record<Purpose, SpendLimit> = { ...defaultTokens };
  for (const [name, value] of readList(text) ?? [['', '']]) {
    const amounts = readPair(value);
    if (!Object.hasOwn(budget, name) || !amounts) return undefined;
    budget[name as Purpose] = { day: amounts[0], month: amounts[1] };
  }
  return budget;
};

const readPrices = (text: string | undefined): ModelSettings['prices'] | undefined => {
  const prices: Record<string, Price> = {};
  for (const [name, value] of text === undefined ? [] : (readList(text) ?? [['', '']])) {
    const amounts = readPair(value);
    if (!amounts) return undefined;
    prices[name] = { input: amounts[0], output: amounts[1] };
  }
  return prices;
};

/**
 * Returns how the language model is asked, none unless `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set, and everything that
 * is wrong with the variables.
 */
export const readModelSettings = (
  given: Given,
): { readonly settings: ModelSettings | undefined; readonly problems: readonly Problem[] } => {
  const on = given['OPENAI_API_KEY'] !== undefined || given['OPENAI_BASE_URL'] !== undefined;
  if (!on) return { settings: undefined, problems: [] };
  const checks = checksOf(given);
  checks.look('OPENAI_BASE_URL', addressPattern, 'an address such as http://127.0.0.1:11434/v1');
  checks.require('TEND_MODEL', 'the name of the model that the endpoint has, such as qwen3:8b or gpt-5-mini');
  const parsed = numbers.safeParse(given);
  const tokens = readBudget(given['TEND_MODEL_TOKENS']);
  const prices = readPrices(given['TEND_MODEL_PRICES']);
  const tasks = given['TEND_MODEL_TASKS'] === undefined ? [] : readList(given['TEND_MODEL_TASKS']);
  const spend = given['TEND_MODEL_SPEND'] === undefined ? undefined : readPair(given['TEND_MODEL_SPEND']);
  const wrong: readonly (readonly [boolean, string, string])[] = [
    [
      tokens === undefined,
      'TEND_MODEL_TOKENS',
      'tokens a day and a month by purpose, such as labels=2M/30M,assist=500k/10M',
    ],
    [
      prices === undefined,
      'TEND_MODEL_PRICES',
      'what a million tokens in and out cost by model, such as gpt-5-mini=0.25/2',
    ],
    [
      tasks === undefined,
      'TEND_MODEL_TASKS',
      'models of single prompts, such as labels=qwen3:4b,draft=qwen3:32b',
    ],
    [
      given['TEND_MODEL_SPEND'] !== undefined && !spend,
      'TEND_MODEL_SPEND',
      'money a day and a month, such as 2/40',
    ],
    [
      spend !== undefined && given['TEND_MODEL_PRICES'] === undefined,
      'TEND_MODEL_PRICES',
      'to be set, because TEND_MODEL_SPEND is counted by it',
    ],
  ];
  const problems = [
    ...checks.problems,
    ...(parsed.error?.issues ?? []).map((each) => ({ name: each.path.join('.'), expected: each.message })),
    ...wrong.filter(([is]) => is).map(([, name, expected]) => ({ name, expected })),
  ];
  const cheap = given['TEND_MODEL'];
  if (problems.length > 0 || !parsed.success || !tokens || !prices || !tasks || cheap === undefined)
    return { settings: undefined, problems };
  const found = parsed.data;
  return {
    problems,
    settings: {
      baseUrl: (given['OPENAI_BASE_URL'] ?? hosted).replace(/\/+$/, ''),
      apiKey: given['OPENAI_API_KEY'] ?? noKey,
      cheap,
      better: given['TEND_MODEL_BETTER'] ?? cheap,
      byPrompt: Object.fromEntries(tasks),
      prices,
      tokens,
      money: spend && { day: spend[0], month: spend[1] },
      concurrency: found.TEND_MODEL_CONCURRENCY,
      timeoutMs: found.TEND_MODEL_TIMEOUT_MS,
      silenceMs: found.TEND_MODEL_SILENCE_MS,
      attempts: found.TEND_MODEL_ATTEMPTS,
      backoffMs: found.TEND_MODEL_BACKOFF_MS,
      contextTokens: found.TEND_MODEL_CONTEXT,
    },
  };
};
