import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page, selectors } from 'playwright-core';
import { inject } from 'vitest';

/** A real browser on the playground of one app. */
export type TestBrowser = {
  /** Opens a tab as a link does: who one is, in which room, in which language. */
  open(address: { readonly as: string; readonly room: string; readonly lang: 'zh' | 'en' }): Promise<Page>;
  /** Everything that went wrong in any tab: errors on the console, exceptions, what the content policy refused. */
  readonly problems: readonly string[];
  /** Saves a picture of the tab at both sizes, in the folder that TEND_SHOTS names; does nothing without one. */
  shoot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
};

/** A desktop and a phone. */
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser for the app at `url`; the panel for first visitors is put away unless `firstVisit`. */
export const startBrowser = async (url: string, { firstVisit = false } = {}): Promise<TestBrowser> => {
  selectors.setTestIdAttribute('data-test');
  const browser: Browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: flags });
  const context: BrowserContext = await browser.newContext({ viewport: sizes.wide, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  if (!firstVisit) {
    await context.addInitScript(() => {
      // An empty tab has no storage.
      if (location.protocol === 'http:') localStorage.setItem('tend.welcome', 'yes');
    });
  }
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`exception: ${error.error().message}`));
  const folder = process.env['TEND_SHOTS'];
  return {
    problems,
    open: async (address) => {
      const page = await context.newPage();
      await page.goto(`${url}/#${new URLSearchParams(address)}`);
      await page.locator('body:not(.starting)').waitFor();
      return page;
    },
    shoot: async (page, name) => {
      if (!folder) return;
      await mkdir(folder, { recursive: true });
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await page.screenshot({ path: join(folder, `${name}-${size}.png`) });
      }
      await page.setViewportSize(sizes.wide);
    },
    close: async () => {
      await context.close();
      await browser.close();
    },
  };
};
