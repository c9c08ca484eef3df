import { formatInstant, type Zone } from '#platform/time';
import { Alert, Button, ErrorSummary, Form, type FormState, PageHead, said, Section, Split, Tag, TextArea, Timeline } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { type DraftContent, type DraftPart, draftParts, type DraftState, type DraftStepKind } from '../../model.ts';
import type { Difference } from '../difference.ts';
import { partOf } from '../draft-rules.ts';
import { words } from '../words.ts';
import { DifferenceList, placeName } from './difference-list.tsx';

export type ShownDraft = {
  readonly id: string;
  readonly state: DraftState;
  readonly content: DraftContent;
  readonly version: number;
  readonly published: { readonly slug: string; readonly version: number } | undefined;
};

type Step = {
  readonly kind: DraftStepKind;
  readonly parts: readonly string[];
  readonly note: string | null;
  readonly by: string | undefined;
  readonly happenedAt: Temporal.Instant;
};

type View = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly draft: ShownDraft;
  readonly steps: readonly Step[];
  readonly faults: readonly (readonly [place: string, text: string])[];
  /** To what is published now; of a draft in review. */
  readonly differences: readonly Difference[];
  readonly score: number;
  readonly mayPublish: boolean;
  readonly form: FormState;
};

/** Where each part is written, below the address of the draft; one without an address comes from a file. */
const addresses: Readonly<Partial<Record<DraftPart, string>>> = {
  basics: 'dasar',
  fee: 'biaya',
  standard: 'standar',
  preCheck: 'cek',
  form: 'formulir',
  workflow: 'alur',
  letter: 'surat',
};

/** The version that the page shows: who has an older one is told what changed meanwhile. */
export function SeenVersion({ draft }: { readonly draft: Pick<ShownDraft, 'version'> }) {
  return <input type="hidden" name="version" value={draft.version} />;
}

/** The table of contents of a draft: what is written, what is missing, and what comes next. */
export function DraftPage({ lang, zone, draft, steps, faults, differences, score, mayPublish, form }: View) {
  const w = words(lang);
  const { name } = draft.content;
  const returned = draft.state === 'draft' ? steps.findLast((step) => step.kind === 'returned') : undefined;
  return (
    <>
      <PageHead
        kicker={draft.published ? w.draftNext(formatNumber(draft.published.version + 1, lang)) : w.draftNew}
        title={name?.id ? said(name, lang) : w.unnamed}
        back={{ href: href(lang, '/kelola/layanan'), label: w.manage }}
      />
      <ErrorSummary lang={lang} form={form} />
      <Split aside={<History lang={lang} zone={zone} steps={steps} />}>
        <p>
          <Tag tone={draft.state === 'published' ? 'good' : draft.state === 'in-review' ? 'info' : 'quiet'}>{w.states[draft.state]}</Tag>
        </p>
        {returned?.note && (
          <Alert tone="warn" title={w.returnedNote}>
            <p>{returned.note}</p>
          </Alert>
        )}
        <Section title={w.contents} more={{ href: href(lang, `/kelola/layanan/${draft.id}/unduh`), label: w.exportFile }}>
          <Contents lang={lang} draft={draft} faults={faults} score={score} />
        </Section>
        {draft.state === 'draft' && <SendBox lang={lang} draft={draft} faults={faults} />}
        {draft.state === 'in-review' && (
          <Section title={draft.published ? w.changes(formatNumber(draft.published.version, lang)) : w.changesNew} id="perubahan">
            <DifferenceList lang={lang} differences={differences} />
          </Section>
        )}
        {draft.state === 'in-review' && <ReviewBox lang={lang} draft={draft} mayPublish={mayPublish} form={form} />}
        {(draft.state === 'draft' || draft.state === 'in-review') && <DiscardBox lang={lang} draft={draft} />}
      </Split>
    </>
  );
}

function Contents({ lang, draft, faults, score }: Pick<View, 'lang' | 'draft' | 'faults' | 'score'>) {
  const w = words(lang);
  return (
    <ol class="link-list">
      {draftParts.map((part) => {
        const missing = faults.filter(([place]) => partOf(place) === part).length;
        const address = addresses[part];
        const open = address !== undefined && draft.state === 'draft';
        return (
          <li key={part}>
            <div>
              {open ? <a href={href(lang, `/kelola/layanan/${draft.id}/${address}`)}>{w.parts[part]}</a> : w.parts[part]}
              {part === 'standard' && <div class="note">{w.standard.score(formatNumber(score, lang))}</div>}
            </div>
            <div class="side">{missing > 0 ? w.missing(formatNumber(missing, lang)) : w.complete}</div>
          </li>
        );
      })}
    </ol>
  );
}

function SendBox({ lang, draft, faults }: Pick<View, 'lang' | 'draft' | 'faults'>) {
  const w = words(lang);
  return (
    <Section title={w.check} id="kirim">
      {faults.length === 0 ? (
        <>
          <p>{w.checkNone}</p>
          <p class="note">{w.sendNote}</p>
          <Form action={href(lang, `/kelola/layanan/${draft.id}/kirim`)}>
            <SeenVersion draft={draft} />
            <Button icon="arrow-right">{w.send}</Button>
          </Form>
        </>
      ) : (
        <>
          <p>{w.checkLead}</p>
          <ul class="plain">
            {faults.map(([place, text]) => (
              <li key={place}>
                {placeName(lang, place)}: {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function ReviewBox({ lang, draft, mayPublish, form }: Pick<View, 'lang' | 'draft' | 'mayPublish' | 'form'>) {
  const w = words(lang);
  return (
    <Section title={w.review} id="periksa">
      <p>{mayPublish ? w.reviewLead : w.reviewOwn}</p>
      {mayPublish && (
        <Form action={href(lang, `/kelola/layanan/${draft.id}/terbitkan`)}>
          <SeenVersion draft={draft} />
          <Button icon="check">{w.publish}</Button>
        </Form>
      )}
      <Form action={href(lang, `/kelola/layanan/${draft.id}/kembalikan`)}>
        <SeenVersion draft={draft} />
        <TextArea lang={lang} form={form} name="note" label={w.note} rows={3} maxLength={2000} />
        <Button kind="plain">{w.sendBack}</Button>
      </Form>
    </Section>
  );
}

function DiscardBox({ lang, draft }: Pick<View, 'lang' | 'draft'>) {
  const w = words(lang);
  return (
    <details class="more section">
      <summary>{w.discard}</summary>
      <p class="note">{w.discardNote}</p>
      <Form action={href(lang, `/kelola/layanan/${draft.id}/buang`)}>
        <SeenVersion draft={draft} />
        <Button kind="danger">{w.discard}</Button>
      </Form>
    </details>
  );
}

function History({ lang, zone, steps }: Pick<View, 'lang' | 'zone' | 'steps'>) {
  const w = words(lang);
  return (
    <Section title={w.history} id="riwayat">
      <Timeline
        label={w.history}
        steps={steps.map(({ kind, note, by, happenedAt }, at) => ({
          title: w.steps[kind],
          when: w.by(by ?? w.theProduct, formatInstant(happenedAt, zone, lang, 'short')),
          note: note ?? undefined,
          state: at === steps.length - 1 ? ('now' as const) : ('done' as const),
        }))}
      />
    </Section>
  );
}
