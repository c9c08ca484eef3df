import { formatDate, formatInstant, type Instant, type PlainDate, type Zone } from '#platform/time';
import { Button, Empty, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, Section, Table, Tag, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { Capacity } from '../../model.ts';
import { roleName } from '../../role-words.ts';
import { words } from '../words.ts';

type Profile =
  | { readonly kind: 'staff'; readonly name: string; readonly nip: string; readonly position: string; readonly email: string | null }
  | { readonly kind: 'citizen'; readonly name: string; readonly phone: string; readonly email: string | null };

/** Who looked, as what, at what and why. */
export type LookLine = {
  readonly id: string;
  readonly who: string;
  readonly role: string;
  readonly what: string;
  readonly why: string;
  readonly when: string;
};

export type AccountView = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly profile: Profile;
  readonly sessions: readonly { readonly id: string; readonly device: string; readonly madeAt: Instant; readonly seenAt: Instant; readonly current: boolean }[];
  readonly secondFactor: { readonly on: boolean; readonly codesLeft: number } | undefined;
  readonly hasPassword: boolean;
  readonly grants: readonly {
    readonly id: string;
    readonly role: string;
    readonly capacity: Capacity;
    readonly unit: string | undefined;
    readonly starts_on: PlainDate;
    readonly ends_on: PlainDate | null;
  }[];
  readonly looks: readonly LookLine[];
  readonly form: FormState;
};

/** Values of a refused form belong to it alone: two forms here ask for a code and two for a password. */
function part(form: FormState, names: readonly string[], values: FormState['values'] = {}): FormState {
  const has = names.some((name) => form.errors[name] !== undefined);
  return has ? { values: { ...values, ...form.values }, errors: form.errors } : { values, errors: {} };
}

export function AccountPage(view: AccountView) {
  const w = words(view.lang);
  return (
    <>
      <PageHead title={w.account} lead={view.profile.name}>
        <Form action={href(view.lang, '/keluar')} inline>
          <Button kind="plain" icon="logout">
            {w.signOut}
          </Button>
        </Form>
      </PageHead>
      <ErrorSummary lang={view.lang} form={view.form} />
      <div class="account">
        <OwnData {...view} />
        <Email {...view} />
        {view.grants.length > 0 && <Grants {...view} />}
        <Password {...view} />
        {view.secondFactor && <SecondFactor {...view} secondFactor={view.secondFactor} />}
        <Sessions {...view} />
        <Looks {...view} />
      </div>
    </>
  );
}

function OwnData({ lang, profile, form }: AccountView) {
  const w = words(lang);
  if (profile.kind === 'staff') {
    return (
      <Section title={w.profile} id="data">
        <Facts
          facts={[
            [w.name, profile.name],
            [w.nip, <span class="mono">{profile.nip}</span>],
            [w.position, profile.position],
          ]}
        />
        <p class="note">{w.profileFrom}</p>
      </Section>
    );
  }
  const own = part(form, ['name', 'phone'], { name: profile.name, phone: profile.phone });
  return (
    <Section title={w.profile} id="data">
      <Form action={href(lang, '/akun/data')}>
        <TextField lang={lang} form={own} name="name" label={w.citizenName} autocomplete="name" maxLength={150} />
        <TextField lang={lang} form={own} name="phone" label={w.phone} type="tel" autocomplete="tel" width="medium" optional />
        <Button kind="plain">{w.save}</Button>
      </Form>
    </Section>
  );
}

function Email({ lang, profile, hasPassword, form }: AccountView) {
  const w = words(lang);
  const own = part(form, ['email', 'password']);
  return (
    <Section title={w.email} id="surel">
      <p>{profile.email ?? <Tag tone="warn">{w.emailNone}</Tag>}</p>
      <p class="note">{profile.kind === 'staff' ? w.emailStaffNote : w.emailCitizenNote}</p>
      <Form action={href(lang, '/akun/surel')}>
        <TextField lang={lang} form={own} name="email" label={w.emailNew} type="email" autocomplete="email" width="medium" />
        {hasPassword && (
          <TextField lang={lang} form={own} name="password" label={w.oldPassword} type="password" autocomplete="current-password" width="medium" />
        )}
        <Button kind="plain" icon="mail">
          {w.sendCode}
        </Button>
      </Form>
    </Section>
  );
}

export function EmailCodePage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <div class="door">
      <PageHead title={w.emailCodeTitle} lead={w.emailCodeLead} back={{ href: href(lang, '/akun'), label: w.account }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/akun/surel/kode')}>
        <TextField lang={lang} form={form} name="code" label={w.code} inputmode="numeric" autocomplete="one-time-code" width="medium" />
        <Button>{w.save}</Button>
      </Form>
    </div>
  );
}

