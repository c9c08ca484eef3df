import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import type { Definition, Satisfaction } from '../../model.ts';
import { type Card, CataloguePage } from './catalogue.tsx';
import { ServicePage, type ServiceView } from './service.tsx';
import { embeddable, structuredService } from '../structured.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const text = (id: string) => ({ id, en: `${id} (en)` });

const card = (name: string, lifeEvent: string, more: Partial<Card> = {}): Card => ({
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name: text(name),
  summary: { id: 'Ringkasan layanan.' },
  unitCode: 'DIKBUD',
  unitName: 'Dinas Pendidikan dan Kebudayaan',
  lifeEvent,
  workingDays: 3,
  fee: 0n,
  ...more,
});

const definition: Definition = {
  components: {
    requirements: [text('Kartu identitas'), text('Ijazah asli')],
    procedure: [text('Isi formulir'), text('Petugas memeriksa')],
    duration: text('Tiga hari kerja'),
    cost: text('Gratis'),
    product: text('Salinan yang disahkan'),
    complaints: text('Lewat halaman aduan'),
    legalBasis: ['Undang-Undang Nomor 25 Tahun 2009'],
    facilities: text('Loket dan ruang tunggu'),
    competence: text('Memahami standar'),
    supervision: text('Atasan langsung'),
    staffing: text('Dua orang'),
    guarantee: text('Sesuai standar'),
    safety: text('Data dijaga'),
    evaluation: text('Tiap triwulan'),
  },
  form: { steps: [{ key: 'a', title: text('A'), fields: [{ key: 'ktp', type: 'file', label: text('KTP'), required: true }] }] },
  letters: { granted: { title: text('Hasil'), text: text('Hasil') } },
};

const satisfaction: Satisfaction = {
  index: 82.39,
  grade: 'B',
  n: 112,
  goodFrom: 3.0644,
  unsur: [
    { code: 'U4', mean: 3.8 },
    { code: 'U6', mean: 2.72 },
  ],
};

const view: ServiceView = {
  lang: 'id',
  card: { ...card('Legalisasi Ijazah', 'pendidikan'), feeBasis: 'Tidak dipungut', accountNeeded: false, retiredAt: undefined },
  structured: '{}',
  definition,
  publishedOn: day('2026-01-02'),
  from: day('2025-11-01'),
  until: day('2026-11-23'),
  time: { serviceId: 's' as never, n: 412, median_days: 2, p90_days: 4, onTime: 0.86 },
  bins: [
    { days: 1, n: 200 },
    { days: 3, n: 150 },
    { days: 9, n: 62 },
  ],
  satisfaction,
  dueIfToday: { on: day('2026-11-26'), provisional: false },
};

