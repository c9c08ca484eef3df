import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import type { ApplicationId, ApplicationState } from '../../model.ts';
import { singleStep } from '../../workflow/model.ts';
import { OpenCase, type OpenCaseView } from './open-case.tsx';
import { type Filter, onView, workAddress } from './filters.tsx';
import { Deadline, type DecidedRow, type WorkRow } from './work-table.tsx';
import { WorklistPage, type WorklistView } from './worklist.tsx';

const day = (text: string) => Temporal.PlainDate.from(text);
const filter: Filter = { view: 'open', service: '', stage: '', holder: '', search: '', page: 1 };
const row = (at: number, more: Partial<WorkRow> = {}): WorkRow => ({
  id: `case-${at}`,
  key: `id-${at}`,
  step: undefined,
  isEscalated: false,
  place: at,
  ticket: `LYN-52-2026-${String(at).padStart(7, '0')}-1`,
  applicant: `Muhamad Taufik Hidayatullah Akbar ${at}`,
  service: { id: 'Legalisasi Ijazah' },
  state: 'submitted',
  received: day('2026-11-20'),
  due: day('2026-11-25'),
  holder: undefined,
  decided: undefined,
  ...more,
});

const list: WorklistView = {
  lang: 'id',
  today: day('2026-11-23'),
  unitName: 'Dinas Pendidikan',
  filter,
  counts: { open: 14, mine: 3, late: 1, waiting: 1, today: 2, done: 398 },
  rows: [row(1), row(2, { holder: 'Baiq Rina', state: 'in-review' })],
  total: 2,
  pages: 1,
  holders: [{ id: 'p1', name: 'Baiq Rina' }],
  colleagues: [],
  doneThisWeek: [],
  form: emptyForm,
  services: [
    { id: 's1', name: { id: 'Legalisasi Ijazah' } },
    { id: 's2', name: { id: 'Mutasi Siswa' } },
  ],
  openId: undefined,
};

describe('the address of the list', () => {
  test('holds only what differs from the plain list', () => {
    expect(workAddress('/kerja', filter)).toBe('/kerja');
    expect(workAddress('/kerja/x', { view: 'late', service: 's1', stage: 'submitted', holder: 'bebas', search: 'a b', page: 3 })).toBe(
      '/kerja/x?tampilan=late&layanan=s1&tahap=submitted&pemegang=bebas&cari=a+b&hal=3',
    );
  });
});

describe('a filter on another list', () => {
  test('keeps what that list knows, and begins at its first page', () => {
    const narrowed: Filter = { ...filter, stage: 'submitted', holder: 'bebas', service: 's1', page: 4 };
    expect(onView(narrowed, 'late')).toEqual({ ...narrowed, view: 'late', page: 1 });
    expect(onView(narrowed, 'done')).toEqual({ ...narrowed, view: 'done', stage: '', holder: '', page: 1 });
    expect(onView({ ...narrowed, holder: 'p1' }, 'mine').holder).toBe('');
  });
});

