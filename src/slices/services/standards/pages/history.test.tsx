import { describe, expect, test } from 'vitest';
import { testNow } from '#test/facts';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { ComparePage, HistoryPage } from './history.tsx';

const version = (no: number) => ({ version: no, publishedAt: testNow, publishedBy: 'Lalu Hamdan', writtenBy: ['Baiq Rina'] });
const view = {
  zone: 'Asia/Makassar',
  slug: 'mutasi',
  name: { id: 'Mutasi Siswa' },
  retiredAt: undefined,
  versions: [version(2), version(1)],
  form: emptyForm,
} as const;

describe('the history of a service', () => {
  test.each(['id', 'en'] as const)('says who wrote and who published each version: %s', async (lang) => {
    const shown = show(<HistoryPage lang={lang} {...view} />, lang);
    expect(shown.getAllByRole('row')).toHaveLength(3);
    expect(shown.text).toContain('Baiq Rina');
    expect(await shown.faults()).toEqual([]);
  });

  test('ends and begins the taking of applications', async () => {
    expect(show(<HistoryPage lang="id" {...view} />).getByRole('button', { name: 'Hentikan penerimaan permohonan' })).toBeTruthy();
    const retired = show(<HistoryPage lang="id" {...view} retiredAt={testNow} />);
    expect(retired.getByRole('button', { name: 'Terima permohonan lagi' })).toBeTruthy();
    expect(await retired.faults()).toEqual([]);
  });
});

test('a comparison says what went and what came, in words too', async () => {
  const differences = [
    {
      place: 'components.cost',
      lines: [
        { kind: 'gone', text: 'Gratis.' },
        { kind: 'new', text: 'Rp25.000.' },
        { kind: 'same', text: 'Tetap.' },
      ] as const,
    },
  ];
  const shown = show(<ComparePage lang="id" slug="mutasi" name={{ id: 'Mutasi' }} from={1} to={2} differences={differences} />);
  for (const said of ['Biaya atau tarif', 'Dihapus: Gratis.', 'Baru: Rp25.000.', 'Tetap.']) expect(shown.text).toContain(said);
  expect(await shown.faults()).toEqual([]);
});
