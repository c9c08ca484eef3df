import { describe, expect, onTestFinished, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { holdPublicUrl } from '#platform/mail';
import { Refused } from '#platform/result';
import { draftLife_days, type FormDefinition } from '../model.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { clearOldDrafts, correctApplication, removeFile, saveStep, startDraft, submitApplication, withdrawApplication } from './actions.ts';
import { applicationsOf, filesOf, findApplication, findApplicationByTicket, lineOf, pausesOf, stepsOf } from './store.ts';

const database = testDatabase();
const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };
const staged = (name: string) => ({
  path: '/dev/null',
  fileName: name,
  size_bytes: 3,
  sha256: new Uint8Array(32).fill(name.length),
  mediaType: 'application/pdf',
  tooLarge: false,
});

type Scene = { readonly tx: Tx; readonly ctx: Ctx; readonly service: Service; readonly officer: Awaited<ReturnType<typeof directory.staff>> };

async function scene(work: (scene: Scene) => Promise<void>, workingDays = 3, form?: FormDefinition): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const officer = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
    const service = await make.service(ctx, { unitId: unit.id, workingDays, ...(form ? { form } : {}) });
    await work({ tx, ctx, service, officer });
  });
}

const at = (ctx: Ctx, when: string): Ctx => {
  const now = Temporal.Instant.from(when);
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};

async function eventsOf(tx: Tx, id: string) {
  const { rows } = await sql<{ kind: string; ledger: string; payload: Record<string, unknown>; record: Record<string, unknown> | null; entry: Uint8Array }>`
    select e.kind, e.ledger, e.payload, o.record, e.entry from outbox.events e left join outbox.openings o on o.event_id = e.id
    where e.payload->>'applicationId' = ${id} or e.payload->>'token' = (select queue_token from services.applications where id = ${id}) order by e.id`.execute(
    tx,
  );
  return rows;
}

describe('a draft', () => {
  test('is kept from the first moment, with what the account already knows', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const citizen = await directory.citizen(ctx, 'Siti Rahma');
      const id = await startDraft({ ...ctx, actor: { kind: 'citizen', ...citizen } }, service);
      expect(await findApplication(tx, id)).toMatchObject({
        state: 'draft',
        citizen_id: citizen.citizenId,
        answers: { nama: 'Siti Rahma', email: citizen.email },
      });
    });
  });

  test('keeps a step as it is, right or wrong, and each step leaves the others alone', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const id = await startDraft(ctx, service);
      const row = (await findApplication(tx, id))!;
      await saveStep(ctx, { application: row, answers: { nama: '', email: 'keliru' }, files: [], store });
      await saveStep(ctx, { application: row, answers: { tujuan: 'Sekolah', cara: 'surel' }, files: [], store });
      expect((await findApplication(tx, id))?.answers).toEqual({ nama: '', email: 'keliru', tujuan: 'Sekolah', cara: 'surel' });
    });
  });

  test('takes nothing more once it was handed in', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const { id } = await make.submitted(ctx, { service });
      const row = (await findApplication(tx, id))!;
      await expect(saveStep(ctx, { application: row, answers: { nama: 'Lain' }, files: [], store })).rejects.toMatchObject({
        refusal: { code: 'already-submitted' },
      });
      await expect(removeFile(ctx, id, id)).rejects.toMatchObject({ refusal: { code: 'application-state' } });
    });
  });

  test('C7: takes five files for a field and no sixth, also from who has not seen the others come in', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const row = (await findApplication(tx, await startDraft(ctx, service)))!;
      const five = ['a', 'bb', 'ccc', 'dddd', 'eeeee'].map((name) => ({ field: 'ktp', file: staged(name) }));
      await saveStep(ctx, { application: row, answers: {}, files: five, store });
      const more = saveStep(ctx, { application: row, answers: {}, files: five.slice(0, 1), store });
      await expect(more).rejects.toMatchObject({ refusal: { code: 'too-many-files' } });
      expect(await filesOf(tx, row.id)).toHaveLength(5);
    });
  });

  test('is gone with its files after thirty days in which nobody came back, and only then', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const id = await make.draft(ctx, { service });
      const handedIn = await make.submitted(ctx, { service });
      const before = { ...ctx, now: testNow.add({ hours: 24 * draftLife_days - 1 }) };
      expect(await clearOldDrafts(before, draftLife_days)).toBe(0);
      const after = { ...ctx, now: testNow.add({ hours: 24 * draftLife_days + 1 }) };
      expect(await clearOldDrafts(after, draftLife_days)).toBe(1);
      expect(await findApplication(tx, id)).toBeUndefined();
      expect(await findApplication(tx, handedIn.id)).toBeDefined();
    });
  });
});

