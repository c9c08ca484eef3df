import { describe, expect, it } from 'vitest';
import { complaintTerms } from '#slices/standards';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { ComplaintCase } from './case.tsx';
import { DeskCase, DeskPage } from './desk.tsx';
import { ComplaintFigures } from './figures.tsx';
import { ComplaintForm, ComplaintReceived, ComplaintTrack, MyComplaints } from './public.tsx';

const day = Temporal.PlainDate.from('2026-11-26');
const units = [
  { id: 'u1', name: 'Dinas Lingkungan Hidup dan Kehutanan' },
  { id: 'u2', name: 'Inspektorat' },
];
const formPage = (
  <ComplaintForm
    lang="id"
    form={emptyForm}
    services={[]}
    units={units}
    signedIn={false}
    idempotency="k"
    counts={{ open: 1, late: 0, answered: 4 }}
    terms={complaintTerms()}
  />
);
const own = {
  lang: 'id' as const,
  ticket: 'ADU-52-2026-0000001-4',
  title: 'Antrean lama',
  body: 'Dua jam.',
  place: null,
  files: [{ id: 'f', name: 'foto.jpg', href: 'http://content/berkas' }],
  form: emptyForm,
};
const answered = (
  <ComplaintCase
    {...own}
    state="answered"
    due={{ kind: 'feedback', on: day, provisional: false }}
    steps={[
      { title: 'Aduan diterima', state: 'done' },
      { title: 'Dijawab: Dinas', note: 'Loket kedua dibuka.', state: 'done' },
    ]}
  />
);
const desk = {
  ...own,
  id: 'c1',
  version: 2,
  reporter: 'Dirahasiakan atas permintaan pelapor',
  category: 'Pengaduan, Perilaku petugas',
  about: 'Dinas Lingkungan Hidup dan Kehutanan',
  aboutUnit: null,
  aboutUnits: ['u1'],
  independent: true,
  oversight: null,
  oversight_days: 60,
  units,
  steps: [],
  due: { kind: 'verify' as const, on: day, provisional: true },
  state: 'received' as const,
  mayAssign: true,
  mayAnswer: true,
  mayTurnAway: true,
};
const row = {
  id: 'c1',
  ticket: own.ticket,
  title: 'Antrean lama',
  about: 'Pengaduan',
  state: 'assigned' as const,
  unit: 'DLHK',
  independent: true,
  due: day,
  late: true,
  when: '1 Nov',
};
const listed = {
  lang: 'id',
  today: day.add({ days: 11 }),
  view: 'terlambat',
  rows: [row],
  counts: { baru: 0, dijawab: 1, terlambat: 1, menunggu: 0 },
} as const;
const deskPage = <DeskPage {...listed} page={1} hasMore={false} />;
const figures = (
  <ComplaintFigures
    lang="id"
    year={2026}
    received={20}
    answered={12}
    inTime={0.75}
    days={4.25}
    open={3}
    late={1}
    classes={[{ key: 'pengaduan', name: 'Pengaduan', received: 20, answered: 12, inTime: 0.75 }]}
    categories={[
      { key: 'jalan', name: 'Jalan', received: 12 },
      { key: 'other', name: 'Hal lain', received: undefined },
    ]}
    quarters={[]}
  />
);

describe('the complaint form', () => {
  it('tells the terms of the edition before anything is asked', () => {
    expect(show(formPage).text).toContain('Dijawab paling lambat 14 hari kerja; permintaan informasi 5, yang perlu pemeriksaan lapangan 60.');
  });

  it('takes files, a wish to keep the name, and a wish that others handle it', () => {
    const shown = show(formPage);
    expect(shown.body.querySelector('form')?.getAttribute('enctype')).toBe('multipart/form-data');
    expect(shown.getByRole('checkbox', { name: 'Rahasiakan nama saya dari yang menangani' })).toBeDefined();
    expect(shown.getByRole('checkbox', { name: 'Jangan ditangani oleh unit atau petugas yang saya adukan' })).toBeDefined();
  });
});

describe('the reporter’s page', () => {
  it('shows the answer above the two words that can be said to it', () => {
    const shown = show(answered);
    expect(shown.getAllByText('Loket kedua dibuka.').length).toBeGreaterThan(0);
    expect(shown.getByRole('button', { name: 'Ya, selesai' }).getAttribute('value')).toBe('ya');
    expect(shown.getByRole('button', { name: 'Belum, jawab lagi' }).getAttribute('value')).toBe('belum');
  });

  it('asks for no word once it is closed', () => {
    expect(show(<ComplaintCase {...own} state="closed" due={undefined} steps={[]} />).queryByRole('button')).toBeNull();
  });
});

describe('the desk', () => {
  it('does not offer the unit complained about, where others must handle it', () => {
    const select = show(<DeskCase {...desk} />).getByRole('combobox', { name: 'Unit yang menangani' });
    expect(Array.from(select.querySelectorAll('option'), (option) => option.textContent)).toEqual(['–', 'Inspektorat']);
  });

  it('keeps the way of oversight ticked when a case is passed on again', () => {
    const again = (oversight: boolean) => show(<DeskCase {...desk} state="assigned" oversight={oversight} />);
    const ticked = (oversight: boolean) => again(oversight).body.querySelector('[name="oversight"]')?.hasAttribute('checked');
    expect([ticked(true), ticked(false)]).toEqual([true, false]);
  });

  it('offers no answer before the case is passed on, and no decision after it is over', () => {
    expect(show(<DeskCase {...desk} />).queryByRole('button', { name: 'Kirim jawaban' })).toBeNull();
    expect(show(<DeskCase {...desk} state="assigned" />).getByRole('button', { name: 'Kirim jawaban' })).toBeDefined();
    expect(show(<DeskCase {...desk} state="closed" due={undefined} />).queryByRole('button')).toBeNull();
  });

  it('says that a deadline is provisional, and that one has passed', () => {
    expect(show(<DeskCase {...desk} />).text).toContain('sementara: hari libur tahun itu belum ditetapkan');
    expect(show(deskPage).text).toContain('Terlambat 11 hari');
  });

  it('F15: prints what people wrote as text', () => {
    const shown = show(<DeskCase {...desk} title="<img src=x onerror=alert(1)>" body="<script>alert(1)</script>" />);
    expect(shown.body.querySelector('img, script')).toBeNull();
  });
});

it('public figures show nothing of a group below the threshold', () => {
  const shown = show(figures);
  expect(shown.text).toContain('75%');
  expect(shown.text).toContain('tidak ditampilkan');
});

it.each([
  ['form', formPage],
  ['receipt', <ComplaintReceived key="r" lang="id" ticket={own.ticket} code="7H3K-92QD" due={day} provisional={false} />],
  ['track', <ComplaintTrack key="t" lang="id" form={emptyForm} />],
  ['mine', <MyComplaints key="m" lang="id" rows={[]} />],
  ['answered', answered],
  ['desk', deskPage],
  ['case', <DeskCase key="d" {...desk} />],
  ['figures', figures],
] as const)('has no fault that axe finds: %s', async (_name, page) => {
  expect(await show(page).faults()).toEqual([]);
});
