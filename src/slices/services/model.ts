import { z } from 'zod';
import type { Id } from '#platform/ids';
import type { PlainDate } from '#platform/time';
import { workflow } from './workflow/model.ts';

export type ServiceId = Id<'service'>;
export type ApplicationId = Id<'application'>;
export type DraftId = Id<'service-draft'>;
export type ResultId = Id<'result'>;
export type ObjectionId = Id<'objection'>;

/** Something that can be seen: not only spaces, marks of direction and the like. */
const visible = z.string().regex(/[^\p{Z}\p{C}]/u, 'required');
const text = z.object({ id: visible, en: visible.optional() });

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

const key = z.string().regex(/^[a-z][a-z0-9_]*$/);

export const conditionTests = ['is', 'is-not', 'at-least', 'at-most', 'answered'] as const;

/** What an earlier answer must say for a field or a page to be asked for. */
const condition = z.object({ field: key, test: z.enum(conditionTests), values: z.array(z.string()).default([]) });
export type Condition = z.infer<typeof condition>;

const rowFieldTypes = [
  'text',
  'textarea',
  'nik',
  'nip',
  'npwp',
  'phone',
  'email',
  'date',
  'money',
  'number',
  'choice',
  'many',
  'region',
  'address',
  'declaration',
  'computed',
] as const;
/** A group repeats its fields row by row; files stand for themselves. */
export const fieldTypes = [...rowFieldTypes, 'file', 'group'] as const;
export type FieldType = (typeof fieldTypes)[number];

export const regionLevels = ['province', 'regency', 'district', 'village'] as const;

const fieldParts = z.object({
  key,
  label: text,
  hint: text.optional(),
  /** Said instead of our own sentence when the answer does not fit. */
  message: text.optional(),
  required: z.boolean().default(true),
  /** All of them hold, or the field is not asked for. */
  when: z.array(condition).optional(),
  maxLength: z.int().positive().optional(),
  /** Of a number or an amount; of a list, how many. */
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: text })).optional(),
  accept: z.array(z.string()).optional(),
  /** Offers the camera beside the folder. */
  camera: z.boolean().optional(),
  /** Of a region: how far down, and inside which. */
  level: z.enum(regionLevels).optional(),
  within: z.string().optional(),
  /** Of a computed value, and whether it is an amount of rupiah. */
  formula: z.string().optional(),
  money: z.boolean().optional(),
});
const rowField = fieldParts.extend({ type: z.enum(rowFieldTypes, 'field-type') });
const field = fieldParts.extend({ type: z.enum(fieldTypes, 'field-type'), fields: z.array(rowField).optional() });
export type RowField = z.infer<typeof rowField>;
export type FormField = z.infer<typeof field>;

const formStep = z.object({ key: z.string(), title: text, when: z.array(condition).optional(), fields: z.array(field).min(1) });

export const form = z.object({ steps: z.array(formStep).min(1) });
export type FormDefinition = z.infer<typeof form>;
export type FormStep = FormDefinition['steps'][number];

/** A form while it is being built: pages may still be empty. */
const begunForm = z.object({ steps: z.array(formStep.extend({ fields: z.array(field) })) });

/** Where an answer of the pre-check leads: to the next question, or to its end. */
export const preCheckLeads = ['on', 'yes', 'no', 'maybe'] as const;
const wayOn = z.string().regex(/^(?:\/(?![/\\])|https:\/\/)\S*$/, 'not-url');
/** "May I apply?": a few questions in a row, answered without an account, kept nowhere. */
const preCheck = z.object({
  questions: z.array(
    z.object({
      question: text,
      hint: text.optional(),
      answers: z.array(z.object({ label: text, leads: z.enum(preCheckLeads), reason: text.optional(), where: text.optional(), href: wayOn.optional() })).min(2),
    }),
  ),
});

