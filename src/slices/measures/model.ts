import { shownFrom } from '#platform/suppression';
import { z } from 'zod';

export const instruments = ['pemdi-2026', 'spbe-2020'] as const;

export const levelsByCode = z.object({ code: z.enum(instruments) });

/** Levels by indicator as typed: `i1` to `i47`, empty where unknown. */
export const levelsInput = levelsByCode.loose();

/** Public figures begin at ten answers, those for signed-in staff of the agency at five. */
export const { public: publicThreshold, staff: staffThreshold } = shownFrom;
