import { z } from 'zod';

export const instruments = ['pemdi-2026', 'spbe-2020'] as const;

/** Levels by indicator as typed: `i1` to `i47`, empty where unknown. */
export const levelsInput = z.object({ instrument: z.enum(instruments), year: z.coerce.number().int().min(2018).max(2100) });
