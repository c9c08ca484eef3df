import { Button, ErrorSummary, FileField, Form, type FormState, type Option, PageHead, Section, Select, TextArea, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { optionKeys } from '../../model.ts';
import { words } from '../../words.ts';

type View = { readonly lang: Lang; readonly competencies: readonly Option[]; readonly form: FormState };

export function NewItemPage({ lang, competencies, form }: View) {
  const w = words(lang);
  const levels = [1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: w.levelRow(String(level)) }));
  return (
    <>
      <PageHead title={w.newItem} back={{ href: href(lang, '/kelola/soal'), label: w.bank }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/kelola/soal/baru')}>
        <TextField lang={lang} form={form} name="code" label={w.code} hint={w.codeHint} width="medium" maxLength={30} />
        <Select lang={lang} form={form} name="competency" label={w.competency} options={competencies} />
        <Select lang={lang} form={form} name="level" label={w.level} options={levels} />
        <TextArea lang={lang} form={form} name="stem" label={w.stem} rows={4} maxLength={1000} />
        <TextArea lang={lang} form={form} name="options" label={w.options} hint={w.optionsHint} rows={5} maxLength={2000} />
        <Select lang={lang} form={form} name="answer" label={w.key} options={optionKeys.map((key) => ({ value: key, label: key }))} />
        <TextArea lang={lang} form={form} name="rationale" label={w.rationale} rows={3} maxLength={1000} />
        <Button icon="check">{w.addItem}</Button>
      </Form>
      <Section title={w.importTitle} id="impor">
        <Form action={href(lang, '/kelola/soal/impor')} files>
          <p class="note">{w.importLead}</p>
          <FileField lang={lang} form={form} name="file" label={w.importFile} accept={['application/json', '.json']} />
          <Button icon="upload">{w.import}</Button>
        </Form>
      </Section>
    </>
  );
}
