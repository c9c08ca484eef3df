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
export async function signIn(page: Page, account: Account): Promise<void> {
  const isCitizen = account.role === 'citizen';
  await page.goto(isCitizen ? '/masuk/warga/sandi' : '/masuk');
  await page.locator(isCitizen ? 'main input[name=email]' : 'main input[name=username]').fill(account.username);
  await page.locator('main input[name=password]').fill(account.password);
  await page.locator('main input[name=password]').press('Enter');
  await page.waitForLoadState();
  const code = page.locator('main input[name=code]');
  if (account.totp_secret && (await code.count()) > 0) {
    await code.fill(new TOTP({ secret: Secret.fromBase32(account.totp_secret) }).generate());
    await code.press('Enter');
  }
  await page.waitForURL(/\/(beranda|en\/home)$/);
}
