import type { Id } from '#platform/ids';
import { z } from 'zod';

export type ComplaintId = Id<'complaint'>;
export type SurveyId = Id<'survey'>;
export type RatingId = Id<'rating'>;

/** Classes of SP4N-LAPOR! that the public form shows (reference: lapor). */
export const complaintClasses = ['pengaduan', 'aspirasi', 'permintaan-informasi'] as const;
export type ComplaintClass = (typeof complaintClasses)[number];

/** The product's own list; an agency may want others, then it becomes data. */
export const complaintCategories = [
  'pelayanan',
  'pungutan',
  'perilaku-petugas',
  'fasilitas',
  'jalan',
  'pendidikan',
  'kesehatan',
  'lingkungan',
  'informasi',
  'lainnya',
] as const;
export type ComplaintCategory = (typeof complaintCategories)[number];

export const complaintStates = ['received', 'assigned', 'answered', 'closed', 'not-ours'] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** Open: somebody of the agency must act. */
export function isOpen(state: ComplaintState): boolean {
  return state === 'received' || state === 'assigned';
}

/** Which states a complaint can go to; the table is the documentation. */
export const complaintMoves = {
  received: ['assigned', 'not-ours'],
  assigned: ['answered', 'assigned', 'not-ours'],
  answered: ['closed', 'assigned'],
  closed: [],
  'not-ours': [],
} as const satisfies Record<ComplaintState, readonly ComplaintState[]>;

export const maxFile_bytes = 5_000_000;
export const acceptedFiles = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'too-long')
    .optional()
    .transform((text) => text || undefined);

const ticked = z
  .literal('ya')
  .optional()
  .transform((value) => value === 'ya');

export const complaintInput = z.object({
  class: z.enum(complaintClasses, 'required'),
  category: z.enum(complaintCategories, 'required'),
  title: line(150),
  body: line(5000),
  place: optionalLine(200),
  service: z
    .union([z.literal(''), z.uuid('invalid')])
    .optional()
    .transform((id) => id || undefined),
  unit: z
    .union([z.literal(''), z.uuid('invalid')])
    .optional()
    .transform((id) => id || undefined),
  independent: ticked,
  confidential: ticked,
  name: optionalLine(150),
  email: z
    .union([z.literal(''), z.email('not-email').max(254, 'too-long')])
    .optional()
    .transform((text) => text || undefined),
});
export type ComplaintInput = z.infer<typeof complaintInput>;

/** The nine unsur of Permenpan RB 14/2017, by code: never by column position, since some printed forms swap U8 and U9. */
export const unsurCodes = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'] as const;

const score = z
  .string({ error: 'required' })
  .regex(/^[1-4]$/, 'required')
  .transform(Number);

export const ratingInput = z.object({
  U1: score,
  U2: score,
  U3: score,
  U4: score,
  U5: score,
  U6: score,
  U7: score,
  U8: score,
  U9: score,
  comment: optionalLine(1000),
});
export type RatingInput = z.infer<typeof ratingInput>;

/** Days that a survey link stays good. */
export const surveyLife_days = 30;

/** Sums of one group of ratings: all that the index needs. */
export type RatingSums = {
  readonly unitId: string;
  readonly serviceId: string;
  /** First day of the month. */
  readonly month: string;
  readonly n: number;
  /** By unsur, U1 to U9. */
  readonly sums: readonly number[];
  readonly squares: bigint;
};
