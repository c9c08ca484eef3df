import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { inTransaction, testAgency, testCtx, testDatabase } from '#test/db';
import { assignProductRoles } from '#test/roles';
import type { Ctx } from '#platform/context';
import { makeSecret, sql, type Tx } from '#platform/db';
import type { FileStore, StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problem';
import { type ComplaintId, complaintInput } from '../model.ts';
import { make, noFiles } from '../testing.ts';
import { answerComplaint, assignComplaint, closeSilent, giveFeedback, submitComplaint, turnAway } from './actions.ts';
import {
  complaintCounts,
  type ComplaintRow,
  complaintTotals,
  deskCounts,
  filesOf,
  findComplaint,
  findComplaintByTicket,
  silentComplaints,
  stepsOf,
} from './store.ts';

assignProductRoles();
const database = testDatabase();

type Unit = Awaited<ReturnType<typeof directory.unit>>;
type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly office: Unit;
  readonly inspectorate: Unit;
  readonly manager: MadeStaff;
  readonly officer: MadeStaff;
  readonly inspector: MadeStaff;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const office = await directory.unit(ctx);
    const inspectorate = await directory.unit(ctx);
    await work({
      tx,
      ctx,
      office,
      inspectorate,
      manager: await directory.staff(ctx, { unitId: office.id, roles: ['service-manager'] }),
      officer: await directory.staff(ctx, { unitId: office.id, roles: ['officer'] }),
      inspector: await directory.staff(ctx, { unitId: inspectorate.id, roles: ['inspector'] }),
    });
  });
}

