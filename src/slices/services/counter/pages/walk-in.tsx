import { QrCode } from '#platform/charts';
import { Button, Choices, type Fact, Facts, Form, type FormState, LinkButton, PageHead, Section, Select, TextField } from '#platform/ui';
import { href, type Lang, langOf, type Text, textIn } from '#platform/words';
import { AnswerFacts } from '../../forms/pages/answer-facts.tsx';
import type { Answers, FormDefinition, IdentityKind } from '../../model.ts';
import { identityKinds } from '../../model.ts';
import { words } from '../words.ts';

export type OfferedService = { readonly slug: string; readonly name: Text };

type BeginView = { readonly lang: Lang; readonly services: readonly OfferedService[]; readonly numberId: string | undefined; readonly form: FormState };

/** What a clerk says before typing for somebody: which service, and whom they see. */
export function BeginForm({ lang, services, numberId, form }: BeginView) {
  const w = words(lang);
  return (
    <Section title={w.forWalkIn} id="ajukan">
      <p class="note">{w.forWalkInLead}</p>
      <Form action={href(lang, '/kerja/loket/permohonan')}>
        {numberId && <input type="hidden" name="number" value={numberId} />}
        <Select
          lang={lang}
          form={form}
          name="service"
          label={w.service}
          blank={w.pickService}
          options={services.map(({ slug, name }) => ({ value: slug, label: textIn(name, lang), lang: langOf(name, lang) }))}
        />
        <Choices lang={lang} form={form} name="identity" label={w.identity} options={identityKinds.map((value) => ({ value, label: w.identities[value] }))} />
        <TextField lang={lang} form={form} name="attorney" label={w.attorney} hint={w.attorneyHint} maxLength={100} autocomplete="off" optional />
        <Button icon="edit">{w.begin}</Button>
      </Form>
    </Section>
  );
}

export type SlipView = {
  readonly lang: Lang;
  readonly agency: string;
  readonly unit: string;
  readonly service: Text;
  readonly ticket: string;
  readonly code: string;
  readonly trackUrl: string;
  readonly queueToken: string;
  readonly applicant: string;
  readonly clerk: string;
  readonly receivedAt: string;
  readonly receivedOn: string;
  readonly due: string;
  readonly identity: IdentityKind;
  readonly attorney: string | null;
  readonly definition: FormDefinition;
  readonly answers: Answers;
};

/** On paper at the counter: the receipt for the applicant, and their statement for the file. */
export function WalkInSlip(view: SlipView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <div class="screen-only">
        <PageHead title={w.handedIn} lead={w.printBoth} back={{ href: href(lang, '/kerja/loket'), label: w.counters }}>
          <LinkButton href={href(lang, '/kerja/loket')}>{w.another}</LinkButton>
        </PageHead>
      </div>
      <Slip {...view} />
      <Statement {...view} />
    </>
  );
}

function Slip(view: SlipView) {
  const { lang } = view;
  const w = words(lang);
  const facts: readonly Fact[] = [
    [w.code, <strong class="mono">{view.code}</strong>],
    [w.service, <span lang={langOf(view.service, lang)}>{textIn(view.service, lang)}</span>],
    [w.received, view.receivedAt],
    [w.due, view.due],
    [w.queueToken, <span class="mono">{view.queueToken}</span>],
  ];
  return (
    <section class="slip" aria-label={w.slip}>
      <p class="note">
        {view.agency}, {view.unit}
      </p>
      <h2>{w.slip}</h2>
      <p class="figure-label">{w.ticket}</p>
      <p class="slip-number">{view.ticket}</p>
      <Facts facts={facts} />
      <QrCode text={view.trackUrl} label={w.qrLabel} />
      <p class="note">{w.keep}</p>
    </section>
  );
}

function Statement(view: SlipView) {
  const { lang } = view;
  const w = words(lang);
  const name = view.attorney ?? view.applicant;
  return (
    <section class="statement" aria-labelledby="statement">
      <h2 id="statement">
        {w.statement} {view.ticket}
      </h2>
      <p>
        {view.attorney ? w.statedByAttorney(view.attorney, view.applicant, view.unit, view.receivedOn) : w.stated(view.applicant, view.unit, view.receivedOn)}
      </p>
      {view.definition.steps.map((step) => (
        <AnswerFacts
          key={step.key}
          lang={lang}
          form={view.definition}
          fields={step.fields.filter((field) => field.type !== 'file')}
          answers={view.answers}
          files={[]}
        />
      ))}
      <div class="signatures">
        <p>
          {w.signature}
          <span>{name}</span>
        </p>
        <p>
          {w.typist}
          <span>{view.clerk}</span>
        </p>
      </div>
    </section>
  );
}
