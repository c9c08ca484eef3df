import { Button, Empty, ErrorSummary, Form, type FormState, LinkButton, LinkList, type LinkRow, PageHead, said, Section, Tag, TextField } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { ApplicationId, ApplicationState } from '../../model.ts';
import { words } from '../../words.ts';
import { stateTones } from './case.tsx';

type Plain = { readonly lang: Lang; readonly form: FormState; readonly label: string };

function TicketField({ lang, form, label }: Plain) {
  return <TextField lang={lang} form={form} name="ticket" label={label} hint="LYN-52-2026-0000123-4" width="medium" autocomplete="off" />;
}

function CodeField({ lang, form, label, hint }: Plain & { readonly hint: string }) {
  return <TextField lang={lang} form={form} name="code" label={label} hint={hint} width="medium" autocomplete="off" />;
}

export function TrackPage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.track} lead={w.trackLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/lacak')}>
        <TicketField lang={lang} form={form} label={w.ticket} />
        <CodeField lang={lang} form={form} label={w.code} hint={w.codeHint} />
        <Button icon="search">{w.trackSubmit}</Button>
      </Form>
      <p class="section note">
        {w.draftInstead} <a href={href(lang, '/permohonan/lanjut')}>{w.resume}</a>
      </p>
    </>
  );
}

export function ResumePage({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.resume} lead={w.resumeLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/permohonan/lanjut')}>
        <CodeField lang={lang} form={form} label={w.draftCode} hint={w.draftCodeHint} />
        <Button icon="arrow-right">{w.resumeSubmit}</Button>
      </Form>
    </>
  );
}

export type MineRow = {
  readonly id: ApplicationId;
  readonly name: Text;
  readonly state: ApplicationState;
  readonly ticket: string | null;
  /** Saved, sent, promised or decided on, by state. */
  readonly on: string;
};

type Turn = 'yours' | 'ours' | 'done';

/** Who has the next step. */
const turns: Readonly<Record<ApplicationState, Turn>> = {
  draft: 'yours',
  returned: 'yours',
  submitted: 'ours',
  'in-review': 'ours',
  granted: 'done',
  refused: 'done',
  withdrawn: 'done',
};

export function MyApplications({ lang, rows }: { readonly lang: Lang; readonly rows: readonly MineRow[] }) {
  const w = words(lang);
  const shown = (['yours', 'ours', 'done'] as const)
    .map((turn) => ({ turn, rows: rows.filter((row) => turns[row.state] === turn) }))
    .filter((group) => group.rows.length > 0);
  return (
    <>
      <PageHead title={w.mine}>
        <LinkButton href={href(lang, '/layanan')} icon="plus">
          {w.apply}
        </LinkButton>
      </PageHead>
      {rows.length === 0 && (
        <Empty title={w.mineNone}>
          <p>
            <a href={href(lang, '/layanan')}>{w.mineNoneHint}</a>
          </p>
        </Empty>
      )}
      {shown.map((group) => (
        <Section key={group.turn} title={w.turns[group.turn]}>
          <LinkList rows={group.rows.map((row) => mineRow(lang, row))} />
        </Section>
      ))}
      <p class="section note">
        {w.elsewhere} <a href={href(lang, '/lacak')}>{w.track}</a> · <a href={href(lang, '/permohonan/lanjut')}>{w.resume}</a>
      </p>
    </>
  );
}

function mineRow(lang: Lang, row: MineRow): LinkRow {
  const w = words(lang);
  const isDraft = row.state === 'draft';
  return {
    href: href(lang, isDraft ? `/permohonan/${row.id}/langkah/1` : `/permohonan/${row.id}`),
    title: said(row.name, lang),
    note: [isDraft ? w.continueDraft : row.ticket, w.dayOf[row.state](row.on)].join('. '),
    side: <Tag tone={stateTones[row.state]}>{w.states[row.state]}</Tag>,
  };
}
