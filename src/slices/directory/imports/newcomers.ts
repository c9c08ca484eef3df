import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emitAll } from '#platform/outbox';
import { personAdded, personPosted } from '../events.ts';
import type { AgencyId, PositionId, UnitId } from '../model.ts';
import { insertPeople, insertPosts } from '../people/store.ts';
import { positionFor } from '../structure/actions.ts';
import { levelOf } from '../structure/rules.ts';
import type { WaitingRow } from './store.ts';

export type Newcomer = { readonly row: WaitingRow; readonly unitId: UnitId };

/** People whom nobody knew yet, by the hundred: most of a first list. Four statements for all of them. */
export async function addNewcomers(tx: Tx, ctx: Ctx, agencyId: AgencyId, newcomers: readonly Newcomer[]): Promise<void> {
  const positions = new Map<string, PositionId>();
  for (const { row } of newcomers) {
    if (positions.has(row.positionName)) continue;
    const wanted = { name: row.positionName, kind: row.positionKind, level: levelOf(row.positionName, row.positionKind), isConfirmed: false };
    positions.set(row.positionName, await positionFor(tx, ctx, agencyId, wanted));
  }
  const people = newcomers.map(({ row, unitId }) => ({
    id: newId<'person'>(ctx.now.epochMilliseconds),
    postId: newId<'post'>(ctx.now.epochMilliseconds),
    positionId: positions.get(row.positionName) as PositionId,
    birthOn: Temporal.PlainDate.from(row.birthOn),
    startedOn: Temporal.PlainDate.from(row.startedOn),
    row,
    unitId,
  }));
  await insertPeople(
    tx,
    people.map(({ id, birthOn: birth_on, row: { nip, name, status, email, education } }) => ({ id, nip, name, status, email, education, birth_on })),
    ctx.now,
  );
  await insertPosts(
    tx,
    agencyId,
    people.map(({ id, postId, unitId, positionId, startedOn, row }) => ({
      id: postId,
      person_id: id,
      unit_id: unitId,
      position_id: positionId,
      golongan: row.golongan,
      started_on: startedOn,
    })),
  );
  await emitAll(
    tx,
    ctx,
    personAdded,
    people.map(({ id }) => ({ payload: { personId: id } })),
    { agencyId },
  );
  const posted = people.map(({ id, unitId, row }) => ({
    payload: { personId: id, unitId },
    record: { personId: id, unitId, positionName: row.positionName, startedOn: row.startedOn },
  }));
  await emitAll(tx, ctx, personPosted, posted, { agencyId });
}
