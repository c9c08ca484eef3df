import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journey, type Visitor } from '#test/browser';
import { readPaper } from '#test/paper';
import { applyFor, laboratoryTest, type Receipt } from './steps/citizen.ts';
import { studyOnline, takeSeat } from './steps/learner.ts';
import { answerForm } from './steps/form.ts';
import { alsoInEnglish, arrived } from './steps/look.ts';
import { decide, openCase, takeCase } from './steps/officer.ts';
import { rateService } from './steps/rater.ts';

/*
 * The whole loop across roles: a citizen is served and rates, the rating shows a gap of the unit, its head nominates, the officer
 * learns online and in class, is credited, and the head of the agency sees all of it. At 360 px, each page in both languages.
 */

const demo = journey();
const course = 'kerja-digital-aman';
const classTitle = 'Latihan bersama petugas loket';

const visitors = new Map<string, Visitor>();
async function as(role: string): Promise<Visitor['page']> {
  const known = visitors.get(role) ?? (role === 'anonymous' ? await demo.visitor() : await demo.signedIn(role));
  visitors.set(role, known);
  return known.page;
}

let receipt: Receipt;
/** Wall clock of the product, as its pages print it: `08.13`. */
let receivedAt: string;

function clockPlus(clock: string, minutes: number): string {
  const [hour = 0, minute = 0] = clock.split('.').map(Number);
  const sum = hour * 60 + minute + minutes;
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}.${String(sum % 60).padStart(2, '0')}`;
}

beforeAll(async () => {
  await as('anonymous');
});

afterAll(async () => {
  expect(Array.from(visitors.values()).flatMap((visitor) => visitor.faults)).toEqual([]);
});

describe('the loop', () => {
  test('a citizen applies and holds a receipt', async () => {
    const page = await as('anonymous');
    receipt = await applyFor(page, 'uji-laboratorium-lingkungan', laboratoryTest);
    receivedAt = /pukul (\d\d\.\d\d) WITA/.exec(await page.locator('main').innerText())?.[1] ?? '';
    expect(receivedAt).toMatch(/^\d\d\.\d\d$/);
  });

  test('an officer of the unit takes the case and grants it', async () => {
    const page = await as('officer');
    await takeCase(page, receipt.ticket);
    await alsoInEnglish(page);
    await openCase(page, receipt.ticket);
    await decide(page, 'granted');
  });

  test('the citizen rates the service, once', async () => {
    const page = await as('anonymous');
    await rateService(page, receipt, { U6: 1, U7: 3 });
    await page.goto('/survei');
    await arrived(page, 'Nilai pelayanan kami');
    await alsoInEnglish(page);
    await answerForm(page, { ticket: receipt.ticket, code: receipt.code });
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByText('Tautan ini sudah dipakai').first().waitFor();
    await arrived(page, 'Nilai pelayanan kami');
  });

  test('the rating is evidence on the unit, and the unit has a gap: its head sees the reason in numbers', async () => {
    const page = await as('supervisor');
    await page.goto('/beranda');
    await arrived(page, /^Selamat .*, /);
    await page.goto('/kompetensi/unit');
    await arrived(page, 'Kesenjangan unit');
    await alsoInEnglish(page);
    await page.goto('/rencana/unit');
    await arrived(page, /Rencana/);
    await alsoInEnglish(page);
    await page.getByRole('link', { name: 'Kerja Digital yang Aman untuk DLHK' }).click();
    await arrived(page, /Kerja Digital yang Aman/);
    await alsoInEnglish(page);
    expect(await page.locator('main').innerText()).toMatch(/Nilai unit U6 \(Kompetensi Pelaksana\) \d,\d\d dari \d+ jawaban/);
  });

  test('the head of the unit nominates the officer, and as the supervisor approves: the officer is enrolled', async () => {
    const page = await as('supervisor');
    const { name } = demo.account('officer');
    await page.getByLabel(name).check();
    await page.getByRole('button', { name: 'Nominasikan' }).click();
    await arrived(page, /Kerja Digital yang Aman untuk/);
    await page.goto('/rencana/unit');
    await page
      .locator('main section', { has: page.getByRole('heading', { name }) })
      .last()
      .getByRole('button', { name: 'Setujui dan daftarkan' })
      .click();
    await arrived(page, 'Rencana pelatihan unit');
    const officer = await as('officer');
    await officer.goto('/rencana');
    await arrived(officer, /Rencana saya/);
    await alsoInEnglish(officer);
    expect(await officer.locator('main').innerText()).toContain('Kerja Digital yang Aman');
  });

  test('the training manager opens a class for today', async () => {
    const page = await as('training-manager');
    await page.goto(`/kelola/kursus/${course}/kelas/baru`);
    await arrived(page, 'Buka kelas');
    await alsoInEnglish(page);
    const fields: Readonly<Record<string, string>> = {
      title: classTitle,
      agenda: 'Memeriksa perangkat, memilah pesan palsu, melapor dalam satu jam.',
      date: '2026-11-23',
      starts: clockPlus(receivedAt, 10),
      ends: clockPlus(receivedAt, 130),
      room: 'Aula DLHK',
      capacity: '10',
    };
    for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
    await page.locator('main select[name=tutor]').selectOption({ label: demo.account('trainer').name });
    await page.getByRole('button', { name: 'Buka kelas' }).click();
    await arrived(page, 'Kerja Digital yang Aman');
  });

  test('the officer takes a seat and attends by the code on the tutor’s screen', async () => {
    const officer = await as('officer');
    await takeSeat(officer, course, classTitle);
    const trainer = await as('trainer');
    await trainer.goto('/kelas');
    await arrived(trainer, /Kelas/);
    await trainer.getByRole('link', { name: classTitle }).click();
    await arrived(trainer, classTitle);
    await alsoInEnglish(trainer);
    await trainer.getByRole('link', { name: 'Tampilkan kode kehadiran' }).click();
    await arrived(trainer, 'Kode kehadiran');
    const code = /\d{4}[\s-]?\d{4}/.exec(await trainer.locator('main').innerText())?.[0] ?? '';
    await officer.goto(`/belajar/${course}`);
    await officer.getByRole('link', { name: 'Catat kehadiran' }).click();
    await arrived(officer, /Catat kehadiran/);
    await officer.locator('main input[name=code]').fill(code);
    await officer.getByRole('button', { name: 'Catat kehadiran' }).click();
    await officer.getByText(/hadir/i).first().waitFor();
  });

  test('learns online: readings, the video at its own pace, the quiz; and is credited with JP and a certificate that verifies', async () => {
    const page = await as('officer');
    await studyOnline(page, course);
    await page.goto('/belajar');
    await arrived(page, /^Selamat .*, /);
    expect(await page.locator('main').innerText()).toContain('10 dari 20 JP');
    const certificate = page.locator('main a[href*="/belajar/sertifikat/"]').first();
    const answer = await page.context().request.get((await certificate.getAttribute('href')) ?? '');
    const paper = await readPaper(await answer.body());
    expect(paper.text).toContain(demo.account('officer').name);
    const anybody = await as('anonymous');
    await anybody.goto(new URL(paper.qr ?? '').pathname);
    await arrived(anybody, 'Periksa sertifikat');
    await alsoInEnglish(anybody);
    expect(await anybody.locator('main').innerText()).toContain('Kerja Digital yang Aman');
  });

  test('the course is evidence on the officer’s own profile, and the plan is ticked', async () => {
    const page = await as('officer');
    await page.goto('/kompetensi');
    await arrived(page, /Profil kompetensi/);
    await alsoInEnglish(page);
    expect(await page.locator('main').innerText()).toMatch(/Kursus: .*\n?/);
    await page.goto('/rencana');
    await page.locator('main a[href*="/rencana/rantai/"]').first().click();
    await arrived(page, /: rantai bukti$/);
    await alsoInEnglish(page);
    const chain = await page.locator('main').innerText();
    for (const step of ['Dinominasikan kepala unit', 'Disetujui atasan', 'Kursus selesai', 'Sertifikat terbit', 'Bukti baru di profil'])
      expect(chain).toContain(step);
  });

  test('the head of the agency sees all of it', async () => {
    const page = await as('head');
    await page.goto('/kinerja/instansi');
    await arrived(page, /perlu perhatian/);
    await alsoInEnglish(page);
    await page.goto('/rencana/instansi');
    await arrived(page, 'Rencana pelatihan instansi');
    await page
      .getByRole('link', { name: /Kerja Digital yang Aman/ })
      .first()
      .click();
    await arrived(page, /Kerja Digital yang Aman untuk/);
    expect(await page.locator('main').innerText()).toContain(demo.account('officer').name);
  });
});
