import { Button, Empty, ErrorSummary, Form, type FormState, LinkButton, LinkList, PageHead, Tag } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { ApplicationId, ApplicationState } from '../../model.ts';
import { inLang } from '../../standards/rules.ts';
import { words } from '../../words.ts';
import { CodeField, TicketField } from './form-fields.tsx';
import { stateTones } from './case.tsx';

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
  readonly when: string;
};

export function MyApplications({ lang, rows }: { readonly lang: Lang; readonly rows: readonly MineRow[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.mine}>
        <LinkButton href={href(lang, '/layanan')} icon="plus">
          {w.apply}
        </LinkButton>
      </PageHead>
      {rows.length === 0 ? (
        <Empty title={w.mineNone}>
          <p>
            <a href={href(lang, '/layanan')}>{w.mineNoneHint}</a>
          </p>
        </Empty>
      ) : (
        <LinkList
          rows={rows.map((row) => ({
            href: href(lang, row.state === 'draft' ? `/permohonan/${row.id}/langkah/1` : `/permohonan/${row.id}`),
            title: inLang(row.name, lang),
            note: row.ticket ?? w.continueDraft,
            side: (
              <>
                <Tag tone={stateTones[row.state]}>{w.states[row.state]}</Tag>
                <br />
                {row.when}
              </>
            ),
          }))}
        />
      )}
      <p class="section note">
        {w.elsewhere} <a href={href(lang, '/lacak')}>{w.track}</a> · <a href={href(lang, '/permohonan/lanjut')}>{w.resume}</a>
      </p>
    </>
  );
}
