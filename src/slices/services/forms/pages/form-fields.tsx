import { Checkbox, Choices, FileField, type FormState, Icon, said, TextArea, TextField } from '#platform/ui';
import { formatBytes, formatNumber, type Lang, langOf, textIn } from '#platform/words';
import { type FormDefinition, type FormField, maxFilesOfField } from '../../model.ts';
import { choicesFor } from '../regions.ts';
import { fieldsOf, isReopened, maxRows, rowPath } from '../rules.ts';
import { words } from '../words.ts';

export type ShownFile = {
  readonly id: string;
  readonly field: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly isPicture: boolean;
  readonly href: string | undefined;
};

/** A page of questions: what was typed, what is asked for, and which values were computed. */
type PageProps = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly files: readonly ShownFile[];
  /** Paths of the fields that are asked for. */
  readonly shown: ReadonlySet<string>;
};

/** The questions of a page; one that an answer on the same page can call up waits in a template, where it asks nothing. */
export function Questions({ fields, ...props }: PageProps & { readonly fields: readonly FormField[] }) {
  return (
    <>
      {fields.map((field) => (
        <Asked key={field.key} {...props} field={field} path={field.key} siblings={fields} />
      ))}
    </>
  );
}

/** Only what is open for correction: whole fields, and rows of groups. */
export function ReopenedQuestions({ definition, open, ...props }: PageProps & { readonly definition: FormDefinition; readonly open: readonly string[] }) {
  const groups = fieldsOf(definition).filter((field) => field.type === 'group' && !open.includes(field.key));
  return (
    <>
      <Questions {...props} fields={fieldsOf(definition).filter((field) => open.includes(field.key))} />
      {groups.flatMap((field) =>
        Array.from({ length: rowCount({ ...props, field, path: field.key }) }, (_none, row) => row)
          .filter((row) => isReopened(open, field.key, row))
          .map((row) => <GroupRow key={`${field.key}-${row}`} {...props} field={field} path={field.key} row={row} mayGo={false} />),
      )}
    </>
  );
}

type FieldProps = PageProps & { readonly field: FormField; readonly path: string };

function Asked({ siblings, ...props }: FieldProps & { readonly siblings: readonly FormField[] }) {
  const { field, path, shown } = props;
  if (!field.when?.length) return shown.has(path) ? <Question {...props} /> : null;
  const question = (
    <>
      <input type="hidden" name="tampil" value={path} />
      <Question {...props} />
    </>
  );
  if (shown.has(path))
    return (
      <div class="asked" data-asked={path}>
        {question}
      </div>
    );
  const isHere = field.when.some((condition) => siblings.some((one) => one.key === condition.field));
  return isHere ? <template data-asked={path}>{question}</template> : null;
}

const autocomplete = { nama: 'name', tanggal_lahir: 'bday', alamat: 'street-address' } as const;

const kinds: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPG', 'image/png': 'PNG' };

function kindsOf(field: FormField): string {
  return (field.accept ?? Object.keys(kinds)).map((type) => kinds[type] ?? type).join(', ');
}

function hintOf({ min, max, type, hint }: FormField, lang: Lang) {
  const hasBounds = type === 'number' || type === 'money' || type === 'many';
  const bounds = hasBounds
    ? words(lang).bounds(min === undefined ? undefined : formatNumber(min, lang), max === undefined ? undefined : formatNumber(max, lang))
    : '';
  if (!hint && !bounds) return undefined;
  return (
    <>
      {hint && said(hint, lang)} {bounds}
    </>
  );
}

/** One question of a service's form, by its type. */
function Question(props: FieldProps) {
  const { lang, form, field, path, files } = props;
  const common = { lang, form, name: path, label: said(field.label, lang), hint: hintOf(field, lang), optional: !field.required };
  const known = autocomplete[field.key as keyof typeof autocomplete];
  switch (field.type) {
    case 'textarea':
      return <TextArea {...common} maxLength={field.maxLength} />;
    case 'address':
      return <TextArea {...common} rows={3} maxLength={field.maxLength} autocomplete="street-address" />;
    case 'choice':
    case 'many':
      return <Choices {...common} many={field.type === 'many'} options={optionsOf(field, lang)} />;
    case 'declaration':
      return <Checkbox {...common} />;
    case 'file':
      return (
        <>
          <FileField
            {...common}
            hint={<FileHint lang={lang} field={field} />}
            accept={field.accept ?? Object.keys(kinds)}
            many
            camera={field.camera ? words(lang).camera : undefined}
          />
          <FileLines lang={lang} files={files.filter((file) => file.field === field.key)} />
        </>
      );
    case 'date':
      return <TextField {...common} type="date" width="short" autocomplete={known} />;
    case 'number':
      return <TextField {...common} inputmode="decimal" width="short" maxLength={field.maxLength} />;
    case 'money':
      return <TextField {...common} inputmode="numeric" width="short" maxLength={30} prefix="Rp" />;
    case 'nik':
    case 'nip':
    case 'npwp':
      return <TextField {...common} inputmode="numeric" width="medium" maxLength={30} />;
    case 'email':
      return <TextField {...common} type="email" autocomplete="email" />;
    case 'phone':
      return <TextField {...common} type="tel" autocomplete="tel" width="medium" />;
    case 'text':
      return <TextField {...common} maxLength={field.maxLength} autocomplete={known} />;
    case 'region':
      return <RegionField {...props} />;
    case 'computed':
      return <Computed {...props} />;
    case 'group':
      return <GroupField {...props} />;
  }
}

function optionsOf(field: FormField, lang: Lang) {
  return (field.options ?? []).map((option) => ({ value: option.value, label: textIn(option.label, lang), lang: langOf(option.label, lang) }));
}

