import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Identity, Mapped } from '../../core/adapter.ts';
import { InputError } from '../../core/errors.ts';
import { readEvent } from '../ingest/accept.ts';
import { print } from './print.ts';

type ParseOptions = {
  readonly account?: string;
  readonly botUser?: string;
  readonly appId?: string;
  readonly kind?: string;
};
type MapPayload = (raw: unknown, identity: Identity) => Mapped;

/** Each platform's own mapping, the one its adapter uses; only the one that is asked for is loaded. */
const mappers: Readonly<Record<string, () => Promise<MapPayload>>> = {
  slack: async () => (await import('../../adapters/slack/inbound.ts')).mapPayload,
  feishu: async () => (await import('../../adapters/feishu/inbound.ts')).mapPayload,
};

/** WeCom has three kinds of payload; XML goes to the mapping as it is. */
const parseWecom = async ({ kind: asked, ...identity }: ParseOptions): Promise<void> => {
  const { mapPayload, payloadKinds } = await import('../../adapters/wecom/inbound.ts');
  const { joinPayloads } = await import('../../adapters/wecom/payload-lines.ts');
  const kind = payloadKinds.find((each) => each === asked);
  if (asked !== undefined && !kind) {
    throw new InputError(`--kind is one of ${payloadKinds.join(', ')}; without it the payload tells.`);
  }
  const given = { ...(kind === undefined ? {} : { kind }) };
  for await (const [, text] of joinPayloads(inputLines())) {
    print(JSON.stringify(mapPayload(text, identity, given)));
  }
};

const inputLines = async function* (): AsyncGenerator<readonly [line: number, text: string]> {
  let line = 0;
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    line++;
    if (text.trim() !== '') yield [line, text];
  }
};

const parseWeb = async (): Promise<void> => {
  for await (const [line, text] of inputLines()) {
    const read = readLine(text);
    if ('event' in read) print(JSON.stringify(read.event));
    else {
      process.stderr.write(`line ${line}: ${read.reason}\n`);
      process.exitCode = 1;
    }
  }
};

const mapLine = (text: string, map: MapPayload, identity: Identity): Mapped => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { error: { code: 'payload', message: 'This line is not JSON.' } };
  }
  return map(raw, identity);
};

/** Adds `tend parse`: what each line of standard input is, one JSON a line. */
export const addParse = (program: Command): void => {
  program
    .command('parse')
    .description('read payloads from standard input, one JSON a line, and print what the bot understands')
    .argument('[platform]', `where they come from: web, wecom, ${Object.keys(mappers).join(', ')}`, 'web')
    .option(
      '--account <id>',
      'the installation they were sent to (Slack team id, Feishu tenant key, WeCom corp id)',
    )
    .option('--bot-user <id>', "the bot's own user id")
    .option('--app-id <id>', "the app's id")
    .option(
      '--kind <kind>',
      'of WeCom: callback (decrypted XML), aibot or archive (JSON); else the payload tells',
    )
    .action(async (platform: string, options: ParseOptions) => {
      if (platform === 'web') return parseWeb();
      if (platform === 'wecom') return parseWecom(options);
      const load = Object.hasOwn(mappers, platform) ? mappers[platform] : undefined;
      if (!load) {
        const known = ['web', 'wecom', ...Object.keys(mappers)].join(', ');
        throw new InputError(`There is no adapter for "${platform}". Available: ${known}.`);
      }
      const map = await load();
      for await (const [, text] of inputLines()) print(JSON.stringify(mapLine(text, map, options)));
    });
};

/** Returns the event that a line of JSON is, or why it is none. */
export const readLine = (text: string, now = Date.now()): ReturnType<typeof readEvent> => {
  try {
    const raw: unknown = JSON.parse(text);
    return readEvent(raw, now);
  } catch {
    return { reason: 'not JSON' };
  }
};
