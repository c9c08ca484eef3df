import type { Grant, Staff } from '#platform/access';
import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import type { Agency, AgencyId, CitizenId, GrantableRole, Person, PersonId, Unit, UnitId } from './model.ts';
import { findOrAddCitizen } from './citizens/actions.ts';
import { grantRole } from './grants/actions.ts';
import { addStaff, type NewStaff, transfer } from './people/actions.ts';
import { addUnit } from './structure/actions.ts';
import { insertAgency } from './structure/store.ts';

let serial = 0;

/** A valid NIP, another at each call. */
function nextNip(status: Person['status']): string {
  serial += 1;
  const number = String(serial % 1000).padStart(3, '0');
  const born = `1990${String((Math.floor(serial / 1000) % 12) + 1).padStart(2, '0')}15`;
  return status === 'PPPK' ? `${born}2022211${number}` : `${born}2015011${number}`;
}

type UnitOptions = Partial<Omit<Unit, 'id'>>;
type StaffOptions = Partial<NewStaff> & { readonly unitId: UnitId; readonly roles?: readonly GrantableRole[] };

export type MadeStaff = { readonly personId: PersonId; readonly nip: string; readonly name: string; readonly actor: Staff };

/** Makers for tests, all through the slice's own actions: call them with a context whose agency is the test's. */
export const make = {
  /** The agency of the context, as the house's own. */
  async home(ctx: Ctx): Promise<AgencyId> {
    const { id, code, name, shortName, zone } = ctx.agency;
    const agency: Agency = { id: id as AgencyId, code, name, shortName, zone, kind: 'provinsi', isHome: true, isDemo: false };
    await ctx.transact((tx) => insertAgency(tx, agency, ctx.now));
    return agency.id;
  },

  async unit(ctx: Ctx, options: UnitOptions = {}): Promise<Unit> {
    serial += 1;
    const code = options.code ?? `U${serial}`;
    return addUnit(ctx, ctx.agency.id as AgencyId, { parentId: null, code, name: `Dinas ${code}`, shortName: code, kind: 'opd', ...options });
  },

  /** A person with a post since the start of the year, and as the actor who has signed in. Roles are held by the actor only. */
  async staff(ctx: Ctx, { roles = [], ...options }: StaffOptions): Promise<MadeStaff> {
    const status = options.status ?? 'PNS';
    const staff: NewStaff = {
      nip: nextNip(status),
      name: `Pegawai ${serial}`,
      status,
      birthOn: Temporal.PlainDate.from('1990-01-15'),
      email: `pegawai.${serial}@contoh.id`,
      education: 'S-1',
      positionName: 'Pengelola Layanan Operasional',
      positionKind: 'pelaksana',
      positionLevel: 'Pelaksana',
      golongan: 'III/a',
      headsUnit: false,
      startedOn: Temporal.PlainDate.from('2026-01-02'),
      ...options,
    };
    const agencyId = ctx.agency.id as AgencyId;
    const personId = await addStaff(ctx, agencyId, staff);
    const grants: readonly Grant[] = roles.map((role) => ({ role, agencyId, unitId: staff.unitId }));
    const actor: Staff = {
      kind: 'staff',
      personId,
      name: staff.name,
      agencyId,
      unitId: staff.unitId,
      unitIds: [staff.unitId],
      positionName: staff.positionName,
      grants,
      secondFactor: false,
    };
    return { personId, nip: staff.nip, name: staff.name, actor };
  },

  /** The same with roles that stand in the database too, for acts that ask it when they commit. */
  async official(ctx: Ctx, options: StaffOptions): Promise<MadeStaff> {
    const staff = await make.staff(ctx, options);
    for (const role of options.roles ?? [])
      await grantRole(ctx, {
        agencyId: ctx.agency.id as AgencyId,
        personId: staff.personId,
        role,
        unitId: undefined,
        startsOn: ctx.today,
        endsOn: undefined,
        reason: 'Uji',
      });
    return staff;
  },

  /** From that day on another post; the one before ends the day before. */
  async transfer(
    ctx: Ctx,
    personId: PersonId,
    posting: Partial<Parameters<typeof transfer>[3]> & { readonly unitId: UnitId; readonly startedOn: Temporal.PlainDate },
  ): Promise<void> {
    await transfer(ctx, ctx.agency.id as AgencyId, personId, {
      positionName: 'Kepala Bidang',
      positionKind: 'struktural',
      positionLevel: 'Administrator',
      golongan: 'III/d',
      headsUnit: false,
      ...posting,
    });
  },

  async citizen(ctx: Ctx, name = 'Nurhasanah Lestari'): Promise<{ readonly citizenId: CitizenId; readonly name: string; readonly email: string }> {
    const email = `warga.${newId()}@contoh.id`;
    const citizenId = await ctx.transact((tx) => findOrAddCitizen(tx, ctx, { name, email, phone: undefined }));
    return { citizenId, name, email };
  },
};
