// Made by tools/schema.ts from the migrated database; not by hand.
export type CompetencyTables = {
  'competency.person_evidence': {
    agency_id: string;
    id: string;
    person_id: string;
    competency: string;
    level: number;
    source: string;
    source_id: string;
    right_items: number | null;
    items: number | null;
    tested_up_to: number | null;
    observed_on: Temporal.PlainDate;
    event_id: string;
  };
  'competency.unit_evidence': {
    agency_id: string;
    unit_id: string;
    unsur: string;
    month_on: Temporal.PlainDate;
    n: number;
    total: number;
  };
  'competency.unit_gaps': {
    agency_id: string;
    id: string;
    unit_id: string;
    unsur: string;
    competency: string;
    found_mean: string;
    found_n: number;
    mean: string;
    n: number;
    norm: string;
    crosswalk: string;
    found_on: Temporal.PlainDate;
    found_event: string;
    closed_on: Temporal.PlainDate | null;
    closed_event: string | null;
    closed_because: string | null;
  };
};
