import { z } from 'zod';
import type { Id } from '#platform/ids';
import { findDate, type PlainDate, type Zone } from '#platform/time';
import { readNip } from './people/nip.ts';

export type AgencyId = Id<'agency'>;
export type UnitId = Id<'unit'>;
export type PersonId = Id<'person'>;
export type CitizenId = Id<'citizen'>;
export type PostId = Id<'post'>;
export type PositionId = Id<'position'>;
export type GrantId = Id<'grant'>;
export type ImportId = Id<'import'>;

export type Agency = {
  readonly id: AgencyId;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: 'provinsi' | 'kabupaten' | 'kota' | 'instansi';
  readonly zone: Zone;
  readonly isHome: boolean;
  readonly isDemo: boolean;
};

export type Unit = {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: 'opd' | 'bagian' | 'upt';
};

export type AsnStatus = 'PNS' | 'PPPK';

export type Person = {
  readonly id: PersonId;
  readonly nip: string;
  readonly name: string;
  readonly status: AsnStatus;
  readonly email: string | null;
};

export type Post = {
  readonly personId: PersonId;
  readonly name: string;
  readonly nip: string;
  readonly status: AsnStatus;
  readonly unitId: UnitId;
  readonly positionName: string;
  readonly positionLevel: string;
  readonly headsUnit: boolean;
};

/** Levels of posts that the required levels of competence are given for (Permenpan RB 38/2017, standards). */
export const positionLevels = [
  'JPT Madya',
  'JPT Pratama',
  'Administrator',
  'Pengawas',
  'Pelaksana',
  'JF Ahli Utama',
  'JF Ahli Madya',
  'JF Ahli Muda',
  'JF Ahli Pertama',
  'JF Penyelia',
  'JF Mahir',
  'JF Terampil',
  'JF Pemula',
] as const;
export type PositionLevel = (typeof positionLevels)[number];
export const positionKinds = ['struktural', 'fungsional', 'pelaksana'] as const;
export type PositionKind = (typeof positionKinds)[number];

/** What posts are called, once each. The level of one that an import added is a reading of its name until confirmed. */
export type Position = {
  readonly id: PositionId;
  readonly name: string;
  readonly kind: PositionKind;
  readonly level: PositionLevel;
  readonly isConfirmed: boolean;
};

/** One line of a staff list, understood. */
export type StaffRow = {
  readonly line: number;
  readonly nip: string;
  readonly name: string;
  readonly birthOn: PlainDate;
  readonly status: AsnStatus;
  readonly email: string | null;
  readonly golongan: string | null;
  readonly startedOn: PlainDate;
  readonly positionName: string;
  readonly positionKind: PositionKind;
  readonly unitName: string;
  readonly education: string | null;
};

/** Roles that a person is granted; `anonymous`, `citizen` and `asn` are nobody's to grant. */
export const grantableRoles = ['officer', 'service-manager', 'unit-head', 'supervisor', 'trainer', 'training-manager', 'head', 'inspector', 'admin'] as const;
export type GrantableRole = (typeof grantableRoles)[number];

/** Plt: the post is vacant; Plh: its holder is away (UU 30/2014, 14; SE Kepala BKN 1/2021). Both end by themselves. */
export const capacities = ['definitif', 'plt', 'plh'] as const;
export type Capacity = (typeof capacities)[number];

const text = (most: number) => z.string().trim().min(1, 'required').max(most, 'too-long');
const optional = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional();

function dateOf(value: string, ctx: z.RefinementCtx): PlainDate {
  const found = findDate(value.trim());
  if (found) return found;
  ctx.addIssue({ code: 'custom', message: value.trim() === '' ? 'required' : 'not-a-date' });
  return z.NEVER;
}
const date = z.string('required').transform(dateOf);
const unitId = z.uuid('required').transform((id) => id as UnitId);

export const grantInput = z.object({
  role: z.enum(grantableRoles, 'required'),
  capacity: z.enum(capacities, 'required').default('definitif'),
  unit: optional(unitId),
  starts: date,
  ends: optional(date),
  reason: z.string().trim().min(3, 'required').max(300, 'too-long'),
});

/** Where somebody is posted: the part that a new person, a transfer and an import have in common. */
const posting = {
  unit: unitId,
  position: text(200),
  kind: z.enum(positionKinds, 'required'),
  level: z.enum(positionLevels, 'required'),
  golongan: optional(z.string().trim().max(20, 'too-long')),
  heads: z.literal('ya').optional(),
  starts: date,
};
export const transferInput = z.object(posting);
export type TransferInput = z.infer<typeof transferInput>;

const email = z
  .email('not-email')
  .max(254, 'too-long')
  .transform((address) => address.toLowerCase());

/** As it was typed: what is wrong with it is said together with all else that is wrong. */
const nip = text(40).superRefine((typed, ctx) => {
  const reading = readNip(typed);
  if (typed !== '' && !reading.ok) ctx.addIssue({ code: 'custom', message: reading.fault });
});

export const staffInput = z.object({
  ...posting,
  nip,
  name: text(150),
  status: optional(z.enum(['PNS', 'PPPK'])),
  email: optional(email),
  education: optional(z.string().trim().max(100, 'too-long')),
});

export const detailsInput = z.object({ name: text(150), email: optional(email), education: optional(z.string().trim().max(100, 'too-long')) });
export const leaveInput = z.object({ on: date });

export const unitInput = z.object({
  name: text(150),
  short: text(40),
  code: text(30),
  kind: z.enum(['opd', 'bagian', 'upt'], 'required'),
  parent: optional(unitId),
});
export type UnitInput = z.infer<typeof unitInput>;

const zone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'], 'required');
const regionCode = z
  .string()
  .trim()
  .min(1, 'required')
  .regex(/^\d{2}(\.?\d{2})?$/, 'agency-code')
  .transform((code) => (code.length === 4 ? `${code.slice(0, 2)}.${code.slice(2)}` : code));

export const agencyInput = z.object({ name: text(150), short: text(40), code: regionCode, zone });

export const positionInput = z.object({ kind: z.enum(positionKinds, 'required'), level: z.enum(positionLevels, 'required') });

/** A password is long rather than clever (NIST SP 800-63B-4, 3.1.1.2): 12 signs, no rules on kinds, common ones refused. */
export const newPassword = z.string().min(12, 'password-short').max(200, 'too-long');

export const setupInput = z.object({
  agencyName: text(150),
  agencyShort: text(40),
  agencyCode: regionCode,
  zone,
  adminName: text(150),
  adminNip: nip,
  adminEmail: optional(email),
  password: newPassword,
});
export type SetupInput = z.infer<typeof setupInput>;

/** A region code says what it is: two digits a province, from .70 up a kota (Permendagri 72/2019). */
export function agencyKindOf(code: string): Agency['kind'] {
  if (code.length === 2) return 'provinsi';
  return Number(code.slice(3)) >= 70 ? 'kota' : 'kabupaten';
}

/** How an e-mail address is kept and compared: NFKC, lower case. */
export function plainAddress(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