describe('the worklist', () => {
  test('is narrowed by chips that need no script, and widened again by pressing them', async () => {
    const shown = show(<WorklistPage {...list} filter={{ ...filter, stage: 'submitted', search: 'siti' }} />);
    expect(shown.getByRole('link', { name: 'Tahap: Menunggu , hapus saringan' }).getAttribute('href')).toBe('/kerja?cari=siti');
    expect(shown.getByRole('link', { name: 'Dicari: siti , hapus saringan' }).getAttribute('href')).toBe('/kerja?tahap=submitted');
    expect(shown.getByRole('link', { name: 'Mutasi Siswa', hidden: true }).getAttribute('href')).toBe('/kerja?layanan=s2&tahap=submitted&cari=siti');
    expect(shown.getByRole('link', { name: 'bebas', hidden: true }).getAttribute('href')).toBe('/kerja?tahap=submitted&pemegang=bebas&cari=siti');
    expect(shown.body.querySelector<HTMLInputElement>('.filter-search input[name=tahap]')?.value).toBe('submitted');
    expect(await shown.faults()).toEqual([]);
  });

  test('says how many are done, how many are shown of how many, and offers the list as a sheet', () => {
    const shown = show(<WorklistPage {...list} filter={{ ...filter, stage: 'submitted', page: 2 }} total={120} />);
    expect(shown.getByRole('link', { name: /Selesai\s*398/ })).toBeTruthy();
    expect(shown.text).toContain('1 sampai 2 dari 120');
    expect(show(<WorklistPage {...list} total={undefined} />).text).not.toMatch(/1 sampai 2 dari/);
    expect(shown.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe('/kerja/daftar.csv?tahap=submitted');
  });

  test('lets several be chosen: to take for who may only take, to assign for who may', async () => {
    const own = show(<WorklistPage {...list} />);
    expect(own.getByRole('checkbox', { name: `Pilih ${row(1).ticket}` })).toBeTruthy();
    expect(own.getByRole('button', { name: 'Ambil yang dipilih' })).toBeTruthy();
    expect(own.queryByRole('combobox')).toBeNull();
    const others = show(<WorklistPage {...list} colleagues={[{ id: 'p2', name: 'Wirawan Jaya' }]} />);
    expect(others.getByRole('combobox', { name: 'Tugaskan yang dipilih kepada' }).textContent).toBe('Saya sendiriWirawan Jaya');
    expect(show(<WorklistPage {...list} filter={{ ...filter, view: 'done' }} />).queryByRole('checkbox', { name: /^Pilih/ })).toBeNull();
  });

  test('refused, keeps what was chosen and asks for what was missing', async () => {
    const form = { values: { cases: ['id-2'] }, errors: { because: 'Pilih alasan.', handOver: 'Tulis mengapa.' } };
    const shown = show(<WorklistPage {...list} form={form} />);
    expect(Array.from(shown.body.querySelectorAll<HTMLInputElement>('input[name=cases]:checked'), (box) => box.value)).toEqual(['id-2']);
    expect(shown.getByRole('link', { name: 'Pilih alasan.' }).getAttribute('href')).toBe('#f-because');
    expect(shown.getByRole('combobox', { name: 'Alasan mendahulukan' })).toBeTruthy();
    expect(shown.getByRole('textbox', { name: 'Mengapa berpindah dari pemegangnya?' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('shows the newest decisions, and which came later than promised', async () => {
    const done: DecidedRow = { ...row(9), granted: true, late: false, workingDays: 2, decided: 'Jum, 20 Nov' };
    const shown = show(<WorklistPage {...list} doneThisWeek={[done, { ...done, id: 'id-8', late: true }, { ...done, id: 'id-7', granted: false }]} />);
    const said = Array.from(shown.body.querySelectorAll('.done-week .tag'), (tag) => tag.textContent);
    expect(said).toEqual(['Disetujui', 'Disetujui, lewat janji', 'Ditolak']);
    expect(shown.getByRole('link', { name: 'Semua yang selesai' }).getAttribute('href')).toBe('/kerja?tampilan=done');
    expect(await shown.faults()).toEqual([]);
  });

  test('has tabs with counts, filters and a dense table', async () => {
    const shown = show(<WorklistPage {...list} />);
    expect(shown.text).toContain('14 terbuka, 2 jatuh tempo hari ini, 1 terlambat');
    expect(shown.getByRole('link', { name: /Terlambat/ }).getAttribute('href')).toBe('/kerja?tampilan=late');
    expect(shown.getByRole('link', { name: row(1).ticket }).getAttribute('href')).toBe('/kerja/case-1');
    expect(shown.getByRole('table', { name: /Urut: waktu datang/ })).toBeTruthy();
    expect(shown.getByRole('button', { name: 'Ambil yang berikut' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('with nothing, one, and five hundred cases on pages is whole', async () => {
    const none = show(<WorklistPage {...list} rows={[]} />);
    expect(none.text).toContain('Tidak ada permohonan di sini');
    expect(await none.faults()).toEqual([]);
    const many = show(
      <WorklistPage {...list} filter={{ ...filter, page: 2 }} total={500} pages={10} rows={Array.from({ length: 50 }, (_none, at) => row(at + 51))} />,
    );
    expect(many.getAllByRole('row')).toHaveLength(51);
    expect(many.getByRole('link', { name: 'Sebelumnya' }).getAttribute('href')).toBe('/kerja');
    expect(many.getByRole('link', { name: 'Berikutnya' }).getAttribute('href')).toBe('/kerja?hal=3');
    expect(await many.faults()).toEqual([]);
  });

  test('done shows when it was decided instead of a deadline', () => {
    const shown = show(<WorklistPage {...list} filter={{ ...filter, view: 'done' }} rows={[row(1, { state: 'granted', decided: '23 Nov 2026' })]} />);
    expect(shown.getByRole('columnheader', { name: 'Diputus' })).toBeTruthy();
    expect(shown.queryByRole('columnheader', { name: 'Tenggat' })).toBeNull();
  });

  test('in English is whole', async () => {
    const shown = show(<WorklistPage {...list} lang="en" />, 'en');
    expect(shown.getByRole('link', { name: row(1).ticket }).getAttribute('href')).toBe('/en/work/case-1');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('a deadline says in words what its colour says', () => {
  test.each([
    ['2026-11-20', 'submitted', 'Terlambat 3 hari', 'bad'],
    ['2026-11-23', 'in-review', 'Hari ini', 'warn'],
    ['2026-11-24', 'in-review', 'Sel, 24 Nov', 'warn'],
    ['2026-11-30', 'submitted', 'Sen, 30 Nov', 'good'],
  ] as const)('%s', (due, state, said, tone) => {
    const shown = show(<Deadline lang="id" today={day('2026-11-23')} received={day('2026-11-16')} due={day(due)} state={state} />);
    expect(shown.text).toContain(said);
    expect(shown.body.querySelector('.when')?.classList.contains(tone)).toBe(true);
  });

  test('and stands still while the applicant must act', () => {
    expect(show(<Deadline lang="id" today={day('2026-11-23')} received={day('2026-11-16')} due={day('2026-11-20')} state="returned" />).text).toContain(
      'Jam berhenti',
    );
  });
});

const view: OpenCaseView = {
  lang: 'id',
  id: 'x' as ApplicationId,
  filter,
  version: 3,
  name: { id: 'Legalisasi Ijazah' },
  ticket: 'LYN-52-2026-0000412-1',
  applicant: 'Lalu Hamdan Saputra',
  state: 'in-review',
  step: {
    key: 'periksa',
    name: { id: 'Periksa' },
    role: 'officer',
    due: day('2026-11-26'),
    letter: undefined,
    outcomes: singleStep(3).stages[0]!.branches[0]![0]!.outcomes,
  },
  notYours: undefined,
  others: [],
  workflow: singleStep(3),
  marks: new Map(),
  received: day('2026-11-20'),
  due: day('2026-11-26'),
  provisional: false,
  today: day('2026-11-23'),
  holder: 'Baiq Rina',
  typedBy: undefined,
  isMine: true,
  isOwn: false,
  recusal: undefined,
  lots: [],
  earlier: [],
  definition: {
    steps: [
      {
        key: 'a',
        title: { id: 'A' },
        fields: [
          { key: 'nama', type: 'text', label: { id: 'Nama lengkap' }, required: true },
          { key: 'ktp', type: 'file', label: { id: 'KTP' }, required: true },
          { key: 'benar', type: 'declaration', label: { id: 'Benar' }, required: true },
        ],
      },
    ],
  },
  answers: { nama: 'Lalu Hamdan Saputra' },
  files: [{ id: 'f', field: 'ktp', name: 'KTP.jpg', size_bytes: 412_000, isPicture: true, seen: false }],
  requirements: [
    { text: { id: 'Salinan KTP' }, checked: true },
    { text: { id: 'Surat pengantar' }, checked: false },
  ],
  steps: [{ title: 'Diterima lengkap', when: 'Jum, 20 Nov', state: 'done' }],
  returnedFields: [],
  paper: undefined,
  form: emptyForm,
  conflict: undefined,
};
const shownAs = (more: Partial<OpenCaseView>) =>
  show(
    <WorklistPage {...list} openId="case-1">
      <OpenCase {...view} {...more} />
    </WorklistPage>,
  );

describe('an open case', () => {
  test('stands beside the list, in which its row is marked', async () => {
    const shown = shownAs({});
    expect(shown.getByRole('article', { name: view.ticket })).toBeTruthy();
    expect(shown.body.querySelector('tr[aria-current=true]')?.textContent).toContain(row(1).ticket);
    expect(shown.getByRole('link', { name: 'KTP.jpg' }).getAttribute('href')).toBe('/kerja/x/berkas/f');
    expect(shown.getByRole('img', { name: 'KTP.jpg', hidden: true }).getAttribute('loading')).toBe('lazy');
    expect(await shown.faults()).toEqual([]);
  });

  test('waiting warns who came earlier, and asks for a reason only then', async () => {
    const shown = shownAs({ state: 'submitted', holder: undefined, isMine: false, earlier: [{ id: 'e', ticket: 'LYN-1' }] });
    expect(shown.text).toContain('1 permohonan datang lebih dulu');
    expect(shown.getByRole('combobox', { name: 'Alasan mendahulukan' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
    expect(shownAs({ state: 'submitted', isMine: false }).queryByRole('combobox', { name: 'Alasan mendahulukan' })).toBeNull();
  });

  test('held can be decided or sent back, with its version in the form', async () => {
    const shown = shownAs({});
    expect(Array.from(shown.body.querySelectorAll('button[name=outcome]'), (button) => button.getAttribute('value'))).toEqual(['granted', 'refused']);
    expect(shown.body.querySelector<HTMLInputElement>('input[name=version]')?.value).toBe('3');
    expect(Array.from(shown.body.querySelectorAll<HTMLInputElement>('input[name=fields]'), (box) => box.value)).toEqual(['nama', 'ktp']);
    expect(await shown.faults()).toEqual([]);
  });

  test('held tells which files this officer has not seen and what is not yet ticked off', async () => {
    const shown = shownAs({ files: [...view.files, { ...view.files[0]!, id: 'g', name: 'Foto.jpg', seen: true }] });
    expect(Array.from(shown.body.querySelectorAll('.files .tag'), (tag) => tag.textContent)).toEqual(['belum dilihat', 'dilihat']);
    expect(shown.getByRole<HTMLInputElement>('checkbox', { name: 'Salinan KTP' }).checked).toBe(true);
    expect(shown.getByRole<HTMLInputElement>('checkbox', { name: 'Surat pengantar' }).checked).toBe(false);
    expect(shown.text).toContain('Persyaratan belum dicentang: 1. Berkas belum dilihat: 1.');
    expect(await shown.faults()).toEqual([]);
  });

  test('whose ticks are another’s are read, not changed', () => {
    const shown = shownAs({ isMine: false });
    expect(shown.queryByRole('checkbox', { name: 'Salinan KTP' })).toBeNull();
    expect(shown.text).toContain('Daftar periksa');
  });

  test('changed meanwhile shows both versions', async () => {
    const shown = shownAs({ conflict: { now: ['Ditolak', 'Berkas palsu'], sent: ['Setujui', 'Sudah lengkap'] } });
    for (const text of ['Petugas lain baru saja mengubah', 'Berkas palsu', 'Sudah lengkap']) expect(shown.text).toContain(text);
    expect(await shown.faults()).toEqual([]);
  });

  const without: readonly (readonly [string, Partial<OpenCaseView>])[] = [
    ['an own one', { isOwn: true }],
    ['one of their family', { recusal: 'kin-case' as const }],
    ['a refused one', { state: 'refused' }],
    ['a withdrawn one', { state: 'withdrawn' }],
  ];
  test.each(without)('%s has nothing to press', (_name, more) => {
    expect(shownAs(more).body.querySelectorAll('article form')).toHaveLength(0);
  });

  test('with a colleague offers to take over, never to decide', () => {
    for (const state of ['in-review', 'returned'] satisfies readonly ApplicationState[]) {
      const shown = shownAs({ state, isMine: false });
      expect(shown.body.querySelector('button[name=outcome]')).toBeNull();
      expect(shown.getByRole('button', { name: 'Ambil alih', hidden: true })).toBeTruthy();
    }
  });

  test('sent back names what the applicant still has to mend', () => {
    expect(shownAs({ state: 'returned', returnedFields: ['nama'] }).text).toContain('Menunggu pemohon memperbaikiNama lengkap');
  });

  test('granted offers the paper and, once only, the place for the signed act', async () => {
    const as = (stage: NonNullable<OpenCaseView['paper']>['stage']) => shownAs({ state: 'granted', paper: { stage, mayCorrect: stage !== 'to-sign' } });
    const shown = as('copy');
    expect(shown.getByRole('link', { name: 'Unduh hasil (PDF)' }).getAttribute('href')).toBe('/kerja/x/hasil.pdf');
    expect(shown.getByRole('button', { name: 'Lampirkan naskah' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
    for (const stage of ['scanned', 'sealed', 'to-sign', 'revoked'] as const)
      expect(as(stage).queryByRole('button', { name: 'Lampirkan naskah' }), stage).toBeNull();
    expect(as('to-sign').text).toContain('Menunggu tanda tangan pejabat');
    expect(as('to-sign').queryByRole('link', { name: 'Unduh hasil (PDF)' })).toBeNull();
    expect(as('sealed').getByRole('link', { name: 'Betulkan hasil yang sudah terbit' }).getAttribute('href')).toBe('/kerja/x/betulkan');
  });
});
