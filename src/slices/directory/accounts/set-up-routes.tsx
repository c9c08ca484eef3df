import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { zoneLabel, zones } from '#platform/time';
import { Button, emptyForm, ErrorSummary, Form, type FormState, PageHead, Select, TextField } from '#platform/ui';
import { errorSentences, href, type Lang } from '#platform/words';
import { setupInput } from '../model.ts';
import { setUpAgency } from './set-up.ts';

const words = {
  id: {
    title: 'Siapkan Smart ASN',
    lead: 'Basis data ini masih kosong. Tulis instansi dan administrator pertamanya.',
    agencyName: 'Nama instansi',
    agencyShort: 'Nama pendek',
    agencyCode: 'Kode wilayah',
    agencyCodeHint: 'Misalnya 52 untuk provinsi, 52.01 untuk kabupaten.',
    zone: 'Zona waktu',
    adminName: 'Nama administrator',
    adminNip: 'NIP administrator',
    adminEmail: 'Surel administrator',
    password: 'Kata sandi',
    passwordHint: 'Paling sedikit 12 tanda.',
    save: 'Mulai',
    done: 'Siap. Silakan masuk sebagai administrator, lalu impor daftar pegawai.',
  },
  en: {
    title: 'Set up Smart ASN',
    lead: 'This database is empty. Write the agency and its first administrator.',
    agencyName: 'Name of the agency',
    agencyShort: 'Short name',
    agencyCode: 'Region code',
    agencyCodeHint: 'For example 52 for a province, 52.01 for a kabupaten.',
    zone: 'Time zone',
    adminName: 'Administrator’s name',
    adminNip: 'Administrator’s NIP',
    adminEmail: 'Administrator’s e-mail',
    password: 'Password',
    passwordHint: 'At least 12 characters.',
    save: 'Begin',
    done: 'Ready. Sign in as administrator, then import the staff list.',
  },
} as const;

const errors = {
  id: {
    nip: 'NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir.',
    'agency-code': 'Tulis dua angka, atau dua angka titik dua angka.',
    'password-short': 'Paling sedikit 12 tanda.',
    'password-common': 'Kata sandi ini terlalu mudah ditebak.',
  },
  en: {
    nip: 'A NIP has 18 digits and begins with the date of birth.',
    'agency-code': 'Write two digits, or two digits, a dot and two digits.',
    'password-short': 'At least 12 characters.',
    'password-common': 'This password is too easy to guess.',
  },
} as const;

function SetUpPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words[lang];
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/siapkan')}>
        <TextField lang={lang} form={form} name="agencyName" label={w.agencyName} />
        <TextField lang={lang} form={form} name="agencyShort" label={w.agencyShort} width="medium" />
        <TextField lang={lang} form={form} name="agencyCode" label={w.agencyCode} hint={w.agencyCodeHint} width="short" />
        <Select
          lang={lang}
          form={form}
          name="zone"
          label={w.zone}
          blank="–"
          options={zones.map((zone) => ({ value: zone, label: `${zoneLabel(zone)} (${zone})` }))}
        />
        <TextField lang={lang} form={form} name="adminName" label={w.adminName} autocomplete="name" />
        <TextField lang={lang} form={form} name="adminNip" label={w.adminNip} inputmode="numeric" width="medium" />
        <TextField lang={lang} form={form} name="adminEmail" label={w.adminEmail} type="email" autocomplete="email" />
        <TextField lang={lang} form={form} name="password" label={w.password} hint={w.passwordHint} type="password" autocomplete="new-password" />
        <Button>{w.save}</Button>
      </Form>
    </>
  );
}

type Setting = { isEmpty(): boolean; onSetUp(): Promise<void> };

/** Only while there is no agency: afterwards the page does not exist. */
export function setUpRoutes(setting: Setting): readonly Route[] {
  const show = (ctx: WebCtx, form: FormState): Reply => {
    if (!setting.isEmpty()) throw problems.notFound();
    return page({ title: words[ctx.lang].title, body: <SetUpPage lang={ctx.lang} form={form} /> });
  };
  return [
    route({ method: 'GET', path: '/siapkan', allow: 'public', handle: (ctx) => show(ctx, emptyForm) }),
    route({
      method: 'POST',
      path: '/siapkan',
      allow: 'public',
      perMinute: 10,
      input: setupInput,
      async handle(ctx, input) {
        if (!setting.isEmpty()) throw problems.notFound();
        await setUpAgency(ctx, input);
        await setting.onSetUp();
        return redirect('/masuk', { kind: 'good', text: words[ctx.lang].done });
      },
      again: (ctx: WebCtx, raw: RawInput, codes: FieldCodes) => show(ctx, { values: raw, errors: errorSentences(ctx.lang, codes, errors[ctx.lang]) }),
    }),
  ];
}
