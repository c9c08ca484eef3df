import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { signIn } from '#test/chromium';
import { copyData, type Product, startProduct } from '#test/product';
import { refused } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';

/*
 * A civil servant takes a test: every answer is acknowledged once it is on disk, and neither a cut line, another device, a switched-off
 * script nor a server that dies loses one. Of each role one person, so that no test meets the attempt of another.
 */

const demo = journey();
const opened: Visitor[] = [];

async function member(role: string, options: { readonly javaScript?: boolean; readonly width?: number } = {}): Promise<Page> {
  const one = await demo.signedIn(role, options);
  opened.push(one);
  return one.page;
}

/** Begins, or goes on with, the test of this name; comes back with where its questions are. */
async function begin(page: Page, title: string): Promise<string> {
  await page.goto('/asesmen');
  await arrived(page, 'Tes kompetensi');
  await page
    .locator('main section', { has: page.getByRole('heading', { name: title, exact: true }) })
    .getByRole('button')
    .click();
  await page.waitForURL(/\/soal\/\d+$/);
  return page.url().replace(/\/soal\/\d+$/, '');
}

const choose = (page: Page, choice: string) => page.locator(`main input[name=choice][value=${choice}]`).check();
const said = (page: Page, sentence: 'Tersimpan' | 'Belum tersimpan') => page.locator('#answer-state', { hasText: new RegExp(`^${sentence}`) }).waitFor();
const chosen = (page: Page) => page.locator('main input[name=choice]:checked').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
const count = async (page: Page) =>
  /(\d+) dari (\d+) terjawab/
    .exec(await page.locator('main').innerText())
    ?.slice(1, 3)
    .map(Number);

afterAll(() => {
  expect(opened.flatMap((one) => one.faults)).toEqual([]);
});

describe('somebody with a telephone', () => {
  let page: Page;
  let at: string;

  beforeAll(async () => {
    page = await member('trainer');
    at = await begin(page, 'Orientasi pelayanan');
  });

  test('meets one question a page; each choice is acknowledged by itself, and stands after a reload', async () => {
    await arrived(page, 'Soal 1 dari 30');
    await alsoInEnglish(page);
    await choose(page, 'B');
    await said(page, 'Tersimpan');
    await choose(page, 'C');
    await said(page, 'Tersimpan');
    await page.reload();
    expect(await chosen(page)).toEqual(['C']);
    await arrived(page, 'Soal 1 dari 30');
    expect(await count(page)).toEqual([1, 30]);
  });

  test('goes on without a line: what could not be sent waits on the device, also over a reload, and goes when the line is back', async () => {
    await page.goto(`${at}/soal/2`);
    await page.context().setOffline(true);
    await choose(page, 'A');
    await said(page, 'Belum tersimpan');
    expect((await page.context().request.get(`${at}/selesai`)).status()).toBe(200);
    expect(await openQuestions(page)).toContain(2);
    await page.context().setOffline(false);
    await said(page, 'Tersimpan');
    expect(await openQuestions(page)).not.toContain(2);
    // The page that holds the answer is closed before the line is back, and no other page of the test is open, which would send it.
    const second = await page.context().newPage();
    await page.goto('about:blank');
    await second.goto(`${at}/soal/3`);
    await page.context().setOffline(true);
    await choose(second, 'D');
    await said(second, 'Belum tersimpan');
    await second.close();
    await page.context().setOffline(false);
    expect(await openQuestions(page)).toContain(3);
    await page.goto(`${at}/soal/4`);
    await expect.poll(() => openQuestions(page)).not.toContain(3);
    await page.goto(`${at}/soal/3`);
    expect(await chosen(page)).toEqual(['D']);
  });

  /** What the server knows as unanswered, asked past the page. */
  async function openQuestions(asking: Page): Promise<readonly number[]> {
    const answer = await asking.context().request.get(`${at}/selesai`);
    return Array.from((await answer.text()).matchAll(/\/soal\/(\d+)" aria-label/g), (match) => Number(match[1]));
  }

  test('goes on at another device where they were; an older page there cannot overwrite what is newer', async () => {
    const other = await member('trainer', { width: 1280 });
    await other.goto('/asesmen');
    await other.getByText('Sedang berjalan').waitFor();
    expect(await begin(other, 'Orientasi pelayanan')).toBe(at);
    await other.goto(`${at}/soal/3`);
    expect(await chosen(other)).toEqual(['D']);
    await choose(other, 'A');
    await said(other, 'Tersimpan');
    await arrived(other, 'Soal 3 dari 30');
    await page.reload();
    expect(await chosen(page)).toEqual(['A']);
    await other.context().close();
  });

  test('leaves an unsent answer at a shared computer: whoever sits there next does not lose it, and it goes when they are back', async () => {
    const shared = await member('trainer');
    const context = shared.context();
    await shared.goto(`${at}/soal/4`);
    await context.setOffline(true);
    await choose(shared, 'B');
    await said(shared, 'Belum tersimpan');
    const next = await context.newPage();
    await shared.close();
    await context.setOffline(false);
    await context.clearCookies({ name: 'sesi' });
    await signIn(next, demo.account('head'));
    const sent = next.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/soal/4'));
    await begin(next, 'Kerja digital');
    expect((await sent).status()).toBe(404);
    await context.clearCookies({ name: 'sesi' });
    await signIn(next, demo.account('trainer'));
    await next.goto(`${at}/soal/5`);
    await expect.poll(() => openQuestions(next)).not.toContain(4);
    await context.close();
  });

  test('hands in when they are ready, told what is still open; the result says how it came about, and there is no way back', async () => {
    await page.goto(`${at}/soal/1`);
    await page.getByRole('link', { name: 'Kumpulkan jawaban' }).click();
    await arrived(page, 'Kumpulkan jawaban');
    await alsoInEnglish(page);
    expect(await page.locator('main').innerText()).toContain('4 dari 30 soal terjawab');
    expect(await page.locator('main .quiz-nav a').count()).toBe(26);
    await page.getByRole('button', { name: 'Kumpulkan jawaban' }).click();
    await arrived(page, 'Orientasi pelayanan');
    await alsoInEnglish(page);
    const result = page.url();
    expect(await page.locator('main').innerText()).toMatch(/\d+ dari 30 soal benar/);
    for (const old of ['/soal/1', '/selesai']) {
      await page.goto(`${at}${old}`);
      expect(page.url()).toBe(result);
    }
    await page.goto('/asesmen');
    await arrived(page, 'Tes kompetensi');
    expect(await page.locator('main').innerText()).toMatch(/Dapat diulang mulai .*7 Desember 2026/);
  });
});

test('without scripts every question is a form: an empty one comes back, each answer stands, and so does the hand-in', async () => {
  const page = await member('training-manager', { javaScript: false });
  const at = await begin(page, 'Kerja digital');
  await arrived(page, 'Soal 1 dari 30');
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  await refused(page, ['Pilih satu jawaban.']);
  await arrived(page, 'Soal 1 dari 30');
  for (let place = 1; place <= 30; place += 1) {
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`/soal/${place}$`));
    await choose(page, 'A');
    await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  }
  await arrived(page, 'Kumpulkan jawaban');
  await page.getByText('Semua soal terjawab.').waitFor();
  await page.goto(`${at}/soal/7`);
  expect(await chosen(page)).toEqual(['A']);
  await page.goto(`${at}/selesai`);
  await page.getByRole('button', { name: 'Kumpulkan jawaban' }).click();
  await arrived(page, 'Kerja digital');
});

