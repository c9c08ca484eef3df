import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { CheckResultPage, type ResultFacts, TypeCodePage } from './check-result.tsx';

const facts: ResultFacts = {
  number: 'LYN-52-2026-0000412-1/H',
  service: { id: 'Legalisasi Ijazah', en: 'Diploma Legalisation' },
  unitName: 'Dinas Pendidikan',
  agency: 'Pemerintah Provinsi NTB',
  decidedAt: Temporal.Instant.from('2026-11-23T02:00:00Z'),
  initials: 'L••• H•••••',
  signedSha256: undefined,
};

describe('the page that verifies a result', () => {
  test('says that the paper is ours, and enough to compare it', async () => {
    const shown = show(<CheckResultPage lang="id" zone="Asia/Makassar" facts={facts} />);
    for (const text of ['Hasil ini asli', facts.number, 'L••• H•••••', 'Senin, 23 November 2026 pukul 10.00 WITA']) expect(shown.text).toContain(text);
    expect(await shown.faults()).toEqual([]);
  });

  test('gives the fingerprint of the signed act', () => {
    const shown = show(<CheckResultPage lang="en" zone="Asia/Makassar" facts={{ ...facts, signedSha256: 'ab'.repeat(32) }} />, 'en');
    expect(shown.text).toContain('ab'.repeat(32));
    expect(shown.text).toContain('Diploma Legalisation');
  });

  test('says that a code is not ours, and lets it be typed again', async () => {
    const shown = show(<CheckResultPage lang="id" zone="Asia/Makassar" facts={undefined} />);
    expect(shown.getByRole('alert').textContent).toContain('tidak dikenal');
    expect(shown.getByRole('textbox', { name: 'Kode hasil' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
    expect(await show(<TypeCodePage lang="en" />, 'en').faults()).toEqual([]);
  });
});
