// Made by tools/schema.ts from the migrated database; not by hand.
export type StandardsTables = {
  'standards.calendars': {
    year: number;
    decree: string;
    days: unknown;
    loaded_at: Temporal.Instant;
    loaded_by: string;
  };
};
