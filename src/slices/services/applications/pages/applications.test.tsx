import { singleStep } from '../../workflow/model.ts';
import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import type { ApplicationId, FormDefinition } from '../../model.ts';
import { fill } from '../../forms/rules.ts';
import { CasePage, type CaseView } from './case.tsx';
import { CheckPage, CorrectionPage, type Kept, StepPage } from './form-steps.tsx';
import { MyApplications, ResumePage, TrackPage } from './track.tsx';

const id = 'x' as ApplicationId;
const day = (text: string) => Temporal.PlainDate.from(text);
const said = (text: string) => ({ id: text, en: `${text} (en)` });

const definition: FormDefinition = {
  steps: [
    {
      key: 'pemohon',
      title: said('Pemohon'),
      fields: [
        { key: 'nama', type: 'text', label: said('Nama lengkap'), hint: said('Seperti pada KTP'), required: true, maxLength: 100 },
        { key: 'email', type: 'email', label: said('Surel'), required: false },
        { key: 'telepon', type: 'phone', label: said('Telepon'), required: true },
        { key: 'nik', type: 'nik', label: said('NIK'), required: true },
      ],
    },
    {
      key: 'isi',
      title: said('Isi'),
      fields: [
        { key: 'tujuan', type: 'textarea', label: said('Tujuan'), required: true },
        { key: 'mulai', type: 'date', label: said('Mulai tanggal'), required: true },
        { key: 'jumlah', type: 'number', label: said('Jumlah'), required: true },
        { key: 'cara', type: 'choice', label: said('Cara'), required: true, options: [{ value: 'a', label: said('Lewat surel') }] },
        { key: 'ktp', type: 'file', label: said('KTP'), required: true, accept: ['application/pdf'] },
        { key: 'benar', type: 'declaration', label: said('Data ini benar'), required: true },
      ],
    },
  ],
};

const kept: Kept = { savedAt: '09.04 WITA', until: 'Rabu, 23 Desember 2026', code: '7H3K-92QD-AAAA-BBBB' };
const file = { id: 'f1', field: 'ktp', name: 'KTP saya.pdf', size_bytes: 412_000, isPicture: false, href: 'http://content.invalid/f1' };
const filled = fill(definition, {}, {});
const common = { lang: 'id', id, name: said('Legalisasi Ijazah'), definition, files: [file], kept } as const;

describe('a step of the form', () => {
  test('asks its questions with labels, hints and what is to come', async () => {
    const shown = show(<StepPage {...common} slug="legalisasi" page={1} filled={filled} form={emptyForm} />);
    expect(shown.getByRole('heading', { level: 1, name: 'Pemohon' })).toBeTruthy();
    expect(shown.text).toContain('Langkah 1 dari 3');
    expect(shown.getByRole('textbox', { name: 'Nama lengkap' }).getAttribute('autocomplete')).toBe('name');
    expect(shown.getByRole('textbox', { name: /Surel.*tidak wajib/ })).toBeTruthy();
    expect(shown.getByRole('link', { name: 'Kembali' }).getAttribute('href')).toBe('/layanan/legalisasi');
    expect(shown.getByRole('status').textContent).toBe('Draf tersimpan pukul 09.04 WITA');
    expect(shown.text).toContain('7H3K-92QD-AAAA-BBBB');
    expect(await shown.faults()).toEqual([]);
  });

  test('leads back to steps that are done, and holds every kind of question', async () => {
    const shown = show(<StepPage {...common} slug="legalisasi" page={2} filled={filled} form={emptyForm} />);
    expect(shown.getByRole('link', { name: 'Pemohon' }).getAttribute('href')).toBe('/permohonan/x/langkah/1');
    for (const role of ['textbox', 'radio', 'checkbox'] as const) expect(shown.getAllByRole(role).length).toBeGreaterThan(0);
    expect(shown.getByRole('button', { name: 'Hapus KTP saya.pdf' })).toBeTruthy();
    expect(shown.text).toContain('PDF; paling besar 10 MB');
    expect(await shown.faults()).toEqual([]);
  });

  test('what is wrong stands on top, named by its question, and beside its field; what was typed is there', async () => {
    const form = { values: { nama: '', telepon: '12' }, errors: { nama: 'Isian ini wajib diisi.', telepon: 'Tulis nomor telepon.' } };
    const shown = show(<StepPage {...common} slug="legalisasi" page={1} filled={filled} form={form} />);
    expect(shown.getByRole('link', { name: 'Telepon: Tulis nomor telepon.' }).getAttribute('href')).toBe('#f-telepon');
    const field = shown.getByRole('textbox', { name: 'Telepon' }) as HTMLInputElement;
    expect(field.value).toBe('12');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(await shown.faults()).toEqual([]);
  });

  test('of an account needs no code to go on', () => {
    const shown = show(<StepPage {...common} kept={{ ...kept, code: undefined }} slug="legalisasi" page={1} filled={filled} form={emptyForm} />);
    expect(shown.text).toContain('dari "Permohonan saya"');
    expect(shown.text).not.toContain('7H3K');
  });
});

