import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { journey } from '#test/browser';
import { signIn } from '#test/chromium';
import { type Account, accountsOf, freePorts, type Product, startProduct } from '#test/product';
import { reader } from '#test/reader';

const demo = journey();

const roles = ['citizen', 'asn', 'officer', 'supervisor', 'trainer', 'training-manager', 'service-manager', 'head', 'inspector', 'admin'];

/** What somebody sees who comes by while the province is being loaded: each share that the page showed. */
async function sharesShown(port: number, loaded: () => boolean): Promise<readonly number[]> {
  const shares: number[] = [];
  while (!loaded()) {
    const page = await reader(`http://localhost:${port}`)
      .open('/layanan')
      .catch(() => undefined);
    const share = /sedang dimuat.*?(\d+)%/.exec(page?.text ?? '')?.[1];
    if (page?.status === 503 && share !== undefined) shares.push(Number(share));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return shares;
}

/** Whom each account's home greets after signing in, beside what the public sees; daily work may change the rest at a moment of its own. */
async function everyoneSees(product: Product, accounts: Iterable<Account>): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const account of accounts) {
    const { page, context } = await demo.visitor({ at: product.url });
    await signIn(page, account);
    seen.set(account.role, await page.locator('h1').innerText());
    await context.close();
  }
  for (const path of ['/layanan', '/kinerja']) seen.set(path, (await reader(product.url).open(path)).text);
  return seen;
}

/** How many entries the newest checkpoint of the log signs. */
async function entries(product: Product): Promise<number> {
  return Number((await (await fetch(`${product.url}/ledger/checkpoint`)).text()).split('\n')[1]);
}

test('a first start shows how far it is and lets all ten roles in; stopped and started again, all is there', async () => {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'smart-asn-first-')), 'data');
  onTestFinished(() => rm(join(dataDir, '..'), { recursive: true, force: true }));
  const port = await freePorts();
  let loaded = false;
  const starting = startProduct({ dataDir, port }).finally(() => (loaded = true));
  const shares = await sharesShown(port, () => loaded);
  const first = await starting;
  onTestFinished(async () => {
    await first.stop('SIGKILL');
  });
  expect(new Set(shares).size).toBeGreaterThan(3);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(first.printed()).toMatch(/\[#+ +\] \d+%/);

  const accounts = await accountsOf(dataDir);
  expect(Array.from(accounts.keys())).toEqual(roles);
  for (const { username, password } of accounts.values()) {
    expect(first.printed()).toContain(username);
    expect(first.printed()).toContain(password);
  }
  const before = await everyoneSees(first, accounts.values());
  const signed = await entries(first);
  expect(signed).toBeGreaterThan(10_000);
  expect(await first.stop()).toBe(0);

  const second = await startProduct({ dataDir, port });
  onTestFinished(async () => {
    await second.stop();
  });
  expect(second.printed()).not.toMatch(/\d+%/);
  expect(await everyoneSees(second, accounts.values())).toEqual(before);
  expect(await entries(second)).toBeGreaterThanOrEqual(signed);
});
