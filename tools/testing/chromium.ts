import { Secret, TOTP } from 'otpauth';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Account } from './product.ts';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real Chromium: the operating system's. */
export async function launchBrowser(): Promise<Browser> {
  const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const args = process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags;
  for (const executablePath of programs) {
    const browser = await chromium.launch({ executablePath, args }).catch((error: unknown) => {
      if (String(error).includes("executable doesn't exist")) return undefined;
      throw error;
    });
    if (browser) return browser;
  }
  throw new Error(`no browser at ${programs.join(', ')}`);
}

/** Signs in as an account of the demo, the second factor included. */
export async function signIn(page: Page, { role, username, password, totp_secret: secret }: Account): Promise<void> {
  if (role === 'citizen') {
    await page.goto('/masuk/warga/sandi');
    await page.locator('main input[name=email]').fill(username);
    await page.locator('main input[name=password]').fill(password);
    await sent(page, () => page.locator('main input[name=password]').press('Enter'));
  } else await showPassword(page, username, password);
  if (secret !== undefined) await showCode(page, secret);
  await page.waitForURL(/\/(beranda|en\/home)$/);
}

/** Sends a form, and comes back with the status of its answer when the page that follows stands. */
async function sent(page: Page, press: () => Promise<void>): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await press();
  const status = (await answer).status();
  await page.waitForLoadState();
  return status;
}

/** The first step of staff. */
export async function showPassword(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/masuk');
  await page.locator('main input[name=username]').fill(username);
  await page.locator('main input[name=password]').fill(password);
  await sent(page, () => page.locator('main input[name=password]').press('Enter'));
}

const period_ms = 30_000;

/** The second step, with what the authenticator shows. A code counts once: who has just used this one waits for the next. */
export async function showCode(page: Page, secret: string): Promise<void> {
  const field = page.locator('main input[name=code]');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (attempt > 0) await page.waitForTimeout(period_ms - (Date.now() % period_ms) + 100);
    await field.fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    if ((await sent(page, () => field.press('Enter'))) === 303) return;
  }
}
