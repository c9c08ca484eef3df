import { Button, Empty, ErrorSummary, Form, type FormState, LinkButton, LinkList, PageHead, said, Section } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { DraftContent } from '../../model.ts';
import { words } from '../words.ts';
import { SeenVersion } from './draft.tsx';

type View = {
  readonly lang: Lang;
  readonly draft: { readonly id: string; readonly version: number; readonly content: DraftContent };
  readonly form: FormState;
};

/** The questions of the pre-check in their order. */
export function PreCheckQuestionsPage({ lang, draft, form }: View) {
  const w = words(lang);
  const p = w.preCheck;
  const at = `/kelola/layanan/${draft.id}`;
  const questions = draft.content.preCheck?.questions ?? [];
  return (
    <>
      <PageHead title={w.parts.preCheck} lead={p.lead} back={{ href: href(lang, at), label: w.backToDraft }} />
      <ErrorSummary lang={lang} form={form} />
      <Section title={w.contents}>
        {questions.length === 0 ? (
          <Empty title={p.none}>{p.noneNote}</Empty>
        ) : (
          <LinkList
            rows={questions.map((one, place) => ({
              href: href(lang, `${at}/cek/${place + 1}`),
              title: one.question ? said(one.question, lang) : p.number(formatNumber(place + 1, lang)),
              note: (one.answers ?? []).map((answer) => `${answer.label?.id ?? ''}: ${answer.leads ? p.leadsOptions[answer.leads] : ''}`).join('; '),
              side: (
                <Form action={href(lang, `${at}/cek/${place + 1}/hapus`)} inline>
                  <SeenVersion draft={draft} />
                  <Button kind="plain">
                    {p.remove} <span class="visually-hidden">{p.number(formatNumber(place + 1, lang))}</span>
                  </Button>
                </Form>
              ),
            }))}
          />
        )}
        <p class="section">
          <LinkButton href={href(lang, `${at}/cek/${questions.length + 1}`)} icon="arrow-right">
            {p.add}
          </LinkButton>
        </p>
      </Section>
    </>
  );
}
