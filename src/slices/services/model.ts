import { z } from 'zod';
import type { Id } from '#platform/ids';
import type { PlainDate } from '#platform/time';

export type ServiceId = Id<'service'>;
export type ApplicationId = Id<'application'>;

const text = z.object({ id: z.string().min(1), en: z.string().min(1).optional() });

/** The fourteen components of a service standard (Permenpan RB 15/2014), in the regulation's order: delivery first, then management. */
export const componentKeys = [
  'requirements',
  'procedure',
  'duration',
  'cost',
  'product',
  'complaints',
  'legalBasis',
  'facilities',
  'competence',
  'supervision',
  'staffing',
  'guarantee',
  'safety',
  'evaluation',
] as const;
export type ComponentKey = (typeof componentKeys)[number];

const components = z.object({
  requirements: z.array(text).min(1),
  procedure: z.array(text).min(1),
  duration: text,
  cost: text,
  product: text,
  complaints: text,
  legalBasis: z.array(z.string()).min(1),
  facilities: text,
  competence: text,
  supervision: text,
  staffing: text,
  guarantee: text,
  safety: text,
  evaluation: text,
});

const field = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  type: z.enum(['text', 'textarea', 'date', 'number', 'choice', 'email', 'phone', 'file', 'nik', 'declaration'], 'field-type'),
  label: text,
  hint: text.optional(),
  required: z.boolean().default(true),
  maxLength: z.int().positive().optional(),
  accept: z.array(z.string()).optional(),
  options: z.array(z.object({ value: z.string(), label: text })).optional(),
});
export type FormField = z.infer<typeof field>;

const form = z.object({ steps: z.array(z.object({ key: z.string(), title: text, fields: z.array(field).min(1) })).min(1) });
export type FormDefinition = z.infer<typeof form>;

export const definition = z.object({ components, form, resultTitle: text, resultText: text });
export type Definition = z.infer<typeof definition>;

/** A service as its manager writes it; `database/seed/services` holds the province's first five. */
export const serviceInput = definition.extend({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  unit: z.string(),
  name: text,
  summary: text,
  lifeEvent: z.string().regex(/^[a-z0-9-]+$/),
  synonyms: z.array(z.string()),
  workingDays: z.int('not-a-number').positive(),
  fee: z.object({ rupiah: z.int('not-a-number').nonnegative(), basis: z.string() }),
  accountNeeded: z.boolean(),
});
export type ServiceInput = z.infer<typeof serviceInput>;

export const applicationStates = ['draft', 'submitted', 'in-review', 'returned', 'granted', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** Which states a case can go to; the table is the documentation. */
export const applicationMoves = {
  draft: ['submitted'],
  submitted: ['in-review', 'withdrawn'],
  'in-review': ['returned', 'granted', 'refused', 'withdrawn'],
  returned: ['in-review', 'withdrawn'],
  granted: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<ApplicationState, readonly ApplicationState[]>;

export type StepKind = 'submitted' | 'taken' | 'returned' | 'corrected' | 'granted' | 'refused' | 'withdrawn';

/** Why a later case may go first, as codes that stand in the public log. `kasus-sendiri`: the earlier one is the officer's own. */
export const outOfTurnReasons = ['difabel', 'hukum', 'pengadilan', 'berkas-lain'] as const;
export type OutOfTurnReason = (typeof outOfTurnReasons)[number];
export type QueueReason = OutOfTurnReason | 'kasus-sendiri' | 'pengganti';

export type Lane = 'regular' | 'priority';
export const queueFacts = ['arrived', 'taken', 'paused', 'resumed', 'decided', 'withdrawn'] as const;
export type QueueFact = (typeof queueFacts)[number];

export type Answers = Readonly<Record<string, string>>;
export type Pause = { readonly from: PlainDate; readonly until: PlainDate | undefined };

/** How long cases took, in working days that count. Undefined while nothing was decided. */
export type ProcessingTime = {
  readonly serviceId: ServiceId;
  readonly n: number;
  readonly median_days: number;
  readonly p90_days: number;
  readonly onTime: number;
};

/** SKM of a service: index, grade, how many answered, and the mean of each unsur with the value from which it counts as good. */
export type Satisfaction = {
  readonly index: number;
  readonly grade: string;
  readonly n: number;
  readonly goodFrom: number;
  readonly unsur: readonly { readonly code: string; readonly mean: number }[];
};

export const maxFile_bytes = 10_000_000;
export const maxFilesOfField = 5;
export const draftLife_days = 30;
