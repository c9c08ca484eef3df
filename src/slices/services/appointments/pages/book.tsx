import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  PageHead,
  Panel,
  said,
  Split,
  Tag,
  TextField,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text, textIn } from '#platform/words';
import type { AppointmentState } from '../../model.ts';
import { words } from '../words.ts';

export type SlotChoice = { readonly key: string; readonly when: string; readonly left: number };

type SlotsView = { readonly lang: Lang; readonly form: FormState; readonly slots: readonly SlotChoice[] };

/** Those with a place left; the others are not offered. */
function SlotChoices({ lang, form, slots }: SlotsView) {
  const w = words(lang);
  return (
    <Choices
      lang={lang}
      form={form}
      name="slot"
      label={w.slot}
      options={slots.map(({ key, when, left }) => ({ value: key, label: when, hint: w.left(formatNumber(left, lang)) }))}
    />
  );
}

/** Days with a place left, to jump to; the hours of the one that is open. */
export type DayChoice = { readonly on: string; readonly label: string; readonly current: boolean };

function Days({ lang, days, path }: { readonly lang: Lang; readonly days: readonly DayChoice[]; readonly path: string }) {
  return (
    <nav class="jumps" aria-label={words(lang).day}>
      {days.map((day) => (
        <a key={day.on} href={href(lang, `${path}hari=${day.on}`)} aria-current={day.current ? 'date' : undefined}>
          {day.label}
        </a>
      ))}
    </nav>
  );
}

type BookView = SlotsView & {
  readonly slug: string;
  readonly service: Text;
  readonly unit: string;
  readonly days: readonly DayChoice[];
  readonly about: { readonly id: string; readonly ticket: string } | undefined;
};

export function BookPage({ slug, service, unit, days, about, ...view }: BookView) {
  const { lang, form, slots } = view;
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead kicker={unit} title={w.book} lead={w.bookLead} back={{ href: href(lang, `/layanan/${slug}`), label: textIn(service, lang) }} />
      {slots.length === 0 ? (
        <Empty title={w.none}>
          <p>{w.noneHint}</p>
        </Empty>
      ) : (
        <>
          <Days lang={lang} days={days} path={`/layanan/${slug}/janji?${about ? `permohonan=${about.id}&` : ''}`} />
          <Form action={href(lang, `/layanan/${slug}/janji`)}>
            {about && <input type="hidden" name="permohonan" value={about.id} />}
            {about && <Facts facts={[[w.about, about.ticket]]} />}
            <SlotChoices {...view} />
            <TextField lang={lang} form={form} name="name" label={w.name} maxLength={100} autocomplete="name" />
            <TextField lang={lang} form={form} name="email" label={w.email} hint={w.emailHint} type="email" autocomplete="email" optional />
            <Button icon="calendar">{w.submit}</Button>
          </Form>
        </>
      )}
    </>
  );
}

export type AppointmentView = SlotsView & {
  readonly id: string;
  readonly days: readonly DayChoice[];
  readonly service: Text;
  readonly unit: string;
  readonly when: string;
  readonly name: string;
  readonly state: AppointmentState;
  readonly code: string;
  readonly mayChange: boolean;
  /** A day was chosen, or the slot was refused: the form to move stands open. */
  readonly isMoving: boolean;
};

export function AppointmentPage(view: AppointmentView) {
  const { lang, id, state } = view;
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={view.form} />
      <PageHead title={w.booked} back={{ href: href(lang, '/janji'), label: w.open }}>
        <Tag tone={state === 'booked' ? 'info' : state === 'arrived' ? 'good' : 'quiet'}>{w.states[state]}</Tag>
      </PageHead>
      <Split aside={view.mayChange && <Changes {...view} />}>
        <Panel tone="lifted">
          <Facts
            facts={[
              [w.when, <strong>{view.when}</strong>],
              [w.where, view.unit],
              [w.service, said(view.service, lang)],
              [w.name, view.name],
              [w.code, <span class="code">{view.code}</span>],
            ]}
          />
          <p class="note">{w.rule}</p>
          <p>
            <LinkButton href={href(lang, `/janji/${id}/kalender.ics`)} icon="calendar">
              {w.calendar}
            </LinkButton>
          </p>
        </Panel>
      </Split>
    </>
  );
}

function Changes(view: AppointmentView) {
  const { lang, id, slots, days } = view;
  const w = words(lang);
  return (
    <>
      <details class="more" open={view.isMoving}>
        <summary>{w.move}</summary>
        {slots.length === 0 ? (
          <p class="note">{w.none}</p>
        ) : (
          <>
            <Days lang={lang} days={days} path={`/janji/${id}?`} />
            <Form action={href(lang, `/janji/${id}/pindah`)}>
              <SlotChoices {...view} />
              <Button kind="plain">{w.move}</Button>
            </Form>
          </>
        )}
      </details>
      <details class="more">
        <summary>{w.cancel}</summary>
        <Form action={href(lang, `/janji/${id}/batal`)}>
          <Button kind="danger">{w.cancelSure}</Button>
        </Form>
      </details>
    </>
  );
}

type OpenView = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly own: readonly { readonly id: string; readonly when: string; readonly service: Text }[];
};

export function OpenAppointment({ lang, form, own }: OpenView) {
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={w.open} lead={w.openLead} />
      {own.length > 0 && (
        <section class="section">
          <h2>{w.yours}</h2>
          <LinkList
            rows={own.map((one) => ({ href: href(lang, `/janji/${one.id}`), title: one.when, note: said(one.service, lang), icon: 'calendar' as const }))}
          />
        </section>
      )}
      <Form action={href(lang, '/janji')}>
        <TextField lang={lang} form={form} name="code" label={w.code} hint={w.codeHint} width="medium" autocomplete="off" />
        <Button>{w.openSubmit}</Button>
      </Form>
      <p class="note">
        {w.bookElsewhere} <a href={href(lang, '/layanan')}>{w.allServices}</a>
      </p>
    </>
  );
}
