import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Button, Checkbox, emptyForm, Form, type FormState, Section, Table, Tag, TextField, type Tone } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

type State = 'waiting' | 'sent' | 'delivered' | 'failed' | 'simulated';
type Sent = { readonly channel: 'mail' | 'sms'; readonly subject: string; readonly state: State; readonly attempts: number; readonly made_at: Instant };

export type Notices = {
  readonly sent: readonly Sent[];
  readonly choice: { readonly by_mail: boolean; readonly by_sms: boolean; readonly phone: string | null } | undefined;
};

type Props = Notices & { readonly lang: Lang; readonly zone: Zone; readonly id: string; readonly mailedTo: string | undefined };

const tones: Readonly<Record<State | 'retried', Tone>> = {
  waiting: 'quiet',
  retried: 'warn',
  sent: 'info',
  delivered: 'good',
  failed: 'bad',
  simulated: 'quiet',
};

/** What the applicant was told, whether it went out, and by which ways they want to be told. */
export function NoticesSection({ lang, zone, id, mailedTo, sent, choice }: Props) {
  const w = words(lang);
  const shownState = (one: Sent) => (one.state === 'waiting' && one.attempts > 0 ? 'retried' : one.state);
  return (
    <Section title={w.title}>
      {sent.length === 0 ? (
        <p class="note">{w.none}</p>
      ) : (
        <Table
          caption={w.title}
          keyOf={(row) => `${row.made_at.toString()} ${row.channel} ${row.subject}`}
          rows={sent}
          columns={[
            { head: w.what, cell: (row) => row.subject },
            { head: w.by, cell: (row) => w.channels[row.channel] },
            { head: w.when, cell: (row) => formatInstant(row.made_at, zone, lang, 'short') },
            { head: w.state, cell: (row) => <Tag tone={tones[shownState(row)]}>{w.states[shownState(row)]}</Tag> },
          ]}
        />
      )}
      <details class="more">
        <summary>{w.choose}</summary>
        <ChoiceForm lang={lang} id={id} mailedTo={mailedTo} form={formOf(choice)} />
      </details>
    </Section>
  );
}

function formOf(choice: Notices['choice']): FormState {
  if (!choice) return { values: { by_mail: 'ya' }, errors: {} };
  return { ...emptyForm, values: { by_mail: choice.by_mail ? 'ya' : '', by_sms: choice.by_sms ? 'ya' : '', phone: choice.phone ?? '' } };
}

type FormProps = { readonly lang: Lang; readonly id: string; readonly mailedTo: string | undefined; readonly form: FormState };

export function ChoiceForm({ lang, id, mailedTo, form }: FormProps) {
  const w = words(lang);
  return (
    <Form action={href(lang, `/permohonan/${id}/kabar`)}>
      <p class="note">{w.chooseNote}</p>
      {mailedTo && <Checkbox lang={lang} form={form} name="by_mail" label={w.byMail(mailedTo)} />}
      <Checkbox lang={lang} form={form} name="by_sms" label={w.bySms} />
      <TextField lang={lang} form={form} name="phone" label={w.phone} hint={w.phoneHint} type="tel" autocomplete="tel" width="medium" optional />
      <Button kind="plain">{w.save}</Button>
    </Form>
  );
}
