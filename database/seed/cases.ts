import type { Answer, Answers, ApplicationId, FormField, OutOfTurnReason, RowField } from '../../src/slices/services/model.ts';
import { serviceInput, type ServiceInput } from '../../src/slices/services/model.ts';
import { beginDraft, publishDraft, sendDraft } from '../../src/slices/services/standards/actions.ts';
import { findService, type Service } from '../../src/slices/services/standards/store.ts';
import { regionsIn } from '../../src/slices/services/forms/regions.ts';
import { fieldsOf } from '../../src/slices/services/forms/rules.ts';
import { correctApplication, saveStep, startDraft, submitApplication } from '../../src/slices/services/applications/actions.ts';
import { findApplication } from '../../src/slices/services/applications/store.ts';
import { decideApplication, returnForCorrection, takeApplication } from '../../src/slices/services/queue/actions.ts';
import { announceDraw, drawDue } from '../../src/slices/services/fairness/draw-actions.ts';
import { passedOver } from '../../src/slices/services/queue/store.ts';
import { tasksOf } from '../../src/slices/services/workflow/store.ts';
import { rate } from '../../src/slices/participation/satisfaction/actions.ts';
import { findSurveyOf } from '../../src/slices/participation/satisfaction/store.ts';
import { surveyToken } from '../../src/slices/participation/satisfaction/token.ts';
import { sequence } from '#slices/ledger';
import type { Ctx } from '#platform/context';
import { secretOf } from '#platform/db';
import type { FileStore, StagedFile } from '#platform/files';
import type { PlainDate } from '#platform/time';
import { calendarOf, isWorkingDay, shippedYears } from '../../src/slices/standards/calendar.ts';
import { familyNames, femaleNames, maleNames, places } from './names.ts';
import { actorOf, type Member, memberOf, type Province } from './people.ts';
import { commentFor } from './voices.ts';
import type { World } from './world.ts';

const calendar = calendarOf(shippedYears);

export function isOfficeDay(date: PlainDate): boolean {
  return isWorkingDay(date, calendar);
}

export type Offered = { readonly service: Service; readonly share: number; readonly usual_days: number; readonly spread_days: number };

/** Publishes the five services of the folder: one writes them, another publishes. */
export async function publishServices(world: World, province: Province, inputs: readonly unknown[]): Promise<readonly Offered[]> {
  const plan: Readonly<Record<string, readonly [share: number, usual: number, spread: number]>> = {
    'surat-keterangan-penelitian': [0.28, 2, 2],
    'mutasi-siswa': [0.14, 3, 2],
    'legalisasi-ijazah': [0.32, 1, 1],
    'uji-laboratorium-lingkungan': [0.14, 8, 4],
    'izin-pemakaian-lapangan': [0.12, 2, 2],
  };
  const writer = world.as(actorOf(province, memberOf(province, 'DPMPTSP', 2)));
  const reviewer = world.as(actorOf(province, memberOf(province, 'DISKOMINFOTIK', 5)));
  const offered: Offered[] = [];
  for (const raw of inputs) {
    const input: ServiceInput = serviceInput.parse(raw);
    // Where a service asks first who may apply, that is what its second version brought.
    const editions = input.preCheck ? [{ ...input, preCheck: undefined }, input] : [input];
    for (const edition of editions) {
      const id = await beginDraft(writer, province.agencyId, edition);
      await sendDraft(writer, { agencyId: province.agencyId, id, version: 1 });
      await publishDraft(reviewer, { agencyId: province.agencyId, id, version: 2 });
    }
    const service = await world.db.transact('all', (tx) => findService(tx, province.agencyId, input.slug));
    const [share, usual_days, spread_days] = plan[input.slug] ?? [0.1, 3, 2];
    if (service) offered.push({ service, share, usual_days, spread_days });
  }
  return offered;
}