describe('handing in', () => {
  test('gives a ticket with a check digit, a deadline from the next working day on, and a place in line', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const first = await make.submitted(ctx, { service });
      const second = await make.submitted(at(ctx, '2026-11-23T01:00:01Z'), { service });
      expect(first.ticket).toMatch(/^LYN-52-2026-\d{7}-\d$/);
      const row = await findApplicationByTicket(tx, second.ticket);
      expect(row).toMatchObject({ state: 'submitted', due_provisional: false, applicant_name: 'Lalu Hamdan Saputra' });
      expect(row?.due_on?.toString()).toBe('2026-11-26');
      expect(row && (await lineOf(tx, row))).toEqual({ ahead: 1, waiting: 2 });
    });
  });

  test('counts days by the zone of the agency: one minute after midnight WITA is the next day', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const late = await make.submitted(at(ctx, '2026-11-23T15:59:00Z'), { service });
      const early = await make.submitted(at(ctx, '2026-11-23T16:01:00Z'), { service });
      expect((await findApplication(tx, late.id))?.due_on?.toString()).toBe('2026-11-26');
      expect((await findApplication(tx, early.id))?.due_on?.toString()).toBe('2026-11-27');
    });
  });

  test('says that a deadline is provisional where it reaches into a year without a calendar', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const { id } = await make.submitted(ctx, { service });
      expect(await findApplication(tx, id)).toMatchObject({ due_provisional: true });
    }, 30);
  });

  test('is refused while something is missing, and names the step', async () => {
    await scene(async ({ ctx, service }) => {
      const id = await make.draft(ctx, { service, answers: { tujuan: '' } });
      await expect(submitApplication(ctx, id)).rejects.toMatchObject({ refusal: { code: 'incomplete', params: { step: 2 } } });
    });
  });

  test('leaves in the ledger a commitment without a person, and a fact of the queue under a token that the receipt names', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const { id, ticket } = await make.submitted(ctx, { service, answers: { nama: 'Nama Rahasia', email: 'rahasia@contoh.id' } });
      const row = (await findApplication(tx, id))!;
      const [committed, queued, ...rest] = (await eventsOf(tx, id)).toSorted((a) => (a.ledger === 'commitment' ? -1 : 1));
      expect(rest).toEqual([]);
      expect(committed).toMatchObject({ kind: 'services.application-submitted', ledger: 'commitment', payload: { applicationId: id } });
      expect(committed?.record).toMatchObject({ ticket, queueToken: row.queue_token, answers: { nama: 'Nama Rahasia' }, dueOn: '2026-11-26' });
      expect(JSON.stringify(committed?.payload)).not.toContain('Rahasia');
      expect(new TextDecoder().decode(committed?.entry)).not.toMatch(/Rahasia|LYN-/);
      expect(queued).toMatchObject({ kind: 'services.queue-moved', ledger: 'public' });
      expect(queued?.payload).toEqual({
        token: row.queue_token,
        service: service.id,
        unit: service.unitId,
        lane: 'regular',
        fact: 'arrived',
        reason: null,
        at: '2026-11-23T01:00:00.000Z',
      });
      expect(new TextDecoder().decode(queued?.entry)).not.toContain(id);
    });
  });

  test('writes the receipt to the address that was typed, in the language of the applicant, with the whole way to the case', async () => {
    holdPublicUrl('https://layanan.contoh.id');
    onTestFinished(() => holdPublicUrl(''));
    await scene(async ({ tx, ctx, service }) => {
      const { ticket } = await make.submitted({ ...ctx, lang: 'en' }, { service, answers: { email: 'siti@contoh.id' } });
      await make.submitted(ctx, { service, answers: { email: '' } });
      const { rows } = await sql<{
        recipient: string;
        lang: string;
        subject: string;
        body: string;
      }>`select recipient, lang, subject, body from mail.messages`.execute(tx);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ recipient: 'siti@contoh.id', lang: 'en', subject: `Application ${ticket} received` });
      expect(rows[0]?.body).toMatch(/Code: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
      expect(rows[0]?.body).toContain(`https://layanan.contoh.id/en/track?nomor=${ticket}`);
    });
  });

  test('under an account puts the case among the own, also when the draft was begun without one', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const citizen = await directory.citizen(ctx);
      const id = await make.draft(ctx, { service });
      await submitApplication({ ...ctx, actor: { kind: 'citizen', ...citizen } }, id);
      expect((await applicationsOf(tx, citizen.citizenId)).map((row) => row.id)).toEqual([id]);
      expect(await findApplication(tx, id)).toMatchObject({ account_email: citizen.email, applicant_email: citizen.email });
    });
  });

  test('keeps to the version of the standard on which it was begun', async () => {
    await scene(async ({ tx, ctx, service }) => {
      const id = await make.draft(ctx, { service });
      await make.service(ctx, { unitId: service.unitId, slug: service.slug, workingDays: 9 });
      await submitApplication(ctx, id);
      expect((await findApplication(tx, id))?.due_on?.toString()).toBe('2026-11-26');
      const next = await make.submitted(ctx, { service: { ...service, version: 2 } });
      expect((await findApplication(tx, next.id))?.due_on?.toString()).toBe('2026-12-04');
    });
  });
});

