import { formatDate, formatInstant, type Instant, type PlainDate, type Zone } from '#platform/time';
import { Alert, Button, type Fact, Facts, Form, type FormState, LinkButton, Section, Tag, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { ObjectionStage } from '../../model.ts';
import { type Filed, isTakenAsGranted, isUsedUp } from '../rules.ts';
import { words } from '../words.ts';

export type ShownObjection = Filed & {
  readonly filed_at: Instant;
  readonly due_provisional: boolean;
  readonly grounds: string;
  readonly reason: string | null;
};

export type ObjectionsView = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly id: string;
  readonly today: PlainDate;
  readonly objections: readonly ShownObjection[];
  /** What can be filed now. */
  readonly mayFile: ObjectionStage | undefined;
};

/** What the applicant holds against the decision, how it goes on, and where it goes on when all here is used up. */
export function CaseObjections({ lang, zone, id, today, objections, mayFile }: ObjectionsView) {
  const w = words(lang);
  if (objections.length === 0 && !mayFile) return null;
  return (
    <Section title={w.section}>
      {objections.map((one) => (
        <OneObjection key={one.stage} lang={lang} zone={zone} today={today} one={one} />
      ))}
      {mayFile && (
        <p>
          <LinkButton href={href(lang, `/permohonan/${id}/keberatan`)} icon="edit">
            {w.file[mayFile]}
          </LinkButton>
        </p>
      )}
      {isUsedUp(objections) && (
        <Alert tone="info" title={w.usedUp}>
          <p>{w.ombudsman}</p>
        </Alert>
      )}
    </Section>
  );
}

type OneView = { readonly lang: Lang; readonly zone: Zone; readonly today: PlainDate; readonly one: ShownObjection };

function OneObjection({ lang, zone, today, one }: OneView) {
  const w = words(lang);
  const due = `${formatDate(one.due_on, lang)}${one.due_provisional ? ` (${w.provisional})` : ''}`;
  const answer: readonly Fact[] =
    one.outcome && one.decided_at
      ? [[w.answered, `${w.outcomes[one.outcome]}, ${formatInstant(one.decided_at, zone, lang)}. ${one.reason ?? ''}`]]
      : [[w.answerBy, due]];
  return (
    <>
      <p>
        <strong>{w.stages[one.stage]}</strong>{' '}
        <Tag tone={one.outcome === 'upheld' ? 'good' : one.outcome ? 'quiet' : 'info'}>{one.outcome ? w.outcomes[one.outcome] : w.waiting}</Tag>
      </p>
      <Facts facts={[[w.filedOn, formatInstant(one.filed_at, zone, lang)], [w.grounds, one.grounds], ...answer]} />
      {isTakenAsGranted(one, today) && <p>{w.takenAsGranted}</p>}
      {one.outcome === 'upheld' && <p class="note">{w.newDecision}</p>}
    </>
  );
}

/** Where news goes: for who has a new address, or gave the old one up. */
export function ContactForm({ lang, id, form }: { readonly lang: Lang; readonly id: string; readonly form: FormState }) {
  const w = words(lang);
  return (
    <details class="more section" open={form.errors['email'] !== undefined}>
      <summary>{w.contact}</summary>
      <p class="note">{w.contactNote}</p>
      <Form action={href(lang, `/permohonan/${id}/kontak`)}>
        <TextField lang={lang} form={form} name="email" type="email" label={w.newEmail} autocomplete="email" optional maxLength={200} />
        <Button kind="plain">{w.contactSave}</Button>
      </Form>
    </details>
  );
}