describe('R1: the server dies during the test', () => {
  let scratch: string;
  let product: Product;

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'smart-asn-test-'));
    product = await startProduct({ dataDir: await copyData(inject('pristineDir'), join(scratch, 'data')) });
  });
  afterEach(async () => {
    await product.stop('SIGKILL');
    await rm(scratch, { recursive: true, force: true });
  });

  test('every answer that was acknowledged is there, once, and what was not goes by itself when it is back', async () => {
    const visitor = await demo.visitor({ at: product.url });
    const { page } = visitor;
    await signIn(page, demo.account('head'));
    const at = await begin(page, 'Orientasi pelayanan');
    const acknowledged = new Map<number, string>();
    for (const [offset, choice] of ['A', 'B', 'C', 'A', 'B'].entries()) {
      await page.goto(`${at}/soal/${offset + 1}`);
      await choose(page, choice);
      await said(page, 'Tersimpan');
      acknowledged.set(offset + 1, choice);
    }
    await page.goto(`${at}/soal/6`);
    const dying = product.stop('SIGKILL');
    await choose(page, 'C');
    await dying;
    await said(page, 'Belum tersimpan');
    product = await startProduct({ dataDir: product.dataDir, port: Number(new URL(product.url).port) });
    await said(page, 'Tersimpan');
    acknowledged.set(6, 'C');
    const other = await demo.visitor({ at: product.url, width: 1280 });
    await signIn(other.page, demo.account('head'));
    expect(await begin(other.page, 'Orientasi pelayanan')).toBe(at);
    for (const [place, choice] of acknowledged) {
      await other.page.goto(`${at}/soal/${place}`);
      expect(await chosen(other.page)).toEqual([choice]);
    }
    expect(await count(other.page)).toEqual([6, 30]);
    expect([...visitor.faults, ...other.faults]).toEqual([]);
    await visitor.context.close();
    await other.context.close();
  });
});