describe('a correction', () => {
  const sentBack = async ({ ctx, service, officer }: Scene, fields = ['tujuan']) => {
    const { id } = await make.submitted(ctx, { service, answers: { email: 'siti@contoh.id' } });
    await make.taken(ctx, id, officer.actor);
    await make.returned(at(ctx, '2026-11-24T02:00:00Z'), id, officer.actor, fields);
    return id;
  };

  test('changes the named answers only, and the clock goes on where it stood', async () => {
    await scene(async (all) => {
      const { tx, ctx } = all;
      const id = await sentBack(all);
      await correctApplication(at(ctx, '2026-11-26T02:00:00Z'), { id, raw: { tujuan: 'Beasiswa', nama: 'Orang Lain', cara: 'loket' }, files: [], store });
      const row = (await findApplication(tx, id))!;
      expect(row).toMatchObject({
        state: 'in-review',
        returned_fields: [],
        returned_note: null,
        answers: { tujuan: 'Beasiswa', nama: 'Lalu Hamdan Saputra', cara: 'surel' },
      });
      expect((await pausesOf(tx, row)).map((pause) => [String(pause.from), String(pause.until)])).toEqual([['2026-11-24', '2026-11-26']]);
      expect(row.due_on?.toString()).toBe('2026-11-30');
      expect((await stepsOf(tx, row)).map((step) => step.kind)).toEqual(['submitted', 'taken', 'returned', 'corrected']);
    });
  });

  test('that is still wrong is told at its field, and the case stays with the applicant', async () => {
    await scene(async (all) => {
      const id = await sentBack(all, ['tujuan', 'cara']);
      await expect(correctApplication(all.ctx, { id, raw: { tujuan: '', cara: 'surel' }, files: [], store })).rejects.toMatchObject({
        refusal: { fields: { tujuan: 'required' } },
      });
      expect(await findApplication(all.tx, id)).toMatchObject({ state: 'returned', answers: { tujuan: 'melanjutkan sekolah' } });
    });
  });

  test('takes files for the named fields only, and takes away none that the officer has read', async () => {
    const form: FormDefinition = {
      steps: [
        {
          key: 'a',
          title: { id: 'A' },
          fields: [
            { key: 'tujuan', type: 'text', label: { id: 'Tujuan' }, required: true },
            { key: 'ktp', type: 'file', label: { id: 'KTP' }, required: false },
            { key: 'surat', type: 'file', label: { id: 'Surat' }, required: false },
          ],
        },
      ],
    };
    await scene(
      async (all) => {
        const { tx, ctx, service, officer } = all;
        const id = await make.draft(ctx, { service });
        const draft = (await findApplication(tx, id))!;
        const empty = { put: store.put, read: store.read, remove: store.remove };
        await saveStep(ctx, {
          application: draft,
          answers: { tujuan: 'x' },
          files: [
            { field: 'ktp', file: staged('ktp') },
            { field: 'surat', file: staged('surat') },
          ],
          store: empty,
        });
        await submitApplication(ctx, id);
        await make.taken(ctx, id, officer.actor);
        await make.returned(ctx, id, officer.actor, ['surat']);
        const files = await filesOf(tx, id);
        for (const file of files) await removeFile(ctx, id, file.id);
        expect((await filesOf(tx, id)).map((file) => file.field)).toEqual(['ktp']);
        await correctApplication(ctx, {
          id,
          raw: {},
          files: [
            { field: 'surat', file: staged('surat baru') },
            { field: 'ktp', file: staged('ktp palsu') },
          ],
          store,
        });
        expect((await filesOf(tx, id)).map((file) => file.file_name).toSorted()).toEqual(['ktp', 'surat baru']);
      },
      3,
      form,
    );
  });

  test('is refused for a case that was not sent back', async () => {
    await scene(async ({ ctx, service, officer }) => {
      const { id } = await make.submitted(ctx, { service });
      const correct = () => correctApplication(ctx, { id, raw: { tujuan: 'x' }, files: [], store });
      await expect(correct()).rejects.toMatchObject({ refusal: { code: 'application-state' } });
      await make.taken(ctx, id, officer.actor);
      await expect(correct()).rejects.toMatchObject({ refusal: { code: 'application-state' } });
    });
  });
});

