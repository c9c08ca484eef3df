import { describe, expect, it } from 'vitest';
import { emptyForm } from '#platform/ui';
import { show } from '#test/page';
import type { Verdict } from '../formats/receipt.ts';
import { EntriesPage, EntryPage } from './entries.tsx';
import { HistoryPage } from './history.tsx';
import { InspectListPage, InspectPage } from './inspect.tsx';
import { RecomputePage, ReplayBox } from './recompute.tsx';
import { TransparencyPage } from './transparency.tsx';
import { TreePage } from './tree.tsx';
import { VerifyPage } from './verify.tsx';
import type { WitnessLines } from './witnesses.tsx';

const line = { index: 1204, says: 'Permohonan diajukan', kind: 'services.application-submitted', when: '23 Nov 2026 pukul 09.12 WITA' };
const good: Verdict = {
  ok: true,
  what: 'receipt',
  kind: line.kind,
  record: { ticket: 'LYN-52-2026-0000001-1' },
  origin: 'contoh.go.id/ledger',
  index: 1204,
  mergeBy: undefined,
  tree: { size: 48_216, root: 'u3Qm8dLr1ZpKx0VtYw5nHc7sEaB2fGjO9iTk4RvN6Xo=', proofHashes: 16 },
  witnessed: undefined,
};
const verify = (verdict: Verdict | undefined, lang: 'id' | 'en' = 'id') =>
  show(<VerifyPage lang={lang} form={emptyForm} verdict={verdict} trust={{ keys: ['contoh+1+A'] }} />, lang);
const alone: WitnessLines = { k: 0, size: 48_216, witnessedSize: 48_216, rows: [] };
const overview = (check: Parameters<typeof TransparencyPage>[0]['check'], recent = [line], witnesses = alone) =>
  show(
    <TransparencyPage
      also={[]}
      lang="id"
      size={48_216}
      root="AAAA"
      publishedAt="Senin, 23 November 2026"
      recent={recent}
      origin="contoh.go.id/ledger"
      vkey="contoh+1+A"
      check={check}
      witnesses={witnesses}
    />,
  );

