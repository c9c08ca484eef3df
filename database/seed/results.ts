import { textOf } from '../../src/slices/services/forms/rules.ts';
import type { FileStore } from '#platform/files';
import type { Signer } from '#platform/sign';
import type { PlainDate } from '#platform/time';
import { fileObjection } from '../../src/slices/services/objections/actions.ts';
import { correctResult, issueDue, revokeResult } from '../../src/slices/services/results/actions.ts';
import { signResults } from '../../src/slices/services/results/sign-actions.ts';
import { type DeskRow, resultsIssued, resultsToSign } from '../../src/slices/services/results/store.ts';
import { findApplication } from '../../src/slices/services/applications/store.ts';
import { actorOf, type Member, type Province } from './people.ts';
import type { World } from './world.ts';

/** From this day on results are signed electronically; before, they were signed on paper. */
const first = Temporal.PlainDate.from('2026-11-16');
const correctedOn = '2026-11-18';
const revokedOn = '2026-11-19';
const objectedOn = '2026-11-19';

type Signed = { readonly world: World; readonly province: Province; readonly signer: Signer | undefined; readonly store: FileStore };

export function isSignedFrom(day: PlainDate): boolean {
  return Temporal.PlainDate.compare(day, first) >= 0;
}

/** Heads of units sign what was decided that day; what the last day brings waits for them. */
export async function signDay({ world, province, signer, store }: Signed, day: PlainDate, last: PlainDate): Promise<void> {
  if (!signer || !isSignedFrom(day) || Temporal.PlainDate.compare(day, last) >= 0) return;
  for (const head of province.staff.filter((member) => member.roles.includes('unit-head'))) {
    world.at(day, 16, 10);
    const scope = { reach: 'unit', agencyId: province.agencyId, unitIds: [head.unitId] } as const;
    const waiting = await world.db.transact('all', (tx) => resultsToSign(tx, scope, 50));
    if (waiting.length === 0) continue;
    const { done } = await signResults(world.as(actorOf(province, head)), { ids: waiting.map((one) => one.id), nik: '', passphrase: '' }, store);
    await done;
  }
  world.at(day, 16, 20);
  await issueDue(world.system());
  if (day.toString() === objectedOn) await object(world, province);
  const research = province.staff.find((member) => member.unit === 'DIKBUD' && member.roles.includes('unit-head'));
  if (research) await mend({ world, province, signer, store }, research, day);
}

async function mend({ world, province }: Signed, head: Member, day: PlainDate): Promise<void> {
  if (day.toString() !== correctedOn && day.toString() !== revokedOn) return;
  const scope = { reach: 'unit', agencyId: province.agencyId, unitIds: [head.unitId] } as const;
  const issued = await world.db.transact('all', (tx) => resultsIssued(tx, scope, 5));
  const one = issued.find((row) => row.outcome === 'granted' && row.edition === 1 && row.reason === null);
  if (!one) return;
  world.at(day, 16, 30);
  if (day.toString() === revokedOn) {
    const note = 'Sekolah memberi tahu bahwa ijazah pada unggahan bukan milik pemohon.';
    await revokeResult(world.as(actorOf(province, head)), { id: one.id, reason: 'data-tidak-benar', note });
  } else await correct({ world, province }, one);
}

async function correct({ world, province }: Pick<Signed, 'world' | 'province'>, one: DeskRow): Promise<void> {
  const row = await world.db.transact('all', (tx) => findApplication(tx, one.application_id));
  const officer = province.staff.find((member) => member.id === one.made_by);
  if (!row || !officer) return;
  const because = 'Nama ditulis tanpa gelar, sesuai ijazah. Sebelumnya gelar ikut tertulis.';
  await correctResult(world.as(actorOf(province, officer)), {
    id: row.id,
    raw: { ...row.answers, nama: textOf(row.answers['nama']).replace(/^(\S+)/, '$1 Putra') },
    because,
  });
}

/** Who was refused this week does not agree: it waits for an answer. */
async function object(world: World, province: Province): Promise<void> {
  const scope = { reach: 'agency', agencyId: province.agencyId, unitIds: [] } as const;
  const issued = await world.db.transact('all', (tx) => resultsIssued(tx, scope, 200));
  const refused = issued.find((row) => row.outcome === 'refused');
  if (!refused) return;
  world.at(Temporal.PlainDate.from(objectedOn), 17, 5);
  const grounds = 'Semua persyaratan pada standar pelayanan sudah saya unggah. Mohon diperiksa sekali lagi; bila ada yang kurang, sebutkan yang mana.';
  await fileObjection(world.as({ kind: 'anonymous' }), { id: refused.application_id, grounds });
}
