import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { PlanChainPage, ProposalPage, type ProposalView, type ShownStep } from './chain.tsx';
import { AgencyPlanPage, PlanPage, UnitPlanPage } from './plan.tsx';

const step = (title: string, state: ShownStep['state'], more: Partial<ShownStep> = {}): ShownStep => ({
  title,
  state,
  when: undefined,
  text: [],
  links: [],
  leaf: undefined,
  receipt: undefined,
  ...more,
});
const steps = [
  step('Warga menilai DLHK', 'done', { text: ['2,60 dari 10 jawaban'], links: [{ href: '/kompetensi/unit', label: 'Kesenjangan unit' }] }),
  step('Kesenjangan ditemukan', 'done', { when: '9 Februari 2026', leaf: 1944, receipt: '/rencana/usulan/p/tanda-terima/e' }),
  step('Kepala unit memilih siapa yang ikut', 'now'),
  step('Belajar', 'next'),
];
const proposal: ProposalView = {
  lang: 'id',
  id: 'p',
  title: 'Kerja Digital yang Aman untuk DLHK',
  state: 'open',
  reason: 'Nilai unit U6 (Kompetensi Pelaksana) 2,60 dari 10 jawaban; kursus ini melatih Kerja Digital.',
  steps,
  nominees: [],
  candidates: [{ id: 'a', name: 'Arifin Ilham Wijaya', position: 'Analis' }],
  trend: { title: 'U6 DLHK bulan demi bulan; kini 2,87', goodFrom: 3.0644, points: [{ label: 'Feb', value: 2.6, n: 10 }] },
  form: emptyForm,
};
const plan = { id: 'r', course: { id: 'Melayani dengan Empati' }, slug: 'empati', reason: 'Tes menunjukkan tingkat 0.', decision: null };
const plans = (
  <PlanPage
    lang="id"
    rows={[
      { ...plan, state: 'proposed' },
      { ...plan, id: 'r2', state: 'approved' },
      { ...plan, id: 'r3', state: 'rejected', decision: 'Tahun depan.' },
    ]}
  />
);
const unit = (
  <UnitPlanPage
    lang="id"
    requests={[{ id: 'r', name: 'Salmah Yusuf', position: 'Analis', course: { id: 'Kerja Digital' }, reason: 'Tes.' }]}
    proposals={[{ href: '/rencana/usulan/p', title: 'Kerja Digital untuk DLHK' }]}
    form={{ values: { 'because-r': 'Tahun' }, errors: { 'because-r': 'Tulis alasannya.' } }}
  />
);

describe('a person’s plan', () => {
  it('can be asked for while it is only recommended, and opened once approved', () => {
    const shown = show(plans);
    expect(shown.getAllByRole('button', { name: 'Minta pelatihan ini' })).toHaveLength(1);
    expect(shown.getByRole('link', { name: 'Buka kursus' }).getAttribute('href')).toBe('/belajar/empati');
    expect(shown.text).toContain('Tahun depan.');
  });

  it('without recommendations leads to the tests', () => {
    expect(show(<PlanPage lang="id" rows={[]} />).getByRole('link', { name: 'Ikuti tes' })).toBeDefined();
  });

  it('leads to its chain of evidence', () => {
    expect(show(plans).getAllByRole('link', { name: 'Buka seluruh rantai bukti' })[0]?.getAttribute('href')).toBe('/rencana/rantai/r');
  });
});

describe('a request', () => {
  it('keeps the reason that was typed and says what is wrong with it', () => {
    const shown = show(unit);
    expect((shown.getByRole('textbox', { name: 'Alasan (wajib bila ditolak)' }) as HTMLInputElement).value).toBe('Tahun');
    expect(shown.getByRole('link', { name: 'Tulis alasannya.' }).getAttribute('href')).toBe('#f-because-r');
  });
});

describe('a proposal', () => {
  it('lets the head nominate or close with a reason, and shows the whole chain with its proof', () => {
    const shown = show(<ProposalPage {...proposal} />);
    expect(shown.getByRole('checkbox', { name: /Arifin Ilham Wijaya/ })).toBeDefined();
    expect(shown.getByRole('button', { name: 'Tidak sekarang', hidden: true })).toBeDefined();
    expect(shown.getByRole('list', { name: 'Rantai bukti' }).querySelectorAll('li')).toHaveLength(4);
    expect(shown.text).toContain('Buku besar publik, catatan ke 1.944');
    expect(shown.body.querySelector('[aria-current=step]')?.textContent).toContain('Kepala unit memilih');
  });

  it('lets nobody else nominate', () => {
    expect(show(<ProposalPage {...proposal} candidates={undefined} />).queryByRole('checkbox')).toBeNull();
  });

  it('that is closed offers nothing any more', () => {
    expect(show(<ProposalPage {...proposal} state="dismissed" />).queryByRole('button')).toBeNull();
  });

  it('names who was nominated, each with a chain of their own', () => {
    const nominees = [{ id: 'r', name: 'Salmah Yusuf', state: 'completed' as const, certificate: 'SRT-52-2026-0000016-5' }];
    expect(
      show(<ProposalPage {...proposal} state="nominated" nominees={nominees} />)
        .getByRole('link', { name: 'Salmah Yusuf' })
        .getAttribute('href'),
    ).toBe('/rencana/rantai/r');
  });
});

it.each([
  ['plans', plans],
  ['unit', unit],
  ['agency', <AgencyPlanPage key="a" lang="id" open={1} nominated={0} proposals={[]} />],
  ['proposal', <ProposalPage key="p" {...proposal} />],
  ['chain of a plan', <PlanChainPage key="c" lang="en" name="Salmah Yusuf" course="Empathy" state="approved" steps={steps} back="/rencana" />],
] as const)('has no fault that axe finds: %s', async (_name, page) => {
  expect(await show(page).faults()).toEqual([]);
});