function FileHint({ lang, field }: Pick<FieldProps, 'lang' | 'field'>) {
  return (
    <>
      {field.hint && said(field.hint, lang)} {words(lang).fileHint(kindsOf(field), maxFilesOfField)}
    </>
  );
}

function FieldError({ form, path, lang }: Pick<FieldProps, 'form' | 'path' | 'lang'>) {
  const error = form.errors[path];
  if (!error) return null;
  return (
    <p class="field-error" id={`e-${path}`}>
      <Icon name="alert-triangle" />
      <span>
        <span class="visually-hidden">{words(lang).wrong} </span>
        {error}
      </span>
    </p>
  );
}

function Optional({ lang, field }: Pick<FieldProps, 'lang' | 'field'>) {
  return field.required ? null : <span class="optional"> ({words(lang).optional})</span>;
}

function frameOf({ form, path }: Pick<FieldProps, 'form' | 'path'>, more = ''): string {
  return `field${form.errors[path] ? ' wrong' : ''}${more}`;
}

/** From the province down, a choice below a choice; without a script the next one comes when it is asked for. */
function RegionField(props: FieldProps) {
  const { lang, form, field, path } = props;
  const w = words(lang);
  const typed = form.values[path];
  const chosen = typeof typed === 'string' ? typed : (typed?.findLast((code) => code !== '') ?? '');
  const choices = choicesFor(chosen, field);
  const isOpen = !choices.at(-1)?.options.some((option) => option.code === chosen);
  return (
    <fieldset class={frameOf(props, ' region')} data-region={field.level ?? 'village'} aria-describedby={form.errors[path] ? `e-${path}` : undefined}>
      <legend>
        {said(field.label, lang)}
        <Optional lang={lang} field={field} />
      </legend>
      {field.hint && <p class="hint">{said(field.hint, lang)}</p>}
      <FieldError {...props} />
      {choices.map(({ level, options }, at) => (
        <div class="field" key={level}>
          <label for={at === 0 ? `f-${path}` : `f-${path}--${level}`}>{w.regionLevels[level]}</label>
          <select id={at === 0 ? `f-${path}` : `f-${path}--${level}`} name={path}>
            <option value="">{w.choose}</option>
            {options.map(({ code, name }) => (
              <option key={code} value={code} selected={chosen === code || chosen.startsWith(`${code}.`)}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ))}
      {isOpen && (
        <button class="button plain" type="submit" name="tampilkan" value={path}>
          {w.nextChoice}
        </button>
      )}
    </fieldset>
  );
}

function Computed({ lang, form, field, path }: FieldProps) {
  const value = form.values[path];
  return (
    <div class="field computed">
      <p class="label" id={`l-${path}`}>
        {said(field.label, lang)}
      </p>
      {field.hint && <p class="hint">{said(field.hint, lang)}</p>}
      <output id={`f-${path}`} aria-labelledby={`l-${path}`} data-money={field.money ? 'rp' : undefined}>
        {value || '–'}
      </output>
    </div>
  );
}

/** How many rows stand open: those that were typed, and as many as are demanded. */
function rowCount({ form, field, path }: FieldProps): number {
  const rows = form.values[path];
  const typed = Array.isArray(rows) ? rows.length : typeof rows === 'string' ? 1 : 0;
  return Math.max(typed, field.min ?? (field.required ? 1 : 0));
}

/** Rows of the same questions; adding and removing one keeps what was typed, and needs no script. */
function GroupField(props: FieldProps) {
  const { lang, field, path, form } = props;
  const w = words(lang);
  const count = rowCount(props);
  const label = textIn(field.label, lang);
  return (
    <fieldset class={frameOf(props, ' group')} id={`f-${path}`} tabIndex={-1} aria-describedby={form.errors[path] ? `e-${path}` : undefined}>
      <legend>
        {said(field.label, lang)}
        <Optional lang={lang} field={field} />
      </legend>
      {field.hint && <p class="hint">{said(field.hint, lang)}</p>}
      <FieldError {...props} />
      {Array.from({ length: count }, (_none, row) => (
        <GroupRow key={row} {...props} row={row} mayGo={count > (field.min ?? (field.required ? 1 : 0))} />
      ))}
      {count < (field.max ?? maxRows) && (
        <button class="button plain" type="submit" name="tambah" value={path}>
          <Icon name="plus" /> {w.addRow} <span class="visually-hidden">{label}</span>
        </button>
      )}
    </fieldset>
  );
}

function GroupRow({ row, mayGo, ...props }: FieldProps & { readonly row: number; readonly mayGo: boolean }) {
  const { lang, field, shown } = props;
  const w = words(lang);
  const parts = field.fields ?? [];
  // A row that nobody has typed in yet asks what no condition holds back.
  const isNew = !parts.some((part) => shown.has(rowPath(field.key, row, part.key)));
  const asked = isNew ? new Set(parts.filter((part) => !part.when?.length).map((part) => rowPath(field.key, row, part.key))) : shown;
  return (
    <fieldset class="row-of-group">
      <legend>{w.rowOf(textIn(field.label, lang), row + 1)}</legend>
      <input type="hidden" name={field.key} value={row} />
      {parts.map((part) => (
        <Asked key={part.key} {...props} shown={asked} field={part} path={rowPath(field.key, row, part.key)} siblings={parts} />
      ))}
      {mayGo && (
        <button class="button plain" type="submit" name="buang" value={`${field.key}-${row}`}>
          <Icon name="trash" /> {w.removeRow} <span class="visually-hidden">{w.rowOf(textIn(field.label, lang), row + 1)}</span>
        </button>
      )}
    </fieldset>
  );
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
