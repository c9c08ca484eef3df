import { unitsOf } from '#slices/directory';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { orRefuse } from '#platform/result';
import { emptyForm, type FormState, type Option } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import type { FormDefinition } from '../model.ts';
import { permissions } from '../permissions.ts';
import { editDraft } from '../standards/actions.ts';
import { agencyOf, draftOr404 } from '../standards/draft-routes.tsx';
import { fieldsOf } from '../forms/rules.ts';
import { askedFields } from '../standards/rules.ts';
import type { Draft } from '../standards/store.ts';
import { words as draftWords } from '../standards/words.ts';
import { faultsOf } from './checks.ts';
import { editWorkflow, type NewPlace, type Operation } from './edit.ts';
import { type Workflow, workflow as workflowSchema } from './model.ts';
import { BuilderPage } from './pages/builder.tsx';
import { StepFormPage } from './pages/step-form.tsx';
import { findStep } from './rules.ts';
import { sayFault } from './say.ts';
import { readStep, stepValues } from './step-input.ts';
import { words } from './words.ts';

const allow = permissions['services.publish'];
const section = '/kelola/layanan';
const builder = `${section}/:draft/alur`;
const usualDays = 5;

function workflowIn(draft: Draft): Workflow | undefined {
  return draft.content.workflow && workflowSchema.parse(draft.content.workflow);
}

const formIn = (draft: Draft): FormDefinition => draft.content.form ?? { steps: [] };
const daysIn = (draft: Draft) => draft.content.workingDays ?? usualDays;

async function openDraft(ctx: WebCtx, idText: string): Promise<Draft> {
  return ctx.read((tx) => draftOr404(tx, ctx, idText));
}

async function builderPage(ctx: WebCtx, idText: string, form: FormState, conflict = false): Promise<Reply> {
  const draft = await openDraft(ctx, idText);
  if (draft.state !== 'draft') return redirect(`${section}/${draft.id}`);
  const workflow = workflowIn(draft);
  const faults = workflow ? faultsOf(workflow, { workingDays: daysIn(draft), fields: askedFields(formIn(draft)) }) : [];
  const w = words(ctx.lang);
  const body = (
    <BuilderPage
      lang={ctx.lang}
      draft={draft}
      workflow={workflow}
      workingDays={daysIn(draft)}
      faults={workflow ? faults.map((fault) => ({ says: sayFault(ctx.lang, workflow, fault), step: fault.steps[0] })) : []}
      form={form}
    />
  );
  return page({ title: w.flow, section, dense: true, status: conflict ? 409 : 200, body });
}

/** Answers that a step can hang on, by the names of field and choice. */
function conditionsOf(ctx: WebCtx, form: FormDefinition): readonly Option[] {
  const asked = new Set(askedFields(form).map((field) => field.key));
  return fieldsOf(form)
    .filter((field) => asked.has(field.key))
    .flatMap((field) =>
      (field.options ?? []).map((option) => ({
        value: `${field.key}=${option.value}`,
        label: `${textIn(field.label, ctx.lang)}: ${textIn(option.label, ctx.lang)}`,
      })),
    );
}

async function stepPage(ctx: WebCtx, { draft: idText, step: key }: StepAddress, form?: FormState, conflict = false): Promise<Reply> {
  const { draft, units } = await ctx.read(async (tx) => {
    const found = await draftOr404(tx, ctx, idText);
    return { draft: found, units: await unitsOf(tx, found.agencyId) };
  });
  const workflow = workflowIn(draft);
  const placed = workflow && findStep(workflow, key);
  if (draft.state !== 'draft') return redirect(`${section}/${draft.id}`);
  if (!workflow || !placed) throw problems.notFound();
  const body = (
    <StepFormPage
      lang={ctx.lang}
      draft={draft}
      workflow={workflow}
      step={placed.step}
      units={units}
      conditions={conditionsOf(ctx, formIn(draft))}
      form={form ?? { values: stepValues(placed.step), errors: {} }}
    />
  );
  return page({ title: textIn(placed.step.name, ctx.lang), section, dense: true, status: conflict ? 409 : 200, body });
}

