import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import type { FormDefinition } from '../../model.ts';
import { fill } from '../../forms/rules.ts';
import { CorrectResultPage } from './correct-result.tsx';
import { SignedPaperPage } from './signed-paper.tsx';
import { type PaperLine, SigningPage } from './signing.tsx';

const at = Temporal.Instant.from('2026-11-23T02:00:00Z');
const line: PaperLine = {
  id: 'x',
  number: 'LYN-52-2026-0000412-1/H',
  service: { id: 'Legalisasi Ijazah', en: 'Diploma Legalisation' },
  applicant: 'Lalu Hamdan Saputra',
  outcome: 'granted',
  edition: 1,
  stage: 'waiting',
  standing: 'unknown',
  fault: undefined,
  isOwn: false,
  madeAt: at,
  goesOutAt: null,
  issuedAt: null,
};
const bsre = { kind: 'bsre', isDemo: false, asksPassphrase: true } as const;
const demo = { kind: 'certificate', isDemo: true, asksPassphrase: false } as const;
type Props = Parameters<typeof SigningPage>[0];
const shownAs = (more: Partial<Props>, lang: 'id' | 'en' = 'id') =>
  show(<SigningPage lang={lang} zone="Asia/Makassar" signer={bsre} waiting={[line]} signed={[]} issued={[]} form={emptyForm} {...more} />, lang);

describe('the page on which an official signs', () => {
  test('lists what waits, to be read and chosen, and asks for number and passphrase where the national service signs', async () => {
    const shown = shownAs({});
    expect(shown.getByRole('checkbox', { name: 'Pilih LYN-52-2026-0000412-1/H' })).toBeTruthy();
    expect(shown.getByRole('link', { name: /^Baca/ }).getAttribute('href')).toBe('/kerja/tanda-tangan/x/pratinjau.pdf');
    expect(shown.getByRole('textbox', { name: 'NIK Anda' })).toBeTruthy();
    expect(shown.getByLabelText('Frasa sandi tanda tangan').getAttribute('type')).toBe('password');
    expect(await shown.faults()).toEqual([]);
  });

  test('never sends a passphrase back, whatever was wrong', () => {
    const shown = shownAs({ form: { values: { passphrase: 'rahasia-sekali', nik: '1' }, errors: { nik: 'NIK terdiri dari 16 angka.' } } });
    expect(shown.body.innerHTML).not.toContain('rahasia-sekali');
  });

  test('says that a demonstration certificate has no force, and that nothing is set up', async () => {
    expect(shownAs({ signer: demo }).text).toContain('tidak berkekuatan hukum');
    expect(shownAs({ signer: demo }).queryByLabelText('NIK Anda')).toBeNull();
    const none = shownAs({ signer: undefined });
    expect(none.queryByRole('button', { name: 'Tanda tangani yang dipilih' })).toBeNull();
    expect((none.getByRole('checkbox') as HTMLInputElement).disabled).toBe(true);
  });

  test('leaves an own decision to another official, and tells why a signing failed', () => {
    const own = shownAs({ waiting: [{ ...line, isOwn: true }] });
    expect((own.getByRole('checkbox') as HTMLInputElement).disabled).toBe(true);
    expect(own.text).toContain('pejabat lain');
    expect(shownAs({ waiting: [{ ...line, fault: 'wrong-passphrase' }] }).text).toContain('akun Anda tidak terkunci');
    expect(shownAs({ waiting: [{ ...line, stage: 'signing' }] }).text).toContain('sedang ditandatangani');
  });

  test('what was just signed can be taken back or sent; what went out can be looked at', async () => {
    const shown = shownAs({
      waiting: [],
      signed: [{ ...line, stage: 'signed', goesOutAt: at }],
      issued: [{ ...line, id: 'y', stage: 'issued', standing: 'valid', issuedAt: at }],
    });
    expect(shown.getByRole('button', { name: /^Batalkan/ })).toBeTruthy();
    expect(shown.getByRole('button', { name: /^Terbitkan sekarang/ })).toBeTruthy();
    expect(shown.text).toContain('terbit pukul 10.00');
    expect(shown.text).toContain('Tidak ada yang menunggu tanda tangan');
    expect(await shown.faults()).toEqual([]);
    expect(await shownAs({ waiting: [], signed: [{ ...line, stage: 'signed', goesOutAt: at }] }, 'en').faults()).toEqual([]);
  });
});

describe('one paper', () => {
  const paper = { ...line, signerName: 'Dr. Baiq', signerPost: 'Kepala Dinas', signedAt: at, because: null, sha256: 'ab'.repeat(32), isDemo: false };

  test('that went out can be revoked with a reason; before, or after that, it cannot', async () => {
    const issued = show(
      <SignedPaperPage lang="id" zone="Asia/Makassar" paper={{ ...paper, stage: 'issued', standing: 'valid', issuedAt: at }} form={emptyForm} />,
    );
    expect(issued.getByRole('button', { name: 'Cabut hasil ini' })).toBeTruthy();
    expect(await issued.faults()).toEqual([]);
    for (const other of [{ ...paper }, { ...paper, stage: 'issued' as const, standing: 'revoked' as const }])
      expect(show(<SignedPaperPage lang="id" zone="Asia/Makassar" paper={other} form={emptyForm} />).queryByRole('button')).toBeNull();
  });

  test('is corrected in what it repeats, with why', async () => {
    const definition: FormDefinition = {
      steps: [{ key: 'a', title: { id: 'A' }, fields: [{ key: 'nama', type: 'text', label: { id: 'Nama lengkap' }, required: true }] }],
    };
    const filled = fill(definition, { nama: 'Lalu' }, {});
    const form = { values: { nama: 'Lalu' }, errors: {} };
    const shown = show(
      <CorrectResultPage lang="id" id="x" number="LYN-1/H" name={{ id: 'Surat' }} definition={definition} open={['nama']} filled={filled} form={form} />,
    );
    expect((shown.getByRole('textbox', { name: 'Nama lengkap' }) as HTMLInputElement).value).toBe('Lalu');
    expect(shown.getByRole('textbox', { name: 'Mengapa dibetulkan?' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });
});
