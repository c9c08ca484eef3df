import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { CheckPage, CheckResultPage, type ResultFacts } from './check-result.tsx';
import { RevocationsPage } from './revocations.tsx';

const facts: ResultFacts = {
  number: 'LYN-52-2026-0000412-1/H',
  service: { id: 'Legalisasi Ijazah', en: 'Diploma Legalisation' },
  unitName: 'Dinas Pendidikan',
  agency: 'Pemerintah Provinsi NTB',
  decidedAt: Temporal.Instant.from('2026-11-23T02:00:00Z'),
  initials: 'L••• H•••••',
  standing: 'copy',
  sha256: undefined,
  signer: undefined,
  signedAt: null,
  isDemo: false,
  revoked: undefined,
};
const at = Temporal.Instant.from('2026-11-24T02:00:00Z');

function shownAs(more: Partial<ResultFacts> | undefined, uploaded?: string, lang: 'id' | 'en' = 'id') {
  const all = more && { ...facts, ...more };
  return show(<CheckResultPage lang={lang} zone="Asia/Makassar" form={emptyForm} facts={all} uploaded={uploaded} />, lang);
}

describe('the page that verifies a result', () => {
  test('says that the paper is ours, and enough to compare it', async () => {
    const shown = shownAs({});
    for (const text of ['Hasil ini asli', facts.number, 'L••• H•••••', 'Senin, 23 November 2026 pukul 10.00 WITA']) expect(shown.text).toContain(text);
    expect(await shown.faults()).toEqual([]);
  });

  test('of a signed document names who signed, gives its fingerprint, and says when the certificate is only a sample', async () => {
    const sealed = { standing: 'valid', sha256: 'ab'.repeat(32), signer: 'Dr. Baiq Nurhayati, Kepala Dinas', signedAt: at, isDemo: true } as const;
    const shown = shownAs(sealed, undefined, 'en');
    for (const text of ['genuine and valid', 'ab'.repeat(32), 'Diploma Legalisation', 'Kepala Dinas', 'Without legal force'])
      expect(shown.text).toContain(text);
    expect(await shown.faults()).toEqual([]);
    expect(shownAs({ ...sealed, isDemo: false }).text).not.toContain('peragaan');
  });

  test('of a file that differs says that it is not valid, with both fingerprints', async () => {
    const shown = shownAs({ standing: 'changed', sha256: 'ab'.repeat(32) }, 'cd'.repeat(32));
    expect(shown.getByRole('alert').textContent).toContain('Tidak sah');
    expect(shown.text).toContain('ab'.repeat(32));
    expect(shown.text).toContain('cd'.repeat(32));
    expect(await shown.faults()).toEqual([]);
  });

  test('says of a revoked one since when and why, of a replaced one by which', async () => {
    const revoked = shownAs({ standing: 'revoked', revoked: { reason: 'pengadilan', at, successor: undefined } });
    expect(revoked.getByRole('alert').textContent).toMatch(/sudah dicabut.*24 November 2026: Putusan pengadilan/);
    const replaced = shownAs({ standing: 'replaced', revoked: { reason: 'diganti', at, successor: 'LYN-9/H-P1' } });
    expect(replaced.text).toContain('nomor LYN-9/H-P1');
    expect(await replaced.faults()).toEqual([]);
  });

  test('says that a code or a file is not ours, and lets either be shown again', async () => {
    const shown = shownAs(undefined);
    expect(shown.getByRole('alert').textContent).toContain('tidak dikenal');
    expect(shown.getByRole('textbox', { name: 'Kode hasil' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
    expect(shownAs(undefined, 'cd'.repeat(32)).getByRole('alert').textContent).toContain('Berkas ini tidak dikenal');
    for (const lang of ['id', 'en'] as const)
      expect(await show(<CheckPage lang={lang} form={{ values: {}, errors: { file: 'x' } }} />, lang).faults()).toEqual([]);
  });
});

test('the list of revocations holds number, day and reason; an empty one says so', async () => {
  const shown = show(<RevocationsPage lang="id" rows={[{ number: 'LYN-1/H', on: Temporal.PlainDate.from('2026-11-24'), reason: 'diganti' }]} />);
  expect(shown.getByRole('table').textContent).toContain('LYN-1/HSelasa, 24 November 2026Diganti dengan pembetulan');
  expect(await shown.faults()).toEqual([]);
  expect(show(<RevocationsPage lang="en" rows={[]} />, 'en').text).toContain('No result has been revoked');
});
