import { ok, type Outcome, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import type { AsnStatus } from '../model.ts';
import { readNip } from './nip.ts';

const pnsGrades = new Set(['I', 'II', 'III', 'IV'].flatMap((rank) => ['a', 'b', 'c', 'd', ...(rank === 'IV' ? ['e'] : [])].map((room) => `${rank}/${room}`)));
const pppkGrades = new Set(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV', 'XVI', 'XVII']);

/**
 * A golongan as it is written: `III/a` for PNS (PP 99/2000), I to XVII for PPPK (Perpres 98/2020). The two ladders are not
 * comparable: a PPPK's IX is no PNS grade. Undefined when it is neither.
 */
export function readGrade(text: string, status: AsnStatus): string | undefined {
  const word = text
    .trim()
    .replace(/\s+/g, '')
    .replace(/^(.*?)\((.*)\)$/, '$2');
  if (status === 'PPPK') return pppkGrades.has(word.toUpperCase()) ? word.toUpperCase() : undefined;
  const match = /^(I{1,3}|IV)[/.-]?([a-e])$/i.exec(word);
  const grade = match && `${match[1]?.toUpperCase()}/${match[2]?.toLowerCase()}`;
  return grade && pnsGrades.has(grade) ? grade : undefined;
}

export type Identified = { readonly nip: string; readonly birthOn: PlainDate; readonly status: AsnStatus };

/** What a typed NIP says of a new person; a status that was chosen overrides what the number seems to be. */
export function identifyStaff(nip: string, chosen: AsnStatus | undefined): Outcome<Identified> {
  const reading = readNip(nip);
  if (!reading.ok) return refuse(reading.fault, { fields: { nip: reading.fault } });
  return ok({ nip: reading.nip, birthOn: reading.birthOn, status: chosen ?? reading.status });
}

export type Held = { readonly started_on: PlainDate; readonly ended_on: PlainDate | null };

/** A new post ends the one before it on the day before; it cannot begin before or with that one. */
export function succeed(held: readonly Held[], startsOn: PlainDate): Outcome<PlainDate> {
  const latest = held.toSorted((a, b) => Temporal.PlainDate.compare(b.started_on, a.started_on))[0];
  if (latest && Temporal.PlainDate.compare(startsOn, latest.started_on) <= 0) return refuse('starts-too-early', { fields: { starts: 'starts-too-early' } });
  return ok(startsOn.subtract({ days: 1 }));
}

/** The last day of service cannot lie before any post began. */
export function leaveOn(held: readonly Held[], on: PlainDate): Outcome<PlainDate> {
  const hasBegun = held.some((post) => Temporal.PlainDate.compare(post.started_on, on) <= 0);
  return hasBegun ? ok(on) : refuse('leaves-too-early', { fields: { on: 'leaves-too-early' } });
}
