import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { make as participation, scores } from '#slices/participation/testing';
import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import { addEvidence, weighUnit } from './actions.ts';
import type { UnitGap } from './model.ts';
import { openGaps } from './store.ts';

type Evidence = {
  readonly personId: PersonId;
  readonly competency?: string;
  readonly level: number;
  readonly source?: 'test' | 'course';
  readonly sourceId?: string;
  readonly observedOn?: Temporal.PlainDate;
};

/** Makers for tests, through the slice's own actions. */
export const make = {
  async evidence(ctx: Ctx, { competency = 'M.05', source = 'test', sourceId = newId(), observedOn = ctx.today, ...said }: Evidence): Promise<void> {
    const answers = source === 'test' ? { right: said.level * 10, items: 30, testedUpTo: 5 } : {};
    const levels = [{ competency, level: said.level, ...answers }];
    await addEvidence(ctx, { agencyId: ctx.agency.id as AgencyId, personId: said.personId, source, sourceId, observedOn, levels });
  },

  /** Twelve citizens rate the behaviour of a unit's staff at 2: a gap in M.05. */
  async gap(ctx: Ctx, unitId: UnitId): Promise<UnitGap> {
    await participation.ratings(ctx, { serviceId: newId(), unitId }, 12, scores(4, { U7: 2 }));
    await weighUnit(ctx, ctx.agency.id as AgencyId, unitId);
    const gap = (await ctx.read((tx) => openGaps(tx, ctx.agency.id as AgencyId))).find((one) => one.unitId === unitId);
    if (!gap) throw new Error('the ratings opened no gap');
    return gap;
  },
};
