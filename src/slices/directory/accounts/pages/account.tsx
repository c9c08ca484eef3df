import { QrCode } from '#platform/charts';
import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Alert, Button, Empty, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, Section, Table, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

export type AccountView = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly kind: 'staff' | 'citizen';
  readonly name: string;
  readonly detail: string;
  readonly sessions: readonly { readonly id: string; readonly device: string; readonly madeAt: Instant; readonly seenAt: Instant; readonly current: boolean }[];
  readonly secondFactor: { readonly on: boolean; readonly codesLeft: number } | undefined;
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly looks: readonly { readonly name: string | null; readonly unit: string | null; readonly looked_at: Instant }[];
  readonly form: FormState;
};

export function AccountPage(view: AccountView) {
  const w = words(view.lang);
  return (
    <>
      <PageHead title={w.account}>
        <Form action={href(view.lang, '/keluar')} inline>
          <Button kind="plain" icon="logout">
            {w.signOut}
          </Button>
        </Form>
      </PageHead>
      <ErrorSummary lang={view.lang} form={view.form} />
      {view.mustChange && <Alert tone="warn">{w.mustChange}</Alert>}
      <Facts
        facts={[
          [w.profile, view.name],
          [view.kind === 'staff' ? w.unit : w.email, view.detail],
        ]}
      />
      {view.secondFactor && <SecondFactor {...view} secondFactor={view.secondFactor} />}
      <Password {...view} />
      <Sessions {...view} />
      <Looks {...view} />
    </>
  );
}

function SecondFactor({ lang, form, secondFactor }: AccountView & { readonly secondFactor: NonNullable<AccountView['secondFactor']> }) {
  const w = words(lang);
  return (
    <Section title={w.secondFactor} id="dua-langkah">
      <p>{secondFactor.on ? w.secondOn(secondFactor.codesLeft) : w.secondOff}</p>
      {secondFactor.on ? (
        <Form action={href(lang, '/akun/dua-langkah/batal')}>
          <TextField lang={lang} form={form} name="password" label={w.oldPassword} type="password" autocomplete="current-password" width="medium" />
          <Button kind="danger">{w.turnOff}</Button>
        </Form>
      ) : (
        <p>
          <LinkButton href={href(lang, '/akun/dua-langkah')} icon="shield-check">
            {w.turnOn}
          </LinkButton>
        </p>
      )}
    </Section>
  );
}

function Password({ lang, form, kind, hasPassword }: AccountView) {
  const w = words(lang);
  const asksOld = kind === 'staff';
  return (
    <Section title={hasPassword || asksOld ? w.changePassword : w.setPassword} id="sandi">
      {!asksOld && <p class="note">{w.setPasswordHint}</p>}
      <Form action={href(lang, '/akun/sandi')}>
        {asksOld && <TextField lang={lang} form={form} name="old" label={w.oldPassword} type="password" autocomplete="current-password" width="medium" />}
        <TextField
          lang={lang}
          form={form}
          name="password_new"
          label={w.newPassword}
          hint={w.newPasswordHint}
          type="password"
          autocomplete="new-password"
          width="medium"
        />
        <Button>{w.save}</Button>
      </Form>
    </Section>
  );
}

function Sessions({ lang, zone, sessions }: AccountView) {
  const w = words(lang);
  return (
    <Section title={w.sessions} id="sesi">
      <Table
        caption={w.sessionsCaption}
        keyOf={(row) => row.id}
        rows={sessions}
        columns={[
          { head: w.device, cell: (row) => (row.current ? `${row.device} (${w.thisDevice})` : row.device) },
          { head: w.since, cell: (row) => formatInstant(row.madeAt, zone, lang, 'short') },
          { head: w.seen, cell: (row) => formatInstant(row.seenAt, zone, lang, 'short') },
          {
            head: w.endSession,
            cell: (row) => (
              <Form action={href(lang, `/akun/sesi/${row.id}/akhiri`)} inline>
                <Button kind="plain">{w.endSession}</Button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Looks({ lang, zone, looks }: AccountView) {
  const w = words(lang);
  return (
    <Section title={w.looked} id="dilihat">
      {looks.length === 0 ? (
        <Empty title={w.lookedNone} />
      ) : (
        <Table
          caption={w.lookedCaption}
          keyOf={(row) => `${row.looked_at.toString()} ${row.name ?? ''}`}
          rows={looks}
          columns={[
            { head: w.who, cell: (row) => row.name ?? w.system },
            { head: w.unit, cell: (row) => row.unit ?? '' },
            { head: w.when, cell: (row) => formatInstant(row.looked_at, zone, lang, 'short') },
          ]}
        />
      )}
    </Section>
  );
}

export function SecondFactorSetUp({ lang, form, uri, typed }: { readonly lang: Lang; readonly form: FormState; readonly uri: string; readonly typed: string }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.setUpTitle} lead={w.setUpLead} back={{ href: href(lang, '/akun'), label: w.account }} />
      <ErrorSummary lang={lang} form={form} />
      <QrCode text={uri} label={w.setUpTitle} />
      <p>
        {w.typedSecret}: <span class="mono">{typed}</span>
      </p>
      <Form action={href(lang, '/akun/dua-langkah')}>
        <TextField lang={lang} form={form} name="code" label={w.secondCode} inputmode="numeric" autocomplete="one-time-code" width="short" />
        <Button>{w.confirm}</Button>
      </Form>
    </>
  );
}

export function RecoveryCodes({ lang, codes }: { readonly lang: Lang; readonly codes: readonly string[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.codesTitle} lead={w.codesLead} />
      <ol class="plain code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p>
        <LinkButton kind="primary" href={href(lang, '/akun')}>
          {w.codesDone}
        </LinkButton>
      </p>
    </>
  );
}
