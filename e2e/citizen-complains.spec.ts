import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { type Answers, answerForm, refused, standingIn } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { letterTo } from './steps/mailbox.ts';
import { photo, secretPlace } from './steps/photo.ts';
import { altered, receiptFile, verify } from './steps/receipt.ts';

/*
 * Somebody without an account says what is wrong, with a photo of it; it is passed to the unit that can mend it, answered, and answered
 * again until they are content. Number and code are all they need.
 */

const demo = journey();
const serial = Math.random().toString(36).slice(2, 8);
const email = `hamdan.${serial}@surel.contoh.id`;
const title = `Bak sampah pasar meluap, ${serial}`;
const complaint: Answers = {
  class: 'pengaduan',
  category: 'Lingkungan',
  title,
  body: 'Sudah sepekan bak sampah di belakang pasar tidak diangkut.\nAirnya mengalir sampai ke jalan.',
  unit: 'Dinas Lingkungan Hidup dan Kehutanan',
  place: 'Belakang Pasar Kebon Roek, Ampenan',
  name: 'Lalu Hamdan Saputra',
  email,
};
const required = 'Isian ini wajib diisi.';

let reporter: Visitor;
let scratch: string;
let ticket: string;
let code: string;
const opened: Visitor[] = [];

async function visitor(options: { readonly javaScript?: boolean; readonly width?: number } = {}): Promise<Visitor> {
  const one = await demo.visitor(options);
  opened.push(one);
  return one;
}

const send = (page: Page) => page.getByRole('button', { name: 'Kirim aduan' }).click();
const attach = (page: Page, name: string, mimeType: string, buffer: Buffer) => page.locator('main [name=files]').setInputFiles({ name, mimeType, buffer });

async function lookUp(page: Page, by: Answers): Promise<void> {
  await page.goto('/aduan/lacak');
  await answerForm(page, by);
  await page.getByRole('button', { name: 'Lihat' }).click();
}

const timeline = (page: Page) => page.getByRole('list', { name: 'Perjalanan aduan' }).innerText();

/** The complaint on the desk of whoever works there. */
async function onDesk(page: Page, view: string): Promise<void> {
  await page.goto(`/kerja/aduan?tampilan=${view}`);
  await arrived(page, 'Meja aduan');
  await page.getByRole('link', { name: title }).click();
  await arrived(page, title);
  await alsoInEnglish(page);
}