const as = (ctx: Ctx, one: MadeStaff): Ctx => ({ ...ctx, actor: one.actor });
const on = (ctx: Ctx, date: string): Ctx => {
  const now = Temporal.Instant.from(`${date}T02:00:00Z`);
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const everything = { reach: 'nation', unitIds: [] } as const;
const rowOf = async (tx: Tx, id: ComplaintId): Promise<ComplaintRow> => (await findComplaint(tx, id, everything))!;
const kindsOf = async (tx: Tx, row: ComplaintRow) => (await stepsOf(tx, row.agency_id, row.id)).map((step) => step.kind);
const code = (expected: string) => ({ refusal: { code: expected } });
const letters = async (tx: Tx) => (await sql<{ subject: string; lang: string }>`select subject, lang from mail.messages order by made_at, id`.execute(tx)).rows;

async function assigned({ tx, ctx, manager }: Scene, unit: Unit, complaint: Readonly<Record<string, unknown>> = {}): Promise<ComplaintRow> {
  const { complaintId } = await make.complaint(ctx, complaint);
  await assignComplaint(as(ctx, manager), { complaintId, version: 1, unitId: unit.id, oversight: false });
  return rowOf(tx, complaintId);
}

describe('a complaint comes in', () => {
  test('with a number, a code that is kept as a hash only, and the day by which it is verified', () =>
    scene(async ({ tx, ctx }) => {
      const made = await make.complaint(ctx, { email: 'warga@contoh.id' });
      const row = (await findComplaintByTicket(tx, made.ticket))!;
      expect(made.ticket).toMatch(/^ADU-52-2026-\d{7}-\d$/);
      expect(row).toMatchObject({ state: 'received', version: 1, due_provisional: false });
      // Three working days after Monday 23 November.
      expect(row.verify_due_on.toString()).toBe('2026-11-26');
      expect(JSON.stringify(row)).not.toContain(made.code);
      expect(await letters(tx)).toEqual([{ subject: `Aduan ${made.ticket} diterima`, lang: 'id' }]);
    }));

  test('A14: from a civil servant it stands as anybody’s, in the timeline and in the events', () =>
    scene(async ({ tx, ctx, officer }) => {
      const { complaintId } = await make.complaint(as(ctx, officer));
      const { rows: steps } = await sql<{
        person_id: string | null;
      }>`select person_id from participation.complaint_steps where complaint_id = ${complaintId}`.execute(tx);
      const { rows: events } = await sql<{ actor: string }>`select actor from outbox.events where kind = 'participation.complaint-received'`.execute(tx);
      expect(steps).toEqual([{ person_id: null }]);
      expect(events).toEqual([{ actor: 'anonymous' }]);
    }));

  test('A14: from a citizen it stands as nobody’s in the log, where the inspectorate reads who did what', () =>
    scene(async ({ tx, ctx, manager }) => {
      const citizen = { kind: 'citizen' as const, ...(await directory.citizen(ctx)) };
      const { complaintId } = await make.complaint({ ...ctx, actor: citizen }, { confidential: 'ya' });
      await turnAway(as(ctx, manager), { complaintId, version: 1, reason: 'Bukan wewenang kami.' });
      const { rows } = await sql<{ told: string }>`select concat(actor, payload, record) as told from outbox.events e
        left join outbox.openings o on o.event_id = e.id where kind like 'participation.%'`.execute(tx);
      expect(rows.length).toBe(2);
      expect(rows.filter(({ told }) => told.includes(citizen.citizenId) || told.includes(citizen.email))).toEqual([]);
    }));

  test('A14: a photo is kept without the place that its camera wrote into it', () =>
    scene(async ({ tx, ctx }) => {
      const folder = await mkdtemp(join(tmpdir(), 'photo-'));
      const path = join(folder, 'photo');
      const gps = Buffer.from('-8.5833 116.1167');
      const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, gps.length + 2]), gps]);
      await writeFile(path, Buffer.concat([Buffer.from([0xff, 0xd8]), comment, Buffer.from([0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9])]));
      const kept: Buffer[] = [];
      const store: FileStore = { ...noFiles, put: async (_hash, from) => void kept.push(await readFile(from)) };
      const photo: StagedFile = { path, fileName: 'foto.jpg', size_bytes: 30, sha256: new Uint8Array(32), mediaType: 'image/jpeg', tooLarge: false };
      await makeSecret(tx, 'complaints');
      const input = complaintInput.parse({ class: 'pengaduan', category: 'jalan', title: 'Lubang', body: 'Di sini.' });
      const { complaintId } = await submitComplaint(ctx, { input, aboutUnit: undefined, files: [photo], store, key: newId() });
      const [file] = await filesOf(tx, testAgency.id as AgencyId, complaintId);
      expect(kept[0]?.includes(gps)).toBe(false);
      expect(file?.size_bytes).toBe(BigInt(kept[0]!.length));
      await writeFile(path, 'no photo at all');
      await expect(submitComplaint(ctx, { input, aboutUnit: undefined, files: [photo], store, key: newId() })).rejects.toMatchObject(code('file-broken'));
    }));
});