test('the check shows every answer as people read it, with a way to change each step', async () => {
  const answers = { nama: 'Siti Rahma', mulai: '2026-12-01', cara: 'a', benar: 'ya', tujuan: 'Dua\nbaris' };
  const shown = show(<CheckPage {...common} answers={answers} form={emptyForm} />);
  for (const text of ['Siti Rahma', 'Selasa, 1 Desember 2026', 'Lewat surel', 'KTP saya.pdf', '412 kB', 'Ya']) expect(shown.text).toContain(text);
  expect(shown.getByRole('link', { name: 'Ubah Pemohon' }).getAttribute('href')).toBe('/permohonan/x/langkah/1');
  expect(shown.getByRole('link', { name: 'Ubah Isi' }).getAttribute('href')).toBe('/permohonan/x/langkah/2');
  expect(shown.getByRole('button', { name: 'Kirim permohonan' })).toBeTruthy();
  expect(await shown.faults()).toEqual([]);
});

test('a correction opens the named answers only, under the note of the officer', async () => {
  const form = { values: { tujuan: 'lama' }, errors: {} };
  const shown = show(
    <CorrectionPage
      lang="id"
      id={id}
      ticket="LYN-1"
      name={said('Legalisasi')}
      definition={definition}
      open={['tujuan']}
      filled={filled}
      files={[]}
      form={form}
      note="Tujuan belum jelas."
    />,
  );
  expect(shown.getAllByRole('textbox')).toHaveLength(1);
  expect((shown.getByRole('textbox', { name: 'Tujuan' }) as HTMLTextAreaElement).value).toBe('lama');
  expect(shown.text).toContain('Tujuan belum jelas.');
  expect(await shown.faults()).toEqual([]);
});

const view: CaseView = {
  lang: 'id',
  id,
  name: said('Legalisasi Ijazah'),
  workflow: singleStep(5),
  marks: new Map(),
  unitName: 'Dinas Pendidikan dan Kebudayaan',
  slug: 'legalisasi-ijazah',
  ticket: 'LYN-52-2026-0000123-7',
  code: '7H3K-92QD-AAAA-BBBB',
  trackUrl: 'http://localhost/lacak?nomor=LYN-52-2026-0000123-7',
  queueToken: 'QQQQ-QQQQ',
  state: 'submitted',
  applicant: 'Siti Rahma',
  mailedTo: 's***a@contoh.id',
  receivedAt: 'Senin, 23 November 2026 pukul 09.12 WITA',
  receivedOn: day('2026-11-23'),
  today: day('2026-11-24'),
  due: day('2026-11-26'),
  provisional: false,
  likely: { from: day('2026-11-25'), until: day('2026-11-27') },
  kept: '91%',
  line: { ahead: 5, waiting: 14 },
  steps: [{ title: 'Diterima lengkap', when: 'Sen, 23 Nov', state: 'done' }],
  definition,
  answers: { nama: 'Siti Rahma' },
  files: [file],
  reason: null,
  result: undefined,
  objections: [],
  mayFile: undefined,
  rate: undefined,
  returnedNote: null,
  looks: [],
  zone: 'Asia/Makassar',
  notices: { sent: [], choice: undefined },
  lots: [],
  proof: { kind: 'receipt', place: 48_117, size: 48_216, nodes: 16 },
};
const shownAs = (more: Partial<CaseView>, justSent = false) => show(<CasePage {...view} {...more} justSent={justSent} />);

