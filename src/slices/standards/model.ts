import { z } from 'zod';

/** One date a line, `2027-01-01 name`; what is typed from the decree. */
export const calendarInput = z.object({
  year: z.coerce.number().int().min(2020, 'invalid').max(2100, 'invalid'),
  decree: z.string().trim().min(10, 'decree').max(400, 'too-long'),
  days: z
    .string()
    .trim()
    .min(10, 'required')
    .max(10_000, 'too-long')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim().slice(0, 10))
        .filter(Boolean),
    ),
});
export type CalendarInput = z.infer<typeof calendarInput>;
