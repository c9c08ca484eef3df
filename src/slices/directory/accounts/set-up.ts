import { type Ctx, ctxInside } from '#platform/context';
import { orRefuse, refuse } from '#platform/result';
import { grantRole } from '../grants/actions.ts';
import type { SetupInput } from '../model.ts';
import { addAgency, addStaff, addUnit } from '../people/actions.ts';
import { birthFromNip } from '../people/nip.ts';
import { givePassword } from './actions.ts';
import { hashPassword, isTooCommon } from './secrets.ts';

/** The first agency, its first unit and its first administrator, in one act. */
export async function setUpAgency(ctx: Ctx, input: SetupInput): Promise<void> {
  if (isTooCommon(input.password, [input.adminNip, input.adminName])) orRefuse(refuse('password-common', { fields: { password: 'password-common' } }));
  const birthOn = birthFromNip(input.adminNip);
  if (!birthOn) return orRefuse(refuse('nip', { fields: { adminNip: 'nip' } }));
  const hashed = await hashPassword(input.password);
  await ctx.transact(async (tx) => {
    const first = ctxInside(tx, ctx);
    const code = input.agencyCode.replace('.', '');
    const kind = code.length === 2 ? 'provinsi' : Number(code.slice(2)) >= 70 ? 'kota' : 'kabupaten';
    const agency = await addAgency(first, {
      code: code.length === 2 ? code : `${code.slice(0, 2)}.${code.slice(2)}`,
      name: input.agencyName,
      shortName: input.agencyShort,
      kind,
      zone: input.zone,
      isHome: true,
    });
    const unit = await addUnit(first, agency.id, { parentId: null, code: 'PUSAT', name: input.agencyName, shortName: input.agencyShort, kind: 'opd' });
    const personId = await addStaff(first, agency.id, {
      nip: input.adminNip,
      name: input.adminName,
      status: 'PNS',
      birthOn,
      email: input.adminEmail.toLowerCase(),
      education: null,
      unitId: unit.id,
      positionName: 'Administrator sistem',
      positionKind: 'pelaksana',
      positionLevel: 'Pelaksana',
      golongan: null,
      headsUnit: false,
      startedOn: ctx.today,
    });
    await givePassword(first, personId, hashed);
    await grantRole(first, {
      agencyId: agency.id,
      personId,
      role: 'admin',
      unitId: undefined,
      startsOn: ctx.today,
      endsOn: undefined,
      reason: 'Administrator pertama',
    });
  });
}
