import type { PersonId } from '#slices/directory';
import { make as directory } from '#slices/directory/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { makeSecret } from '#platform/db';
import { findTicket, hashCode } from '#platform/ids';
import { testAgency, testDatabase, testNow } from '#test/db';
import { make } from '../testing.ts';
import { certificateFacts, certificatePdf, codeOf } from './certificate-pdf.ts';
import { certificatesOf, findCertificateByCode, jpLines, jpOf } from './store.ts';

const database = testDatabase();
let ctx: Ctx;
beforeAll(async () => {
  ctx = ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
  await directory.home(ctx);
  await ctx.transact((tx) => makeSecret(tx, 'certificates'));
});

const longName = 'Drs. H. Lalu Ma’ruf Muhammad Abdurrahman Ḥasan al-Ṣāliḥ Nguyễn Đặng, S.Sos., M.Si.';
const unit = () => directory.unit(ctx);

describe('certificates', () => {
  test('C8: numbers issued at the same moment are unique, and each carries its check digit', async () => {
    const { id: unitId } = await unit();
    const course = await make.course(ctx);
    const people: PersonId[] = [];
    for (let one = 0; one < 40; one += 1) {
      const { personId } = await directory.staff(ctx, { unitId });
      await make.enrolment(ctx, { courseId: course.id, personId });
      people.push(personId);
    }
    await Promise.all(people.map((personId) => make.studied(ctx, { course, personId })));
    const numbers = await ctx.read(async (tx) => (await Promise.all(people.map((personId) => certificatesOf(tx, personId)))).flat().map((row) => row.number));
    expect(numbers).toHaveLength(40);
    expect(new Set(numbers).size).toBe(40);
    for (const number of numbers) expect(findTicket(number)).toBe(number);
  });

  test('the code on the paper finds the certificate however it is typed; one letter else finds nothing', async () => {
    const { personId } = await directory.staff(ctx, { unitId: (await unit()).id });
    const { course } = await make.completedCourse(ctx, { personId });
    await ctx.read(async (tx) => {
      const [row] = await certificatesOf(tx, personId);
      if (!row) throw new Error('the certificate is gone');
      const code = await codeOf(tx, row);
      expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' ')]) expect((await findCertificateByCode(tx, hashCode(typed)))?.id).toBe(row.id);
      expect(await findCertificateByCode(tx, hashCode(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`))).toBeUndefined();
      expect(await certificateFacts(tx, row)).toMatchObject({ holder: expect.any(String), course: { title: course.title } });
    });
  });

  test('the paper is a tagged PDF in Indonesian, the same bytes each time, with no number of the person in it', async () => {
    const { personId, nip } = await directory.staff(ctx, { unitId: (await unit()).id, name: longName });
    await make.completedCourse(ctx, {
      personId,
      title: { id: 'Penyusunan Standar Pelayanan Publik yang Responsif dan Ramah Disabilitas bagi Unit Penyelenggara' },
    });
    const { facts, code } = await ctx.read(async (tx) => {
      const [row] = await certificatesOf(tx, personId);
      if (!row) throw new Error('the certificate is gone');
      return { facts: await certificateFacts(tx, row), code: await codeOf(tx, row) };
    });
    expect(facts.holder).toBe(longName);
    const pdf = await certificatePdf(ctx, facts, code, 'https://smart.contoh.id');
    const text = Buffer.from(pdf).toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).toMatch(/\/Type \/Pages\s+\/Count 1\b/);
    expect(text).toContain('/StructTreeRoot');
    expect(text).toContain('/Marked true');
    expect(text).toContain('id-ID');
    expect(text).not.toContain(nip);
    expect(Buffer.from(await certificatePdf(ctx, facts, code, 'https://smart.contoh.id')).equals(pdf)).toBe(true);
  });
});

describe('hours', () => {
  test('are given once a course, by its two forms, under the person and the year', async () => {
    const { personId } = await directory.staff(ctx, { unitId: (await unit()).id });
    const { course } = await make.completedCourse(ctx, { personId, jp: { online: 6, classroom: 4 } });
    await make.studied(ctx, { course, personId });
    await ctx.read(async (tx) => {
      expect((await jpLines(tx, personId)).map((line) => [line.form, line.jp, line.year])).toEqual([
        ['e-learning', 6, 2026],
        ['klasikal', 4, 2026],
      ]);
      expect((await jpOf(tx, ctx.agency.id, 2026)).get(personId)).toBe(10);
      expect((await jpOf(tx, ctx.agency.id, 2027)).get(personId)).toBeUndefined();
      expect(await certificatesOf(tx, personId)).toHaveLength(1);
    });
  });

  test('C11: many who complete at once have hours that equal the sum of what was announced', async () => {
    const { id: unitId } = await unit();
    const course = await make.course(ctx, { jp: { online: 3, classroom: 0 } });
    const people = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { personId } = await directory.staff(ctx, { unitId });
        await make.enrolment(ctx, { courseId: course.id, personId });
        return personId;
      }),
    );
    await Promise.all(people.flatMap((personId) => [make.studied(ctx, { course, personId }), make.studied(ctx, { course, personId })]));
    const hours = await ctx.read((tx) => jpOf(tx, ctx.agency.id, 2026));
    expect(people.map((personId) => hours.get(personId))).toEqual(Array<number>(20).fill(3));
  });
});
