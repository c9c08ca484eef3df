import { type ComponentChildren, h } from 'preact';
import type { Lang } from '#platform/words';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** What was typed and what is wrong with it: handed to every field of a form. */
export type FormState = {
  readonly values: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Field name → sentence. */
  readonly errors: Readonly<Record<string, string>>;
};

export const emptyForm: FormState = { values: {}, errors: {} };

function valueOf(form: FormState, name: string): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function isChosen(form: FormState, name: string, option: string): boolean {
  const value = form.values[name];
  return Array.isArray(value) ? value.includes(option) : value === option;
}

const summaryTitle = { id: 'Ada yang perlu diperbaiki', en: 'There is something to correct' } as const;
const errorWord = { id: 'Keliru:', en: 'Error:' } as const;
const optionalWord = { id: 'tidak wajib', en: 'optional' } as const;

/** Stands on top of the page; each line leads to its field. */
export function ErrorSummary({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const errors = Object.entries(form.errors);
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} id="error-summary">
      <h2>
        <Icon name="alert-triangle" /> {summaryTitle[lang]}
      </h2>
      <ul>
        {errors.map(([name, sentence]) => (
          <li key={name}>{name === 'form' ? sentence : <a href={`#f-${name}`}>{sentence}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

type FieldProps = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly optional?: boolean | undefined;
};

function describedBy({ form, name, hint }: FieldProps): string | undefined {
  const ids = [hint ? `h-${name}` : '', form.errors[name] ? `e-${name}` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function FieldNotes(props: FieldProps) {
  const error = props.form.errors[props.name];
  return (
    <>
      {props.hint && (
        <p class="hint" id={`h-${props.name}`}>
          {props.hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`e-${props.name}`}>
          <Icon name="alert-triangle" />
          <span>
            <span class="visually-hidden">{errorWord[props.lang]} </span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}

function Field({ children, ...props }: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <div class={props.form.errors[props.name] ? 'field wrong' : 'field'}>
      <label for={`f-${props.name}`}>
        {props.label}
        {props.optional && <span class="optional"> ({optionalWord[props.lang]})</span>}
      </label>
      <FieldNotes {...props} />
      {children}
    </div>
  );
}

/** Tokens of WCAG 1.3.5 that our forms use. */
type Autocomplete = 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'email' | 'tel' | 'street-address' | 'bday';

type TextProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'number' | 'search' | undefined;
  readonly autocomplete?: Autocomplete | undefined;
  readonly inputmode?: 'numeric' | 'decimal' | 'text' | undefined;
  readonly maxLength?: number | undefined;
  readonly width?: 'short' | 'medium' | undefined;
  /** Stands before what is typed: a currency. */
  readonly prefix?: string | undefined;
};

export function TextField({ type = 'text', autocomplete, inputmode, maxLength, width, prefix, ...props }: TextProps) {
  return (
    <Field {...props}>
      {prefix && (
        <span class="prefix" aria-hidden="true">
          {prefix}
        </span>
      )}
      {h('input', {
        class: width,
        id: `f-${props.name}`,
        name: props.name,
        type,
        // What was secret is not sent back.
        value: type === 'password' ? '' : valueOf(props.form, props.name),
        autocomplete,
        inputmode,
        maxLength,
        'aria-describedby': describedBy(props),
        'aria-invalid': props.form.errors[props.name] ? 'true' : undefined,
      })}
    </Field>
  );
}

type AreaProps = FieldProps & { readonly rows?: number; readonly maxLength?: number | undefined; readonly autocomplete?: Autocomplete | undefined };

export function TextArea({ rows = 5, maxLength, autocomplete, ...props }: AreaProps) {
  return (
    <Field {...props}>
      <textarea
        id={`f-${props.name}`}
        name={props.name}
        rows={rows}
        maxLength={maxLength}
        autocomplete={autocomplete}
        aria-describedby={describedBy(props)}
        aria-invalid={props.form.errors[props.name] ? 'true' : undefined}
      >
        {valueOf(props.form, props.name)}
      </textarea>
    </Field>
  );
}

export type Option = { readonly value: string; readonly label: string; readonly lang?: 'id' | undefined; readonly hint?: string | undefined };

export function Select({ options, blank, ...props }: FieldProps & { readonly options: readonly Option[]; readonly blank?: string }) {
  const value = valueOf(props.form, props.name);
  return (
    <Field {...props}>
      <select id={`f-${props.name}`} name={props.name} aria-describedby={describedBy(props)} aria-invalid={props.form.errors[props.name] ? 'true' : undefined}>
        {blank !== undefined && <option value="">{blank}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** One of several, all in sight; `many` lets several be chosen. */
export function Choices({
  options,
  many,
  inline,
  ...props
}: FieldProps & { readonly options: readonly Option[]; readonly many?: boolean; readonly inline?: boolean }) {
  return (
    <fieldset class={props.form.errors[props.name] ? 'field wrong' : 'field'} aria-describedby={describedBy(props)}>
      <legend>
        {props.label}
        {props.optional && <span class="optional"> ({optionalWord[props.lang]})</span>}
      </legend>
      <FieldNotes {...props} />
      <div class={inline ? 'choices inline' : 'choices'}>
        {options.map((option, at) => (
          <label class="choice" key={option.value}>
            <input
              type={many ? 'checkbox' : 'radio'}
              id={at === 0 ? `f-${props.name}` : undefined}
              name={props.name}
              value={option.value}
              checked={isChosen(props.form, props.name, option.value)}
            />
            <span lang={option.lang}>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Checkbox({ value = 'ya', ...props }: FieldProps & { readonly value?: string }) {
  return (
    <div class={props.form.errors[props.name] ? 'field wrong' : 'field'}>
      <FieldNotes {...props} />
      <label class="choice">
        <input
          type="checkbox"
          id={`f-${props.name}`}
          name={props.name}
          value={value}
          checked={isChosen(props.form, props.name, value)}
          aria-describedby={describedBy(props)}
        />
        <span>{props.label}</span>
      </label>
    </div>
  );
}

type FileProps = FieldProps & {
  readonly accept: readonly string[];
  readonly many?: boolean;
  /** What the button says that opens the camera beside the folder; its picture comes in under the same name. */
  readonly camera?: string | undefined;
};

export function FileField({ accept, many, camera, ...props }: FileProps) {
  return (
    <Field {...props}>
      <input id={`f-${props.name}`} name={props.name} type="file" accept={accept.join(',')} multiple={many} aria-describedby={describedBy(props)} />
      {camera && (
        <label class="camera" for={`f-${props.name}--camera`}>
          {camera}
          <input id={`f-${props.name}--camera`} name={props.name} type="file" accept="image/*" capture="environment" />
        </label>
      )}
    </Field>
  );
}

type ButtonProps = {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'plain' | 'danger' | undefined;
  readonly icon?: IconName | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
};

export function Button({ children, kind = 'primary', icon, name, value }: ButtonProps) {
  return (
    <button class={`button ${kind}`} type="submit" name={name} value={value}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function LinkButton({
  children,
  href,
  kind = 'plain',
  icon,
}: {
  readonly children: ComponentChildren;
  readonly href: string;
  readonly kind?: 'primary' | 'plain' | 'danger';
  readonly icon?: IconName;
}) {
  return (
    <a class={`button ${kind}`} href={href}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

type FormProps = {
  readonly action: string;
  readonly children: ComponentChildren;
  readonly files?: boolean;
  readonly method?: 'post' | 'get';
  readonly inline?: boolean;
  /** What an island of the page goes by. */
  readonly data?: Readonly<Record<`data-${string}`, string>> | undefined;
};

/** Posts to our own origin; the browser's own bubbles stay off, since our summary says more. */
export function Form({ action, children, files, method = 'post', inline, data }: FormProps) {
  return (
    <form class={inline ? 'inline-form' : 'form'} action={action} method={method} enctype={files ? 'multipart/form-data' : undefined} noValidate {...data}>
      {children}
    </form>
  );
}
