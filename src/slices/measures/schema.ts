// Made by tools/schema.ts from the migrated database; not by hand.
export type MeasuresTables = {
  'measures.levels': {
    agency_id: string;
    instrument: string;
    year: number;
    indicator: number;
    level_hundredths: number;
    entered_by: string;
    entered_at: Temporal.Instant;
  };
};
