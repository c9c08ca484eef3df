import { Facts, said } from '#platform/ui';
import { formatBytes, type Lang, textIn } from '#platform/words';
import type { Answers, FormDefinition, FormField } from '../../model.ts';
import { shownAnswer } from '../answers.ts';
import { countFiles, fill, rowsOf } from '../rules.ts';
import { words } from '../words.ts';
import type { ShownFile } from './form-fields.tsx';

type Props = {
  readonly lang: Lang;
  readonly form: FormDefinition;
  readonly fields: readonly FormField[];
  readonly answers: Answers;
  readonly files: readonly ShownFile[];
};

/** What was answered, question by question; what was not asked for is not there. */
export function AnswerFacts({ lang, form, fields, answers, files }: Props) {
  const { shown } = fill(form, answers, countFiles(files));
  return (
    <Facts
      facts={fields
        .filter((field) => shown.has(field.key))
        .map((field) => [
          said(field.label, lang),
          field.type === 'file' ? (
            <FileNames lang={lang} files={files.filter((file) => file.field === field.key)} />
          ) : field.type === 'group' ? (
            <RowFacts lang={lang} field={field} answers={answers} />
          ) : (
            shownAnswer(field, answers[field.key], lang) || '–'
          ),
        ])}
    />
  );
}

function RowFacts({ lang, field, answers }: Pick<Props, 'lang' | 'answers'> & { readonly field: FormField }) {
  const rows = rowsOf(answers[field.key]);
  if (rows.length === 0) return <>–</>;
  return (
    <ol class="row-facts">
      {rows.map((row, at) => (
        <li key={at} aria-label={words(lang).rowOf(textIn(field.label, lang), at + 1)}>
          {(field.fields ?? [])
            .filter((part) => row[part.key] !== undefined)
            .map((part) => (
              <div key={part.key}>
                <span class="note">{said(part.label, lang)}</span> {shownAnswer(part, row[part.key], lang) || '–'}
              </div>
            ))}
        </li>
      ))}
    </ol>
  );
}

function FileNames({ lang, files }: Pick<Props, 'lang' | 'files'>) {
  if (files.length === 0) return <>–</>;
  return (
    <>
      {files.map((file) => (
        <div key={file.id}>
          {file.href ? (
            <a href={file.href} target="_blank" rel="noopener">
              {file.name}
            </a>
          ) : (
            file.name
          )}{' '}
          <span class="note">{formatBytes(file.size_bytes, lang)}</span>
        </div>
      ))}
    </>
  );
}
