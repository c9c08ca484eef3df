import { Button, Choices, ErrorSummary, Form, type FormState, PageHead, TextField } from '#platform/ui';
import { href, type Lang, langOf, type Text, textIn } from '#platform/words';
import { priorityGrounds } from '../../model.ts';
import { words } from '../words.ts';

export type NumberChoice = { readonly id: string; readonly name: Text };

type FieldsView = { readonly lang: Lang; readonly form: FormState; readonly services: readonly NumberChoice[]; readonly formKey: string };

/** What a number is for: at the kiosk, and at the counter for who cannot use it. */
export function NumberFields({ lang, form, services, formKey }: FieldsView) {
  const w = words(lang);
  return (
    <>
      <input type="hidden" name="key" value={formKey} />
      <Choices
        lang={lang}
        form={form}
        name="service"
        label={w.service}
        options={[
          ...services.map(({ id, name }) => ({ value: id, label: textIn(name, lang), lang: langOf(name, lang) })),
          { value: 'informasi', label: w.information },
        ]}
      />
      <Choices
        lang={lang}
        form={form}
        name="ground"
        label={w.ahead}
        options={[{ value: '', label: w.aheadNo }, ...priorityGrounds.map((value) => ({ value, label: w.grounds[value] }))]}
      />
      <TextField lang={lang} form={form} name="ticket" label={w.about} hint="LYN-52-2026-0000123-4" width="medium" autocomplete="off" optional />
    </>
  );
}

type KioskView = FieldsView & { readonly unit: { readonly slug: string; readonly name: string } };

export function KioskPage({ unit, ...fields }: KioskView) {
  const { lang, form } = fields;
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead kicker={unit.name} title={w.kiosk} lead={w.kioskLead} />
      <Form action={href(lang, `/loket/${unit.slug}/kios`)}>
        <NumberFields {...fields} />
        <Button icon="printer">{w.take}</Button>
      </Form>
    </>
  );
}
