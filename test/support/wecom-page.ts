import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page, selectors } from 'playwright-core';
import { inject } from 'vitest';
import type { WecomStandIn } from './servers/wecom/server.ts';

/** Beside which chat the page stands in the client. */
export type ClientPlace = { readonly entry: string; readonly userId?: string; readonly chatId?: string };

/** A stand-in of WeCom's desktop client: a real browser with the bridge that the client injects into pages. */
export type WecomClient = {
  /** Opens the page as `user`, beside a chat. */
  open(user: string, place: ClientPlace): Promise<Page>;
  /** What employees sent to the chat from the page. */
  readonly sent: { readonly user: string; readonly text: string }[];
  /** What the client checked and refused, and everything that went wrong in the page. */
  readonly problems: readonly string[];
  /** Addresses that the page asked for and that are not this machine's. */
  readonly strangers: readonly string[];
  /** The client refuses to send. */
  refuseSending(refuse: boolean): void;
  /** Saves a picture in the folder that TEND_SHOTS names. */
  shoot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
};

const agent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 wxwork/4.1.36 MicroMessenger/7.0.1';

type Invocation = { readonly name: string; readonly params: Readonly<Record<string, unknown>> };

/** Starts the client for the company of the stand-in. */
export const startWecomClient = async (
  wecom: WecomStandIn,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<WecomClient> => {
  selectors.setTestIdAttribute('data-test');
  const browser: Browser = await chromium.launch({
    executablePath: inject('chromiumPath'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  const sent: { user: string; text: string }[] = [];
  const problems: string[] = [];
  const strangers: string[] = [];
  const clients = new Map<string, { readonly context: BrowserContext; place: ClientPlace }>();
  let refusing = false;

  /** As the client does: the app is what it says only when the signature of this very page is right. */
  const isSigned = (url: string, params: Invocation['params']): boolean => {
    const text = `jsapi_ticket=${wecom.state.tickets.agent}&noncestr=${String(params['nonceStr'])}&timestamp=${String(params['timestamp'])}&url=${url.replace(/#.*/, '')}`;
    const isOurs = params['corpid'] === wecom.state.corpId && params['agentid'] === '1000002';
    return isOurs && params['signature'] === createHash('sha1').update(text).digest('hex');
  };

  /** One client for each employee, who stays logged in. */
  const clientOf = async (user: string, place: ClientPlace): Promise<BrowserContext> => {
    wecom.state.atClient = user;
    const there = clients.get(user);
    if (there) {
      there.place = place;
      return there.context;
    }
    const context = await browser.newContext({
      viewport: { width: 375, height: 760 },
      userAgent: agent,
      reducedMotion: 'reduce',
      colorScheme,
    });
    const client = { context, place };
    clients.set(user, client);
    context.setDefaultTimeout(8_000);
    let isConfigured = false;
    const answer = (url: string, { name, params }: Invocation): object => {
      const { entry, userId, chatId } = client.place;
      if (name === 'agentConfig') {
        isConfigured = isSigned(url, params);
        if (!isConfigured) problems.push('agentConfig: the signature is wrong');
        return { err_msg: isConfigured ? 'agentConfig:ok' : 'agentConfig:fail' };
      }
      if (!isConfigured) return { err_msg: `${name}:fail no permission` };
      if (name === 'getContext') return { err_msg: 'getContext:ok', entry };
      if (name === 'getCurExternalContact' && userId !== undefined) return { err_msg: `${name}:ok`, userId };
      if (name === 'getCurExternalChat' && chatId !== undefined) return { err_msg: `${name}:ok`, chatId };
      if (name === 'sendChatMessage') {
        if (refusing) return { err_msg: `${name}:cancel` };
        const { content } = params['text'] as { readonly content: string };
        sent.push({ user, text: content });
        return { err_msg: `${name}:ok` };
      }
      return { err_msg: `${name}:fail without context of external contact` };
    };
    await context.exposeBinding('askClient', ({ page }, invocation: Invocation) =>
      answer(page.url(), invocation),
    );
    await context.addInitScript(() => {
      const ask = (globalThis as unknown as { askClient: (of: object) => Promise<object> }).askClient;
      Object.assign(globalThis, {
        WeixinJSBridge: {
          on: () => undefined,
          invoke: (name: string, params: object, done: (answer: object) => void) => {
            void (async () => done(await ask({ name, params })))();
          },
        },
      });
    });
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol !== 'data:' && !['localhost', '127.0.0.1'].includes(hostname))
        strangers.push(request.url());
    });
    context.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => problems.push(`exception: ${error.error().message}`));
    return context;
  };
  const open = async (user: string, place: ClientPlace): Promise<Page> => {
    const context = await clientOf(user, place);
    return context.pages()[0] ?? context.newPage();
  };
  const folder = process.env['TEND_SHOTS'];
  return {
    sent,
    problems,
    strangers,
    open,
    refuseSending: (refuse) => {
      refusing = refuse;
    },
    shoot: async (page, name) => {
      if (!folder) return;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    close: async () => {
      for (const { context } of clients.values()) await context.close();
      await browser.close();
    },
  };
};
