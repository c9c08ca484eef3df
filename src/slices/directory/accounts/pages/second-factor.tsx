import { QrCode } from '#platform/charts';
import { Alert, Button, ErrorSummary, Form, type FormState, LinkButton, PageHead, Panel, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

type SetUp = { readonly lang: Lang; readonly form: FormState; readonly uri: string; readonly typed: string };

export function SecondFactorSetUp({ lang, form, uri, typed }: SetUp) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.setUpTitle} lead={w.setUpLead} back={{ href: href(lang, '/akun'), label: w.account }} />
      <ErrorSummary lang={lang} form={form} />
      <ol class="steps">
        <li>
          <h2>{w.setUpScan}</h2>
          <QrCode text={uri} label={w.setUpTitle} />
          <p class="note">
            {w.typedSecret}: <span class="mono">{typed}</span>
          </p>
        </li>
        <li>
          <h2>{w.setUpType}</h2>
          <Form action={href(lang, '/akun/dua-langkah')}>
            <TextField lang={lang} form={form} name="code" label={w.sixDigits} inputmode="numeric" autocomplete="one-time-code" width="short" />
            <Button icon="shield-check">{w.confirm}</Button>
          </Form>
        </li>
      </ol>
    </>
  );
}

export function RecoveryCodes({ lang, codes }: { readonly lang: Lang; readonly codes: readonly string[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.codesTitle} lead={w.codesLead} />
      <Alert tone="warn">{w.codesOnce}</Alert>
      <Panel tone="lifted">
        <ol class="codes">
          {codes.map((code) => (
            <li key={code} class="mono">
              {code}
            </li>
          ))}
        </ol>
      </Panel>
      <p class="section">
        <LinkButton kind="primary" href={href(lang, '/akun')}>
          {w.codesDone}
        </LinkButton>
      </p>
    </>
  );
}
