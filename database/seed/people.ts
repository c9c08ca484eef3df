import { Secret } from 'otpauth';
import ntb from '#reference/regions/ntb.json' with { type: 'json' };
import type { Citizen, Staff } from '#platform/access';
import { givePassword } from '../../src/slices/directory/accounts/password-actions.ts';
import { hashPassword } from '../../src/slices/directory/accounts/secrets.ts';
import { grantRole } from '../../src/slices/directory/grants/actions.ts';
import type { AgencyId, GrantableRole, PersonId, PositionLevel, UnitId } from '../../src/slices/directory/model.ts';
import { findOrAddCitizen } from '../../src/slices/directory/citizens/actions.ts';
import { setCitizenPassword } from '../../src/slices/directory/citizens/store.ts';
import { addStaff } from '../../src/slices/directory/people/actions.ts';
import { addAgency, addUnit } from '../../src/slices/directory/structure/actions.ts';
import { familyNames, femaleNames, maleNames, type UnitCode, unitPlan } from './names.ts';
import type { World } from './world.ts';

export type Member = {
  readonly id: PersonId;
  readonly nip: string;
  readonly name: string;
  readonly status: 'PNS' | 'PPPK';
  readonly unit: UnitCode;
  readonly unitId: UnitId;
  readonly position: string;
  readonly level: PositionLevel;
  readonly email: string;
  readonly roles: GrantableRole[];
};
export type Province = { readonly agencyId: AgencyId; readonly units: ReadonlyMap<UnitCode, UnitId>; readonly staff: readonly Member[] };
export type DemoAccount = { readonly role: string; readonly name: string; readonly username: string; readonly password: string; readonly totp_secret?: string };

const start = Temporal.PlainDate.from('2026-01-02');

/** The province is the house; its eight kabupaten and two kota are agencies beside it. */
export async function addAgencies(world: World): Promise<AgencyId> {
  const home = await addAgency(world.system(), {
    code: ntb.province.code,
    name: `Pemerintah Provinsi ${ntb.province.name}`,
    shortName: 'Provinsi NTB',
    kind: 'provinsi',
    zone: 'Asia/Makassar',
    isDemo: true,
  });
  world.agency = { id: home.id, code: home.code, name: home.name, shortName: home.shortName, zone: home.zone };
  for (const one of ntb.regencies) {
    await addAgency(world.system(), {
      code: one.code_dotted,
      name: `Pemerintah ${one.kind} ${one.name}`,
      shortName: `${one.kind} ${one.name}`,
      kind: one.kind === 'Kota' ? 'kota' : 'kabupaten',
      zone: 'Asia/Makassar',
    });
  }
  return home.id;
}

const ranks: readonly (readonly [position: string, kind: 'struktural' | 'fungsional' | 'pelaksana', level: PositionLevel])[] = [
  ['Sekretaris', 'struktural', 'Administrator'],
  ['Kepala Bidang', 'struktural', 'Administrator'],
  ['Kepala Subbagian', 'struktural', 'Pengawas'],
  ['Analis Kebijakan Ahli Muda', 'fungsional', 'JF Ahli Muda'],
  ['Pranata Komputer Ahli Pertama', 'fungsional', 'JF Ahli Pertama'],
  ['Arsiparis Terampil', 'fungsional', 'JF Terampil'],
  ['Pengadministrasi Perkantoran', 'pelaksana', 'Pelaksana'],
  ['Penelaah Teknis Kebijakan', 'pelaksana', 'Pelaksana'],
  ['Pengelola Layanan Operasional', 'pelaksana', 'Pelaksana'],
];

function nipOf(birth: Temporal.PlainDate, isMale: boolean, pppk: boolean, serial: number): string {
  const year = birth.year + 24;
  const middle = pppk ? `${Math.max(2021, year)}21` : `${year}${String(((serial * 5) % 12) + 1).padStart(2, '0')}`;
  return `${birth.toString().replaceAll('-', '')}${middle}${isMale ? 1 : 2}${String((serial % 999) + 1).padStart(3, '0')}`;
}

/** Twelve units of twenty-five; the first of each heads it. */
export async function addPeople(world: World, agencyId: AgencyId): Promise<Province> {
  const units = new Map<UnitCode, UnitId>();
  const staff: Member[] = [];
  for (const [code, name, shortName] of unitPlan) {
    const parentId = code === 'SETDA' ? null : (units.get('SETDA') ?? null);
    const unit = await addUnit(world.system(), agencyId, { parentId, code, name, shortName, kind: 'opd' });
    units.set(code, unit.id);
    for (let at = 0; at < 25; at += 1) staff.push(await addMember(world, agencyId, { code, unitId: unit.id, name, at, serial: staff.length }));
  }
  return { agencyId, units, staff };
}

type Seat = { readonly code: UnitCode; readonly unitId: UnitId; readonly name: string; readonly at: number; readonly serial: number };