/** What was pressed, on the draft as the page showed it. */
async function press(
  ctx: WebCtx,
  { draft: idText, version }: Seen,
  operation: (workflow: Workflow | undefined, draft: Draft) => Workflow | undefined,
): Promise<void> {
  const draft = await openDraft(ctx, idText);
  await editDraft(ctx, { agencyId: agencyOf(ctx), id: draft.id, version, change: { workflow: operation(workflowIn(draft), draft) } });
}

function edited(workflow: Workflow | undefined, operation: Operation): Workflow {
  if (!workflow && operation.kind !== 'begin') throw problems.notFound();
  return orRefuse(editWorkflow(workflow ?? { stages: [] }, operation));
}

function operationOf(pressed: string, workingDays: number): Operation {
  const [what = '', key = ''] = pressed.split(':');
  if (what === 'up' || what === 'down') return { kind: 'move', key, by: what === 'up' ? -1 : 1 };
  return what === 'remove' ? { kind: 'remove', key } : { kind: 'begin', workingDays };
}

function placeOf(text: string): NewPlace {
  const [kind, stage, branch] = text.split(':');
  if (kind === 'beside') return { kind, stage: Number(stage) };
  return kind === 'in' ? { kind, stage: Number(stage), branch: Number(branch) } : { kind: 'after', stage: Number(stage) };
}

function formOf(ctx: WebCtx, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, { ...draftWords(ctx.lang).errors, ...words(ctx.lang).errors }) };
}

const isStale = (errors: FieldCodes) => errors['form'] === 'draft-changed';
const seen = z.object({ draft: z.string(), version: z.coerce.number().int() });
type Seen = z.infer<typeof seen>;
const stepAddress = z.object({ draft: z.string(), step: z.string().max(40) });
type StepAddress = z.infer<typeof stepAddress>;
const againOnBuilder = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => builderPage(ctx, String(raw['draft']), formOf(ctx, raw, errors), isStale(errors));

export const workflowRoutes: readonly Route[] = [
  route({ method: 'GET', path: builder, allow, input: z.object({ draft: z.string() }), handle: (ctx, { draft }) => builderPage(ctx, draft, emptyForm) }),
  route({
    method: 'POST',
    path: builder,
    allow,
    input: seen.extend({ do: z.string().regex(/^(?:begin|clear|(?:up|down|remove):[a-z0-9-]{1,40})$/) }),
    async handle(ctx, { do: pressed, ...input }) {
      await press(ctx, input, (workflow, draft) => (pressed === 'clear' ? undefined : edited(workflow, operationOf(pressed, daysIn(draft)))));
      return redirect(`${section}/${input.draft}/alur`);
    },
    again: againOnBuilder,
  }),
  route({
    method: 'POST',
    path: `${builder}/tambah`,
    allow,
    input: seen.extend({
      name: z.string().trim().min(1, 'required').max(80, 'too-long'),
      nameEn: z.string().trim().max(80, 'too-long').default(''),
      place: z.string().regex(/^(?:after:-?\d{1,2}|beside:\d{1,2}|in:\d{1,2}:\d)$/, 'required'),
    }),
    async handle(ctx, { name, nameEn, place, ...input }) {
      await press(ctx, input, (workflow) => edited(workflow, { kind: 'add', name: { id: name, ...(nameEn ? { en: nameEn } : {}) }, place: placeOf(place) }));
      return redirect(`${section}/${input.draft}/alur`, { kind: 'good', text: words(ctx.lang).stepAdded(name) });
    },
    again: againOnBuilder,
  }),
  route({ method: 'GET', path: `${builder}/:step`, allow, input: stepAddress, handle: (ctx, input) => stepPage(ctx, input) }),
  route({
    method: 'POST',
    path: `${builder}/:step`,
    allow,
    input: z.looseObject({ ...seen.shape, ...stepAddress.shape }),
    async handle(ctx, { draft, version, step: key, ...raw }) {
      await press(ctx, { draft, version }, (workflow) => {
        const placed = workflow && findStep(workflow, key);
        if (!workflow || !placed) throw problems.notFound();
        return edited(workflow, { kind: 'write', step: orRefuse(readStep(workflow, placed.step, raw)) });
      });
      return redirect(`${section}/${draft}/alur`, { kind: 'good', text: words(ctx.lang).stepSaved });
    },
    again: (ctx, raw, errors) => stepPage(ctx, { draft: String(raw['draft']), step: String(raw['step']) }, formOf(ctx, raw, errors), isStale(errors)),
  }),
];
