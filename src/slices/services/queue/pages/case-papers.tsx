import { Alert, Button, Icon, said, Tag } from '#platform/ui';
import { formatBytes, href, type Lang, type Text, textIn } from '#platform/words';
import type { FormDefinition } from '../../model.ts';
import { words } from '../../words.ts';

export type CaseFile = {
  readonly id: string;
  readonly field: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly isPicture: boolean;
  /** By this officer. */
  readonly seen: boolean;
};

export type Requirement = { readonly text: Text; readonly checked: boolean };

type FilesView = { readonly lang: Lang; readonly id: string; readonly files: readonly CaseFile[]; readonly definition: FormDefinition };

/** Through this case, so that it is known who has seen which; a picture opens in place, only when it is asked for. */
export function CaseFiles({ lang, id, files, definition }: FilesView) {
  const w = words(lang);
  const labels = new Map(definition.steps.flatMap((step) => step.fields).map((field) => [field.key, textIn(field.label, lang)]));
  return (
    <section>
      <h3>{w.files}</h3>
      <ul class="files">
        {files.map((file) => {
          const address = href(lang, `/kerja/${id}/berkas/${file.id}`);
          return (
            <li key={file.id}>
              <div class="file-line">
                <a href={address}>{file.name}</a>
                <span class="note">
                  {formatBytes(file.size_bytes, lang)}, {labels.get(file.field) ?? ''}
                </span>
                <span data-seen={file.seen ? undefined : w.seen}>
                  <Tag tone={file.seen ? 'good' : 'quiet'}>{file.seen ? w.seen : w.unseen}</Tag>
                </span>
              </div>
              {file.isPicture && (
                <details class="more">
                  <summary>
                    {w.showPicture} <span class="visually-hidden">{file.name}</span>
                  </summary>
                  <img src={address} alt={file.name} loading="lazy" />
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type ChecksView = {
  readonly lang: Lang;
  readonly step: { readonly key: string } | undefined;
  readonly requirements: readonly Requirement[];
  readonly mayTick: boolean;
  readonly action: string;
};

/** What the standard asks for, ticked off by who holds the case; others read what was ticked. */
export function Checks({ lang, requirements, step, mayTick, action }: ChecksView) {
  const w = words(lang);
  if (mayTick)
    return (
      <section>
        <h3>{w.checklist}</h3>
        <form class="check-form" method="post" action={action} data-unsaved={w.unsaved}>
          {step && <input type="hidden" name="step" value={step.key} />}
          <ul class="checks">
            {requirements.map(({ text, checked }, at) => (
              <li key={text.id}>
                <label>
                  <input type="checkbox" name="requirements" value={at + 1} checked={checked} />
                  {said(text, lang)}
                </label>
              </li>
            ))}
          </ul>
          <Button kind="plain">{w.saveChecks}</Button>
          <p class="note" role="status" />
        </form>
      </section>
    );
  if (!requirements.some((one) => one.checked)) return null;
  return (
    <section>
      <h3>{w.checklist}</h3>
      <ul class="checks">
        {requirements.map(({ text, checked }) => (
          <li key={text.id}>
            <Icon name={checked ? 'circle-check' : 'clock'} label={checked ? w.isChecked : w.isUnchecked} /> {said(text, lang)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a colleague saved meanwhile, beside what was sent: nothing that was typed is lost, nothing is overwritten unseen. */
export type Conflict = {
  readonly now: readonly string[];
  readonly sent: readonly string[];
};

export function ConflictNotice({ lang, conflict }: { readonly lang: Lang; readonly conflict: Conflict }) {
  const w = words(lang);
  return (
    <Alert tone="bad" title={w.errors['application-changed'] ?? ''}>
      <div class="versions">
        <div>
          <h3>{w.versionNow}</h3>
          {conflict.now.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <div>
          <h3>{w.versionSent}</h3>
          {conflict.sent.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
    </Alert>
  );
}
