import { describe, expect, test } from 'vitest';
import { emptyForm } from '#platform/ui';
import { show } from '#test/page';
import { ChangePage, ChangesPage } from './changes.tsx';

const at = Temporal.Instant.from('2026-12-29T02:00:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);
const open = { id: 'x', cause: 'SKB Tiga Menteri 1/2026', proposed_at: at, settled_at: null, confirmed: null, note: null, n: 1 };
const settled = { ...open, id: 'y', settled_at: at, confirmed: false, note: 'Salah ketik' };
const move = {
  ticket: 'LYN-52-2026-0000123-7',
  service: { id: 'Legalisasi Ijazah' },
  from_on: day('2027-01-04'),
  to_on: day('2027-01-06'),
  was_provisional: true,
  moved: false,
};

describe.each(['id', 'en'] as const)('deadlines that move, %s', (lang) => {
  test('are listed, those that wait first, without a fault', async () => {
    const shown = show(<ChangesPage lang={lang} zone="Asia/Makassar" changes={[open, settled]} />, lang);
    expect(shown.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual(
      lang === 'id' ? ['Menunggu konfirmasi', 'Sudah diputus'] : ['Waiting for confirmation', 'Decided'],
    );
    expect(await shown.faults()).toEqual([]);
    expect(await show(<ChangesPage lang={lang} zone="Asia/Makassar" changes={[]} />, lang).faults()).toEqual([]);
  });

  test('are shown one by one with by how much; once decided there is nothing to press', async () => {
    const shown = show(<ChangePage lang={lang} zone="Asia/Makassar" change={open} moves={[move]} form={emptyForm} />, lang);
    expect(shown.text).toContain(lang === 'id' ? '2 hari lebih lambat' : '2 days later');
    expect(shown.getAllByRole('button').length).toBeGreaterThanOrEqual(1);
    expect(await shown.faults()).toEqual([]);
    const after = show(<ChangePage lang={lang} zone="Asia/Makassar" change={settled} moves={[move]} form={emptyForm} />, lang);
    expect(after.queryAllByRole('button')).toEqual([]);
    expect(after.text).toContain('Salah ketik');
  });
});
