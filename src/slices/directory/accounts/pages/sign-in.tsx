import type { ComponentChildren } from 'preact';
import { Alert, Button, ErrorSummary, Form, type FormState, LinkButton, PageHead, Panel, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

type Props = { readonly lang: Lang; readonly form: FormState; readonly next: string };

function Next({ next }: { readonly next: string }) {
  return next ? <input type="hidden" name="lanjut" value={next} /> : null;
}

export function StaffSignIn({ lang, form, next, oidcName, demo }: Props & { readonly oidcName: string | undefined; readonly demo: ComponentChildren }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.staffTitle} lead={w.staffLead} />
      <ErrorSummary lang={lang} form={form} />
      <div class="two">
        <Form action={href(lang, '/masuk')}>
          <Next next={next} />
          <TextField lang={lang} form={form} name="username" label={w.username} autocomplete="username" />
          <TextField lang={lang} form={form} name="password" label={w.password} type="password" autocomplete="current-password" />
          <div class="button-row">
            <Button icon="key">{w.signIn}</Button>
            <a href={href(lang, '/masuk/pulihkan')}>{w.forgot}</a>
          </div>
        </Form>
        <div class="stack">
          {oidcName && (
            <LinkButton href={`${href(lang, '/masuk/oidc')}${next ? `?lanjut=${encodeURIComponent(next)}` : ''}`} icon="shield-check">
              {w.oidc(oidcName)}
            </LinkButton>
          )}
          <Panel tone="sunken">
            <a href={href(lang, '/masuk/warga')}>{w.citizenInstead}</a>
          </Panel>
          {demo}
        </div>
      </div>
    </>
  );
}

export function CitizenSignIn({ lang, form, next, byPassword }: Props & { readonly byPassword: boolean }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.citizenTitle} lead={byPassword ? undefined : w.citizenLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, byPassword ? '/masuk/warga/sandi' : '/masuk/warga')}>
        <Next next={next} />
        <TextField lang={lang} form={form} name="email" label={w.email} type="email" autocomplete="email" hint={byPassword ? undefined : w.emailHint} />
        {byPassword && <TextField lang={lang} form={form} name="password" label={w.password} type="password" autocomplete="current-password" />}
        <Button icon={byPassword ? 'key' : 'mail'}>{byPassword ? w.signIn : w.sendCode}</Button>
        <p class="row">
          <a href={href(lang, byPassword ? '/masuk/warga' : '/masuk/warga/sandi')}>{byPassword ? w.codeInstead : w.passwordInstead}</a>
          <a href={href(lang, '/masuk')}>{w.staffInstead}</a>
        </p>
      </Form>
    </>
  );
}

export function CodePage({ lang, form, next, kind }: Props & { readonly kind: 'citizen' | 'second' }) {
  const w = words(lang);
  const citizen = kind === 'citizen';
  return (
    <>
      <PageHead title={citizen ? w.codeTitle : w.secondTitle} lead={citizen ? w.codeLead : w.secondLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, citizen ? '/masuk/warga/kode' : '/masuk/dua-langkah')}>
        <Next next={next} />
        <TextField
          lang={lang}
          form={form}
          name="code"
          label={citizen ? w.code : w.secondCode}
          autocomplete="one-time-code"
          inputmode={citizen ? 'numeric' : 'text'}
          width="medium"
        />
        <div class="button-row">
          <Button>{w.next}</Button>
          {citizen && <a href={href(lang, '/masuk/warga')}>{w.again}</a>}
        </div>
      </Form>
    </>
  );
}

export function RecoverPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.recoverTitle} />
      <Alert tone="info">{w.recoverLead}</Alert>
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/masuk/pulihkan')}>
        <TextField lang={lang} form={form} name="nip" label={w.nip} inputmode="numeric" autocomplete="username" width="medium" />
        <TextField lang={lang} form={form} name="code" label={w.resetCode} autocomplete="one-time-code" width="medium" />
        <TextField lang={lang} form={form} name="password" label={w.newPassword} hint={w.newPasswordHint} type="password" autocomplete="new-password" />
        <Button>{w.save}</Button>
      </Form>
    </>
  );
}
