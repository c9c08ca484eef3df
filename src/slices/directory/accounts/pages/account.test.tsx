import { describe, expect, test } from 'vitest';
import { testNow } from '#test/db';
import { show } from '#test/page';
import { AccountPage, type AccountView, EmailCodePage } from './account.tsx';
import { AskResetPage, RecoverPage } from './recover.tsx';
import { RecoveryCodes, SecondFactorSetUp } from './second-factor.tsx';
import { SetUpPage } from './set-up.tsx';
import { CitizenSignIn, CodePage, StaffSignIn } from './sign-in.tsx';

const empty = { values: {}, errors: {} };
const staff: AccountView = {
  lang: 'id',
  zone: 'Asia/Makassar',
  profile: {
    kind: 'staff',
    name: 'I Gusti Ngurah Ketut Bagus Ariawan Kusumawardhana',
    nip: '198501012010011023',
    position: 'Analis Kebijakan Ahli Muda',
    email: 'ngurah@contoh.id',
  },
  sessions: [
    { id: 'a', device: 'Chrome, Android', madeAt: testNow, seenAt: testNow, current: true },
    { id: 'b', device: '', madeAt: testNow, seenAt: testNow, current: false },
  ],
  secondFactor: { on: true, codesLeft: 7 },
  hasPassword: true,
  grants: [
    {
      id: 'g',
      role: 'unit-head',
      capacity: 'plt',
      unit: 'Dinas Kesehatan',
      starts_on: Temporal.PlainDate.from('2026-11-01'),
      ends_on: Temporal.PlainDate.from('2026-12-31'),
    },
  ],
  looks: [{ id: 'l', who: 'Baiq Rina', role: 'Analis SDM, BKD', what: 'data kepegawaian', why: 'dibuka; kewenangan: Melihat pegawai', when: '23 Nov 2026' }],
  form: empty,
};
const citizen: AccountView = {
  ...staff,
  profile: { kind: 'citizen', name: 'Siti Aminah', phone: '0812 3456', email: 'siti@contoh.id' },
  secondFactor: undefined,
  hasPassword: false,
  grants: [],
  looks: [{ id: 'l', who: 'Sistem', role: '', what: 'permohonan', why: 'dibuka', when: '23 Nov 2026' }],
};

describe('the account page', () => {
  test('shows a member of staff their post, sessions, roles as what they are held, and who looked', async () => {
    const page = show(<AccountPage {...staff} />);
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe('Akun saya');
    expect(page.getByText('Plt. Kepala unit')).toBeTruthy();
    expect(page.getByText('31 Des 2026')).toBeTruthy();
    expect(page.getByText('perangkat ini')).toBeTruthy();
    expect(page.getByText('Peramban tak dikenal')).toBeTruthy();
    expect(page.getByRole('button', { name: 'Keluarkan semua perangkat lain' })).toBeTruthy();
    for (const part of ['data kepegawaian', 'Analis SDM, BKD', 'dibuka; kewenangan: Melihat pegawai']) expect(page.getByText(part)).toBeTruthy();
    expect(page.getByRole('link', { name: 'Unduh seluruhnya (CSV)' }).getAttribute('href')).toBe('/akun/dilihat.csv');
    expect(page.text).toContain('Kode pemulihan tersisa: 7');
    expect(await page.faults()).toEqual([]);
  });

  test('lets a citizen change name and telephone, and set a password that is not asked for before', async () => {
    const page = show(<AccountPage {...citizen} />);
    expect((page.getByLabelText('Nama Anda') as HTMLInputElement).value).toBe('Siti Aminah');
    expect(page.queryByLabelText('Kata sandi sekarang')).toBeNull();
    expect(page.getByLabelText('Kata sandi baru').getAttribute('autocomplete')).toBe('new-password');
    expect(page.queryByText('Verifikasi dua langkah')).toBeNull();
    expect(page.getByText('permohonan')).toBeTruthy();
    expect(await page.faults()).toEqual([]);
  });

  test('shows what went wrong at the form that was sent, and leaves the others alone', async () => {
    const form = { values: { email: 'x' }, errors: { email: 'Tulis alamat surel yang lengkap.' } };
    const page = show(<AccountPage {...staff} form={form} />);
    expect(page.getByRole('alert').textContent).toContain('Tulis alamat surel yang lengkap.');
    expect(page.body.querySelectorAll('.wrong')).toHaveLength(1);
    expect(await page.faults()).toEqual([]);
  });

  test('is the same in English', async () => {
    const page = show(<AccountPage {...staff} lang="en" />, 'en');
    expect(page.getByText('Acting (Plt.) Head of unit')).toBeTruthy();
    expect(await page.faults()).toEqual([]);
  });
});

