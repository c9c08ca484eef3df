import { Button, ErrorSummary, Form, type FormState, Icon, LinkButton, PageHead, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

type Props = { readonly lang: Lang; readonly form: FormState; readonly next: string };

function Next({ next }: { readonly next: string }) {
  return next ? <input type="hidden" name="lanjut" value={next} /> : null;
}

const onward = (next: string) => (next ? `?lanjut=${encodeURIComponent(next)}` : '');

/** The other door, said plainly: most who err here are citizens at the staff's door, or the other way round. */
function OtherDoor({ lang, next, staff }: { readonly lang: Lang; readonly next: string; readonly staff: boolean }) {
  const w = words(lang);
  return (
    <p class="other-door">
      <Icon name={staff ? 'building' : 'user'} />
      <a href={href(lang, staff ? '/masuk' : '/masuk/warga') + onward(next)}>{staff ? w.staffInstead : w.citizenInstead}</a>
    </p>
  );
}

export function StaffSignIn({ lang, form, next, oidcName }: Props & { readonly oidcName: string | undefined }) {
  const w = words(lang);
  return (
    <div class="door">
      <PageHead title={w.staffTitle} lead={w.staffLead} />
      <ErrorSummary lang={lang} form={form} />
      {oidcName && (
        <div class="stack">
          <LinkButton kind="primary" href={`${href(lang, '/masuk/oidc')}${onward(next)}`} icon="shield-check">
            {w.oidc(oidcName)}
          </LinkButton>
          <p class="or">{w.orPassword}</p>
        </div>
      )}
      <Form action={href(lang, '/masuk')}>
        <Next next={next} />
        <TextField lang={lang} form={form} name="username" label={w.username} autocomplete="username" />
        <TextField lang={lang} form={form} name="password" label={w.password} type="password" autocomplete="current-password" />
        <div class="button-row">
          <Button kind={oidcName ? 'plain' : 'primary'} icon="key">
            {w.signIn}
          </Button>
          <a href={href(lang, '/masuk/pulihkan')}>{w.forgot}</a>
        </div>
      </Form>
      <OtherDoor lang={lang} next={next} staff={false} />
    </div>
  );
}

export function CitizenSignIn({ lang, form, next, byPassword }: Props & { readonly byPassword: boolean }) {
  const w = words(lang);
  return (
    <div class="door">
      <PageHead title={w.citizenTitle} lead={byPassword ? w.citizenPasswordLead : w.citizenLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, byPassword ? '/masuk/warga/sandi' : '/masuk/warga')}>
        <Next next={next} />
        <TextField lang={lang} form={form} name="email" label={w.email} type="email" autocomplete="email" hint={byPassword ? undefined : w.emailHint} />
        {byPassword && <TextField lang={lang} form={form} name="password" label={w.password} type="password" autocomplete="current-password" />}
        <div class="button-row">
          <Button icon={byPassword ? 'key' : 'mail'}>{byPassword ? w.signIn : w.sendCode}</Button>
          <a href={href(lang, byPassword ? '/masuk/warga' : '/masuk/warga/sandi') + onward(next)}>{byPassword ? w.codeInstead : w.passwordInstead}</a>
        </div>
      </Form>
      <OtherDoor lang={lang} next={next} staff />
    </div>
  );
}

export function CodePage({ lang, form, next, kind }: Props & { readonly kind: 'citizen' | 'second' }) {
  const w = words(lang);
  const citizen = kind === 'citizen';
  return (
    <div class="door">
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
          <a href={href(lang, citizen ? '/masuk/warga' : '/masuk') + onward(next)}>{citizen ? w.again : w.fromTheStart}</a>
        </div>
      </Form>
      {!citizen && <p class="note">{w.secondLost}</p>}
    </div>
  );
}
