import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { make as directory } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { type Ctx, ctxOn } from '#platform/context';
import { makeSecret, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { submitComplaint } from './complaints/actions.ts';
import { complaintTotals } from './complaints/store.ts';
import { complaintInput } from './model.ts';
import { rate } from './satisfaction/actions.ts';
import { ratingSums } from './satisfaction/store.ts';
import { make, noFiles, scores } from './testing.ts';

const database = testDatabase();
const live = (): Ctx => ctxOn(database.app, 'all', { actor: { kind: 'anonymous' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const year = { agencyId: testAgency.id, from: Temporal.PlainDate.from('2026-01-01'), until: Temporal.PlainDate.from('2026-12-31') };

describe('many at once, each on a connection of its own', () => {
  beforeAll(async () => {
    await directory.home(live());
    await live().transact((tx) => makeSecret(tx, 'complaints'));
  });

  test('C1: a complaint sent thrice with one key is one complaint', async () => {
    const input = complaintInput.parse({ class: 'pengaduan', category: 'jalan', title: 'Lubang', body: 'Jalan berlubang.' });
    const submission = { input, aboutUnit: undefined, files: [], store: noFiles, key: newId() };
    const made = await Promise.all([1, 2, 3].map(() => submitComplaint(live(), submission)));
    expect(new Set(made.map((one) => `${one.ticket} ${one.code}`)).size).toBe(1);
    // Who sends again is told the code again; what is kept for that does not hold it.
    const { rows: kept } = await live().read((tx) => sql<{ result: unknown }>`select result from platform.idempotency`.execute(tx));
    expect(kept).toEqual([{ result: expect.objectContaining({ ticket: made[0]?.ticket }) as unknown }]);
    expect(JSON.stringify(kept)).not.toContain(made[0]?.code);
    const totals = await live().read((tx) => complaintTotals(tx, testAgency.id as AgencyId, year.from));
    expect(totals.map((row) => row.received)).toEqual([1]);
  });

  test('C11: thirty complaints add up in the running totals', async () => {
    await Promise.all(Array.from({ length: 30 }, () => make.complaint(live(), { category: 'lingkungan' })));
    const totals = await live().read((tx) => complaintTotals(tx, testAgency.id as AgencyId, year.from));
    expect(totals.find((row) => row.category === 'lingkungan')?.received).toBe(30);
  });

  test('C9: a survey answered from four tabs counts once', async () => {
    const { id: unitId } = await directory.unit(live());
    const { token } = await make.survey(live(), { serviceId: newId(), unitId });
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => rate(live(), token, scores(4))));
    expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await live().read((tx) => ratingSums(tx, { ...year, unitId })))[0]?.n).toBe(1);
  });

  test('C11: forty answers add up to what they are', async () => {
    const { id: unitId } = await directory.unit(live());
    const serviceId = newId();
    const tokens: string[] = [];
    for (let one = 0; one < 40; one += 1) tokens.push((await make.survey(live(), { serviceId, unitId })).token);
    const given = tokens.map((_token, at) => scores(1 + (at % 4), { U7: 1 + ((at * 3) % 4) }));
    await Promise.all(tokens.map((token, at) => rate(live(), token, given[at]!)));
    const [total] = await live().read((tx) => ratingSums(tx, { ...year, unitId }));
    const sumOf = (code: 'U1' | 'U7') => given.reduce((sum, one) => sum + one[code], 0);
    expect(total?.n).toBe(40);
    expect([total?.sums[0], total?.sums[6]]).toEqual([sumOf('U1'), sumOf('U7')]);
    expect(total?.squares).toBe(BigInt(given.reduce((sum, one) => sum + (8 * one.U1 + one.U7) ** 2, 0)));
  });
});
