import {
  Button,
  Checkbox,
  Choices,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  PageHead,
  Section,
  Table,
  Tag,
  TextField,
} from '#platform/ui';
import { href, type Lang, langOf, textIn } from '#platform/words';
import { words } from '../words.ts';
import type { NumberChoice } from './take-number.tsx';
import type { CounterFacts } from './queue-board.tsx';

export type ManagedUnit = {
  readonly id: string;
  readonly name: string;
  readonly counters: readonly (CounterFacts & { readonly inUse: boolean })[];
  readonly kiosk: string;
};

/** The counters of an agency, unit by unit, for who sets them up. */
export function ManagedCounters({ lang, units }: { readonly lang: Lang; readonly units: readonly ManagedUnit[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.managing} lead={w.managingLead} />
      {units.length === 0 && <Empty title={w.whereNone} />}
      {units.map((unit) => (
        <Section key={unit.id} title={unit.name} more={{ href: href(lang, `/kelola/loket/baru?unit=${unit.id}`), label: w.addCounter, of: unit.name }}>
          {unit.counters.length === 0 ? (
            <p class="note">{w.whereNone}</p>
          ) : (
            <>
              <Table
                caption={unit.name}
                rows={unit.counters}
                keyOf={(counter) => counter.id}
                columns={[
                  { head: w.counter, cell: (counter) => <a href={href(lang, `/kelola/loket/${counter.id}`)}>{counter.name}</a> },
                  { head: w.hoursHead, cell: (counter) => w.hours(...counter.hours) },
                  { head: w.servesHead, cell: (counter) => counter.services.map((name) => textIn(name, lang)).join(', ') },
                  { head: w.stateHead, cell: (counter) => <Tag tone={counter.inUse ? 'good' : 'quiet'}>{counter.inUse ? w.inUse : w.notInUse}</Tag> },
                ]}
              />
              <Facts facts={[[w.kioskAddress, <LinkButton href={href(lang, unit.kiosk)}>{w.kioskHere}</LinkButton>]]} />
              <p class="note">{w.kioskAddressLead}</p>
            </>
          )}
        </Section>
      ))}
    </>
  );
}

type CounterFormView = {
  readonly lang: Lang;
  readonly id: string | undefined;
  readonly unit: { readonly id: string; readonly name: string };
  readonly services: readonly NumberChoice[];
  readonly form: FormState;
};

export function CounterForm({ lang, id, unit, services, form }: CounterFormView) {
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={id ? w.changeCounter : w.addCounter} kicker={unit.name} back={{ href: href(lang, '/kelola/loket'), label: w.managing }} />
      <Form action={href(lang, `/kelola/loket/${id ?? 'baru'}`)}>
        <input type="hidden" name="unit" value={unit.id} />
        <TextField lang={lang} form={form} name="name" label={w.counterName} hint={w.counterNameHint} maxLength={40} width="medium" />
        <TextField lang={lang} form={form} name="opens" label={w.opens} hint={w.timeHint} width="short" />
        <TextField lang={lang} form={form} name="closes" label={w.closes} hint={w.timeHint} width="short" />
        <Choices
          lang={lang}
          form={form}
          name="services"
          label={w.services}
          many
          options={services.map((one) => ({ value: one.id, label: textIn(one.name, lang), lang: langOf(one.name, lang) }))}
        />
        <Checkbox lang={lang} form={form} name="inUse" label={w.inUse} />
        <Button>{w.save}</Button>
      </Form>
    </>
  );
}