async function addMember(world: World, agencyId: AgencyId, seat: Seat): Promise<Member> {
  const { random } = world;
  const isMale = random.chance(0.52);
  const name = `${random.pick(isMale ? maleNames : femaleNames)} ${random.pick(familyNames)}`;
  const birth = Temporal.PlainDate.from({ year: random.whole(1968, 1996), month: random.whole(1, 12), day: random.whole(1, 28) });
  const pppk = seat.at > 3 && random.chance(0.18);
  const heads = seat.at === 0;
  const head: (typeof ranks)[number] = [
    seat.code === 'SETDA' ? 'Sekretaris Daerah' : `Kepala ${seat.name}`,
    'struktural',
    seat.code === 'SETDA' ? 'JPT Madya' : 'JPT Pratama',
  ];
  const [position, kind, level] = heads ? head : (ranks[Math.min(ranks.length - 1, seat.at - 1)] ?? ranks[8])!;
  const nip = nipOf(birth, isMale, pppk, seat.serial);
  const status = pppk ? 'PPPK' : 'PNS';
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${seat.serial + 1}@ntb.contoh.id`;
  const id = await addStaff(world.system(), agencyId, {
    nip,
    name,
    status,
    birthOn: birth,
    email,
    education: random.pick(['S-1', 'S-1', 'S-2', 'D-III', 'SLTA']),
    unitId: seat.unitId,
    positionName: position,
    positionKind: kind,
    positionLevel: level,
    golongan: pppk ? 'IX' : random.pick(['II/d', 'III/a', 'III/b', 'III/c', 'III/d', 'IV/a']),
    headsUnit: heads,
    startedOn: start,
  });
  return { id, nip, name, status, unit: seat.code, unitId: seat.unitId, position, level, email, roles: [] };
}

export function actorOf(province: Province, member: Member): Staff {
  const grants = member.roles.map((role) => ({
    role,
    agencyId: province.agencyId,
    unitId: role === 'officer' || role === 'unit-head' || role === 'supervisor' ? member.unitId : undefined,
  }));
  return {
    kind: 'staff',
    personId: member.id,
    name: member.name,
    agencyId: province.agencyId,
    unitId: member.unitId,
    unitIds: [member.unitId],
    positionName: member.position,
    grants,
    secondFactor: false,
  };
}

export function memberOf(province: Province, unit: UnitCode, at: number): Member {
  const member = province.staff.filter((one) => one.unit === unit)[at];
  if (!member) throw new Error(`no member ${at} of ${unit}`);
  return member;
}

async function give(world: World, province: Province, member: Member, role: GrantableRole): Promise<void> {
  const isUnitRole = role === 'officer' || role === 'unit-head' || role === 'supervisor';
  await grantRole(world.system(), {
    agencyId: province.agencyId,
    personId: member.id,
    role,
    unitId: isUnitRole ? member.unitId : undefined,
    startsOn: start,
    endsOn: undefined,
    reason: 'SK Gubernur Nomor 821/001/2026 (rekaan)',
  });
  member.roles.push(role);
}

export function officersOf(province: Province): readonly Member[] {
  return province.staff.filter((member) => member.roles.includes('officer'));
}

export const servingUnits = ['DPMPTSP', 'DIKBUD', 'DLHK', 'DISPORA'] as const;

/** Who may what: heads of units, four officers in each unit that serves, trainers, and the posts of the whole agency. */
export async function giveRoles(world: World, province: Province): Promise<void> {
  for (const [code] of unitPlan) {
    const head = memberOf(province, code, 0);
    await give(world, province, head, 'unit-head');
    await give(world, province, head, 'supervisor');
  }
  for (const code of servingUnits) for (let at = 7; at < 11; at += 1) await give(world, province, memberOf(province, code, at), 'officer');
  for (let at = 4; at < 7; at += 1) await give(world, province, memberOf(province, 'BPSDMD', at), 'trainer');
  await give(world, province, memberOf(province, 'BPSDMD', 2), 'training-manager');
  await give(world, province, memberOf(province, 'DPMPTSP', 2), 'service-manager');
  await give(world, province, memberOf(province, 'SETDA', 0), 'head');
  await give(world, province, memberOf(province, 'INSPEKTORAT', 3), 'inspector');
  await give(world, province, memberOf(province, 'DISKOMINFOTIK', 5), 'admin');
}

const citizenPassword = 'peragaan-warga-2026';

/** The citizen of the demo. */
export async function addCitizen(world: World): Promise<Citizen> {
  const named = { name: 'Nurhasanah Lestari', email: 'warga@contoh.id' };
  return world.system().transact(async (tx) => {
    const id = await findOrAddCitizen(tx, world.system(), { ...named, phone: '0812 0000 2026' });
    await setCitizenPassword(tx, id, await hashPassword(citizenPassword));
    return { kind: 'citizen', citizenId: id, ...named };
  });
}

/** One account a role, one hash each. The administrator has a second factor. */
export async function addAccounts(world: World, province: Province, citizen: Citizen): Promise<readonly DemoAccount[]> {
  const plan: readonly (readonly [role: string, member: Member])[] = [
    ['asn', memberOf(province, 'DLHK', 14)],
    ['officer', memberOf(province, 'DLHK', 7)],
    ['supervisor', memberOf(province, 'DLHK', 0)],
    ['trainer', memberOf(province, 'BPSDMD', 4)],
    ['training-manager', memberOf(province, 'BPSDMD', 2)],
    ['service-manager', memberOf(province, 'DPMPTSP', 2)],
    ['head', memberOf(province, 'SETDA', 0)],
    ['inspector', memberOf(province, 'INSPEKTORAT', 3)],
    ['admin', memberOf(province, 'DISKOMINFOTIK', 5)],
  ];
  const accounts: DemoAccount[] = [{ role: 'citizen', name: citizen.name, username: citizen.email, password: citizenPassword }];
  for (const [role, member] of plan) {
    const password = `peragaan-${role}-2026`;
    const secret = role === 'admin' ? new Uint8Array(Array.from({ length: 20 }, (_none, at) => (at * 37 + 11) % 256)) : undefined;
    await givePassword(world.system(), member.id, await hashPassword(password), secret);
    const totp = secret ? { totp_secret: new Secret({ buffer: secret.slice().buffer }).base32 } : {};
    accounts.push({ role, name: member.name, username: member.nip, password, ...totp });
  }
  return accounts;
}