/** What each letter of a service tells: a grant, a refusal, that something is to be mended, that this still waits. */
export const letterKeys = ['granted', 'refused', 'returned', 'reminder'] as const;
export type LetterKey = (typeof letterKeys)[number];
/** A text with places for answers, paragraph by paragraph with an empty line between; how it is numbered; the post of who signs it. */
const letter = z.object({ title: text, text, number: z.string().max(80).optional(), signer: text.optional() });
const letters = z.object({ granted: letter, refused: letter.optional(), returned: letter.optional(), reminder: letter.optional() });

export const definition = z.object({ components, form, workflow: workflow.optional(), letters, preCheck: preCheck.optional() });
export type Definition = z.infer<typeof definition>;

/** Services written before there were several letters had the one of a grant, in two places of its own. */
export function withLetters(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('resultTitle' in raw || 'resultText' in raw)) return raw;
  const { resultTitle: title, resultText, ...rest } = raw as { readonly resultTitle?: unknown; readonly resultText?: unknown };
  return { letters: { granted: { title, text: resultText } }, ...rest };
}

/** What a service is called and promises, beside its standard and form. */
const serviceHead = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  unit: z.string().min(1),
  name: text,
  summary: text,
  lifeEvent: z.string().regex(/^[a-z0-9-]+$/),
  synonyms: z.array(z.string()),
  workingDays: z.int('not-a-number').positive(),
  fee: z.object({ rupiah: z.int('not-a-number').nonnegative(), basis: z.string() }),
  accountNeeded: z.boolean(),
});
export type ServiceHead = z.infer<typeof serviceHead>;

/** A service as its manager writes it; `database/seed/services` holds the province's first five. */
export const serviceInput = serviceHead.extend(definition.shape);
export type ServiceInput = z.infer<typeof serviceInput>;

export function headOf(input: ServiceInput): ServiceHead {
  return serviceHead.parse(input);
}

const begunText = z.object({ id: z.string(), en: z.string().optional() });

const begunLetter = z.object({ title: begunText, text: begunText, number: z.string().max(80), signer: begunText }).partial();

/** A service while it is being written: anything may still be missing, what is there has its shape. */
export const draftContent = serviceInput.partial().extend({
  name: begunText.optional(),
  summary: begunText.optional(),
  fee: serviceHead.shape.fee.partial().optional(),
  components: z
    .object({
      requirements: z.array(begunText),
      procedure: z.array(begunText),
      duration: begunText,
      cost: begunText,
      product: begunText,
      complaints: begunText,
      legalBasis: z.array(z.string()),
      facilities: begunText,
      competence: begunText,
      supervision: begunText,
      staffing: begunText,
      guarantee: begunText,
      safety: begunText,
      evaluation: begunText,
    })
    .partial()
    .optional(),
  letters: z.object({ granted: begunLetter, refused: begunLetter, returned: begunLetter, reminder: begunLetter }).partial().optional(),
  form: begunForm.optional(),
  preCheck: z
    .object({
      questions: z.array(
        z
          .object({
            question: begunText,
            hint: begunText,
            answers: z.array(z.object({ label: begunText, leads: z.enum(preCheckLeads), reason: begunText, where: begunText, href: wayOn }).partial()),
          })
          .partial(),
      ),
    })
    .optional(),
});
export type DraftContent = z.infer<typeof draftContent>;

export const draftStates = ['draft', 'in-review', 'published', 'discarded'] as const;
export type DraftState = (typeof draftStates)[number];

/** Which states a draft can go to. One that was sent back is a draft again. */
export const draftMoves = {
  draft: ['in-review', 'discarded'],
  'in-review': ['draft', 'published', 'discarded'],
  published: [],
  discarded: [],
} as const satisfies Record<DraftState, readonly DraftState[]>;

/** The parts of a draft in the order in which they are written. */
export const draftParts = ['basics', 'fee', 'standard', 'preCheck', 'form', 'workflow', 'letter'] as const;
export type DraftPart = (typeof draftParts)[number];

export type DraftStepKind = 'begun' | 'written' | 'sent' | 'returned' | 'published' | 'discarded';

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