describe('a complaint is passed on', () => {
  test('to a unit, with its deadline in working days and a letter in the reporter’s language', () =>
    scene(async (s) => {
      const { complaintId } = await make.complaint({ ...s.ctx, lang: 'en' }, { email: 'warga@contoh.id' });
      await assignComplaint(as(s.ctx, s.manager), { complaintId, version: 1, unitId: s.office.id, oversight: false });
      const row = await rowOf(s.tx, complaintId);
      expect(row).toMatchObject({ state: 'assigned', unit_id: s.office.id, version: 2 });
      // Fourteen working days after 23 November 2026.
      expect(row.answer_due_on?.toString()).toBe('2026-12-11');
      expect((await letters(s.tx)).map((one) => one.lang)).toEqual(['en', 'en']);
    }));

  test('C6: two officers pass on the same case: the second is told to look again', () =>
    scene(async ({ ctx, manager, office, inspectorate }) => {
      const { complaintId } = await make.complaint(ctx);
      await assignComplaint(as(ctx, manager), { complaintId, version: 1, unitId: office.id, oversight: false });
      const again = assignComplaint(as(ctx, manager), { complaintId, version: 1, unitId: inspectorate.id, oversight: false });
      await expect(again).rejects.toMatchObject(code('complaint-changed'));
    }));

  test('never to the unit that it is about, where the reporter said so; then it goes the way of oversight', () =>
    scene(async ({ tx, ctx, manager, office, inspectorate }) => {
      const { complaintId } = await make.complaint(ctx, { independent: 'ya', aboutUnit: office.id });
      const pass = (unitId: Unit['id']) => assignComplaint(as(ctx, manager), { complaintId, version: 1, unitId, oversight: false });
      await expect(pass(office.id)).rejects.toMatchObject(code('about-that-unit'));
      await pass(inspectorate.id);
      const row = await rowOf(tx, complaintId);
      expect(row).toMatchObject({ unit_id: inspectorate.id, oversight: true });
      // Sixty working days reach into 2027, whose holidays are not decreed yet.
      expect(row.due_provisional).toBe(true);
    }));

  test('and what the reporter said cannot be unsaid by the officer', () =>
    scene(async ({ tx, ctx, manager, office, inspectorate }) => {
      const { complaintId } = await make.complaint(ctx, { independent: 'ya', aboutUnit: office.id });
      await assignComplaint(as(ctx, manager), { complaintId, version: 1, unitId: inspectorate.id, oversight: false, independent: false });
      expect(await rowOf(tx, complaintId)).toMatchObject({ independent: true, named_unit_id: office.id });
      await expect(assignComplaint(as(ctx, manager), { complaintId, version: 2, unitId: office.id, oversight: false })).rejects.toMatchObject(
        code('about-that-unit'),
      );
    }));

  test('nor unsaid in two steps: naming another unit, then passing it to the one that the reporter named', () =>
    scene(async ({ tx, ctx, manager, office, inspectorate }) => {
      const third = await directory.unit(ctx);
      const { complaintId } = await make.complaint(ctx, { independent: 'ya', aboutUnit: office.id });
      const pass = (version: number, unitId: Unit['id'], aboutUnit: Unit['id']) =>
        assignComplaint(as(ctx, manager), { complaintId, version, unitId, oversight: false, aboutUnit });
      await pass(1, inspectorate.id, third.id);
      expect(await rowOf(tx, complaintId)).toMatchObject({ named_unit_id: office.id, about_unit_id: third.id });
      for (const unit of [office, third]) await expect(pass(2, unit.id, third.id)).rejects.toMatchObject(code('about-that-unit'));
      // The manager is of the unit that the reporter named, whatever else was read into the case.
      const turned = turnAway(as(ctx, manager), { complaintId, version: 2, reason: 'Tidak benar.' });
      await expect(turned).rejects.toMatchObject(code('about-your-unit'));
    }));

  test('on again without a new term: what is late stays late, and was not in time', () =>
    scene(async (s) => {
      const march = on(s.ctx, '2026-03-02');
      const { complaintId } = await make.complaint(march, { class: 'permintaan-informasi' });
      await assignComplaint(as(march, s.manager), { complaintId, version: 1, unitId: s.inspectorate.id, oversight: false });
      const first = await rowOf(s.tx, complaintId);
      const april = on(s.ctx, '2026-04-01');
      await assignComplaint(as(april, s.manager), { complaintId, version: 2, unitId: s.office.id, oversight: false });
      const again = await rowOf(s.tx, complaintId);
      expect([String(again.term_from_on), String(again.answer_due_on)]).toEqual(['2026-03-02', String(first.answer_due_on)]);
      expect(await deskCounts(s.tx, everything, april.today)).toMatchObject({ terlambat: 1 });
      await answerComplaint(as(april, s.officer), { complaintId, version: 3, answer: 'Ini jawabannya.' });
      const [total] = await complaintTotals(s.tx, testAgency.id as AgencyId, Temporal.PlainDate.from('2026-01-01'));
      expect(total).toMatchObject({ answered: 1, in_time: 0 });
    }));

  test('A1: by nobody but who assigns: an officer of a unit is refused', () =>
    scene(async ({ ctx, officer, office }) => {
      const { complaintId } = await make.complaint(ctx);
      await expect(assignComplaint(as(ctx, officer), { complaintId, version: 1, unitId: office.id, oversight: false })).rejects.toBeInstanceOf(Problem);
    }));
});

