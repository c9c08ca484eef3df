import { z } from 'zod';
import type { Id } from '#platform/ids';

export type CourseId = Id<'course'>;
export type ModuleId = Id<'module'>;
export type EnrolmentId = Id<'enrolment'>;
export type ClassId = Id<'class'>;
export type SeatId = Id<'seat'>;

const text = z.object({ id: z.string().min(1), en: z.string().min(1).optional() });

export const quizQuestion = z.object({
  text,
  options: z
    .array(z.object({ key: z.enum(['A', 'B', 'C', 'D', 'E']), text }))
    .min(2)
    .max(5),
  answer: z.enum(['A', 'B', 'C', 'D', 'E']),
  why: text,
});
export type QuizQuestion = z.infer<typeof quizQuestion>;

const common = { title: text, minutes: z.int().positive() };
export const moduleInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), ...common, body: text }),
  // The caption is what is said, as a text to read; the subtitles are WebVTT.
  z.object({ kind: z.literal('video'), ...common, caption: text, subtitles: z.string().optional() }),
  z.object({ kind: z.literal('quiz'), ...common, questions: z.array(quizQuestion).min(1) }),
]);
export type ModuleInput = z.infer<typeof moduleInput>;
export type ModuleKind = ModuleInput['kind'];

export const trains = z.array(z.object({ competency: z.string(), level: z.int().min(1).max(5) }));

/** A course as its author writes it; `database/seed/courses` holds the first three. */
export const courseInput = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/, 'slug'),
  title: text,
  summary: text,
  trains,
  jp: z.object({ online: z.int().nonnegative(), classroom: z.int().nonnegative() }),
  passing: z.int().min(0).max(100),
  modules: z.array(moduleInput).min(1),
});
export type CourseInput = z.infer<typeof courseInput>;

export type Course = {
  readonly id: CourseId;
  readonly agencyId: string;
  readonly slug: string;
  readonly title: { readonly id: string; readonly en?: string | undefined };
  readonly summary: { readonly id: string; readonly en?: string | undefined };
  readonly trains: readonly { readonly competency: string; readonly level: number }[];
  readonly jpOnline: number;
  readonly jpClassroom: number;
  readonly passing: number;
  readonly state: 'draft' | 'published';
};

export type CourseText = Course['title'];

export type SeatState = 'seated' | 'waiting' | 'given-up';

export const maxVideo_bytes = 200_000_000;
/** A rotating code is good for this long, and so is the one before it: a slow camera still catches it. */
export const codeLife_s = 20;
