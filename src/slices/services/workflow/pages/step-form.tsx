import { roleName } from '#slices/directory';
import { Button, Checkbox, Choices, ErrorSummary, Form, type FormState, type Option, PageHead, Select, TextArea, TextField } from '#platform/ui';
import { href, type Lang, textIn } from '#platform/words';
import { stepRoles, type Workflow, type WorkStep } from '../model.ts';
import { findStep, isBefore, stepsOf } from '../rules.ts';
import { words } from '../words.ts';

export type StepFormView = {
  readonly lang: Lang;
  readonly draft: { readonly id: string; readonly version: number };
  readonly workflow: Workflow;
  readonly step: WorkStep;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** Answers by which a step can be left out: `field=value`, as people read them. */
  readonly conditions: readonly Option[];
  readonly form: FormState;
};

function outcomesOf({ lang, workflow, step }: StepFormView): readonly Option[] {
  const w = words(lang);
  const place = findStep(workflow, step.key);
  const backs = stepsOf(workflow).filter((one) => place && isBefore(one, place));
  return [
    ...(['next', 'grant', 'applicant', 'refuse'] as const).map((kind) => ({ value: kind, label: w.outcomeNames[kind], hint: w.outcomeHints[kind] })),
    ...backs.map((one) => ({ value: `back:${one.step.key}`, label: w.backTo(textIn(one.step.name, lang)) })),
  ];
}

/** All that a step is: who does it, how long they have, what they check, what may come of it. */
export function StepFormPage(view: StepFormView) {
  const { lang, draft, workflow, step, units, conditions, form } = view;
  const w = words(lang);
  const props = { lang, form };
  const others = stepsOf(workflow).filter((one) => one.step.key !== step.key);
  const back = `/kelola/layanan/${draft.id}/alur`;
  return (
    <>
      <PageHead kicker={w.flow} title={textIn(step.name, lang)} back={{ href: href(lang, back), label: w.backToFlow }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `${back}/${step.key}`)}>
        <input type="hidden" name="version" value={draft.version} />
        <TextField {...props} name="name" label={w.stepName} maxLength={80} />
        <TextField {...props} name="nameEn" label={w.stepNameEn} maxLength={80} optional />
        <Select {...props} name="role" label={w.whoDoes} options={stepRoles.map((role) => ({ value: role, label: roleName(lang, role) }))} />
        <Select
          {...props}
          name="unit"
          label={w.whichUnit}
          blank={w.ownUnit}
          options={units.map((unit) => ({ value: unit.code, label: unit.name, lang: 'id' }))}
        />
        <TextField {...props} name="days" label={w.daysLabel} hint={w.daysHint} inputmode="numeric" maxLength={3} width="short" />
        <Choices {...props} name="outcomes" label={w.outcomes} hint={w.outcomesHint} many options={outcomesOf(view)} />
        <Checkbox {...props} name="checksRequirements" label={w.checksRequirements} />
        <TextArea {...props} name="checklist" label={w.checklist} hint={w.checklistHint} rows={4} optional />
        {others.length > 0 && (
          <Choices
            {...props}
            name="otherThan"
            label={w.otherThan}
            hint={w.otherThanHint}
            many
            optional
            options={others.map((one) => ({ value: one.step.key, label: textIn(one.step.name, lang) }))}
          />
        )}
        <TextField {...props} name="letter" label={w.letter} hint={w.letterHint} maxLength={60} optional />
        {conditions.length > 0 && <Choices {...props} name="when" label={w.when} hint={w.whenHint} many optional options={conditions} />}
        <Button icon="check">{w.saveStep}</Button>
      </Form>
    </>
  );
}