function Grants({ lang, grants }: AccountView) {
  const w = words(lang);
  return (
    <Section title={w.grants} id="kewenangan">
      <Table
        caption={w.grants}
        keyOf={(row) => row.id}
        rows={grants}
        columns={[
          { head: w.role, cell: (row) => roleName(lang, row.role, row.capacity) },
          { head: w.unit, cell: (row) => row.unit ?? w.whereDue },
          { head: w.starts, cell: (row) => formatDate(row.starts_on, lang, 'short') },
          { head: w.ends, cell: (row) => (row.ends_on ? formatDate(row.ends_on, lang, 'short') : w.forever) },
        ]}
      />
    </Section>
  );
}

function Password({ lang, form, profile, hasPassword }: AccountView) {
  const w = words(lang);
  const asksOld = profile.kind === 'staff';
  const own = part(form, ['old', 'password_new']);
  if (asksOld && !hasPassword) {
    return (
      <Section title={w.setPassword} id="sandi">
        <p class="note">{w.passwordByReset}</p>
      </Section>
    );
  }
  return (
    <Section title={hasPassword ? w.changePassword : w.setPassword} id="sandi">
      {!asksOld && <p class="note">{w.setPasswordHint}</p>}
      <Form action={href(lang, '/akun/sandi')}>
        {asksOld && <TextField lang={lang} form={own} name="old" label={w.oldPassword} type="password" autocomplete="current-password" width="medium" />}
        <TextField
          lang={lang}
          form={own}
          name="password_new"
          label={w.newPassword}
          hint={w.newPasswordHint}
          type="password"
          autocomplete="new-password"
          width="medium"
        />
        <Button kind="plain">{w.save}</Button>
      </Form>
    </Section>
  );
}

function SecondFactor({ lang, form, secondFactor }: AccountView & { readonly secondFactor: NonNullable<AccountView['secondFactor']> }) {
  const w = words(lang);
  if (!secondFactor.on) {
    return (
      <Section title={w.secondFactor} id="dua-langkah">
        <p>{w.secondOff}</p>
        <p>
          <LinkButton href={href(lang, '/akun/dua-langkah')} icon="shield-check">
            {w.turnOn}
          </LinkButton>
        </p>
      </Section>
    );
  }
  return (
    <Section title={w.secondFactor} id="dua-langkah">
      <p>
        <Tag tone="good" icon="check">
          {w.active}
        </Tag>{' '}
        {w.codesLeft(secondFactor.codesLeft)}
      </p>
      <p class="note">{w.secondChange}</p>
      <form class="form" action={href(lang, '/akun/dua-langkah/kode')} method="post" noValidate>
        <TextField lang={lang} form={part(form, ['code'])} name="code" label={w.secondCode} inputmode="text" autocomplete="one-time-code" width="medium" />
        <div class="button-row">
          <Button kind="plain">{w.newCodes}</Button>
          <button class="button danger" type="submit" formAction={href(lang, '/akun/dua-langkah/batal')}>
            {w.turnOff}
          </button>
        </div>
      </form>
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
          {
            head: w.device,
            cell: (row) => (
              <>
                {row.device || w.deviceUnknown} {row.current && <Tag tone="info">{w.thisDevice}</Tag>}
              </>
            ),
          },
          { head: w.since, cell: (row) => formatInstant(row.madeAt, zone, lang, 'short') },
          { head: w.seen, cell: (row) => formatInstant(row.seenAt, zone, lang, 'short') },
          {
            head: w.endSession,
            cell: (row) => (
              <Form action={href(lang, `/akun/sesi/${row.id}/akhiri`)} inline>
                <Button kind="plain">{row.current ? w.signOut : w.endSession}</Button>
              </Form>
            ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <div class="section-foot">
          <Form action={href(lang, '/akun/sesi/lainnya/akhiri')} inline>
            <Button kind="danger" icon="logout">
              {w.endOthers}
            </Button>
          </Form>
        </div>
      )}
    </Section>
  );
}

function Looks({ lang, looks }: AccountView) {
  const w = words(lang);
  return (
    <Section title={w.looked} id="dilihat">
      {looks.length === 0 ? (
        <Empty title={w.lookedNone} />
      ) : (
        <Table
          caption={w.lookedCaption}
          keyOf={(row) => row.id}
          rows={looks}
          columns={[
            { head: w.who, cell: (row) => row.who },
            { head: w.roleAndUnit, cell: (row) => row.role },
            { head: w.what, cell: (row) => row.what },
            { head: w.why, cell: (row) => row.why },
            { head: w.when, cell: (row) => row.when },
          ]}
        />
      )}
      <p class="note">{w.lookedKept}</p>
      {looks.length > 0 && (
        <LinkButton href={href(lang, '/akun/dilihat.csv')} icon="download">
          {w.lookedAll}
        </LinkButton>
      )}
    </Section>
  );
}
