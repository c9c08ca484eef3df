import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { trains } from './model.ts';

export const coursePublished = defineEvent({
  kind: 'learning.course-published',
  says: { id: 'Pelatihan diterbitkan', en: 'Course published' },
  version: 1,
  ledger: 'public',
  payload: z.object({ courseId: z.string(), slug: z.string(), jp: z.number(), trains }),
});
export const enrolled = defineEvent({
  kind: 'learning.enrolled',
  says: { id: 'Pegawai terdaftar di pelatihan', en: 'Enrolled in a course' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ enrolmentId: z.string(), personId: z.string(), courseId: z.string() }),
});
export const classOpened = defineEvent({
  kind: 'learning.class-opened',
  says: { id: 'Kelas dibuka', en: 'Class opened' },
  version: 1,
  ledger: 'public',
  payload: z.object({ classId: z.string(), courseId: z.string(), capacity: z.number(), startsAt: z.string() }),
});
export const classChanged = defineEvent({
  kind: 'learning.class-changed',
  says: { id: 'Kelas diubah', en: 'Class changed' },
  version: 1,
  ledger: 'public',
  payload: z.object({ classId: z.string(), courseId: z.string(), capacity: z.number(), startsAt: z.string() }),
});
export const classCancelled = defineEvent({
  kind: 'learning.class-cancelled',
  says: { id: 'Kelas dibatalkan', en: 'Class cancelled' },
  version: 1,
  ledger: 'public',
  payload: z.object({ classId: z.string(), courseId: z.string() }),
});
export const seatAsked = defineEvent({
  kind: 'learning.seat-asked',
  says: { id: 'Kursi kelas diminta', en: 'Seat asked for' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ seatId: z.string(), classId: z.string(), personId: z.string() }),
});
export const seatGivenUp = defineEvent({
  kind: 'learning.seat-given-up',
  says: { id: 'Kursi kelas dilepas', en: 'Seat given up' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ seatId: z.string(), classId: z.string(), personId: z.string() }),
});
export const seatPromoted = defineEvent({
  kind: 'learning.seat-promoted',
  says: { id: 'Naik dari daftar tunggu', en: 'Promoted from the waiting list' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ seatId: z.string(), classId: z.string(), personId: z.string() }),
});
export const attended = defineEvent({
  kind: 'learning.attended',
  says: { id: 'Kehadiran di kelas', en: 'Attended a class' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ seatId: z.string(), classId: z.string(), personId: z.string(), how: z.enum(['code', 'list']) }),
});
export const courseCompleted = defineEvent({
  kind: 'learning.course-completed',
  says: { id: 'Pelatihan selesai', en: 'Course completed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ enrolmentId: z.string(), personId: z.string(), courseId: z.string(), jp: z.number(), trains }),
});
export const certificateIssued = defineEvent({
  kind: 'learning.certificate-issued',
  says: { id: 'Sertifikat terbit', en: 'Certificate issued' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ certificateId: z.string(), enrolmentId: z.string(), personId: z.string() }),
});
