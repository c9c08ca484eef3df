import { z } from 'zod';
import type { Id } from '#platform/ids';
import type { Text } from '#platform/words';

export type ItemId = Id<'item'>;
export type TestId = Id<'test'>;
export type AttemptId = Id<'attempt'>;

export const optionKeys = ['A', 'B', 'C', 'D', 'E'] as const;

/** An item of the bank as its author writes it; `database/seed/items` holds the first bank. */
export const itemInput = z.object({
  code: z.string().regex(/^[A-Z0-9.-]+$/),
  competency: z.string().min(1),
  level: z.int().min(1).max(5),
  stem: z.string().min(20),
  options: z
    .array(z.object({ key: z.enum(optionKeys), text: z.string().min(1) }))
    .min(3)
    .max(5),
  answer: z.enum(optionKeys),
  rationale: z.string().min(20),
});
export type ItemInput = z.infer<typeof itemInput>;

/** An item as a person who is tested sees it: without its key. */
export type ShownItem = {
  readonly id: ItemId;
  readonly stem: string;
  readonly options: readonly { readonly key: string; readonly text: string }[];
};

/** An item with its key: for who keeps the bank. */
export type FullItem = ItemInput & { readonly id: ItemId };

export type BankItem = { readonly id: ItemId; readonly competency: string; readonly level: number };

export type Test = {
  readonly id: TestId;
  readonly slug: string;
  readonly title: Text;
  readonly summary: Text;
  readonly competencies: readonly string[];
  readonly duration_minutes: number;
  readonly itemsPerLevel: number;
};

export const testInput = z.object({
  slug: z.string().regex(/^[a-z0-9-]{3,80}$/, 'slug'),
  title: z.object({ id: z.string(), en: z.string().optional() }),
  summary: z.object({ id: z.string(), en: z.string().optional() }),
  competencies: z.array(z.string()).min(1),
  duration_minutes: z.int().min(1).max(480),
  itemsPerLevel: z.int().min(1).max(50),
});
export type TestInput = z.infer<typeof testInput>;

/** How a level was answered: `right` of `items`, with the lower bound of what that says. */
export type LevelScore = { readonly level: number; readonly right: number; readonly items: number; readonly lowerBound: number };

export const competencyResult = z.object({
  code: z.string(),
  /** 0: not even the lowest level is shown. */
  level: z.int().min(0).max(5),
  right: z.int(),
  items: z.int(),
  levels: z.array(z.object({ level: z.int(), right: z.int(), items: z.int(), lowerBound: z.number() })),
  /** The interim rule of the product, no official method. */
  label: z.literal('sementara'),
});
export type CompetencyResult = z.infer<typeof competencyResult>;

/** Seconds of grace for an answer on its way when time ended. */
export const grace_s = 5;

/** The same test again only after so many days: its items would still be known. The product's own rule. */
export const retakeAfter_days = 14;

/** More time, in percent of a test's own. */
export const extraTimePercents = [25, 50, 100] as const;

export type ExtraTimeId = Id<'extra-time'>;
export type ExtraTimeState = 'asked' | 'given' | 'declined';