describe('the catalogue', () => {
  test('is by life event, the largest group first, with a way to each', async () => {
    const cards = [card('Izin Lapangan', 'olahraga'), card('Legalisasi Ijazah', 'pendidikan'), card('Mutasi Siswa', 'pendidikan', { fee: 25_000n })];
    const shown = show(<CataloguePage lang="id" title="Layanan" cards={cards} query="" />);
    expect(shown.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual(['Sekolah dan kuliah', 'Olahraga dan lapangan']);
    expect(shown.getByRole('navigation', { name: 'Menurut peristiwa hidup' }).querySelector('a')?.getAttribute('href')).toBe('#pendidikan');
    expect(shown.getByRole('link', { name: 'Mutasi Siswa' }).getAttribute('href')).toBe('/layanan/mutasi-siswa');
    expect(shown.text).toContain('Rp25.000');
    expect(await shown.faults()).toEqual([]);
  });

  test('keeps what was searched for, and says what to do when nothing was found', async () => {
    const shown = show(<CataloguePage lang="id" title="Tidak ada" cards={[]} query="paspor" />);
    expect((shown.getByRole('searchbox') as HTMLInputElement).value).toBe('paspor');
    expect(shown.text).toContain('Coba kata lain');
    expect(shown.getAllByRole('link', { name: 'Semua layanan' }).length).toBeGreaterThan(0);
    expect(await shown.faults()).toEqual([]);
  });

  test('in English marks what has no translation as Indonesian', () => {
    const shown = show(<CataloguePage lang="en" title="Services" cards={[card('Mutasi Siswa', 'pendidikan')]} query="mutasi" />, 'en');
    expect(shown.getByRole('link', { name: 'Mutasi Siswa (en)' }).getAttribute('href')).toBe('/en/services/mutasi-siswa');
    expect(shown.getByText('Ringkasan layanan.').getAttribute('lang')).toBe('id');
  });

  test.each([
    ['unit', ['Dinas Lingkungan Hidup', 'Dinas Pendidikan dan Kebudayaan']],
    ['abjad', ['I', 'M']],
  ] as const)('by %s has its own groups', async (order, groups) => {
    const cards = [card('Mutasi Siswa', 'pendidikan'), card('Izin Air', 'lingkungan', { unitCode: 'DLHK', unitName: 'Dinas Lingkungan Hidup' })];
    const shown = show(<CataloguePage lang="id" title="Layanan" cards={cards} query="" order={order} />);
    expect(shown.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual(groups);
    expect(shown.getByRole('navigation', { name: 'Susunan daftar' }).querySelector('[aria-current=page]')).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('of an agency without services says so', () => {
    expect(show(<CataloguePage lang="id" title="Layanan" cards={[]} query="" />).text).toContain('Belum ada layanan yang diterbitkan');
  });
});

describe('a service', () => {
  test('shows all fourteen components in the order of the regulation, in its two groups', async () => {
    const shown = show(<ServicePage {...view} />);
    const names = shown.getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent);
    expect(names).toHaveLength(14);
    expect(names[0]).toBe('Persyaratan');
    expect(names[13]).toBe('Evaluasi kinerja pelaksana');
    expect(shown.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual(['Yang Anda alami', 'Di balik loket']);
    for (const said of ['Loket dan ruang tunggu', 'Undang-Undang Nomor 25 Tahun 2009', 'Lewat halaman aduan']) expect(shown.text).toContain(said);
    expect(await shown.faults()).toEqual([]);
  });

  test('states the finding above its charts, with the numbers in a table', () => {
    const shown = show(<ServicePage {...view} />);
    expect(shown.getByRole('heading', { level: 2, name: '86% permohonan selesai dalam waktu yang dijanjikan, 3 hari kerja' })).toBeTruthy();
    expect(shown.text).toContain('412 permohonan, November 2025 sampai November 2026. Sembilan dari sepuluh selesai dalam 4 hari kerja.');
    expect(shown.getByRole('heading', { level: 2, name: 'Nilai 82,39, mutu B: kompetensi pelaksana perlu diperbaiki' })).toBeTruthy();
    expect(shown.body.querySelector('table')?.textContent).toContain('200');
  });

  test.each([
    ['U8', 'sarana dan prasarana'],
    ['U9', 'penanganan pengaduan, saran dan masukan'],
  ])('names %s as the edition does', (code, name) => {
    const shown = show(<ServicePage {...view} satisfaction={{ ...satisfaction, unsur: [{ code, mean: 2.5 }] }} />);
    expect(shown.getByRole('heading', { level: 2, name: `Nilai 82,39, mutu B: ${name} perlu diperbaiki` })).toBeTruthy();
  });

  test('says until when it will be done if applied for today, and where an account is needed', () => {
    expect(show(<ServicePage {...view} />).text).toContain('Tanpa akun pun bisa. Bila diajukan hari ini, paling lambat selesai Kamis, 26 November 2026.');
    const late = { ...view, card: { ...view.card, accountNeeded: true }, dueIfToday: { on: day('2027-01-05'), provisional: true } };
    expect(show(<ServicePage {...late} />).text).toContain('Perlu masuk dengan surel Anda.');
    expect(show(<ServicePage {...late} />).text).toContain('sementara');
  });

  test('A12: shows no figure of fewer than ten cases', () => {
    const few = { ...view, time: { ...view.time, n: 9 }, satisfaction: undefined };
    const shown = show(<ServicePage {...few} />);
    expect(shown.text).toContain('Belum cukup permohonan selesai untuk diukur');
    expect(shown.text).not.toContain('86%');
    expect(shown.body.querySelector('.chart svg[role=img]')).toBeNull();
  });

  test('promises what the product reckons with, whatever the words say, and leads to a complaint about itself', () => {
    const priced = { ...view, card: { ...view.card, workingDays: 7, fee: 25_000n, feeBasis: 'Perda 8/2023' } };
    const shown = show(<ServicePage {...priced} />);
    expect(shown.text).toContain('7 hari kerja, dihitung sejak hari kerja sesudah berkas lengkap.');
    expect(shown.text).toContain('Rp25.000. Perda 8/2023');
    expect(shown.getByRole('link', { name: 'Buat aduan tentang layanan ini' }).getAttribute('href')).toBe('/aduan?layanan=legalisasi-ijazah');
  });

  test('that is retired cannot be applied for', async () => {
    const shown = show(<ServicePage {...view} card={{ ...view.card, retiredAt: Temporal.Instant.from('2026-11-01T00:00:00Z') }} />);
    expect(shown.queryByRole('button', { name: 'Ajukan sekarang' })).toBeNull();
    expect(shown.text).toContain('tidak lagi menerima permohonan baru');
    expect(await shown.faults()).toEqual([]);
  });

  test('F15: says of itself to machines what no name can break out of', () => {
    const described = { ...view.card, name: { id: '</script><script>alert(1)</script>' } };
    const structured = embeddable(structuredService(described, { agency: 'Provinsi', publicUrl: 'http://contoh.id' }));
    const shown = show(<ServicePage {...view} structured={structured} />);
    const blocks = shown.body.querySelectorAll('script');
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.getAttribute('type')).toBe('application/ld+json');
    expect(JSON.parse(blocks[0]?.textContent ?? '')).toMatchObject({
      '@type': 'GovernmentService',
      name: described.name.id,
      url: 'http://contoh.id/layanan/legalisasi-ijazah',
    });
  });

  test('in English is whole', async () => {
    const shown = show(<ServicePage {...view} lang="en" />, 'en');
    expect(shown.getByRole('button', { name: 'Apply now' })).toBeTruthy();
    expect(shown.text).toContain('86% of applications were done in the promised time');
    expect(await shown.faults()).toEqual([]);
  });
});
