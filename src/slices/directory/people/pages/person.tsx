import { formatDate, type PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  PageHead,
  Panel,
  Section,
  Split,
  Table,
  Tag,
} from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { Capacity } from '../../model.ts';
import { roleName } from '../../role-words.ts';
import { words } from '../words.ts';

export type GrantLine = {
  readonly id: string;
  readonly role: string;
  readonly capacity: Capacity;
  readonly unit: string | undefined;
  readonly starts: PlainDate;
  readonly ends: PlainDate | null;
  readonly reason: string;
  readonly isOpen: boolean;
};

export type PostedLine = {
  readonly unitId: string;
  readonly unit: string;
  readonly position: string;
  readonly level: string;
  readonly golongan: string | null;
  readonly heads: boolean;
  readonly starts: PlainDate;
  readonly ends: PlainDate | null;
  readonly when: 'past' | 'now' | 'planned';
};

export type PersonView = {
  readonly lang: Lang;
  readonly id: string;
  readonly name: string;
  readonly nip: string;
  readonly status: string;
  readonly birthOn: PlainDate;
  readonly email: string | null;
  readonly education: string | null;
  readonly posts: readonly PostedLine[];
  readonly grants: readonly GrantLine[];
  readonly mayManage: boolean;
  readonly mayGrant: boolean;
  readonly form: FormState;
};

export function PersonPage(view: PersonView) {
  const { lang, posts } = view;
  const w = words(lang);
  const now = posts.find((post) => post.when === 'now');
  return (
    <>
      <PageHead title={view.name} lead={now ? `${now.position}, ${now.unit}` : w.notInOffice} back={{ href: href(lang, '/kelola/pegawai'), label: w.staff }} />
      <ErrorSummary lang={lang} form={view.form} />
      <Split aside={<Doings {...view} isInOffice={now !== undefined} />}>
        <Facts
          facts={[
            [w.nip, <span class="mono">{view.nip}</span>],
            [w.status, view.status],
            [w.birth, formatDate(view.birthOn, lang, 'short')],
            [w.email, view.email ?? w.emailNone],
            [w.education, view.education ?? '–'],
          ]}
        />
        <Section title={w.posts} id="jabatan">
          <Posts lang={lang} posts={posts} />
        </Section>
        <Section title={w.grants} id="kewenangan">
          <Grants {...view} />
        </Section>
      </Split>
    </>
  );
}

function Doings({ lang, id, mayManage, mayGrant, isInOffice }: PersonView & { readonly isInOffice: boolean }) {
  const w = words(lang);
  const at = (path: string) => href(lang, `/kelola/pegawai/${id}/${path}`);
  const rows = [
    ...(mayManage ? [{ href: at('pindah'), title: w.transfer, icon: 'arrow-right' as const }] : []),
    ...(mayManage ? [{ href: at('ubah'), title: w.edit, icon: 'edit' as const }] : []),
    ...(mayGrant && isInOffice ? [{ href: at('kewenangan'), title: w.give, icon: 'shield-check' as const }] : []),
    ...(mayGrant && isInOffice ? [{ href: at('atur-ulang'), title: w.reset, icon: 'key' as const }] : []),
    ...(mayManage && isInOffice ? [{ href: at('akhiri'), title: w.leave, icon: 'logout' as const }] : []),
  ];
  return rows.length > 0 ? <LinkList rows={rows} /> : null;
}

function Posts({ lang, posts }: { readonly lang: Lang; readonly posts: readonly PostedLine[] }) {
  const w = words(lang);
  const state = { past: null, now: <Tag tone="good">{w.current}</Tag>, planned: <Tag tone="info">{w.planned}</Tag> };
  return (
    <Table
      caption={w.posts}
      keyOf={(row) => row.starts.toString()}
      rows={posts}
      columns={[
        {
          head: w.position,
          cell: (row) => (
            <>
              {row.position} {state[row.when]} {row.heads && <Tag>{w.headOf}</Tag>}
              <small>{[row.level, row.golongan].filter(Boolean).join(', ')}</small>
            </>
          ),
        },
        { head: w.unit, cell: (row) => <a href={href(lang, `/kelola/unit-kerja/${row.unitId}`)}>{row.unit}</a> },
        { head: w.from, cell: (row) => formatDate(row.starts, lang, 'short') },
        { head: w.until, cell: (row) => (row.ends ? formatDate(row.ends, lang, 'short') : w.untilNow) },
      ]}
    />
  );
}

function Grants({ lang, id, grants, mayGrant }: PersonView) {
  const w = words(lang);
  if (grants.length === 0) return <Empty title={w.grantsNone} />;
  return (
    <Table
      caption={w.grants}
      keyOf={(row) => row.id}
      rows={grants}
      columns={[
        {
          head: w.role,
          cell: (row) => (
            <>
              {roleName(lang, row.role, row.capacity)} {!row.isOpen && <Tag>{w.past}</Tag>}
              <small>{row.reason}</small>
            </>
          ),
        },
        { head: w.reach, cell: (row) => row.unit ?? w.wholeAgency },
        { head: w.starts, cell: (row) => formatDate(row.starts, lang, 'short') },
        { head: w.ends, cell: (row) => (row.ends ? formatDate(row.ends, lang, 'short') : w.forever) },
        {
          head: w.end,
          cell: (row) =>
            mayGrant && row.isOpen ? (
              <Form action={href(lang, `/kelola/pegawai/${id}/kewenangan/${row.id}/akhiri`)} inline>
                <Button kind="plain">
                  {w.end}
                  <span class="visually-hidden">: {roleName(lang, row.role, row.capacity)}</span>
                </Button>
              </Form>
            ) : (
              ''
            ),
        },
      ]}
    />
  );
}

export type Back = { readonly href: string; readonly label: string };

export function ResetPage({ lang, back, action, form }: { readonly lang: Lang; readonly back: Back; readonly action: string; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.reset} kicker={back.label} lead={w.resetLead} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <p>{w.resetCheck}</p>
      <div class="button-row section">
        <Form action={action} inline>
          <Button icon="key">{w.resetDo}</Button>
        </Form>
        <LinkButton href={back.href}>{w.cancel}</LinkButton>
      </div>
    </>
  );
}

type CodeProps = { readonly lang: Lang; readonly name: string; readonly code: string; readonly address: string; readonly back: Back };

export function ResetCodePage({ lang, name, code, address, back }: CodeProps) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={name} title={w.resetCode} back={back} />
      <Alert tone="warn">{w.resetOnce}</Alert>
      <Panel tone="lifted">
        <p class="code">{code}</p>
        <p class="note">{w.resetHow(address)}</p>
      </Panel>
    </>
  );
}