describe('a withdrawal', () => {
  test('ends an open case in any stage, and is told to the queue', async () => {
    await scene(async ({ tx, ctx, service, officer }) => {
      for (const stage of ['submitted', 'taken', 'returned'] as const) {
        const { id } = await make.submitted(ctx, { service });
        if (stage !== 'submitted') await make.taken(ctx, id, officer.actor);
        if (stage === 'returned') await make.returned(ctx, id, officer.actor);
        await withdrawApplication(ctx, id);
        const row = (await findApplication(tx, id))!;
        expect(row.state).toBe('withdrawn');
        expect((await pausesOf(tx, row)).every((pause) => pause.until !== undefined)).toBe(true);
        expect((await eventsOf(tx, id)).map((event) => event.payload['fact'])).toContain('withdrawn');
      }
    });
  });

  test('is refused for a draft and for a decided case', async () => {
    await scene(async ({ ctx, service, officer }) => {
      const draft = await make.draft(ctx, { service });
      await expect(withdrawApplication(ctx, draft)).rejects.toBeInstanceOf(Refused);
      const { id } = await make.decided(ctx, { service, officer: officer.actor });
      await expect(withdrawApplication(ctx, id)).rejects.toMatchObject({ refusal: { code: 'application-state' } });
    });
  });
});
