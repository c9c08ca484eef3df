import type { Lang } from '#platform/words';

export type Instant = Temporal.Instant;
export type PlainDate = Temporal.PlainDate;

/** Indonesia's three zones; none has daylight saving. */
export type Zone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

export const zones: readonly Zone[] = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

// Our own table: what an operating system prints for these zones differs from one to the next.
const zoneLabels: Readonly<Record<Zone, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

export function zoneLabel(zone: Zone): string {
  return zoneLabels[zone];
}

const days = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;
const months = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

export function monthName(month: number, lang: Lang): string {
  return months[lang][month - 1] ?? '';
}

export function dayName(date: PlainDate, lang: Lang): string {
  return days[lang][date.dayOfWeek - 1] ?? '';
}

export function todayIn(now: Instant, zone: Zone): PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}

/** As people greet: morning until eleven, noon until three, afternoon until six. */
export function partOfDay(now: Instant, zone: Zone): 'morning' | 'noon' | 'afternoon' | 'evening' {
  const { hour } = now.toZonedDateTimeISO(zone);
  return hour < 11 ? 'morning' : hour < 15 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';
}

/** `Senin, 23 November 2026`; `short` gives `23 Nov 2026`. */
export function formatDate(date: PlainDate, lang: Lang, style: 'long' | 'short' | 'day' = 'long'): string {
  const month = monthName(date.month, lang);
  if (style === 'short') return `${date.day} ${month.slice(0, 3)} ${date.year}`;
  if (style === 'day') return `${dayName(date, lang).slice(0, 3)}, ${date.day} ${month.slice(0, 3)}`;
  return `${dayName(date, lang)}, ${date.day} ${month} ${date.year}`;
}

/** `14.05 WITA` or `14:05 WITA`. */
export function formatTime(instant: Instant, zone: Zone, lang: Lang): string {
  const local = instant.toZonedDateTimeISO(zone);
  const separator = lang === 'id' ? '.' : ':';
  return `${String(local.hour).padStart(2, '0')}${separator}${String(local.minute).padStart(2, '0')} ${zoneLabels[zone]}`;
}

/** `Senin, 23 November 2026 pukul 14.05 WITA`. */
export function formatInstant(instant: Instant, zone: Zone, lang: Lang, style: 'long' | 'short' | 'day' = 'long'): string {
  const joint = style === 'long' ? (lang === 'id' ? ' pukul ' : ' at ') : lang === 'id' ? ' pukul ' : ', ';
  return formatDate(todayIn(instant, zone), lang, style) + joint + formatTime(instant, zone, lang);
}

/** The instant at which a local wall clock shows this. */
export function instantAt(date: PlainDate, zone: Zone, hour = 0, minute = 0): Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour, minute }) }).toInstant();
}

export function secondsBetween(from: Instant, until: Instant): number {
  return Math.floor((until.epochMilliseconds - from.epochMilliseconds) / 1000);
}

/** The date when the text is one (`2026-11-23`), else undefined. */
export function findDate(text: string): PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The world's clock, for what other devices reckon by theirs (one-time passwords). Everything else goes by `ctx.now`. */
export function wallClock(): Instant {
  return Temporal.Now.instant();
}
