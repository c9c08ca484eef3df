import { Checkbox, Choices, FileField, type FormState, said, TextArea, TextField } from '#platform/ui';
import { formatBytes, type Lang, langOf, textIn } from '#platform/words';
import type { FormField } from '../../model.ts';
import { words } from '../../words.ts';

export type ShownFile = {
  readonly id: string;
  readonly field: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly isPicture: boolean;
  readonly href: string | undefined;
};

type Props = { readonly lang: Lang; readonly form: FormState; readonly field: FormField; readonly files: readonly ShownFile[] };

const autocomplete = { nama: 'name', email: 'email', surel: 'email', telepon: 'tel', alamat: 'street-address', tanggal_lahir: 'bday' } as const;

const kinds: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPG', 'image/png': 'PNG' };

function kindsOf(field: FormField): string {
  return (field.accept ?? Object.keys(kinds)).map((type) => kinds[type] ?? type).join(', ');
}

/** One question of a service's form, by its type. */
export function QuestionField({ lang, form, field, files }: Props) {
  const common = {
    lang,
    form,
    name: field.key,
    label: said(field.label, lang),
    hint: field.hint && said(field.hint, lang),
    optional: !field.required,
  };
  const known = autocomplete[field.key as keyof typeof autocomplete];
  switch (field.type) {
    case 'textarea':
      return <TextArea {...common} maxLength={field.maxLength} />;
    case 'choice':
      return (
        <Choices
          {...common}
          options={(field.options ?? []).map((option) => ({ value: option.value, label: textIn(option.label, lang), lang: langOf(option.label, lang) }))}
        />
      );
    case 'declaration':
      return <Checkbox {...common} />;
    case 'file':
      return (
        <>
          <FileField {...common} hint={<FileHint lang={lang} field={field} />} accept={field.accept ?? []} many />
          <FileLines lang={lang} files={files.filter((file) => file.field === field.key)} />
        </>
      );
    case 'date':
      return <TextField {...common} type="date" width="short" autocomplete={known} />;
    case 'number':
      return <TextField {...common} inputmode="numeric" width="short" maxLength={field.maxLength} />;
    case 'nik':
      return <TextField {...common} inputmode="numeric" width="medium" maxLength={16} />;
    case 'email':
      return <TextField {...common} type="email" autocomplete="email" />;
    case 'phone':
      return <TextField {...common} type="tel" autocomplete="tel" width="medium" />;
    case 'text':
      return <TextField {...common} maxLength={field.maxLength} autocomplete={known} />;
  }
}

function FileHint({ lang, field }: Pick<Props, 'lang' | 'field'>) {
  return (
    <>
      {field.hint && said(field.hint, lang)} {words(lang).fileHint(kindsOf(field))}
    </>
  );
}

type Plain = { readonly lang: Lang; readonly form: FormState; readonly label: string };

export function TicketField({ lang, form, label }: Plain) {
  return <TextField lang={lang} form={form} name="ticket" label={label} hint="LYN-52-2026-0000123-4" width="medium" autocomplete="off" />;
}

export function CodeField({ lang, form, label, hint }: Plain & { readonly hint: string }) {
  return <TextField lang={lang} form={form} name="code" label={label} hint={hint} width="medium" autocomplete="off" />;
}

function FileLines({ lang, files }: { readonly lang: Lang; readonly files: readonly ShownFile[] }) {
  const w = words(lang);
  if (files.length === 0) return null;
  return (
    <ul class="link-list" aria-label={w.attached}>
      {files.map((file) => (
        <li key={file.id}>
          <div>
            {file.name} <span class="note">{formatBytes(file.size_bytes, lang)}</span>
          </div>
          <button class="button plain" type="submit" name="hapus" value={file.id}>
            {w.remove} <span class="visually-hidden">{file.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** For the summary on top: which question each sentence is about. */
export function namedErrors(form: FormState, fields: readonly FormField[], lang: Lang): FormState {
  const labels = new Map(fields.map((field) => [field.key, textIn(field.label, lang)]));
  const errors = Object.entries(form.errors).map(([key, sentence]) => [key, labels.has(key) ? `${labels.get(key)}: ${sentence}` : sentence] as const);
  return { ...form, errors: Object.fromEntries(errors) };
}
