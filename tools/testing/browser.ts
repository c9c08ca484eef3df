import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchBrowser, signIn } from './chromium.ts';
import { type Account, accountsOf } from './product.ts';

export type VisitorOptions = {
  /** Another product than the demo of this project. */
  readonly at?: string;
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
};

/** A browser of somebody's own: cookies, width, whether scripts run. `faults` gathers what the console says. */
export type Visitor = { readonly page: Page; readonly context: BrowserContext; readonly faults: readonly string[] };

export type Journey = {
  readonly url: string;
  visitor(options?: VisitorOptions): Promise<Visitor>;
  account(role: string): Account;
  /** Signs in as a role of the demo, the second factor included. */
  signedIn(role: string, options?: VisitorOptions): Promise<Visitor>;
};

/** A real Chromium on the product of this project. Call at the top of a file. */
export function journey(): Journey {
  const holder: { browser?: Browser; accounts?: ReadonlyMap<string, Account> } = {};
  const url = inject('productUrl');
  beforeAll(async () => {
    holder.browser = await launchBrowser();
    holder.accounts = await accountsOf(inject('dataDir'));
  });
  afterAll(async () => {
    await holder.browser?.close();
  });
  const self: Journey = {
    url,
    account(role) {
      const account = holder.accounts?.get(role);
      if (!account) throw new Error(`the demo has no account for ${role}`);
      return account;
    },
    async visitor({ at = url, javaScript = true, width = 360, scheme = 'light' } = {}) {
      if (!holder.browser) throw new Error('the browser opens before the first test');
      const context = await holder.browser.newContext({ baseURL: at, javaScriptEnabled: javaScript, colorScheme: scheme, viewport: { width, height: 800 } });
      if (!javaScript) scriptless.add(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // A refusal is an answer too: the browser reports its status, which the journey itself judges.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`${page.url()}: ${message.text()}`);
      });
      return { page, context, faults };
    },
    async signedIn(role, options) {
      const visitor = await self.visitor(options);
      await signIn(visitor.page, self.account(role));
      return visitor;
    },
  };
  return self;
}

type Evaluated = { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string } };

/** Contexts in which scripts are switched off: timers stand still there too, so that axe cannot run in them. */
const scriptless = new WeakSet<BrowserContext>();

/** The same markup and style in a page that can be asked. */
async function twinOf(page: Page): Promise<Page> {
  const size = page.viewportSize();
  const context = await page.context().browser()?.newContext({ viewport: size });
  if (!context) throw new Error('the browser has gone');
  const twin = await context.newPage();
  const body = await page.content();
  await twin.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await twin.goto(page.url());
  return twin;
}

/**
 * What is wrong with the page as it stands: axe's violations, and whether it must be scrolled sideways. Asked past the page's own
 * policy, which would refuse a script of ours.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (scriptless.has(page.context())) {
    const twin = await twinOf(page);
    const faults = await faultsOf(twin);
    await twin.context().close();
    return faults;
  }
  const session = await page.context().newCDPSession(page);
  const ask = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = (await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })) as Evaluated;
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  };
  await ask(axe.source);
  const found = (await ask(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))",
  )) as readonly string[];
  const sideways = (await ask('document.documentElement.scrollWidth - document.documentElement.clientWidth')) as number;
  await session.detach();
  const place = new URL(page.url()).pathname;
  return [...found.map((one) => `${place} ${one}`), ...(sideways > 0 ? [`${place} is ${sideways} px too wide`] : [])];
}
