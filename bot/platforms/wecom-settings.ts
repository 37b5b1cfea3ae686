import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSafeService, type Service } from '../../adapters/wecom/wechaty/endpoint.ts';
import { riskOfSending } from '../../adapters/wecom/wechaty/options.ts';
import { ConfigError } from '../../core/errors.ts';
import { type Checks, checksOf, type Given, type Problem } from './settings.ts';

/** A group robot: its name is the operator's own, its key a secret. */
type Robot = { readonly key: string; readonly membersOnly: boolean };

/** The routes by which Tend reaches one company on WeCom; each is there only when it is configured. */
export type WecomSettings = {
  /** The company, which is the account of all conversations. */
  readonly corpId: string;
  /** Another address of the API, for tests. */
  readonly apiUrl: string | undefined;
  /** Where this server is reached from outside. */
  readonly publicUrl: string | undefined;
  readonly official:
    | {
        readonly agentId: string;
        readonly secret: string;
        readonly token: string;
        readonly encodingAesKey: string;
      }
    | undefined;
  readonly aibot:
    | { readonly botId: string; readonly secret: string; readonly wsUrl: string | undefined }
    | undefined;
  /** By name. */
  readonly robots: Readonly<Record<string, Robot>> | undefined;
  readonly archive: { readonly path: string | undefined; readonly token: string | undefined } | undefined;
  readonly wechaty:
    | {
        readonly service: Service;
        readonly stateDir: string;
        /** The risk of answering, accepted in so many words. */
        readonly allowSend: typeof riskOfSending | undefined;
        readonly isShared: boolean;
      }
    | undefined;
};

const officialNames = ['WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'];
const botNames = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'];
const archiveNames = ['WECOM_ARCHIVE', 'WECOM_ARCHIVE_TOKEN'];
const wechatyNames = ['WECHATY_ENDPOINT', 'WECHATY_TOKEN'];
const otherNames = [...botNames, 'WECOM_WEBHOOKS', ...archiveNames, ...wechatyNames];

const appPage = '应用管理 → 自建 → the app';
const where: Readonly<Record<string, string>> = {
  WECOM_CORP_ID: 'the corp id, which begins with ww or wx (我的企业 → 企业信息 → 企业ID)',
  WECOM_AGENT_ID: `the AgentId, a number (${appPage})`,
  WECOM_SECRET: `the Secret (${appPage})`,
  WECOM_TOKEN: `the Token (${appPage} → 接收消息 → 设置API接收)`,
  WECOM_AES_KEY: `the EncodingAESKey, 43 letters and digits (${appPage} → 接收消息 → 设置API接收)`,
  WECOM_BOT_ID: 'the Bot ID (管理工具 → 智能机器人 → API模式 → 长连接)',
  WECOM_BOT_SECRET: 'the Secret of the AI bot (管理工具 → 智能机器人 → API模式 → 长连接)',
  WECOM_WEBHOOKS:
    'names of your own with the keys of group robots, such as alerts=693a91f6-…,digest=8f2c…; a key is what follows key= in the address (群设置 → 消息推送)',
  WECOM_WEBHOOKS_INTERNAL: 'names that WECOM_WEBHOOKS has, such as alerts,digest',
  WECOM_ARCHIVE_TOKEN: '16 characters or more that nobody can guess',
  WECHATY_ENDPOINT: 'host:port of the puppet service',
  WECHATY_TOKEN: 'the token of the puppet service, such as puppet_workpro_ and a UUID',
  WECHATY_SEND: `exactly ${riskOfSending}, or nothing: then it only listens (docs/wecom-wechaty.md)`,
};

const expected = (name: string): string => where[name] ?? 'another value';
const look = (checks: Checks, name: string, pattern: RegExp): void =>
  checks.look(name, pattern, expected(name));
const requireAll = (checks: Checks, names: readonly string[]): void => {
  for (const name of names) checks.require(name, expected(name));
};

/** Encrypted, or on this machine: secrets go there. */
const safeAddress = (scheme: 'http' | 'ws'): RegExp =>
  new RegExp(
    `^(?:${scheme}s://[^\\s/]+|${scheme}://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d+)?(?:/|$))`,
  );
const addressWords = 'an address that begins with https:// (on this machine also http://)';
const socketWords = 'an address that begins with wss:// (on this machine also ws://)';

const list = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const robotPattern = /^[\p{L}\p{N}_-]{1,64}=[A-Za-z0-9-]{8,128}$/u;

const readRobots = (given: Given, report: (name: string) => void): WecomSettings['robots'] => {
  if (given['WECOM_WEBHOOKS'] === undefined) return undefined;
  const pairs = list(given['WECOM_WEBHOOKS']);
  const internal = list(given['WECOM_WEBHOOKS_INTERNAL']);
  const names = pairs.map((pair) => pair.slice(0, pair.indexOf('=')));
  const isRight = pairs.length > 0 && pairs.every((pair) => robotPattern.test(pair));
  if (!isRight || new Set(names).size !== names.length) report('WECOM_WEBHOOKS');
  if (!internal.every((name) => names.includes(name))) report('WECOM_WEBHOOKS_INTERNAL');
  return Object.fromEntries(
    pairs.map((pair, index) => {
      const name = names[index] ?? '';
      return [name, { key: pair.slice(name.length + 1), membersOnly: internal.includes(name) }];
    }),
  );
};