describe('a complaint is answered', () => {
  test('by the unit that it was passed to, and by no other', () =>
    scene(async (s) => {
      const row = await assigned(s, s.office);
      const seen = { complaintId: row.id, version: row.version, answer: 'Sudah kami perbaiki.' };
      await expect(answerComplaint(as(s.ctx, s.inspector), seen)).rejects.toMatchObject({ status: 404 });
      await answerComplaint(as(s.ctx, s.officer), seen);
      const after = await rowOf(s.tx, row.id);
      expect(after.state).toBe('answered');
      expect(after.feedback_due_on?.toString()).toBe('2026-12-07');
      expect(await complaintCounts(s.tx, row.agency_id, s.ctx.today)).toEqual({ open: 0, late: 0, answered: 1 });
    }));

  test('and counts in the year in which it came, while what is open counts as long as it is open', () =>
    scene(async (s) => {
      const row = await assigned(s, s.office);
      await answerComplaint(as(s.ctx, s.officer), { complaintId: row.id, version: row.version, answer: 'Sudah kami perbaiki.' });
      await assigned(s, s.office);
      const nextYear = Temporal.PlainDate.from('2027-01-02');
      expect(await complaintCounts(s.tx, row.agency_id, nextYear)).toEqual({ open: 1, late: 1, answered: 0 });
    }));

  test('never by the unit or the person that it is about', () =>
    scene(async (s) => {
      const { complaintId } = await make.complaint(s.ctx, { independent: 'ya', aboutUnit: s.office.id });
      const passed = { complaintId, version: 1, unitId: s.inspectorate.id, oversight: true, aboutPerson: s.inspector.personId };
      await assignComplaint(as(s.ctx, s.manager), passed);
      const seen = { complaintId, version: 2 };
      // The manager belongs to the unit complained about, the inspector is the person; for that one the case does not exist.
      await expect(answerComplaint(as(s.ctx, s.manager), { ...seen, answer: 'Tidak benar.' })).rejects.toMatchObject(code('about-your-unit'));
      await expect(turnAway(as(s.ctx, s.manager), { ...seen, reason: 'Tidak benar.' })).rejects.toMatchObject(code('about-your-unit'));
      await expect(answerComplaint(as(s.ctx, s.inspector), { ...seen, answer: 'Tidak benar.' })).rejects.toMatchObject({ status: 404 });
      const other = await directory.staff(s.ctx, { unitId: s.inspectorate.id, roles: ['inspector'] });
      await answerComplaint(as(s.ctx, other), { ...seen, answer: 'Kami periksa.' });
    }));

  test('in time or late, counted once, in the month in which it came', () =>
    scene(async (s) => {
      const march = on(s.ctx, '2026-03-02');
      const { complaintId } = await make.complaint(march, { class: 'permintaan-informasi' });
      await assignComplaint(as(march, s.manager), { complaintId, version: 1, unitId: s.office.id, oversight: false });
      const late = on(s.ctx, '2026-04-01');
      await answerComplaint(as(late, s.officer), { complaintId, version: 2, answer: 'Ini jawabannya.' });
      await giveFeedback(late, { id: complaintId }, { content: false, note: 'Kurang jelas.' });
      await answerComplaint(as(late, s.officer), { complaintId, version: 4, answer: 'Lebih jelas.' });
      const totals = await complaintTotals(s.tx, testAgency.id as AgencyId, Temporal.PlainDate.from('2026-01-01'));
      expect(totals).toHaveLength(1);
      expect(totals[0]).toMatchObject({ class: 'permintaan-informasi', received: 1, answered: 1, in_time: 0 });
      expect(totals[0]?.month_on.toString()).toBe('2026-03-01');
    }));

  test('and cannot be answered twice', () =>
    scene(async (s) => {
      const row = await assigned(s, s.office);
      await answerComplaint(as(s.ctx, s.officer), { complaintId: row.id, version: row.version, answer: 'Selesai.' });
      const again = answerComplaint(as(s.ctx, s.officer), { complaintId: row.id, version: row.version + 1, answer: 'Lagi.' });
      await expect(again).rejects.toMatchObject(code('complaint-state'));
    }));
});