beforeAll(async () => {
  reporter = await visitor();
  scratch = await mkdtemp(join(tmpdir(), 'receipts-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
  expect(opened.flatMap((one) => one.faults)).toEqual([]);
});

describe('what is missing or wrong comes back with a summary, and nothing typed is lost', () => {
  test.each([true, false])('scripts: %s', async (javaScript) => {
    const { page, context } = await visitor({ javaScript });
    await page.goto('/aduan');
    await arrived(page, 'Aduan dan aspirasi');
    await alsoInEnglish(page);
    await send(page);
    await refused(page, [required, required, required, required]);
    await arrived(page, 'Aduan dan aspirasi');
    const wrong = { ...complaint, title: 'x'.repeat(150), email: 'hamdan di ampenan' };
    await answerForm(page, wrong);
    await attach(page, 'catatan.exe', 'application/octet-stream', Buffer.from('MZ\0\0'));
    await send(page);
    await refused(page, [/alamat surel/]);
    expect(await standingIn(page)).toMatchObject(wrong);
    await arrived(page, 'Aduan dan aspirasi');
    await answerForm(page, { email });
    await attach(page, 'catatan.exe', 'application/octet-stream', Buffer.from('MZ\0\0'));
    await send(page);
    await refused(page, [/./]);
    expect(await standingIn(page)).toMatchObject({ ...wrong, email });
    await page.getByText('Bila tadi Anda melampirkan berkas, pilihlah lagi.').waitFor();
    await arrived(page, 'Aduan dan aspirasi');
    await context.close();
  });
});

describe('a complaint', () => {
  test('comes in with category, place and photo, and gives number and code', async () => {
    const { page } = reporter;
    await page.goto('/aduan');
    await answerForm(page, complaint);
    await attach(page, 'bak sampah.jpg', 'image/jpeg', photo());
    await send(page);
    await arrived(page, 'Aduan Anda diterima');
    await alsoInEnglish(page);
    [ticket = '', code = ''] = await page.locator('main .receipt .code').allInnerTexts();
    expect(ticket).toMatch(/^ADU-52-2026-\d{7}-\d$/);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('has a receipt that verifies; one changed letter fails', async () => {
    const whole = await receiptFile(reporter.page, `/aduan/nomor/${ticket}`);
    const path = join(scratch, 'receipt.json');
    await writeFile(path, whole);
    expect(await verify(path)).toEqual({ code: 0, said: expect.stringMatching(/sah/i) });
    await writeFile(path, altered(whole));
    expect((await verify(path)).code).toBe(1);
  });

  test('is found again on another device by what stands in the letter; the number alone opens nothing', async () => {
    const letter = await letterTo(reporter, email);
    expect(letter).toContain(`Nomor: ${ticket}`);
    expect(letter).toContain(`Kode: ${code}`);
    const { page, context } = await visitor({ javaScript: false });
    expect((await page.goto(`/aduan/nomor/${ticket}`))?.status()).toBe(404);
    expect((await context.request.get(`/aduan/nomor/${ticket}/tanda-terima.json`)).status()).toBe(404);
    await page.goto(/https?:\S+/.exec(letter)?.[0] ?? '');
    await arrived(page, 'Lacak aduan');
    await alsoInEnglish(page);
    expect(await standingIn(page)).toMatchObject({ ticket });
    await lookUp(page, { ticket, code: '0000-0000-0000-0000' });
    await page.getByText('Nomor dan kode ini tidak cocok.').first().waitFor();
    expect(await standingIn(page)).toEqual({ ticket, code: '0000-0000-0000-0000' });
    await arrived(page, 'Lacak aduan');
    await lookUp(page, { ticket: ticket.toLowerCase(), code: code.replaceAll('-', ' ') });
    await arrived(page, title);
    await alsoInEnglish(page);
    expect(await timeline(page)).toContain('Aduan diterima');
    expect(await page.locator('main').innerText()).toContain(complaint['place']);
    await context.close();
  });

  test('shows its photo, and the photo no longer where it was taken', async () => {
    const { page, context } = reporter;
    await page.goto(`/aduan/nomor/${ticket}`);
    const link = await page.getByRole('link', { name: 'bak sampah.jpg' }).getAttribute('href');
    const shown = await context.request.get(link ?? '');
    expect(shown.headers()['content-type']).toBe('image/jpeg');
    expect((await shown.body()).includes(secretPlace)).toBe(false);
  });
});

describe('those who answer', () => {
  let manager: Page;
  let head: Page;

  beforeAll(async () => {
    for (const role of ['service-manager', 'supervisor']) opened.push(await demo.signedIn(role, { width: 1280 }));
    [manager, head] = opened.slice(-2).map(({ page }) => page) as [Page, Page];
  });

  const answer = async (text: string) => {
    await onDesk(head, 'dijawab');
    await answerForm(head, { answer: text });
    await head.getByRole('button', { name: 'Kirim jawaban' }).click();
    await head.getByText('Jawaban terkirim.').waitFor();
  };

  test('pass it to the unit that can mend it; the reporter reads who has it, and until when', async () => {
    await onDesk(manager, 'baru');
    await manager.getByRole('button', { name: 'Teruskan ke unit' }).click();
    await refused(manager, [/./]);
    await answerForm(manager, { unitId: 'Dinas Lingkungan Hidup dan Kehutanan' });
    await manager.getByRole('button', { name: 'Teruskan ke unit' }).click();
    await manager.getByText('Aduan diteruskan.').waitFor();
    const { page } = reporter;
    await page.goto(`/aduan/nomor/${ticket}`);
    await arrived(page, title);
    expect(await timeline(page)).toContain('Diteruskan ke unit: Dinas Lingkungan Hidup dan Kehutanan');
    expect(await page.locator('main').innerText()).toContain('Dijawab paling lambat');
    expect(await letterTo(reporter, email)).toContain('diteruskan kepada Dinas Lingkungan Hidup dan Kehutanan');
  });

  test('answer; an empty answer is none. The reporter says what is missing, is answered again, and is content', async () => {
    await onDesk(head, 'dijawab');
    await head.getByRole('button', { name: 'Kirim jawaban' }).click();
    await refused(head, [required]);
    await answer('Bak sampah diangkut kemarin sore.');
    expect(await letterTo(reporter, email)).toContain(`/aduan/lacak?nomor=${ticket}`);
    const { page } = reporter;
    await page.goto(`/aduan/nomor/${ticket}`);
    await arrived(page, title);
    await alsoInEnglish(page);
    expect(await page.locator('main .answer').innerText()).toBe('Bak sampah diangkut kemarin sore.');
    await page.getByRole('button', { name: 'Belum, jawab lagi' }).click();
    await refused(page, ['Tulis apa yang belum selesai, agar dapat dijawab lagi.']);
    await arrived(page, title);
    await answerForm(page, { note: 'Bagaimana pekan-pekan berikutnya?' });
    await page.getByRole('button', { name: 'Belum, jawab lagi' }).click();
    await page.getByText('Terima kasih atas tanggapan Anda.').waitFor();
    await answer('Mulai pekan ini diangkut tiap Senin dan Kamis; pengelola pasar memegang jadwalnya.');
    await page.goto(`/aduan/nomor/${ticket}`);
    await page.getByRole('button', { name: 'Ya, selesai' }).click();
    await page.getByText('Terima kasih atas tanggapan Anda.').waitFor();
    await arrived(page, title);
    await alsoInEnglish(page);
    const story = await timeline(page);
    const steps = ['Aduan diterima', 'Diteruskan ke unit', 'Bak sampah diangkut', 'Pelapor minta dijawab lagi', 'tiap Senin dan Kamis', 'Selesai'];
    const places = steps.map((step) => story.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await page.getByRole('button', { name: 'Ya, selesai' }).count()).toBe(0);
  });
});
