import type { AgencyFacts } from '#platform/context';
import type { Instant } from '#platform/time';

/** The agency of tests: its row is made by `make.agency` where a table refers to it. */
export const testAgency: AgencyFacts = {
  id: '01900000-0000-7000-8000-000000000052',
  code: '52',
  name: 'Pemerintah Provinsi Nusa Tenggara Barat',
  shortName: 'Provinsi NTB',
  zone: 'Asia/Makassar',
};

/** Monday 23 November 2026, 09.00 WITA. */
export const testNow: Instant = Temporal.Instant.from('2026-11-23T01:00:00Z');