function answerFor(world: World, field: FormField, name: string, today: PlainDate): Answer {
  const { random } = world;
  switch (field.type) {
    case 'choice':
      return field.options?.length ? random.pick(field.options).value : '';
    case 'date':
      return (field.key === 'tanggal_lahir' ? today.subtract({ days: random.whole(6600, 11_000) }) : today.add({ days: random.whole(5, 30) })).toString();
    case 'number':
      return String(field.key === 'jumlah_orang' ? random.whole(20, 300) : random.whole(1, 4));
    case 'email':
      return `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@surel.contoh.id`;
    case 'phone':
      return `0812${random.whole(10_000_000, 99_999_999)}`;
    case 'nik':
      return nikFrom(random.whole(100_000, 999_999), random.whole(100_000, 999_999));
    case 'declaration':
      return 'ya';
    case 'text':
    case 'textarea':
      return textFor(world, field.key, name);
    case 'group':
      return [Object.fromEntries((field.fields ?? []).map((part) => [part.key, sureAnswer(part, name)]))];
    case 'nip':
    case 'npwp':
    case 'money':
    case 'many':
    case 'region':
    case 'address':
    case 'computed':
    case 'file':
      return sureAnswer(field, name);
  }
}

/** A number as the state would give it: region, day, month, year, serial. */
function nikFrom(a: number, b: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `5271${two((a % 6) + 1)}${two((a % 28) + 1)}${two((Math.floor(a / 28) % 12) + 1)}${two((b + 60) % 100)}${String((b % 999) + 1).padStart(4, '0')}`;
}

/** Without throwing dice: what is added to a form leaves the rest of the year as it was. */
function sureAnswer(field: FormField | RowField, name: string): string | readonly string[] {
  const of = name.length;
  const below = (code: string) => regionsIn(code)[of % Math.max(1, regionsIn(code).length)]?.code ?? code;
  const answers: Readonly<Partial<Record<FormField['type'], string | readonly string[]>>> = {
    choice: field.options?.[of % field.options.length]?.value ?? '',
    many: field.options?.slice(0, 1 + (of % 2)).map((option) => option.value) ?? [],
    region: below(below(below(field.within ?? '52'))),
    money: String(25_000 * (1 + (of % 9))),
    number: String(1 + (of % 4)),
    address: `Jalan Pejanggik Nomor ${of}, Mataram`,
    date: '2026-12-14',
    declaration: 'ya',
    text: name,
    textarea: name,
  };
  return answers[field.type] ?? '';
}

function textFor(world: World, key: string, name: string): string {
  const { random } = world;
  const place = random.pick(places);
  const texts: Readonly<Record<string, () => string>> = {
    nama: () => name,
    nama_siswa: () => `${random.pick([...maleNames, ...femaleNames])} ${random.pick(familyNames)}`,
    nisn: () => `00${random.whole(10_000_000, 99_999_999)}`,
    sekolah: () => `SMAN ${random.whole(1, 9)} ${place}`,
    sekolah_asal: () => `SMAN ${random.whole(1, 9)} ${place}`,
    sekolah_tujuan: () => `SMAN ${random.whole(1, 9)} ${random.pick(places)}`,
    tahun_lulus: () => String(random.whole(2005, 2025)),
    nomor_ijazah: () => `DN-23/M-SMA/${random.whole(100_000, 999_999)}`,
    lembaga: () => random.pick(['Universitas Mataram', 'UIN Mataram', 'Universitas Samawa', 'Universitas Hamzanwadi']),
    judul: () =>
      random.pick([
        'Pengelolaan sampah pesisir',
        'Literasi keuangan petani bawang',
        'Kesehatan ibu di wilayah kepulauan',
        'Tata kelola desa wisata',
        'Adaptasi nelayan terhadap cuaca',
      ]) + ` di ${place}`,
    lokasi: () => `Kabupaten dan kota sekitar ${place}`,
    lokasi_contoh: () => `Saluran di Jalan Raya ${place} Nomor ${random.whole(1, 120)}`,
    usaha: () => random.pick(['CV Bahari Jaya', 'UD Sumber Rejeki', 'Hotel Pantai Senggigi', 'PT Air Bening']),
    nama_kegiatan: () => random.pick(['Turnamen antardesa', 'Pekan olahraga sekolah', 'Latihan bersama', 'Lomba lari pelajar']),
  };
  return texts[key]?.() ?? `Keterangan ${place}`;
}