describe('a case', () => {
  test('just handed in shows ticket, code, QR, place, deadline and what to do next', async () => {
    const shown = shownAs({}, true);
    for (const text of [
      'Permohonan Anda kami terima',
      's***a@contoh.id',
      view.ticket,
      view.code,
      'Kamis, 26 November 2026',
      '5 permohonan lagi di depan Anda',
      'Urutan ke-6 dari 14',
    ])
      expect(shown.text).toContain(text);
    expect(shown.getByRole('img', { name: 'Kode QR menuju halaman lacak' })).toBeTruthy();
    expect(shown.getByRole('link', { name: 'Cetak tanda terima (PDF)' }).getAttribute('href')).toBe('/permohonan/x/tanda-terima.pdf');
    expect(shown.getByRole('heading', { name: 'Selesai antara Rabu, 25 November dan Jumat, 27 November (90 %)' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('of who has no e-mail says to print the receipt', () => {
    expect(shownAs({ mailedTo: undefined }, true).text).toContain('cetak tanda terima');
  });

  test('says honestly when it is late, and when its service has too little past to tell a day', () => {
    expect(shownAs({ today: day('2026-11-27') }).text).toContain('Kami terlambat: janji kami Kamis, 26 November 2026');
    expect(shownAs({ likely: undefined, kept: undefined }).text).toContain('belum cukup untuk memperkirakan harinya');
    expect(shownAs({}).text).toContain('sejauh ini ditepati 91% permohonan');
    expect(shownAs({ kept: undefined }).text).not.toContain('sejauh ini ditepati');
    expect(shownAs({ state: 'returned' }).text).not.toContain('(90 %)');
    expect(shownAs({ provisional: true }).text).toContain('sementara: hari libur tahun itu belum ditetapkan');
  });

  test.each([
    ['submitted', 'Menunggu'],
    ['in-review', 'Diperiksa'],
    ['returned', 'Perlu perbaikan Anda'],
    ['granted', 'Disetujui'],
    ['refused', 'Ditolak'],
    ['withdrawn', 'Ditarik'],
  ] as const)('%s is told in words, without a fault', async (state, word) => {
    const shown = shownAs({ state, reason: 'Alasannya.', returnedNote: 'Perbaiki nama.', rate: { href: '/survei/x', label: 'Nilai layanan ini' } });
    expect(shown.text).toContain(word);
    expect(shown.queryByRole('button', { name: /tarik permohonan/ }) === null).toBe(!['submitted', 'in-review', 'returned'].includes(state));
    expect(await shown.faults()).toEqual([]);
  });

  test('sent back shows the note and the way to correct; the clock stands still', () => {
    const shown = shownAs({ state: 'returned', returnedNote: 'Perbaiki nama.' });
    expect(shown.text).toContain('Perbaiki nama.');
    expect(shown.text).toContain('Jam berhenti');
    expect(shown.getByRole('link', { name: 'Perbaiki permohonan' }).getAttribute('href')).toBe('/permohonan/x/perbaikan');
  });

  test('granted offers the result, says whether it is signed, and the way to rate', () => {
    const granted = { state: 'granted', rate: { href: '/survei/x', label: 'Nilai layanan ini' } } as const;
    const paper = { isDemo: false, correcting: false, replaces: undefined, note: undefined };
    const withPaper = (stage: NonNullable<CaseView['result']>['stage'], more: Partial<CaseView['result']> = {}) =>
      shownAs({ ...granted, result: { stage, ...paper, ...more } });
    expect(withPaper('copy').text).toContain('belum bertanda tangan elektronik');
    expect(withPaper('scanned').text).toContain('Naskah bertanda tangan sudah dipindai');
    expect(withPaper('sealed').getByRole('link', { name: 'Unduh hasil (PDF)' }).getAttribute('href')).toBe('/permohonan/x/hasil.pdf');
    for (const stage of ['being-signed', 'revoked'] as const) expect(withPaper(stage).queryByRole('link', { name: 'Unduh hasil (PDF)' }), stage).toBeNull();
    expect(withPaper('being-signed').text).toContain('Pejabat sedang menandatangani');
    expect(withPaper('revoked', { note: 'Salah nama.' }).text).toContain('Salah nama.');
    expect(withPaper('sealed', { replaces: 'LYN-1/H', isDemo: true }).text).toMatch(/tanpa kekuatan hukum.*menggantikan LYN-1\/H/);
    expect(shownAs(granted).getByRole('link', { name: 'Nilai layanan ini' }).getAttribute('href')).toBe('/survei/x');
    expect(shownAs({ state: 'granted' }).queryByRole('link', { name: 'Nilai layanan ini' })).toBeNull();
  });

  test('refused says why and where to object', () => {
    const shown = shownAs({ state: 'refused', reason: 'Berkas palsu.' });
    expect(shown.text).toContain('Berkas palsu.');
    expect(shown.text).toContain('keberatan tertulis kepada pejabat yang memutuskan, dalam 21 hari kerja sejak keputusan diumumkan (UU 30/2014 pasal 77)');
    expect(shown.text).toContain('banding kepada atasannya dalam 10 hari kerja sejak jawaban itu (pasal 78)');
  });

  test('names who looked, and the place in the ledger or the promise of one', () => {
    const shown = shownAs({ looks: [{ who: 'Baiq Rina', role: 'Analis Layanan, DIKBUD', why: 'dibuka', when: '24 Nov 2026' }] });
    for (const part of ['Baiq Rina', 'Analis Layanan, DIKBUD', 'dibuka']) expect(shown.text).toContain(part);
    expect(shown.text).toContain('48.117');
    expect(shown.text).toContain('16 simpul');
    expect(shown.text).toContain('QQQQ-QQQQ');
    expect(shownAs({ proof: { kind: 'promise', by: '23 Nov 2026 pukul 09.12' } }).text).toContain('Janji masuk paling lambat');
    expect(shownAs({ proof: undefined }).text).not.toContain('Bukti di buku besar');
  });
});

describe('ways back to a case', () => {
  test('by ticket and code, or the code of a draft', async () => {
    const track = show(<TrackPage lang="id" form={{ values: { ticket: 'LYN-1' }, errors: { ticket: 'Tidak cocok.' } }} />);
    expect((track.getByRole('textbox', { name: 'Nomor permohonan' }) as HTMLInputElement).value).toBe('LYN-1');
    expect(track.getByRole('link', { name: 'Tidak cocok.' }).getAttribute('href')).toBe('#f-ticket');
    expect(track.getByRole('link', { name: 'Lanjutkan draf' }).getAttribute('href')).toBe('/permohonan/lanjut');
    expect(await track.faults()).toEqual([]);
    const resume = show(<ResumePage lang="en" form={emptyForm} />, 'en');
    expect(resume.getByRole('textbox', { name: 'Code of the draft' })).toBeTruthy();
    expect(await resume.faults()).toEqual([]);
  });

  test('from the list of the own, where a draft leads to its form', async () => {
    const rows = [
      { id, name: said('Legalisasi'), state: 'draft', ticket: null, on: '23 Nov 2026' },
      { id: 'y' as ApplicationId, name: said('Mutasi'), state: 'granted', ticket: 'LYN-2', on: '1 Nov 2026' },
      { id: 'z' as ApplicationId, name: said('Izin'), state: 'submitted', ticket: 'LYN-3', on: '1 Des 2026' },
    ] as const;
    const shown = show(<MyApplications lang="id" rows={rows} />);
    expect(shown.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual(['Menunggu Anda', 'Sedang diproses', 'Selesai']);
    expect(shown.text).toContain('LYN-3. Paling lambat 1 Des 2026');
    expect(shown.getByRole('link', { name: 'Legalisasi' }).getAttribute('href')).toBe('/permohonan/x/langkah/1');
    expect(shown.getByRole('link', { name: 'Mutasi' }).getAttribute('href')).toBe('/permohonan/y');
    expect(await shown.faults()).toEqual([]);
    expect(show(<MyApplications lang="id" rows={[]} />).text).toContain('Belum ada permohonan');
  });
});
