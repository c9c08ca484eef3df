import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { numberFacts, numberLanes, queueFacts, revocationReasons } from './model.ts';

const caseFact = z.object({ applicationId: z.string(), serviceId: z.string(), unitId: z.string() });

export const servicePublished = defineEvent({
  kind: 'services.service-published',
  says: { id: 'Standar layanan diterbitkan', en: 'Service standard published' },
  version: 2,
  ledger: 'public',
  payload: z.object({
    serviceId: z.string(),
    slug: z.string(),
    version: z.number(),
    workingDays: z.number(),
    /** Who reads the log alone learns here what the units of queues are called; absent before version 2. */
    unit: z.object({ id: z.string(), code: z.string(), name: z.string() }).optional(),
  }),
});
export const serviceRetired = defineEvent({
  kind: 'services.service-retired',
  says: { id: 'Layanan tidak lagi menerima permohonan baru', en: 'Service takes no new applications' },
  version: 1,
  ledger: 'public',
  payload: z.object({ serviceId: z.string(), slug: z.string() }),
});
export const serviceReopened = defineEvent({
  kind: 'services.service-reopened',
  says: { id: 'Layanan menerima permohonan lagi', en: 'Service takes applications again' },
  version: 1,
  ledger: 'public',
  payload: z.object({ serviceId: z.string(), slug: z.string() }),
});
export const applicationSubmitted = defineEvent({
  kind: 'services.application-submitted',
  says: { id: 'Permohonan diajukan', en: 'Application submitted' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});
export const applicationTaken = defineEvent({
  kind: 'services.application-taken',
  says: { id: 'Permohonan diambil petugas', en: 'Application taken by an officer' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});
export const stepDone = defineEvent({
  kind: 'services.step-done',
  says: { id: 'Langkah alur selesai', en: 'Step of the workflow done' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact.extend({ step: z.string(), outcome: z.enum(['next', 'back']) }),
});
/** That a step is nearly due, to who holds it; that it is late, to the supervisors of the unit. */
export const stepDue = defineEvent({
  kind: 'services.step-due',
  says: { id: 'Tenggat langkah mendekat atau lewat', en: 'Deadline of a step near or past' },
  version: 1,
  ledger: 'none',
  payload: caseFact.extend({ step: z.string(), when: z.enum(['soon', 'late']), to: z.array(z.string()) }),
});
export const applicationReturned = defineEvent({
  kind: 'services.application-returned',
  says: { id: 'Perbaikan diminta', en: 'Correction asked for' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});
export const applicationCorrected = defineEvent({
  kind: 'services.application-corrected',
  says: { id: 'Perbaikan dikirim', en: 'Correction sent' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});
export const applicationWithdrawn = defineEvent({
  kind: 'services.application-withdrawn',
  says: { id: 'Permohonan ditarik', en: 'Application withdrawn' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});
export const applicationDecided = defineEvent({
  kind: 'services.application-decided',
  says: { id: 'Permohonan diputus', en: 'Application decided' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact.extend({ outcome: z.enum(['granted', 'refused']) }),
});

/** A calendar changed, and a person has confirmed what it does to the promise of this case. */
export const deadlineMoved = defineEvent({
  kind: 'services.deadline-moved',
  says: { id: 'Tenggat bergeser karena kalender berubah', en: 'Deadline moved by a change of the calendar' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact.extend({ from: z.string(), to: z.string() }),
});

/** The scan of the act as signed on paper is what the applicant gets. */
export const resultSigned = defineEvent({
  kind: 'services.result-signed',
  says: { id: 'Hasil bertanda tangan diunggah', en: 'Signed result uploaded' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});

const resultFact = caseFact.extend({ resultId: z.string(), edition: z.number() });

export const resultSealed = defineEvent({
  kind: 'services.result-sealed',
  says: { id: 'Hasil ditandatangani secara elektronik', en: 'Result signed electronically' },
  version: 1,
  ledger: 'commitment',
  payload: resultFact,
});
export const signatureUndone = defineEvent({
  kind: 'services.signature-undone',
  says: { id: 'Tanda tangan dibatalkan sebelum hasil terbit', en: 'Signature taken back before the result went out' },
  version: 1,
  ledger: 'commitment',
  payload: resultFact,
});
export const resultIssued = defineEvent({
  kind: 'services.result-issued',
  says: { id: 'Hasil terbit', en: 'Result issued' },
  version: 1,
  ledger: 'commitment',
  payload: resultFact,
});
export const resultCorrected = defineEvent({
  kind: 'services.result-corrected',
  says: { id: 'Pembetulan hasil disiapkan', en: 'Correction of a result prepared' },
  version: 1,
  ledger: 'commitment',
  payload: resultFact,
});

const objectionFact = caseFact.extend({ objectionId: z.string(), stage: z.enum(['objection', 'appeal']) });

export const objectionFiled = defineEvent({
  kind: 'services.objection-filed',
  says: { id: 'Keberatan atau banding diajukan', en: 'Objection or appeal filed' },
  version: 1,
  ledger: 'commitment',
  payload: objectionFact,
});
export const objectionDecided = defineEvent({
  kind: 'services.objection-decided',
  says: { id: 'Keberatan atau banding dijawab', en: 'Objection or appeal answered' },
  version: 1,
  ledger: 'commitment',
  payload: objectionFact.extend({ outcome: z.enum(['upheld', 'dismissed']) }),
});
export const contactChanged = defineEvent({
  kind: 'services.contact-changed',
  says: { id: 'Alamat kabar permohonan diubah', en: 'Address for news of an application changed' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});

/** In clear, by number, and without any person: whoever holds the paper can know that it does not hold any more. */
export const resultRevoked = defineEvent({
  kind: 'services.result-revoked',
  says: { id: 'Hasil dicabut', en: 'Result revoked' },
  version: 1,
  ledger: 'public',
  payload: z.object({ number: z.string(), reason: z.enum([...revocationReasons, 'diganti']), on: z.string() }),
});

/** A fact of the queue in clear, under a random token for each case: anyone can recompute who was served in turn, and why not. */
export const queueMoved = defineEvent({
  kind: 'services.queue-moved',
  says: { id: 'Antrean bergerak', en: 'The queue moved' },
  version: 2,
  ledger: 'public',
  payload: z.object({
    token: z.string(),
    service: z.string(),
    /** Absent before version 2. */
    unit: z.string().optional(),
    lane: z.enum(['regular', 'priority']),
    fact: z.enum(queueFacts),
    reason: z.string().nullable(),
    at: z.string(),
    /** Of a workflow's later steps; the case itself was taken before. */
    step: z.string().optional(),
  }),
});

const ofPerson = z.object({ personId: z.string() });

export const kinDeclared = defineEvent({
  kind: 'services.kin-declared',
  says: { id: 'Pernyataan keluarga dibuat', en: 'Family declared' },
  version: 1,
  ledger: 'commitment',
  payload: ofPerson,
});
export const kinEnded = defineEvent({
  kind: 'services.kin-ended',
  says: { id: 'Pernyataan keluarga diakhiri', en: 'Declaration of family ended' },
  version: 1,
  ledger: 'commitment',
  payload: ofPerson,
});
export const kinAnswered = defineEvent({
  kind: 'services.kin-answered',
  says: { id: 'Petugas menjawab kesamaan nama dengan keluarganya', en: 'An officer answered for a name like that of their family' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact,
});

/** What a counter serves: with it anyone can tell which numbers it could have called. */
export const counterSet = defineEvent({
  kind: 'services.counter-set',
  says: { id: 'Loket diatur', en: 'Counter set' },
  version: 1,
  ledger: 'public',
  payload: z.object({ counter: z.string(), unit: z.string(), services: z.array(z.string()), inUse: z.boolean() }),
});

/** A fact of the numbers at counters in clear, under a random token each: anyone can recompute that all were called in their order. */
export const numberMoved = defineEvent({
  kind: 'services.number-moved',
  says: { id: 'Nomor antrean loket bergerak', en: 'A number at the counters moved' },
  version: 1,
  ledger: 'public',
  payload: z.object({
    token: z.string(),
    unit: z.string(),
    day: z.string(),
    number: z.number(),
    lane: z.enum(numberLanes),
    /** None: information. */
    service: z.string().nullable(),
    standsAt: z.string(),
    fact: z.enum(numberFacts),
    /** Counts the facts of this unit and day without a gap. */
    step: z.number(),
    counter: z.string().nullable(),
    at: z.string(),
  }),
});
/** A lot, before its seed can be known: what it is drawn from, under random labels, and how. */
export const drawAnnounced = defineEvent({
  kind: 'services.draw-announced',
  says: { id: 'Undian petugas pemeriksa diumumkan', en: 'Lot for a field examiner announced' },
  version: 1,
  ledger: 'public',
  payload: z.object({
    draw: z.string(),
    token: z.string(),
    service: z.string(),
    unit: z.string(),
    algorithm: z.string(),
    count: z.number(),
    labels: z.array(z.string()),
    excluded: z.array(z.object({ label: z.string(), why: z.string() })),
    again: z.string().nullable(),
    by: z.string(),
  }),
});
/** Its result, with the checkpoint whose root is its seed. */
export const drawDone = defineEvent({
  kind: 'services.draw-done',
  says: { id: 'Petugas pemeriksa diundi', en: 'Field examiner drawn' },
  version: 1,
  ledger: 'public',
  payload: z.object({ draw: z.string(), size: z.number(), root: z.string(), result: z.array(z.string()) }),
});
/** Tells the applicant and the examiner which label is meant. */
export const examinerDrawn = defineEvent({
  kind: 'services.examiner-drawn',
  says: { id: 'Petugas pemeriksa ditetapkan', en: 'Field examiner named' },
  version: 1,
  ledger: 'commitment',
  payload: caseFact.extend({ personId: z.string() }),
});

const appointmentFact = z.object({ appointmentId: z.string(), serviceId: z.string(), unitId: z.string() });

export const appointmentBooked = defineEvent({
  kind: 'services.appointment-booked',
  says: { id: 'Janji temu dibuat', en: 'Appointment made' },
  version: 1,
  ledger: 'commitment',
  payload: appointmentFact,
});
export const appointmentMoved = defineEvent({
  kind: 'services.appointment-moved',
  says: { id: 'Janji temu dipindah', en: 'Appointment moved' },
  version: 1,
  ledger: 'commitment',
  payload: appointmentFact,
});
export const appointmentCancelled = defineEvent({
  kind: 'services.appointment-cancelled',
  says: { id: 'Janji temu dibatalkan', en: 'Appointment cancelled' },
  version: 1,
  ledger: 'commitment',
  payload: appointmentFact,
});
export const appointmentKept = defineEvent({
  kind: 'services.appointment-kept',
  says: { id: 'Pemilik janji temu datang', en: 'Somebody came for their appointment' },
  version: 1,
  ledger: 'commitment',
  payload: appointmentFact,
});

/** How many places a unit's weekly pattern offers: data of the agency, no person. */
export const slotPlanSet = defineEvent({
  kind: 'services.slot-plan-set',
  says: { id: 'Jadwal janji temu diatur', en: 'Schedule of appointments set' },
  version: 1,
  ledger: 'public',
  payload: z.object({ plan: z.string(), unit: z.string(), weekday: z.number(), capacity: z.number(), until: z.string().nullable() }),
});

export const slotDaySet = defineEvent({
  kind: 'services.slot-day-set',
  says: { id: 'Hari janji temu ditutup atau dibuka', en: 'Day of appointments closed or opened' },
  version: 1,
  ledger: 'public',
  payload: z.object({ unit: z.string(), day: z.string(), closed: z.boolean() }),
});