export type Kept = { readonly file: StagedFile; readonly store: FileStore };

export type Case = {
  readonly id: ApplicationId;
  readonly offered: Offered;
  readonly name: string;
  readonly dueOn: PlainDate;
  returnOn: PlainDate | undefined;
  correctOn: PlainDate | undefined;
  /** Who took it, and decides it. */
  holder: Member | undefined;
  /** `taken` in its turn; `opened` once its day has come. */
  state: 'waiting' | 'taken' | 'opened' | 'returned';
};

/** A citizen applies: draft, answers, files, submission. */
export async function apply(world: World, offered: Offered, kept: Kept, today: PlainDate): Promise<Case> {
  const { random } = world;
  const name = `${random.pick(random.chance(0.5) ? maleNames : femaleNames)} ${random.pick(familyNames)}`;
  const ctx = world.as({ kind: 'anonymous' });
  const id = await startDraft(ctx, offered.service);
  const row = await world.db.transact('all', (tx) => findApplication(tx, id));
  if (!row) throw new Error('the draft is gone');
  const fields = fieldsOf(offered.service.definition.form);
  const answers: Answers = Object.fromEntries(
    fields.filter((field) => field.type !== 'file').map((field) => [field.key, answerFor(world, field, name, today)]),
  );
  const files = fields.filter((field) => field.type === 'file' && field.required).map((field) => ({ field: field.key, file: kept.file }));
  await saveStep(ctx, { application: row, answers, files, store: kept.store });
  await submitApplication(ctx, id);
  const days = Math.max(
    0,
    Math.round(offered.usual_days + (random.next() + random.next() - 1) * offered.spread_days + (random.chance(0.05) ? offered.spread_days * 1.5 : 0)),
  );
  let dueOn = today;
  for (let left = Math.max(1, days); left > 0; ) {
    dueOn = dueOn.add({ days: 1 });
    if (isOfficeDay(dueOn)) left -= 1;
  }
  const returns = random.chance(0.07);
  return { id, offered, name, dueOn, returnOn: returns ? dueOn : undefined, correctOn: undefined, holder: undefined, state: 'waiting' };
}

export type Working = {
  readonly world: World;
  readonly province: Province;
  readonly officers: readonly Member[];
  /** The cases of the play that are not decided yet. */
  readonly open: readonly Case[];
};

/** Whom the law puts first, now and then. */
const firstBecause: readonly (readonly [share: number, because: OutOfTurnReason])[] = [
  [0.025, 'prioritas'],
  [0.006, 'hukum'],
  [0.002, 'pengadilan'],
];

function reasonFor(world: World): OutOfTurnReason | undefined {
  const roll = world.random.next();
  let sum = 0;
  return firstBecause.find(([share]) => (sum += share) > roll)?.[1];
}

/** Takes a case in its turn: those that came earlier are taken before it. Nothing to do for one that was taken so itself. */
export async function takeInTurn({ world, province, officers, open }: Working, id: ApplicationId): Promise<void> {
  const row = await world.db.transact('all', (tx) => findApplication(tx, id));
  if (row?.state !== 'submitted') return;
  const own = officers.filter((member) => member.unitId === row.unit_id);
  const take = async (each: ApplicationId) => {
    const one = open.find((known) => known.id === each);
    // Cases that are played by name are served by the officer of the demo's accounts.
    const officer = (one && (one.holder ?? world.random.pick(own))) ?? own[0];
    if (!officer) throw new Error('nobody serves this unit');
    await takeApplication(world.as(actorOf(province, officer)), { id: each, because: undefined });
    if (one) Object.assign(one, { holder: officer, state: 'taken' });
  };
  for (;;) {
    const earlier = await world.db.transact('all', async (tx) => passedOver(tx, (await tasksOf(tx, row))[0]!, own[0]!.id));
    if (earlier.length === 0) break;
    for (const one of earlier) await take(one.id);
  }
  await take(id);
}

