import { zoneLabel, zones } from '#platform/time';
import { Button, Choices, ErrorSummary, Form, type FormState, PageHead, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

const examples = { 'Asia/Jakarta': 'Jakarta', 'Asia/Makassar': 'Makassar', 'Asia/Jayapura': 'Jayapura' } as const;

export function SetUpPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.setUpAgencyTitle} lead={w.setUpAgencyLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/siapkan')}>
        <h2>{w.agency}</h2>
        <TextField lang={lang} form={form} name="agencyName" label={w.agencyName} hint={w.agencyNameHint} maxLength={150} />
        <TextField lang={lang} form={form} name="agencyShort" label={w.agencyShort} hint={w.agencyShortHint} width="medium" maxLength={40} />
        <TextField lang={lang} form={form} name="agencyCode" label={w.agencyCode} hint={w.agencyCodeHint} inputmode="numeric" width="short" />
        <Choices
          lang={lang}
          form={form}
          name="zone"
          label={w.zone}
          hint={w.zoneHint}
          options={zones.map((zone) => ({ value: zone, label: zoneLabel(zone), hint: examples[zone] }))}
          inline
        />
        <h2>{w.admin}</h2>
        <TextField lang={lang} form={form} name="adminName" label={w.adminName} autocomplete="name" maxLength={150} />
        <TextField
          lang={lang}
          form={form}
          name="adminNip"
          label={w.adminNip}
          hint={w.adminNipHint}
          inputmode="numeric"
          autocomplete="username"
          width="medium"
        />
        <TextField
          lang={lang}
          form={form}
          name="adminEmail"
          label={w.adminEmail}
          hint={w.adminEmailHint}
          type="email"
          autocomplete="email"
          width="medium"
          optional
        />
        <TextField
          lang={lang}
          form={form}
          name="password"
          label={w.password}
          hint={w.newPasswordHint}
          type="password"
          autocomplete="new-password"
          width="medium"
        />
        <Button icon="arrow-right">{w.begin}</Button>
      </Form>
    </>
  );
}
