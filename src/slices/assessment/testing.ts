import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { addItems, openTest } from './bank/actions.ts';
import { findOpenTest, itemsWithKeys } from './bank/store.ts';
import { answer, finishTest, startTest } from './exam/actions.ts';
import { findAttempt } from './exam/store.ts';
import type { AttemptId, CompetencyResult, ItemInput, TestInput } from './model.ts';

let serial = 0;

type BankOptions = { readonly competency?: string; readonly levels?: readonly number[]; readonly perLevel?: number };
type CompletedOptions = {
  readonly personId: PersonId;
  readonly competency?: string;
  /** How many of the ten items of each level are right; a level that is not named is all right. */
  readonly right?: Readonly<Record<number, number>>;
};

/** Makers for tests, through the slice's own actions. */
export const make = {
  /** Items whose key is B. */
  async bank(ctx: Ctx, { competency = 'M.05', levels = [1, 2, 3], perLevel = 10 }: BankOptions = {}): Promise<void> {
    const items = levels.flatMap((level) =>
      Array.from({ length: perLevel }, (): ItemInput => {
        serial += 1;
        return {
          code: `UJI-${serial}`,
          competency,
          level,
          stem: `Soal percobaan nomor ${serial}: jawaban mana yang benar?`,
          options: (['A', 'B', 'C', 'D'] as const).map((key) => ({ key, text: `Pilihan ${key} dari soal ${serial}` })),
          answer: 'B',
          rationale: 'Pilihan B benar menurut kunci percobaan.',
        };
      }),
    );
    await addItems(ctx, ctx.agency.id as AgencyId, items);
  },

  /** An open test with a bank of its own, unless the bank is there. */
  async test(ctx: Ctx, options: Partial<TestInput> = {}): Promise<TestInput> {
    serial += 1;
    const input: TestInput = {
      slug: `tes-${serial}`,
      title: { id: `Tes ${serial}`, en: `Test ${serial}` },
      summary: { id: 'Tes percobaan.' },
      competencies: ['M.05'],
      duration_minutes: 60,
      itemsPerLevel: 10,
      ...options,
    };
    await openTest(ctx, ctx.agency.id as AgencyId, input);
    return input;
  },

  /** A person's finished test of one competency: thirty items at levels 1 to 3. */
  async completedTest(
    ctx: Ctx,
    { personId, competency = 'M.05', right = {} }: CompletedOptions,
  ): Promise<{ readonly attemptId: AttemptId; readonly results: readonly CompetencyResult[] }> {
    const agencyId = ctx.agency.id as AgencyId;
    const slug = `tes-${competency.toLowerCase().replace('.', '')}`;
    if (!(await ctx.read((tx) => findOpenTest(tx, agencyId, slug)))) {
      await make.bank(ctx, { competency });
      await make.test(ctx, { slug, competencies: [competency] });
    }
    const attemptId = await startTest(ctx, { agencyId, personId, slug });
    const { attempt, items } = await ctx.read(async (tx) => ({
      attempt: await findAttempt(tx, attemptId, personId),
      items: new Map((await itemsWithKeys(tx, agencyId)).map((item) => [item.id, item])),
    }));
    const left = new Map<number, number>();
    for (const [at, itemId] of (attempt?.item_ids ?? []).entries()) {
      const item = items.get(itemId);
      if (!item) continue;
      const before = left.get(item.level) ?? right[item.level] ?? Infinity;
      left.set(item.level, before - 1);
      await answer(ctx, { attemptId, personId, place: at + 1, choice: before > 0 ? item.answer : 'A', sequence: at + 1 });
    }
    return { attemptId, results: await finishTest(ctx, attemptId, personId) };
  },
};
