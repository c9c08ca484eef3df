import { z } from 'zod';

/** What a notice about a case tells of. */
export function aboutCase(id: string): { readonly kind: 'application'; readonly id: string } {
  return { kind: 'application', id };
}

const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => value !== undefined && value.length > 0);

export const choiceInput = z.object({ id: z.string(), by_mail: ticked, by_sms: ticked, phone: z.string().trim().max(30, 'too-long').default('') });
