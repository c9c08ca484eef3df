import { answerComplaint, assignComplaint, giveFeedback, submitComplaint, turnAway } from '../../src/slices/participation/complaints/actions.ts';
import { findComplaint } from '../../src/slices/participation/complaints/store.ts';
import { daily } from '#slices/participation';
import type { FileStore } from '#platform/files';
import type { PlainDate } from '#platform/time';
import type { ComplaintId } from '../../src/slices/participation/model.ts';
import { isOfficeDay } from './cases.ts';
import { familyNames, femaleNames, maleNames, places } from './names.ts';
import { actorOf, memberOf, type Province } from './people.ts';
import { type Voice, voices } from './voices.ts';
import type { World } from './world.ts';

/** A complaint on its way through the year, with the days on which somebody acts. */
export type Complained = {
  readonly id: ComplaintId;
  readonly voice: Voice;
  readonly passOn: PlainDate;
  readonly answerOn: PlainDate;
  readonly replyOn: PlainDate | undefined;
  readonly content: boolean;
  step: 'received' | 'assigned' | 'answered' | 'over';
};

type Playing = { readonly world: World; readonly province: Province; readonly kept: { readonly store: FileStore }; readonly complaints: Complained[] };

function officeDaysAfter(day: PlainDate, days: number): PlainDate {
  let date = day;
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 });
    if (isOfficeDay(date)) left -= 1;
  }
  return date;
}

/** Somebody complains, proposes or asks. Of what comes near the last day some waits, and some is late. */
export async function complain({ world, province, kept, complaints }: Playing, day: PlainDate, lastDay: PlainDate): Promise<void> {
  const { random } = world;
  const voice = voices[complaints.length % voices.length] as Voice;
  world.at(day, random.whole(8, 15), random.whole(0, 59));
  const name = random.chance(0.2) ? undefined : `${random.pick(random.chance(0.5) ? maleNames : femaleNames)} ${random.pick(familyNames)}`;
  const { complaintId } = await submitComplaint(world.as({ kind: 'anonymous' }), {
    input: {
      class: voice.class,
      category: voice.category,
      title: voice.title,
      body: voice.body,
      place: voice.place ? `${voice.place} ${random.pick(places)}` : undefined,
      service: undefined,
      unit: undefined,
      independent: voice.independent === true,
      confidential: voice.independent === true,
      name,
      email: name && random.chance(0.5) ? `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@surel.contoh.id` : undefined,
    },
    aboutUnit: voice.about ? province.units.get(voice.about) : undefined,
    files: [],
    store: kept.store,
    key: `demo-${complaints.length}`,
  });
  const passOn = officeDaysAfter(day, random.chance(0.9) ? random.whole(1, 3) : random.whole(4, 5));
  const answerOn = officeDaysAfter(passOn, random.chance(0.88) ? random.whole(2, voice.class === 'permintaan-informasi' ? 4 : 12) : random.whole(15, 20));
  const replies = random.chance(0.55);
  const never = lastDay.add({ months: 1 });
  const daysLeft = day.until(lastDay).days;
  const isLeft = daysLeft < 10 && complaints.length % 2 === 1;
  const isLate = daysLeft < 35 && (voice.class === 'permintaan-informasi' || voice.oversight === true);
  complaints.push({
    id: complaintId,
    voice,
    passOn: isLeft ? never : passOn,
    answerOn: isLate ? never : answerOn,
    replyOn: replies ? officeDaysAfter(answerOn, random.whole(1, 5)) : undefined,
    content: random.chance(0.85),
    step: 'received',
  });
}

/** What is due today: passed on, answered, replied to, closed by silence. */
export async function handleComplaints(playing: Playing, day: PlainDate): Promise<void> {
  const { world, complaints } = playing;
  const isDue = (on: PlainDate | undefined) => on !== undefined && Temporal.PlainDate.compare(day, on) >= 0;
  for (const one of complaints) {
    world.at(day, world.random.whole(9, 15), world.random.whole(0, 59));
    if (one.step === 'received' && isDue(one.passOn)) await passOn(playing, one);
    else if (one.step === 'assigned' && isDue(one.answerOn)) await answer(playing, one);
    else if (one.step === 'answered' && isDue(one.replyOn)) await reply(playing, one);
  }
  world.at(day, 19, 40);
  await daily(world.system());
}

export async function versionOf(world: World, id: ComplaintId): Promise<number> {
  return (await world.db.transact('all', (tx) => findComplaint(tx, id, { reach: 'nation', unitIds: [] })))?.version ?? 0;
}

async function passOn({ world, province }: Playing, one: Complained): Promise<void> {
  const manager = world.as(actorOf(province, memberOf(province, 'DPMPTSP', 2)));
  const seen = { complaintId: one.id, version: await versionOf(world, one.id) };
  if (one.voice.notOurs) {
    await turnAway(manager, { ...seen, reason: one.voice.answers[0] });
    one.step = 'over';
    return;
  }
  const unitId = province.units.get(one.voice.to);
  if (!unitId) throw new Error(`no unit ${one.voice.to}`);
  await assignComplaint(manager, { ...seen, unitId, oversight: one.voice.oversight === true });
  one.step = 'assigned';
}

async function answer({ world, province }: Playing, one: Complained): Promise<void> {
  const [head] = province.staff.filter((member) => member.unit === one.voice.to);
  if (!head) throw new Error(`no head of ${one.voice.to}`);
  await answerComplaint(world.as(actorOf(province, head)), {
    complaintId: one.id,
    version: await versionOf(world, one.id),
    answer: world.random.pick(one.voice.answers),
  });
  one.step = one.replyOn ? 'answered' : 'over';
}

async function reply(playing: Playing, one: Complained): Promise<void> {
  const { world } = playing;
  const note = one.content ? undefined : 'Di lapangan belum ada perubahan. Mohon dijelaskan kapan dikerjakan.';
  await giveFeedback(world.as({ kind: 'anonymous' }), { id: one.id }, { content: one.content, note });
  one.step = 'over';
  if (!one.content) {
    await answer(playing, { ...one, replyOn: undefined });
  }
}
