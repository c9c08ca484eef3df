import { describe, expect, test } from 'vitest';
import { testNow } from '#test/db';
import { show } from '#test/page';
import type { UnitId } from '../../model.ts';
import { words } from '../words.ts';
import { ImportPage } from './import.tsx';
import { faultLine, ReportPage, type ReportView } from './report.tsx';

const view: ReportView = {
  lang: 'id',
  id: 'i1',
  file: 'pegawai-2026.csv',
  state: 'checked',
  share: 1,
  read: 5000,
  ready: 4990,
  done: 0,
  added: 4900,
  changed: 90,
  unchanged: 7,
  faulty: 3,
  failure: null,
  notes: ['delimiter:semicolon', 'encoding:windows-1252', 'formulas', 'header-line:3', 'sheet:Data'],
  secondsLeft: undefined,
  missing: [{ name: 'Dinas Baru', n: 7, line: 12 }],
  units: [{ id: 'u1' as UnitId, parentId: null, code: 'SETDA', name: 'Sekretariat Daerah', shortName: 'Setda', kind: 'opd', depth: 0 }],
  faults: [
    { line: 7, column: 'nip', code: 'nip-scientific', content: '1.98501E+17' },
    { line: 2501, column: 'started', code: 'not-a-date', content: '31-31-2024' },
    { line: 4999, column: 'nip', code: 'nip-twice:4002', content: '198501012010011023' },
  ],
  isCut: false,
  form: { values: {}, errors: {} },
};

describe('the report of an import', () => {
  test('says what would happen, what was recognised, which units are missing and what is wrong where, in words', async () => {
    const page = show(<ReportPage {...view} />);
    expect(page.getByRole('button', { name: 'Impor 4.990 baris' })).toBeTruthy();
    expect(page.getByRole('button', { name: 'Buat 1 unit ini' })).toBeTruthy();
    expect(page.text).toContain('Kolomnya dipisahkan titik koma.');
    const rows = page.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContainEqual(expect.stringMatching(/^7NIPNIP sudah berubah menjadi bilangan/));
    expect(rows).toContainEqual(expect.stringMatching(/^2\.501TMT jabatanTanggal tidak terbaca/));
    expect(rows).toContainEqual(expect.stringMatching(/^4\.999NIPNIP ini sudah ada di baris 4002/));
    expect(await page.faults()).toEqual([]);
  });

  test.each(['checking', 'writing'] as const)('while it is %s shows how far it is, how long it will take, and can be cancelled', async (state) => {
    const page = show(<ReportPage {...view} state={state} share={0.624} done={3120} ready={5000} secondsLeft={20} />);
    expect(page.getByRole('meter', { name: state === 'writing' ? 'Mengimpor pegawai' : 'Berkas sedang diperiksa' })).toBeTruthy();
    expect(page.text).toContain('Sekitar 20 detik lagi.');
    if (state === 'writing') expect(page.text).toContain('3.120 dari 5.000');
    expect(page.getByRole('button', { name: 'Batalkan' })).toBeTruthy();
    expect(page.body.querySelector('meta')).toBeNull();
    expect(await page.faults()).toEqual([]);
  });

  test.each(Object.keys(words('id').failures))('that failed with %s says why and what to do, in both languages', async (code) => {
    for (const lang of ['id', 'en'] as const) {
      const page = show(<ReportPage {...view} lang={lang} state="failed" failure={`${code}:nip unit`} />, lang);
      expect(page.getByRole('alert').textContent?.length).toBeGreaterThan(15);
      expect(await page.faults()).toEqual([]);
    }
  });

  test('that is done or cancelled says what has come in', async () => {
    expect(show(<ReportPage {...view} state="done" />).text).toContain('4.900 pegawai baru, 90 diperbarui, 7 tidak berubah.');
    expect(show(<ReportPage {...view} state="cancelled" done={0} />).text).toContain('0 pegawai baru');
    expect(await show(<ReportPage {...view} state="done" faults={[]} faulty={0} missing={[]} />).faults()).toEqual([]);
  });

  test('has a sentence for every fault in both languages, and says it in the file of faults too', () => {
    for (const lang of ['id', 'en'] as const) for (const say of Object.values(words(lang).faults)) expect(say('7').length).toBeGreaterThan(10);
    expect(faultLine('id', view.faults[2]!)).toEqual([4999, 'NIP', 'NIP ini sudah ada di baris 4002 berkas ini.', '198501012010011023']);
  });
});

test('the page that takes a list offers a template, tells the columns, and shows what went before', async () => {
  const earlier = [{ id: 'i0', file_name: 'lama.xlsx', made_at: testNow, state: 'done', added: 5, changed: 1, unchanged: 0 } as const];
  const page = show(
    <ImportPage
      lang="id"
      zone="Asia/Makassar"
      places={{ here: 'import', mayImport: true }}
      form={{ values: {}, errors: { file: 'Pilih berkas.' } }}
      earlier={earlier}
    />,
  );
  expect(page.getByRole('link', { name: 'Unduh contoh (XLSX)' }).getAttribute('href')).toBe('/kelola/impor/contoh');
  expect(page.getByText('5 pegawai baru, 1 diperbarui, 0 tidak berubah.')).toBeTruthy();
  expect((page.getByLabelText('Berkas daftar pegawai') as HTMLInputElement).accept).toContain('.xlsx');
  expect(await page.faults()).toEqual([]);
});
