import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serviceToken, startPuppetService } from '../support/servers/wechaty/puppet-server.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  encodingAesKey,
  eventXml,
} from '../support/servers/wecom/payloads.ts';
import { colleague, startWecom, type WecomStandIn } from '../support/servers/wecom/server.ts';
import { load, type Ready, readyOf, shares } from './deliveries.ts';
import type { Figure } from './figure.ts';
import { addressOf, benchHome, endTend, startTend } from './process.ts';
import { median, type StartCost, startOnce } from './start-cost.ts';

const perSecond = 200;
const seconds = 10;
const warmUp = 200;
const echoEveryMs = 500;

const idOf = (kind: 'wm' | 'wr', index: number): string => `${kind}BENCH${String(index).padStart(25, '0')}`;

/** By turns: who joins one of 50 groups, a new contact, what one of 50 members says to the app. */
const callbackAt = (index: number): string => {
  const customer = idOf('wm', index);
  if (index % 4 === 0)
    return eventXml('change_external_contact', {
      ChangeType: 'add_external_contact',
      UserID: colleague,
      ExternalUserID: customer,
    });
  if (index % 4 === 1) return appMessage('help', { FromUserName: `member${index % 50}` });
  return eventXml('change_external_chat', {
    ChatId: idOf('wr', index % 50),
    ChangeType: 'update',
    UpdateDetail: 'add_member',
    MemChangeList: [customer],
  });
};

const environmentOf = ({ state, url }: WecomStandIn): Readonly<Record<string, string>> => ({
  TEND_DEMO: 'off',
  LOG_LEVEL: 'error',
  WECOM_CORP_ID: state.corpId,
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: state.secret,
  WECOM_TOKEN: callbackToken,
  WECOM_AES_KEY: encodingAesKey,
  WECOM_API_URL: url,
});

const pathOf = (request: Request): string => `/wecom/events${new URL(request.url).search}`;

/** Asks for the echo again and again until `ended`, and returns each one's time in ms. */
const askForEchoes = async (url: string, ended: AbortSignal): Promise<readonly number[]> => {
  const took: number[] = [];
  while (!ended.aborted) {
    const begin = performance.now();
    const answer = await fetch(`${url}${pathOf(callbackRequest('1616140317555161061', { echo: true }))}`);
    if ((await answer.text()) !== '1616140317555161061') throw new Error('The echo is not the one sent.');
    took.push(performance.now() - begin);
    await delay(echoEveryMs);
  }
  return took;
};

const measure = async (
  args: readonly string[],
): Promise<{ readonly acks: string; readonly echo: string }> => {
  const { home, remove } = await benchHome();
  const wecom = await startWecom();
  const child = startTend(args, { TEND_HOME: home, PORT: '0', ...environmentOf(wecom) });
  try {
    const url = await addressOf(child);
    const ready: Ready[] = [];
    for (let index = 0; index < warmUp + perSecond * seconds; index++) {
      const request = callbackRequest(callbackAt(index));
      ready.push(await readyOf(pathOf(request), request));
    }
    await load(url, ready.slice(0, warmUp), perSecond);
    const end = new AbortController();
    const echoes = askForEchoes(url, end.signal);
    const acks = shares(await load(url, ready.slice(warmUp), perSecond));
    end.abort();
    return { acks, echo: `at most ${Math.round(Math.max(...(await echoes)))} ms` };
  } finally {
    await endTend(child);
    await wecom.close();
    await remove();
  }
};

type Cost = StartCost & { readonly modules: number };

/** What Wechaty costs at a start: beside the official route alone, and when it is configured. */
const benchWechaty = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const wecom = await startWecom();
  const puppets = await startPuppetService(false);
  const file = join(home, 'modules');
  const official = {
    TEND_HOME: home,
    PORT: '0',
    ...environmentOf(wecom),
    TEND_BENCH_MODULES: file,
    NODE_OPTIONS: `--import ${new URL('count-modules.ts', import.meta.url).href}`,
  };
  const wechaty = {
    ...official,
    WECHATY_ENDPOINT: puppets.service.endpoint,
    WECHATY_TOKEN: serviceToken,
    WECHATY_TLS: 'off',
  };
  const start = async (environment: Readonly<Record<string, string>>): Promise<Cost> => {
    const cost = await startOnce(environment);
    return { ...cost, modules: Number(await readFile(file, 'utf8')) };
  };
  try {
    await startOnce(official);
    const without: Cost[] = [];
    const beside: Cost[] = [];
    for (let round = 0; round < 3; round++) {
      without.push(await start(official));
      beside.push(await start(wechaty));
    }
    const words = (costs: readonly Cost[]): string => {
      const of = (name: keyof Cost): number => Math.round(median(costs.map((each) => each[name])));
      return `${of('ms')} ms, ${of('mb')} MB, ${of('modules')} modules of Wechaty`;
    };
    return [
      {
        what: 'start with the official route alone (median of 3)',
        target: '0 modules of Wechaty',
        measured: words(without),
      },
      { what: 'the same with Wechaty configured', target: '', measured: words(beside) },
    ];
  } finally {
    await puppets.close();
    await wecom.close();
    await remove();
  }
};

/** Measures check, decryption, storing and acknowledgement of callbacks, the echo meanwhile, and what Wechaty costs. */
export const benchWecom = async (): Promise<readonly Figure[]> => {
  const what = `callbacks of WeCom at ${perSecond}/s for ${seconds} s`;
  const figures: Figure[] = [];
  for (const args of [['serve'], ['serve', '--work']]) {
    const { acks, echo } = await measure(args);
    const by = `, \`${args.join(' ')}\``;
    figures.push({ what: `${what}, due to acknowledged${by}`, target: 'p99 < 50 ms', measured: acks });
    figures.push({ what: `echo of the console meanwhile${by}`, target: '< 1 s', measured: echo });
  }
  return [...figures, ...(await benchWechaty())];
};
