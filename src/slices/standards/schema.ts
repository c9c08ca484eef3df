// Made by tools/schema.ts from the migrated database; not by hand.
export type StandardsTables = {
  'standards.agency_days': {
    agency_id: string;
    day_on: Temporal.PlainDate;
    works: boolean;
    basis: string;
    set_by: string;
    set_at: Temporal.Instant;
  };
  'standards.agency_weeks': {
    agency_id: string;
    from_on: Temporal.PlainDate;
    days: number;
    basis: string;
    set_by: string;
    set_at: Temporal.Instant;
  };
  'standards.calendars': {
    year: number;
    decree: string;
    days: unknown;
    loaded_at: Temporal.Instant;
    loaded_by: string;
  };
};