export async function versionOf(world: World, id: ApplicationId): Promise<number> {
  return (await world.db.transact('all', (tx) => findApplication(tx, id)))?.version ?? 0;
}

/** Announces a lot, lets the log take it in, and draws. */
export async function drawExaminer(world: World, ctx: Ctx, id: ApplicationId): Promise<void> {
  await announceDraw(ctx, { id, examiners: 1, away: [], again: undefined });
  while ((await sequence(world.system(), 5000)) > 0);
  await drawDue(world.system());
}

/** An officer opens the case on its day, and decides it, or asks for a correction first. True when it is decided. */
export async function work(working: Working, one: Case, kept: Kept, today: PlainDate): Promise<boolean> {
  const { world, province, officers } = working;
  const officer = one.holder ?? world.random.pick(officers.filter((member) => member.unitId === one.offered.service.unitId));
  one.holder = officer;
  const ctx = world.as(actorOf(province, officer));
  if (one.state === 'waiting') {
    const because = reasonFor(world);
    if (because) await takeApplication(ctx, { id: one.id, because });
    else await takeInTurn(working, one.id);
    one.state = 'taken';
  }
  if (one.state === 'taken') {
    one.state = 'opened';
    if (one.offered.service.slug === 'uji-laboratorium-lingkungan' && world.random.chance(0.06)) await drawExaminer(world, ctx, one.id);
    if (one.returnOn) {
      const field = fieldsOf(one.offered.service.definition.form).find((each) => each.type === 'text');
      await returnForCorrection(ctx, {
        id: one.id,
        version: await versionOf(world, one.id),
        fields: [field?.key ?? 'nama'],
        note: 'Nama pada isian tidak sama dengan nama pada berkas. Mohon disamakan.',
      });
      one.state = 'returned';
      one.correctOn = today.add({ days: world.random.whole(1, 4) });
      return false;
    }
    // Some cannot be decided on the day they are opened.
    if (world.random.chance(0.12)) return false;
  } else if (one.state === 'returned') {
    if (!one.correctOn || Temporal.PlainDate.compare(today, one.correctOn) < 0) return false;
    await correctApplication(world.as({ kind: 'anonymous' }), { id: one.id, raw: { nama: one.name }, files: [], store: kept.store });
    one.state = 'opened';
  }
  const refused = world.random.chance(0.05);
  await decideApplication(ctx, {
    id: one.id,
    version: await versionOf(world, one.id),
    outcome: refused ? 'refused' : 'granted',
    reason: refused ? 'Berkas tidak memenuhi persyaratan pada standar pelayanan.' : '',
  });
  return true;
}

/**
 * The truth that the demo hides: in DIKBUD and DISPORA training in mid-year raises the behaviour of staff (U7); DLHK's
 * competence (U6) stays low, so that a gap is open today; the others are good and stay so.
 */
function meanScore(unit: string, unsur: number, month: number): number {
  if (unsur === 6 && (unit === 'DIKBUD' || unit === 'DISPORA')) return month < 7 ? 2.75 : 3.55;
  if (unsur === 5 && unit === 'DLHK') return 2.85;
  if (unsur === 8) return 3.2;
  return 3.4;
}

/** Some of those who were served answer the nine questions. */
export async function rateCase(world: World, one: Case, unit: string, today: PlainDate): Promise<void> {
  const { survey, secret } = await world.db.transact('all', async (tx) => ({ survey: await findSurveyOf(tx, one.id), secret: await secretOf(tx, 'surveys') }));
  if (!survey || survey.answered) return;
  const score = (unsur: number) =>
    Math.min(4, Math.max(1, Math.round(meanScore(unit, unsur, today.month) + (world.random.next() + world.random.next() - 1) * 1.1)));
  const scores = { U1: score(0), U2: score(1), U3: score(2), U4: score(3), U5: score(4), U6: score(5), U7: score(6), U8: score(7), U9: score(8) };
  const comment = world.random.chance(0.22) ? commentFor(world.random, scores.U6 >= 3, scores.U7 >= 3) : undefined;
  await rate(world.as({ kind: 'anonymous' }), surveyToken(secret, one.id), { ...scores, comment });
}