describe('the reporter has the last word', () => {
  async function answered(s: Scene): Promise<ComplaintRow> {
    const row = await assigned(s, s.office);
    await answerComplaint(as(s.ctx, s.officer), { complaintId: row.id, version: row.version, answer: 'Selesai.' });
    return rowOf(s.tx, row.id);
  }

  test('content: the complaint closes', () =>
    scene(async (s) => {
      const row = await answered(s);
      await giveFeedback(s.ctx, row, { content: true, note: undefined });
      expect((await rowOf(s.tx, row.id)).state).toBe('closed');
      expect(await kindsOf(s.tx, row)).toEqual(['received', 'assigned', 'answered', 'closed']);
    }));

  test('not content: the unit answers again, within a new term', () =>
    scene(async (s) => {
      const row = await answered(s);
      await giveFeedback(on(s.ctx, '2026-12-01'), row, { content: false, note: 'Belum ada perubahan.' });
      const after = await rowOf(s.tx, row.id);
      expect(after).toMatchObject({ state: 'assigned', unit_id: s.office.id, feedback_due_on: null });
      expect(Temporal.PlainDate.compare(after.answer_due_on!, row.answer_due_on!)).toBe(1);
      expect((await deskCounts(s.tx, everything, s.ctx.today)).dijawab).toBe(1);
    }));

  test('silent for ten working days: it closes by itself, once, and not a day before', () =>
    scene(async (s) => {
      const row = await answered(s);
      expect(await silentComplaints(s.tx, Temporal.PlainDate.from('2026-12-07'))).toEqual([]);
      expect(await closeSilent(on(s.ctx, '2026-12-07'), row.id)).toBe(false);
      const day = on(s.ctx, '2026-12-08');
      expect(await silentComplaints(s.tx, day.today)).toEqual([row.id]);
      expect([await closeSilent(day, row.id), await closeSilent(day, row.id)]).toEqual([true, false]);
      expect((await rowOf(s.tx, row.id)).state).toBe('closed');
    }));

  test('closed is closed', () =>
    scene(async (s) => {
      const row = await answered(s);
      await giveFeedback(s.ctx, row, { content: true, note: undefined });
      await expect(giveFeedback(s.ctx, row, { content: false, note: 'Tunggu.' })).rejects.toMatchObject(code('complaint-state'));
    }));

  test('what is not ours is turned away with the reason, by letter too', () =>
    scene(async (s) => {
      const { complaintId, ticket } = await make.complaint(s.ctx, { email: 'warga@contoh.id' });
      await turnAway(as(s.ctx, s.manager), { complaintId, version: 1, reason: 'Ruas jalan kabupaten.' });
      expect((await rowOf(s.tx, complaintId)).state).toBe('not-ours');
      expect((await letters(s.tx)).map((one) => one.subject)).toContain(`Aduan ${ticket} bukan kewenangan kami`);
    }));
});

test('each step is an event that the ledger commits to, without a name', () =>
  scene(async (s) => {
    const row = await assigned(s, s.office, { name: 'Nurhasanah Lestari' });
    await answerComplaint(as(s.ctx, s.officer), { complaintId: row.id, version: row.version, answer: 'Selesai.' });
    await giveFeedback(s.ctx, row, { content: true, note: undefined });
    const { rows } = await sql<{ kind: string; ledger: string; payload: unknown }>`
      select kind, ledger, payload from outbox.events where kind like 'participation.%' order by occurred_at, id`.execute(s.tx);
    expect(rows.map((one) => one.kind).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'participation.complaint-answered',
      'participation.complaint-assigned',
      'participation.complaint-closed',
      'participation.complaint-received',
    ]);
    expect(rows.every((one) => one.ledger === 'commitment')).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('Nurhasanah');
  }));
