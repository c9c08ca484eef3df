import { Alert, Button, ErrorSummary, Form, type FormState, PageHead, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

export function AskResetPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <div class="door">
      <PageHead title={w.recoverTitle} lead={w.recoverLead} back={{ href: href(lang, '/masuk'), label: w.signIn }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/masuk/pulihkan')}>
        <TextField lang={lang} form={form} name="username" label={w.username} autocomplete="username" />
        <div class="button-row">
          <Button icon="mail">{w.sendReset}</Button>
          <a href={href(lang, '/masuk/pulihkan/kode')}>{w.haveCode}</a>
        </div>
      </Form>
      <Alert tone="info" title={w.noMailTitle}>
        <p>{w.noMail}</p>
      </Alert>
    </div>
  );
}

export function RecoverPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <div class="door">
      <PageHead title={w.newPasswordTitle} lead={w.newPasswordLead} back={{ href: href(lang, '/masuk/pulihkan'), label: w.recoverTitle }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/masuk/pulihkan/kode')}>
        <TextField lang={lang} form={form} name="code" label={w.resetCode} hint={w.resetCodeHint} autocomplete="one-time-code" />
        <TextField lang={lang} form={form} name="password" label={w.newPassword} hint={w.newPasswordHint} type="password" autocomplete="new-password" />
        <Button>{w.save}</Button>
      </Form>
    </div>
  );
}
