import { type Ctx, ctxInside } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { problems } from '#platform/problem';
import { orRefuse, Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { grantRole } from '../grants/actions.ts';
import { agencyKindOf, type SetupInput } from '../model.ts';
import { addStaff } from '../people/actions.ts';
import { type Identified, identifyStaff } from '../people/rules.ts';
import { addAgency, addUnit } from '../structure/actions.ts';
import { givePassword, refuseCommon } from './password-actions.ts';
import { hashPassword } from './secrets.ts';

/** The first agency, its top unit and its first administrator, in one act. */
export async function setUpAgency(ctx: Ctx, input: SetupInput): Promise<void> {
  const admin = orRefuse(identifyStaff(input.adminNip, undefined));
  refuseCommon(input.password, [admin.nip, input.adminName, input.adminEmail ?? ''], 'password');
  const hashed = await hashPassword(input.password);
  try {
    await ctx.transact((tx) => makeFirst(tx, ctx, { input, admin, hashed }));
  } catch (error) {
    // Somebody else was a moment faster: from then on the page does not exist.
    if (violates(error, 'agencies_home') || (error instanceof Refused && error.refusal.code === 'agency-known')) throw problems.notFound();
    throw error;
  }
}

type First = { readonly input: SetupInput; readonly admin: Identified; readonly hashed: string };

async function makeFirst(tx: Tx, ctx: Ctx, { input, admin, hashed }: First): Promise<void> {
  // Nobody is there yet who could be granted the right: the product itself acts.
  // The day of the agency, which may be another than that of a house without one.
  const today = todayIn(ctx.now, input.zone);
  const first = ctxInside(tx, { ...ctx, actor: { kind: 'system', name: 'set-up' } });
  const agency = await addAgency(first, {
    code: input.agencyCode,
    name: input.agencyName,
    shortName: input.agencyShort,
    kind: agencyKindOf(input.agencyCode),
    zone: input.zone,
    isHome: true,
  });
  const unit = await addUnit(first, agency.id, { parentId: null, code: 'PUSAT', name: input.agencyName, shortName: input.agencyShort, kind: 'opd' });
  const personId = await addStaff(first, agency.id, {
    nip: admin.nip,
    name: input.adminName,
    status: admin.status,
    birthOn: admin.birthOn,
    email: input.adminEmail ?? null,
    education: null,
    unitId: unit.id,
    positionName: 'Administrator sistem',
    positionKind: 'pelaksana',
    positionLevel: 'Pelaksana',
    golongan: null,
    headsUnit: false,
    startedOn: today,
  });
  await givePassword(first, personId, hashed);
  await grantRole(first, {
    agencyId: agency.id,
    personId,
    role: 'admin',
    unitId: undefined,
    startsOn: today,
    endsOn: undefined,
    reason: 'Administrator pertama',
  });
}
