import type { Instant, Zone } from '#platform/time';
import { formatInstant, formatTime } from '#platform/time';
import { Alert, Button, Empty, ErrorSummary, Form, type FormState, LinkList, PageHead, said, Section, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { ResultStage, Standing } from '../rules.ts';
import { words } from '../words.ts';

export type PaperLine = {
  readonly id: string;
  readonly number: string;
  readonly service: Text;
  readonly applicant: string;
  readonly outcome: 'granted' | 'refused';
  readonly edition: number;
  readonly stage: ResultStage;
  readonly standing: Standing;
  readonly fault: string | undefined;
  /** Of the official's own decision: somebody else signs it. */
  readonly isOwn: boolean;
  readonly madeAt: Instant;
  readonly goesOutAt: Instant | null;
  readonly issuedAt: Instant | null;
};

export type SignerKind = { readonly kind: 'certificate' | 'bsre'; readonly isDemo: boolean; readonly asksPassphrase: boolean };

type View = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly signer: SignerKind | undefined;
  readonly waiting: readonly PaperLine[];
  readonly signed: readonly PaperLine[];
  readonly issued: readonly PaperLine[];
  readonly form: FormState;
};

/** What waits for an official's signature: read, signed several at once, and taken back while nobody has seen it. */
export function SigningPage(view: View) {
  const { lang, waiting, signed, issued, form } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.signingTitle} lead={waiting.length > 0 ? w.signingLead(formatNumber(waiting.length, lang)) : undefined} />
      {Object.keys(form.errors).length > 0 && <ErrorSummary lang={lang} form={form} />}
      <SignerNotice {...view} />
      {signed.length > 0 && <Ready {...view} />}
      {waiting.length === 0 ? (
        <Empty title={w.signingNone}>
          <p>{w.signingNoneHint}</p>
        </Empty>
      ) : (
        <Waiting {...view} />
      )}
      {issued.length > 0 && (
        <Section title={w.issuedTitle}>
          <LinkList
            rows={issued.map((one) => ({
              href: href(lang, `/kerja/tanda-tangan/${one.id}`),
              title: one.number,
              note: `${one.applicant}, ${w.outcomes[one.outcome]}${one.issuedAt ? `, ${formatInstant(one.issuedAt, view.zone, lang, 'short')}` : ''}`,
              side: <Tag tone={one.standing === 'valid' ? 'good' : 'warn'}>{w.standings[one.standing]}</Tag>,
            }))}
          />
        </Section>
      )}
    </>
  );
}

function SignerNotice({ lang, signer }: View) {
  const w = words(lang);
  if (!signer)
    return (
      <Alert tone="warn" title={w.noSigner}>
        <p>{w.noSignerText}</p>
      </Alert>
    );
  if (signer.isDemo)
    return (
      <Alert tone="warn" title={w.demoSigner}>
        <p>{w.demoSignerText}</p>
      </Alert>
    );
  return <p class="note">{signer.kind === 'bsre' ? w.bsreSigner : w.certificateSigner}</p>;
}

function Waiting(view: View) {
  const { lang, zone, signer, waiting, form } = view;
  const w = words(lang);
  return (
    <Form action={href(lang, '/kerja/tanda-tangan')}>
      <fieldset class="field" id="f-results" tabIndex={-1}>
        <legend class="visually-hidden">{w.signingTitle}</legend>
        <ul class="link-list">
          {waiting.map((one) => (
            <li key={one.id}>
              <input
                type="checkbox"
                name="results"
                value={one.id}
                aria-label={w.pickOne(one.number)}
                disabled={one.isOwn || one.stage === 'signing' || !signer}
                checked={[form.values['results'] ?? []].flat().includes(one.id)}
              />
              <div>
                <a href={href(lang, `/kerja/tanda-tangan/${one.id}`)}>{one.number}</a>
                <div>
                  <strong>{one.applicant}</strong>, {said(one.service, lang)}, {w.outcomes[one.outcome]}
                </div>
                <div class="note">
                  {one.edition > 1 && `${w.correction(formatNumber(one.edition - 1, lang))}, `}
                  {w.waitsSince(formatInstant(one.madeAt, zone, lang, 'short'))}
                  {one.isOwn && `. ${w.ownDecision}`}
                </div>
                {one.fault && <div class="field-error">{w.faults[one.fault] ?? w.faults['broken-off']}</div>}
              </div>
              <div class="side">
                {one.stage === 'signing' ? (
                  <Tag tone="info">{w.stages.signing}</Tag>
                ) : (
                  <a href={href(lang, `/kerja/tanda-tangan/${one.id}/pratinjau.pdf`)}>
                    {w.preview} <span class="visually-hidden">{one.number}</span>
                  </a>
                )}
              </div>
            </li>
          ))}
        </ul>
      </fieldset>
      {signer?.asksPassphrase && (
        <>
          <TextField lang={lang} form={form} name="nik" label={w.nik} hint={w.nikHint} width="medium" inputmode="numeric" autocomplete="off" maxLength={16} />
          <TextField lang={lang} form={form} name="passphrase" type="password" label={w.passphrase} hint={w.passphraseHint} width="medium" autocomplete="off" />
        </>
      )}
      {signer && <Button icon="check">{w.sign}</Button>}
    </Form>
  );
}

function Ready({ lang, zone, signed }: View) {
  const w = words(lang);
  return (
    <Section title={w.readyTitle}>
      <p class="note">{w.readyLead}</p>
      <ul class="link-list">
        {signed.map((one) => (
          <li key={one.id}>
            <div>
              <a href={href(lang, `/kerja/tanda-tangan/${one.id}`)}>{one.number}</a>
              <div class="note">
                {one.applicant}
                {one.goesOutAt && `, ${w.goesOut(formatTime(one.goesOutAt, zone, lang))}`}
              </div>
            </div>
            <div class="side row">
              <Form action={href(lang, `/kerja/tanda-tangan/${one.id}/batal`)} inline>
                <Button kind="plain">
                  {w.undo} <span class="visually-hidden">{one.number}</span>
                </Button>
              </Form>
              <Form action={href(lang, `/kerja/tanda-tangan/${one.id}/terbitkan`)} inline>
                <Button kind="plain">
                  {w.sendNow} <span class="visually-hidden">{one.number}</span>
                </Button>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
