import type { FormDefinition } from '../model.ts';

/** Who comes in person gets paper: an e-mail address is asked of nobody at a counter. */
function formAtCounter(form: FormDefinition): FormDefinition {
  const optional = (field: FormDefinition['steps'][number]['fields'][number]) => (field.type === 'email' ? { ...field, required: false } : field);
  return { ...form, steps: form.steps.map((step) => ({ ...step, fields: step.fields.map(optional) })) };
}

/** The form of a case, as it is asked of this applicant. */
export function formFor(application: { readonly clerk_id: string | null }, form: FormDefinition): FormDefinition {
  return application.clerk_id ? formAtCounter(form) : form;
}
