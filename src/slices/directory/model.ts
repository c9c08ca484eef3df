import { z } from 'zod';
import type { Id } from '#platform/ids';
import type { PlainDate, Zone } from '#platform/time';

export type AgencyId = Id<'agency'>;
export type UnitId = Id<'unit'>;
export type PersonId = Id<'person'>;
export type CitizenId = Id<'citizen'>;
export type PostId = Id<'post'>;
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
export type PositionKind = 'struktural' | 'fungsional' | 'pelaksana';

/** One line of a staff list, understood. */
export type StaffRow = {
  readonly line: number;
  readonly nip: string;
  readonly name: string;
  readonly birthOn: PlainDate;
  readonly status: AsnStatus;
  readonly golongan: string | null;
  readonly startedOn: PlainDate;
  readonly positionName: string;
  readonly positionKind: PositionKind;
  readonly positionLevel: PositionLevel;
  readonly unitName: string;
  readonly education: string | null;
};

/** Roles that a person is granted; `anonymous`, `citizen` and `asn` are nobody's to grant. */
export const grantableRoles = ['officer', 'service-manager', 'unit-head', 'supervisor', 'trainer', 'training-manager', 'head', 'inspector', 'admin'] as const;
export type GrantableRole = (typeof grantableRoles)[number];

const date = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-date');

export const grantInput = z.object({
  role: z.enum(grantableRoles, 'required'),
  unit: z
    .union([z.literal(''), z.uuid('invalid')])
    .optional()
    .transform((id) => id || undefined),
  starts: date,
  ends: z
    .union([z.literal(''), date])
    .optional()
    .transform((text) => text || undefined),
  reason: z.string().trim().min(3, 'required').max(300, 'too-long'),
});
export type GrantInput = z.infer<typeof grantInput>;

export const setupInput = z.object({
  agencyName: z.string().trim().min(3, 'required').max(150, 'too-long'),
  agencyShort: z.string().trim().min(2, 'required').max(40, 'too-long'),
  agencyCode: z
    .string()
    .trim()
    .regex(/^\d{2}(\.?\d{2})?$/, 'agency-code'),
  zone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'], 'required'),
  adminName: z.string().trim().min(2, 'required').max(150, 'too-long'),
  adminNip: z
    .string()
    .trim()
    .regex(/^\d{18}$/, 'nip'),
  adminEmail: z.email('not-email').max(254, 'too-long'),
  password: z.string().min(12, 'password-short').max(200, 'too-long'),
});
export type SetupInput = z.infer<typeof setupInput>;

/** A password is long rather than clever (NIST SP 800-63B-4, 3.1.1.2): 12 signs, no rules on kinds, common ones refused. */
export const newPassword = z.string().min(12, 'password-short').max(200, 'too-long');