const readCertificate = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? text : undefined;
  } catch {
    return undefined;
  }
};

const readWechaty = (given: Given, problems: Problem[]): WecomSettings['wechaty'] => {
  const endpoint = given['WECHATY_ENDPOINT'];
  const token = given['WECHATY_TOKEN'];
  if (endpoint === undefined || token === undefined) return undefined;
  const caCert = readCertificate(given['WECHATY_CA_FILE']);
  if (given['WECHATY_CA_FILE'] !== undefined && caCert === undefined) {
    problems.push({ name: 'WECHATY_CA_FILE', expected: 'a file with a certificate (PEM) that can be read' });
  }
  const service: Service = {
    endpoint,
    token,
    tls: given['WECHATY_TLS'] !== 'off',
    ...(caCert === undefined ? {} : { caCert }),
  };
  try {
    requireSafeService(service);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push({ name: 'WECHATY_ENDPOINT', expected: `another service or token. ${error.message}` });
  }
  return {
    service,
    stateDir: join(given['TEND_HOME'] ?? '.tend', 'wechaty'),
    allowSend: given['WECHATY_SEND'] === riskOfSending ? riskOfSending : undefined,
    isShared: given['WECHATY_SHARED'] === 'on',
  };
};

const checkAll = (given: Given): Checks => {
  const checks = checksOf(given);
  const isSet = (name: string): boolean => given[name] !== undefined;
  checks.require('WECOM_CORP_ID', expected('WECOM_CORP_ID'));
  look(checks, 'WECOM_CORP_ID', /^w[wx]\w{6,64}$/);
  // The official route is the one that everybody has: with the corp id alone it is meant.
  if (officialNames.some(isSet) || !otherNames.some(isSet)) requireAll(checks, officialNames);
  look(checks, 'WECOM_AGENT_ID', /^\d{1,12}$/);
  look(checks, 'WECOM_AES_KEY', /^[A-Za-z0-9]{43}$/);
  if (botNames.some(isSet)) requireAll(checks, botNames);
  look(checks, 'WECOM_ARCHIVE_TOKEN', /^\S{16,}$/);
  if (wechatyNames.some(isSet)) requireAll(checks, wechatyNames);
  look(checks, 'WECHATY_SEND', new RegExp(`^${riskOfSending}$`));
  checks.look('WECHATY_TLS', /^(?:on|off)$/, 'on or off');
  checks.look('WECHATY_SHARED', /^(?:on|off)$/, 'on or off');
  checks.look('WECOM_API_URL', safeAddress('http'), addressWords);
  checks.look('WECOM_BOT_URL', safeAddress('ws'), socketWords);
  return checks;
};

/** Returns what the variables say of WeCom (undefined when they say nothing) and everything that is wrong. */
export const readWecomSettings = (
  given: Given,
): { readonly settings: WecomSettings | undefined; readonly problems: readonly Problem[] } => {
  const all = ['WECOM_CORP_ID', ...officialNames, ...otherNames];
  if (!all.some((name) => given[name] !== undefined)) return { settings: undefined, problems: [] };
  const problems: Problem[] = [...checkAll(given).problems];
  const robots = readRobots(given, (name) => problems.push({ name, expected: expected(name) }));
  const wechaty = readWechaty(given, problems);
  if (problems.length > 0) return { settings: undefined, problems };
  const text = (name: string): string => given[name] ?? '';
  const isSet = (name: string): boolean => given[name] !== undefined;
  const settings: WecomSettings = {
    corpId: text('WECOM_CORP_ID'),
    apiUrl: given['WECOM_API_URL'],
    publicUrl: given['TEND_PUBLIC_URL']?.replace(/\/+$/, ''),
    official: isSet('WECOM_AGENT_ID')
      ? {
          agentId: text('WECOM_AGENT_ID'),
          secret: text('WECOM_SECRET'),
          token: text('WECOM_TOKEN'),
          encodingAesKey: text('WECOM_AES_KEY'),
        }
      : undefined,
    aibot: isSet('WECOM_BOT_ID')
      ? { botId: text('WECOM_BOT_ID'), secret: text('WECOM_BOT_SECRET'), wsUrl: given['WECOM_BOT_URL'] }
      : undefined,
    robots,
    archive: archiveNames.some(isSet)
      ? { path: given['WECOM_ARCHIVE'], token: given['WECOM_ARCHIVE_TOKEN'] }
      : undefined,
    wechaty,
  };
  return { settings, problems: [] };
};
