import type { PlainDate } from '#platform/time';
import { Button, Checkbox, ErrorSummary, Form, type FormState, PageHead, Select, TextField } from '#platform/ui';
import type { Lang } from '#platform/words';
import { capacities, grantableRoles, positionKinds, positionLevels } from '../../model.ts';
import { roleName } from '../../role-words.ts';
import type { Branch } from '../../structure/rules.ts';
import { words as structure } from '../../structure/words.ts';
import { words } from '../words.ts';
import type { Back } from './person.tsx';

type Fields = { readonly lang: Lang; readonly form: FormState; readonly units: readonly Branch[] };
type Props = Fields & { readonly today: PlainDate; readonly back: Back; readonly action: string };

const unitOptions = (units: readonly Branch[]) => units.map((one) => ({ value: one.id, label: `${'– '.repeat(one.depth)}${one.name}` }));

/** Where somebody is to be posted: the same questions for a new person and for a transfer. */
function PostingFields({ lang, form, units }: Fields) {
  const w = words(lang);
  return (
    <>
      <Select lang={lang} form={form} name="unit" label={w.unit} blank="–" options={unitOptions(units)} />
      <TextField lang={lang} form={form} name="position" label={w.position} hint={w.positionHint} maxLength={200} />
      <Select
        lang={lang}
        form={form}
        name="kind"
        label={w.kind}
        blank="–"
        options={positionKinds.map((value) => ({ value, label: structure(lang).kinds[value] }))}
      />
      <Select lang={lang} form={form} name="level" label={w.level} blank="–" options={positionLevels.map((value) => ({ value, label: value }))} />
      <TextField lang={lang} form={form} name="golongan" label={w.golongan} hint={w.golonganHint} width="short" maxLength={20} optional />
      <TextField lang={lang} form={form} name="starts" label={w.startsOn} type="date" width="short" />
      <Checkbox lang={lang} form={form} name="heads" label={w.heads} />
    </>
  );
}

const onToday = (form: FormState, today: PlainDate): FormState => ({ values: { starts: today.toString(), ...form.values }, errors: form.errors });

export function NewStaffPage(props: Props) {
  const { lang, form, back, action, today } = props;
  const w = words(lang);
  const state = onToday(form, today);
  return (
    <>
      <PageHead title={w.add} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={action}>
        <TextField lang={lang} form={state} name="nip" label={w.nip} hint={w.nipHint} inputmode="numeric" width="medium" />
        <TextField lang={lang} form={state} name="name" label={w.name} maxLength={150} />
        <Select
          lang={lang}
          form={state}
          name="status"
          label={w.status}
          blank={w.statusFromNip}
          options={['PNS', 'PPPK'].map((value) => ({ value, label: value }))}
        />
        <TextField lang={lang} form={state} name="email" label={w.email} type="email" width="medium" optional />
        <TextField lang={lang} form={state} name="education" label={w.education} width="short" optional />
        <PostingFields {...props} form={state} />
        <Button icon="plus">{w.add}</Button>
      </Form>
    </>
  );
}

export function TransferPage(props: Props) {
  const { lang, form, back, action, today } = props;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.transfer} kicker={back.label} lead={w.transferLead} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={action}>
        <PostingFields {...props} form={onToday(form, today)} />
        <Button>{w.save}</Button>
      </Form>
    </>
  );
}

type SmallProps = { readonly lang: Lang; readonly form: FormState; readonly back: Back; readonly action: string };

export function DetailsPage({ lang, form, back, action }: SmallProps) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.edit} kicker={back.label} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={action}>
        <TextField lang={lang} form={form} name="name" label={w.name} maxLength={150} />
        <TextField lang={lang} form={form} name="email" label={w.email} type="email" width="medium" optional />
        <TextField lang={lang} form={form} name="education" label={w.education} width="short" optional />
        <Button>{w.save}</Button>
      </Form>
    </>
  );
}

export function LeavePage({ lang, form, back, action, today }: SmallProps & { readonly today: PlainDate }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.leave} kicker={back.label} lead={w.leaveLead} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={action}>
        <TextField
          lang={lang}
          form={{ values: { on: today.toString(), ...form.values }, errors: form.errors }}
          name="on"
          label={w.lastDay}
          type="date"
          width="short"
        />
        <Button kind="danger">{w.leave}</Button>
      </Form>
    </>
  );
}

export function GrantPage({ lang, form, units, today, back, action }: Props) {
  const w = words(lang);
  const state = onToday(form, today);
  return (
    <>
      <PageHead title={w.give} kicker={back.label} lead={w.giveLead} back={back} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={action}>
        <Select
          lang={lang}
          form={state}
          name="role"
          label={w.role}
          blank="–"
          options={grantableRoles.map((value) => ({ value, label: roleName(lang, value) }))}
        />
        <Select
          lang={lang}
          form={state}
          name="capacity"
          label={w.capacity}
          hint={w.capacityHint}
          options={capacities.map((value) => ({ value, label: w.capacities[value] }))}
        />
        <Select lang={lang} form={state} name="unit" label={w.reach} hint={w.reachHint} blank={w.ownUnit} options={unitOptions(units)} />
        <TextField lang={lang} form={state} name="starts" label={w.starts} type="date" width="short" />
        <TextField lang={lang} form={state} name="ends" label={w.ends} type="date" width="short" optional />
        <TextField lang={lang} form={state} name="reason" label={w.reason} hint={w.reasonHint} maxLength={300} />
        <Button icon="plus">{w.give}</Button>
      </Form>
    </>
  );
}
