import type { CounterId, PriorityGround } from '../../src/slices/services/model.ts';
import { callAgain, callNext, finishNumber, setCounter, takeNumber } from '../../src/slices/services/counter/number-actions.ts';
import { addPlan, bookAppointment, slotsFor } from '../../src/slices/services/appointments/actions.ts';
import { slotKey } from '../../src/slices/services/appointments/store.ts';
import { newCode } from '#platform/ids';
import type { PlainDate } from '#platform/time';
import type { Offered } from './cases.ts';
import { actorOf, memberOf, type Province, servingUnits } from './people.ts';
import type { World } from './world.ts';

type Desk = { readonly id: CounterId; readonly unit: (typeof servingUnits)[number]; readonly clerk: number };

const opens_minute = 7 * 60 + 30;
const closes_minute = 15 * 60 + 30;

/** Two counters in each unit that serves; the clerks are its officers after the first, who is the demo's own. */
async function openCounters(world: World, province: Province, offered: readonly Offered[]): Promise<readonly Desk[]> {
  const desks: Desk[] = [];
  for (const unit of servingUnits) {
    const unitId = province.units.get(unit);
    const serviceIds = offered.flatMap(({ service }) => (service.unitId === unitId ? service.id : []));
    if (!unitId || serviceIds.length === 0) continue;
    for (const clerk of [8, 9]) {
      const input = { unitId, name: `Loket ${clerk - 7}`, opens_minute, closes_minute, serviceIds, inUse: true };
      desks.push({ id: await setCounter(world.system(), province.agencyId, input), unit, clerk });
    }
  }
  return desks;
}

/** Who has booked: where, in which slot of today or of the day after, and under which name. */
const bookings: readonly (readonly [unit: Desk['unit'], slot: number, name: string])[] = [
  ['DLHK', 0, 'Lalu Mahendra'],
  ['DLHK', 1, 'Baiq Wulandari'],
  ['DLHK', 1, 'I Gede Suarsana'],
  ['DLHK', 3, 'Siti Aminah'],
  ['DIKBUD', 0, 'Ahmad Fauzi'],
  ['DIKBUD', 2, 'Nurul Hidayati'],
  ['DPMPTSP', 0, 'Yohanes Bele'],
];

/** Each unit that serves takes two at every half hour of the working week's mornings; some have booked for Monday. */
export async function bookAppointments(world: World, province: Province, offered: readonly Offered[], friday: PlainDate): Promise<void> {
  world.at(friday, 15, 30);
  for (const code of servingUnits) {
    const unit_id = province.units.get(code);
    const service = offered.find((one) => one.service.unitId === unit_id)?.service;
    if (!unit_id || !service) continue;
    const pattern = { unit_id, service_id: null, starts_minute: 9 * 60, ends_minute: 12 * 60, slot_minutes: 30, capacity: 2, from_on: friday };
    for (let weekday = 1; weekday <= 5; weekday += 1) await addPlan(world.system(), province.agencyId, { ...pattern, weekday });
    const ctx = world.as({ kind: 'anonymous' });
    const slots = await world.db.transact('all', (tx) => slotsFor(tx, ctx, service));
    for (const [unit, at, name] of bookings.filter(([each]) => each === code)) {
      const slot = slots[at];
      if (slot && unit === code)
        await bookAppointment(ctx, { service, slot: slotKey(slot.plan.id, slot.starts_at), name, email: '', applicationId: undefined });
    }
  }
}

/** Minutes after opening at which people came, and on which ground some go first. */
const arrivals: readonly (readonly [minute: number, ground?: PriorityGround])[] = [
  [0],
  [1],
  [1],
  [3, 'lansia'],
  [4],
  [6],
  [7],
  [9, 'hamil'],
  [11],
  [13],
  [16],
  [19, 'difabel'],
  [22],
  [25],
];

async function arrive(world: World, province: Province, offered: readonly Offered[], unit: Desk['unit'], ground: PriorityGround | undefined): Promise<void> {
  const unitId = province.units.get(unit);
  const service = offered.find((one) => one.service.unitId === unitId)?.service;
  if (!unitId || !service) return;
  await takeNumber(world.as({ kind: 'anonymous' }), { unitId, serviceId: service.id, ground: ground ?? null, ticket: undefined, key: newCode() });
}

/** After the third call at each desk nobody comes, though called again. */
const absent = 3;

/** The first half hour of a day: who came, who was called, and who still waits. */
export async function morningAtCounters(world: World, province: Province, offered: readonly Offered[], day: PlainDate): Promise<void> {
  world.at(day, 7, 0);
  const desks = await openCounters(world, province, offered);
  const open = new Map<CounterId, Awaited<ReturnType<typeof callNext>>>();
  const calls = new Map<CounterId, number>();
  for (let minute = 0; minute < 29; minute += 1) {
    world.at(day, 7, 30 + minute);
    for (const unit of new Set(desks.map((desk) => desk.unit)))
      for (const [at, ground] of arrivals) if (at === minute) await arrive(world, province, offered, unit, ground);
    // A service takes four or five minutes; the two desks of a unit do not call at the same minute.
    for (const desk of desks.filter((_one, at) => minute > 1 && (minute + at) % (4 + (at % 2)) === 0)) {
      const ctx = world.as(actorOf(province, memberOf(province, desk.unit, desk.clerk)));
      const current = open.get(desk.id);
      const n = calls.get(desk.id) ?? 0;
      if (current && n === absent) await callAgain(ctx, { counterId: desk.id, numberId: current });
      if (current) await finishNumber(ctx, { counterId: desk.id, numberId: current, outcome: n === absent ? 'no-show' : 'served' });
      open.set(desk.id, await callNext(ctx, desk.id));
      calls.set(desk.id, n + 1);
    }
  }
}