describe('the page of the log', () => {
  it('says how much stands in it, and leads to all that anybody can verify', async () => {
    const shown = overview({ size: 48_000, when: 'Minggu', faults: [] });
    expect(shown.text).toContain('48.216');
    expect(shown.text).toContain('cocok semua');
    for (const name of ['Hitung ulang seluruh buku besar', 'Semua catatan']) expect(shown.getAllByRole('link', { name }).length).toBeGreaterThan(0);
    expect(shown.getByRole('link', { name: '1.204' }).getAttribute('href')).toBe('/transparansi/catatan/1204');
    expect(await shown.faults()).toEqual([]);
  });

  it('R17: tells everybody when something does not fit, and where', async () => {
    const shown = overview({ size: 48_000, when: 'Minggu', faults: ['catatan 12', 'simpul pohon 2/5'] });
    expect(shown.getByRole('alert').textContent).toContain('catatan 12, simpul pohon 2/5');
    expect(shown.text).not.toContain('cocok semua');
    expect(await shown.faults()).toEqual([]);
  });

  it('says who witnesses it, and raises an alarm when one holds another history or too few answer', async () => {
    const row = { name: 'saksi.ombudsman.example', url: 'https://saksi.ombudsman.example', size: 48_216, when: '23 Nov', fault: undefined, since: undefined };
    const two = { k: 2, size: 48_216, witnessedSize: 48_210 };
    const well = overview(undefined, [line], { ...two, rows: [row, { ...row, name: 'saksi.kampus.example' }] });
    for (const part of ['2 dari 2 saksi', 'Pohon 48.210 catatan', '6 catatan terbaru belum', 'sejalan']) expect(well.text).toContain(part);
    expect(well.queryByRole('alert')).toBeNull();
    expect(await well.faults()).toEqual([]);
    const silent = overview(undefined, [line], { ...two, rows: [row, { ...row, name: 'b', fault: 'unreachable', since: '22 Nov' }] });
    expect(silent.text).toContain('Kurang dari 2 saksi menjawab');
    expect(silent.text).toContain('tidak menjawab sejak 22 Nov');
    const split = overview(undefined, [line], {
      ...two,
      rows: [
        { ...row, fault: 'other-history', since: '22 Nov' },
        { ...row, name: 'b' },
      ],
    });
    expect(split.getByRole('alert').textContent).toContain('saksi.ombudsman.example memegang pohon');
    expect(await split.faults()).toEqual([]);
  });

  it('stands with an empty log', async () => {
    const shown = overview(undefined, []);
    expect(shown.text).toContain('Belum ada catatan.');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('the page that verifies', () => {
  it('takes a file or what was pasted, and says that nothing is sent', async () => {
    const shown = verify(undefined);
    expect(shown.getByLabelText('Berkas tanda terima').getAttribute('type')).toBe('file');
    expect(shown.getByLabelText('Atau tempel isinya').tagName).toBe('TEXTAREA');
    expect(shown.text).toContain('berkas tidak dikirim ke mana pun');
    expect(await shown.faults()).toEqual([]);
  });

  it('shows what a good receipt proves', async () => {
    const shown = verify(good);
    for (const part of ['Tanda terima ini sah', '1.204', '48.216 catatan', '16 simpul, cocok', 'LYN-52-2026-0000001-1']) expect(shown.text).toContain(part);
    expect(await shown.faults()).toEqual([]);
    expect(verify(good, 'en').text).toContain('This receipt is good');
  });

  it('says how many witnesses have signed, and when they are too few', async () => {
    const by = [{ name: 'saksi.ombudsman.example', vkey: 'k', at_s: 1 }];
    const early = verify({ ...good, witnessed: { k: 2, n: 3, by } });
    for (const part of ['Belum cukup saksi', '1 saksi; perlu 2 dari 3', 'saksi.ombudsman.example']) expect(early.text).toContain(part);
    expect(await early.faults()).toEqual([]);
    expect(verify({ ...good, witnessed: { k: 1, n: 1, by } }).text).not.toContain('Belum cukup saksi');
  });

  it.each(['malformed', 'altered', 'foreign-key', 'bad-signature', 'bad-proof'] as const)('says why a receipt is not good: %s', async (why) => {
    const shown = verify({ ok: false, why });
    expect(shown.getByRole('alert').textContent).toContain('tidak sah');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('the tree', () => {
  const hashed = (from: number, until: number) => ({ from, until, hash: `h${from}-${until}` });
  const steps = [
    { ...hashed(0, 3), children: [hashed(0, 2), hashed(2, 3)] as const },
    { ...hashed(0, 2), children: [hashed(0, 1), hashed(1, 2)] as const },
    { ...hashed(1, 2), children: undefined },
  ];

  it('is walked from the root to a leaf, each hash with the two that it follows from, the way of an entry marked', async () => {
    const shown = show(<TreePage lang="id" size={3} steps={steps} entry={1} />);
    for (const part of ['Akar: catatan 0 sampai 2 (3)', 'h0-3', 'h2-3', 'h1-2', 'Jalur dari akar ke catatan nomor 1']) expect(shown.text).toContain(part);
    expect(shown.getAllByText('jalur')).toHaveLength(2);
    expect(shown.getAllByRole('link', { name: 'catatan 2' })[0]?.getAttribute('href')).toBe('/transparansi/pohon?ukuran=3&dari=2&sampai=3&catatan=1');
    expect(shown.getByRole('link', { name: 'Catatan nomor 1' }).getAttribute('href')).toBe('/transparansi/catatan/1');
    expect(await shown.faults()).toEqual([]);
    expect(await show(<TreePage lang="en" size={0} steps={[]} entry={undefined} />, 'en').faults()).toEqual([]);
  });
});

describe('the comparison with an old paper', () => {
  const history = (compared: Parameters<typeof HistoryPage>[0]['compared']) =>
    show(<HistoryPage lang="id" form={emptyForm} compared={compared} keys={['k']} />);

  it('says what was added since, and shows the proof and the tiles that it was read from', async () => {
    const tree = { size: 1200, root: 'AAAA' };
    const shown = history({ ok: true, older: tree, newer: { size: 1300, root: 'BBBB' }, proof: ['CCCC'], tiles: ['tile/0/004'] });
    for (const part of ['1.200 catatan pada tanda terima lama adalah awal dari 1.300', 'bertambah 100', 'CCCC']) expect(shown.text).toContain(part);
    expect(shown.getByRole('link', { name: 'tile/0/004' }).getAttribute('href')).toBe('/ledger/tile/0/004');
    expect(await shown.faults()).toEqual([]);
  });

  it.each([
    ['history', true],
    ['rollback', true],
    ['unreadable', false],
    ['foreign-key', false],
  ] as const)('tells an alarm from a paper that is of no use: %s', async (why, isAlarm) => {
    const shown = history({ ok: false, why });
    expect(shown.text.includes('Buku besar ini sudah berubah')).toBe(isAlarm);
    expect(shown.queryAllByRole('alert')).toHaveLength(isAlarm ? 1 : 0);
    expect(await shown.faults()).toEqual([]);
  });
});

describe('entries', () => {
  it('stand in pages', async () => {
    const shown = show(<EntriesPage lang="en" rows={[line]} size={48_216} page={2} pages={965} />, 'en');
    expect(shown.getByRole('link', { name: 'Next' }).getAttribute('href')).toBe('/en/transparency/entries?hal=3');
    expect(await shown.faults()).toEqual([]);
  });

  it('show a sealed one without its contents, a public one with them and its proof', async () => {
    const common = { lang: 'id', line, text: '{}', leaf: 'AA', size: 8, root: 'BB', proof: ['CC'], bundle: '/ledger/tile/entries/000.p/8' } as const;
    const sealed = show(<EntryPage {...common} record={undefined} isPublic={false} />);
    expect(sealed.text).toContain('Isinya tersandi');
    expect(sealed.queryByRole('link', { name: 'Unduh bukti' })).toBeNull();
    expect(await sealed.faults()).toEqual([]);
    const open = show(<EntryPage {...common} record={{ service: 'legalisasi-ijazah' }} isPublic />);
    expect(open.text).toContain('legalisasi-ijazah');
    expect(open.getByRole('link', { name: 'Unduh bukti' })).toBeTruthy();
    expect(await open.faults()).toEqual([]);
  });
});

describe('recomputing', () => {
  it('waits for a tap, and says how it goes', async () => {
    const shown = show(<RecomputePage lang="id" vkey="k" size={8} />);
    expect(await shown.faults()).toEqual([]);
    expect(show(<ReplayBox lang="id" state={{ kind: 'running', done: 256, size: 512 }} />).text).toContain('256 dari 512');
    const done = show(
      <ReplayBox
        lang="id"
        state={{
          kind: 'done',
          found: { ok: true, size: 512, root: 'AA', tiles: 5, kinds: new Map([['a.b', 512]]), odd: [], seen: { checkpoint: '', edge: [] } },
        }}
      />,
    );
    expect(done.text).toContain('512 catatan cocok semua');
    expect(await done.faults()).toEqual([]);
    expect(show(<ReplayBox lang="id" state={{ kind: 'done', found: { ok: false, at: 'tile/1/000' } }} />).getByRole('alert').textContent).toContain(
      'tile/1/000',
    );
    expect(show(<ReplayBox lang="id" state={{ kind: 'cut' }} />).text).toContain('terputus');
  });
});

describe('the inspectorate’s view', () => {
  const row = { index: 3, says: 'Permohonan diputus', who: 'Pegawai', when: '23 Nov 2026', isOpen: true };

  it('lists what happened, and keeps the filter from page to page', async () => {
    const shown = show(
      <InspectListPage
        lang="id"
        rows={[row, { ...row, index: 2, isOpen: false }]}
        kinds={[{ value: 'a.b', label: 'A (2)' }]}
        kind="a.b"
        page={1}
        pages={2}
        check={undefined}
      />,
    );
    expect(shown.getByRole('link', { name: 'Berikutnya' }).getAttribute('href')).toBe('/kelola/catatan?hal=2&jenis=a.b');
    expect(shown.text).toContain('sudah dihapus');
    expect(await shown.faults()).toEqual([]);
  });

  it('R17: names every damaged item of the nightly check', async () => {
    const common = { lang: 'id', rows: [row], kinds: [], kind: undefined, page: 1, pages: 1 } as const;
    const shown = show(<InspectListPage {...common} check={{ when: 'Senin', size: '48.216', faults: ['catatan 12', 'berkas yang disimpan 3fa9'] }} />);
    for (const part of ['2 bagian rusak', 'catatan 12', 'berkas yang disimpan 3fa9']) expect(shown.getByRole('alert').textContent).toContain(part);
    expect(await shown.faults()).toEqual([]);
    expect(show(<InspectListPage {...common} check={{ when: 'Senin', size: '48.216', faults: [] }} />).text).toContain('dan berkas cocok');
  });

  it.each([
    [true, 'Isi ini cocok'],
    [false, 'TIDAK cocok'],
    [undefined, 'sudah dihapus atas permintaan'],
  ] as const)('says whether contents fit the log: %s', async (fits, sentence) => {
    const shown = show(<InspectPage lang="id" line={row} actor="staff:1" record={{ outcome: 'granted' }} payload={{ applicationId: 'x' }} fits={fits} />);
    expect(shown.text).toContain(sentence);
    expect(shown.text.includes('granted')).toBe(fits !== undefined);
    expect(await shown.faults()).toEqual([]);
  });
});
