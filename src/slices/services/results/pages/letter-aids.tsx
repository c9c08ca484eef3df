import { Facts, LinkButton, said, Section } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { type DraftContent, letterKeys } from '../../model.ts';
import { houseFields } from '../rules.ts';
import { words } from '../words.ts';

type View = { readonly lang: Lang; readonly draft: { readonly id: string; readonly content: DraftContent } };

/** Beside the letters of a draft: how each will look, and the places that answers go to. */
export function LetterAids({ lang, draft }: View) {
  const w = words(lang).editor;
  const fields = draft.content.form?.steps.flatMap((step) => step.fields).filter((field) => field.type !== 'file' && field.type !== 'declaration') ?? [];
  return (
    <>
      <Section title={w.preview}>
        <p class="note">{w.previewNote}</p>
        <p class="button-row">
          {letterKeys.map((key) => (
            <LinkButton key={key} href={href(lang, `/kelola/layanan/${draft.id}/surat/${key}/pratinjau.pdf`)} icon="file-text">
              {w.previewOf(w.legends[key])}
            </LinkButton>
          ))}
        </p>
      </Section>
      <Section title={w.places}>
        <Facts facts={fields.map((field) => [<code key={field.key}>{`{${field.key}}`}</code>, said(field.label, lang)] as const)} />
        <p class="note">
          {w.placesHouse}:{' '}
          {houseFields.map((name) => (
            <>
              <code key={name}>{`{${name}}`}</code>{' '}
            </>
          ))}
        </p>
      </Section>
    </>
  );
}