describe('the doors', () => {
  test.each([
    ['staff', <StaffSignIn key="a" lang="id" form={empty} next="/kerja" oidcName={undefined} />, 'Masuk sebagai pegawai'],
    ['staff with a provider', <StaffSignIn key="b" lang="id" form={empty} next="" oidcName="SSO NTB" />, 'Masuk sebagai pegawai'],
    ['citizens', <CitizenSignIn key="c" lang="id" form={empty} next="" byPassword={false} />, 'Masuk sebagai warga'],
    ['citizens by password', <CitizenSignIn key="d" lang="id" form={empty} next="" byPassword />, 'Masuk sebagai warga'],
    ['the code', <CodePage key="e" lang="id" form={empty} next="" kind="citizen" />, 'Tulis kode dari surel Anda'],
    ['the second step', <CodePage key="f" lang="id" form={{ values: {}, errors: { code: 'Kode tidak cocok.' } }} next="" kind="second" />, 'Langkah kedua'],
    ['a forgotten password', <AskResetPage key="g" lang="id" form={empty} />, 'Pulihkan kata sandi'],
    ['a new password', <RecoverPage key="h" lang="id" form={empty} />, 'Buat kata sandi baru'],
    ['a new address', <EmailCodePage key="i" lang="id" form={empty} />, 'Pastikan alamat surel baru'],
    ['set-up', <SetUpPage key="j" lang="id" form={empty} />, 'Siapkan Smart ASN'],
    [
      'the authenticator',
      <SecondFactorSetUp key="k" lang="id" form={empty} uri="otpauth://totp/x?secret=ABC" typed="ABCD EFGH" />,
      'Aktifkan verifikasi dua langkah',
    ],
    ['recovery codes', <RecoveryCodes key="l" lang="id" codes={['7H3K-92QD-AAAA-BBBB']} />, 'Simpan kode pemulihan Anda'],
  ])('%s has one heading and nothing that axe finds wrong', async (_which, page, title) => {
    const shown = show(page);
    expect(shown.getByRole('heading', { level: 1 }).textContent).toBe(title);
    expect(await shown.faults()).toEqual([]);
  });

  test('where one wanted to go is kept through the door and to the other one', () => {
    const page = show(<StaffSignIn lang="id" form={empty} next="/kerja?tampilan=late" oidcName="SSO" />);
    expect((page.body.querySelector('input[name=lanjut]') as HTMLInputElement).value).toBe('/kerja?tampilan=late');
    expect(page.getByRole('link', { name: 'Saya warga, bukan pegawai' }).getAttribute('href')).toBe('/masuk/warga?lanjut=%2Fkerja%3Ftampilan%3Dlate');
  });

  test('a password that was typed is never sent back', () => {
    const page = show(<StaffSignIn lang="id" form={{ values: { username: 'a', password: 'rahasia' }, errors: { form: 'x' } }} next="" oidcName={undefined} />);
    expect(page.body.innerHTML).not.toContain('rahasia');
    expect((page.getByLabelText('NIP atau surel') as HTMLInputElement).value).toBe('a');
  });
});