/** What happened to a case, as its timeline tells it. */
export type StepKind =
  | 'submitted'
  | 'taken'
  | 'returned'
  | 'corrected'
  | 'forwarded'
  | 'sent-back'
  | 'granted'
  | 'refused'
  | 'withdrawn'
  | 'reminded'
  | 'contact-changed'
  | 'objected'
  | 'appealed'
  | 'objection-upheld'
  | 'objection-dismissed'
  | 'issued'
  | 'result-corrected'
  | 'result-revoked';

/** First to who is answerable for the decision, then to their superior (UU 30/2014). */
export type ObjectionStage = 'objection' | 'appeal';

/** Why a result that went out does not hold any more, as codes that stand in the public log. `diganti`: another was issued in its place. */
export const revocationReasons = ['salah-terbit', 'data-tidak-benar', 'pengadilan', 'keberatan', 'permintaan'] as const;
export type RevocationReason = (typeof revocationReasons)[number] | 'diganti';

/** Why a later case may go first, as codes that stand in the public log. `prioritas` never says on which ground. */
export const outOfTurnReasons = ['prioritas', 'hukum', 'pengadilan'] as const;
export type OutOfTurnReason = (typeof outOfTurnReasons)[number];
/** `kasus-sendiri`: the earlier one is one that the officer must not handle. `berkas`: an incomplete file, which pauses the case. */
export const queueReasons = [...outOfTurnReasons, 'kasus-sendiri', 'pengganti', 'berkas'] as const;
export type QueueReason = (typeof queueReasons)[number];

/** Why a lot is drawn once more for one case. */
export const redrawReasons = ['berhalangan', 'keliru'] as const;
export type RedrawReason = (typeof redrawReasons)[number];
export type DrawExclusion = 'pemegang' | 'kasus' | 'berhalangan';

export const kinRelations = ['pasangan', 'anak', 'orang-tua', 'saudara', 'mertua-ipar', 'lain'] as const;
export type KinRelation = (typeof kinRelations)[number];
export type PartyKind = 'nik' | 'name';
/** Why an officer must not handle a case; `kin-name` waits for their answer whether the name is that of their family. */
export type Recusal = 'former-case' | 'kin-case' | 'kin-name';

export type Lane = 'regular' | 'priority';
export const queueFacts = ['arrived', 'taken', 'paused', 'resumed', 'decided', 'withdrawn'] as const;
export type QueueFact = (typeof queueFacts)[number];

/** By what a clerk at a counter knew who came: the applicant by their KTP, or another by a power of attorney. */
export const identityKinds = ['ktp', 'kuasa'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export type CounterId = Id<'counter'>;
export type NumberId = Id<'queue-number'>;

export type AppointmentId = Id<'appointment'>;
export type PlanId = Id<'slot-plan'>;

/** `missed`: the slot has ended and nobody had come. */
export const appointmentStates = ['booked', 'cancelled', 'arrived', 'missed'] as const;
export type AppointmentState = (typeof appointmentStates)[number];

/** Lanes of the numbers at counters; an appointment has its place from its hour on. */
export const numberLanes = ['regular', 'priority', 'appointment'] as const;
export type NumberLane = (typeof numberLanes)[number];

/** Who stands in the priority lane of a counter (UU 25/2009 article 29). */
export const priorityGrounds = ['lansia', 'difabel', 'hamil', 'anak'] as const;
export type PriorityGround = (typeof priorityGrounds)[number];

export const numberStates = ['waiting', 'called', 'served', 'no-show'] as const;
export type NumberState = (typeof numberStates)[number];

/** Which states a number can go to; from `called` back to `waiting` when it is passed on to another counter. */
export const numberMoves = {
  waiting: ['called'],
  called: ['served', 'no-show', 'waiting'],
  served: [],
  'no-show': [],
} as const satisfies Record<NumberState, readonly NumberState[]>;

export const numberFacts = ['issued', 'called', 'recalled', 'passed-on', 'served', 'no-show'] as const;
export type NumberFact = (typeof numberFacts)[number];

/** One row of a group. */
export type Row = Readonly<Record<string, string | readonly string[]>>;
/** As typed: a text, the values chosen of many, or the rows of a group. */
export type Answer = string | readonly string[] | readonly Row[];
export type Answers = Readonly<Record<string, Answer>>;
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
