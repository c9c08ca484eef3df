import { Button, Empty, ErrorSummary, Form, type FormState, PageHead, said, Section, Select, Table, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, langOf, type Text, textIn } from '#platform/words';
import { words } from '../words.ts';

export type ShownPlan = {
  readonly id: string;
  readonly weekday: number;
  readonly hours: string;
  readonly service: Text | undefined;
  readonly minutes: number;
  readonly capacity: number;
  readonly until: string | undefined;
};
export type ScheduledUnit = { readonly id: string; readonly name: string };

type ScheduleView = {
  readonly lang: Lang;
  readonly units: readonly ScheduledUnit[];
  readonly unit: ScheduledUnit | undefined;
  readonly plans: readonly ShownPlan[];
  readonly closures: readonly { readonly on: string; readonly day: string; readonly reason: string }[];
  readonly services: readonly { readonly id: string; readonly name: Text }[];
  readonly form: FormState;
};

/** When people can come by appointment, unit by unit. */
export function SchedulePage(view: ScheduleView) {
  const { lang, units, unit, form } = view;
  const w = words(lang);
  return (
    <>
      <ErrorSummary lang={lang} form={form} />
      <PageHead title={w.managing} lead={w.managingLead} kicker={unit?.name} />
      <nav class="jumps" aria-label={w.unit}>
        {units.map((one) => (
          <a key={one.id} href={href(lang, `/kelola/janji?unit=${one.id}`)} aria-current={one.id === unit?.id ? 'true' : undefined}>
            {one.name}
          </a>
        ))}
      </nav>
      {unit && (
        <>
          <Section title={unit.name}>
            <Plans {...view} />
          </Section>
          <Section title={w.addPlan}>
            <PlanForm {...view} unit={unit} />
          </Section>
          <Section title={w.closures}>
            <Closures {...view} unit={unit} />
          </Section>
        </>
      )}
    </>
  );
}

function Plans({ lang, plans }: ScheduleView) {
  const w = words(lang);
  if (plans.length === 0) return <Empty title={w.noPlans} />;
  const named = (plan: ShownPlan) => `${w.weekdays[plan.weekday - 1]} ${plan.hours}`;
  return (
    <Table
      caption={w.managing}
      rows={plans}
      keyOf={(plan) => plan.id}
      columns={[
        { head: w.weekday, cell: (plan) => w.weekdays[plan.weekday - 1] },
        { head: w.hours, cell: (plan) => [plan.hours, plan.until && ` (${w.until(plan.until)})`] },
        { head: w.service, cell: (plan) => (plan.service ? said(plan.service, lang) : w.anyService) },
        { head: w.minutes, cell: (plan) => w.minutesOf(formatNumber(plan.minutes, lang)) },
        { head: w.capacity, cell: (plan) => w.capacityOf(formatNumber(plan.capacity, lang)) },
        {
          head: w.stop,
          cell: (plan) =>
            plan.until === undefined && (
              <Form action={href(lang, `/kelola/janji/${plan.id}/hentikan`)} inline>
                <Button kind="plain">
                  {w.stop} <span class="visually-hidden">{named(plan)}</span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}

function PlanForm({ lang, unit, services, form }: ScheduleView & { readonly unit: ScheduledUnit }) {
  const w = words(lang);
  const common = { lang, form };
  return (
    <Form action={href(lang, '/kelola/janji')}>
      <input type="hidden" name="unit" value={unit.id} />
      <Select {...common} name="weekday" label={w.weekday} options={w.weekdays.slice(0, 6).map((label, at) => ({ value: String(at + 1), label }))} />
      <Select
        {...common}
        name="service"
        label={w.forService}
        blank={w.anyService}
        options={services.map((one) => ({ value: one.id, label: textIn(one.name, lang), lang: langOf(one.name, lang) }))}
      />
      <TextField {...common} name="starts" label={w.starts} hint={w.timeHint} width="short" />
      <TextField {...common} name="ends" label={w.ends} hint={w.timeHint} width="short" />
      <TextField {...common} name="minutes" label={w.minutes} inputmode="numeric" width="short" />
      <TextField {...common} name="capacity" label={w.capacity} inputmode="numeric" width="short" />
      <Button>{w.addPlan}</Button>
    </Form>
  );
}

function Closures({ lang, unit, closures, form }: ScheduleView & { readonly unit: ScheduledUnit }) {
  const w = words(lang);
  return (
    <>
      {closures.length > 0 && (
        <Table
          caption={w.closures}
          rows={closures}
          keyOf={(one) => one.on}
          columns={[
            { head: w.closureDay, cell: (one) => one.day },
            { head: w.reason, cell: (one) => one.reason },
            {
              head: w.reopen,
              cell: (one) => (
                <Form action={href(lang, '/kelola/janji/buka')} inline>
                  <input type="hidden" name="unit" value={unit.id} />
                  <input type="hidden" name="day" value={one.on} />
                  <Button kind="plain">
                    {w.reopen} <span class="visually-hidden">{one.day}</span>
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <Form action={href(lang, '/kelola/janji/tutup')}>
        <input type="hidden" name="unit" value={unit.id} />
        <TextField lang={lang} form={form} name="day" label={w.closureDay} type="date" width="short" />
        <TextField lang={lang} form={form} name="reason" label={w.reason} maxLength={200} />
        <Button kind="plain">{w.close}</Button>
      </Form>
    </>
  );
}
