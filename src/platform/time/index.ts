export type { Instant, PlainDate, Zone } from './time.ts';
export {
  findDate,
  formatDate,
  formatInstant,
  formatTime,
  instantAt,
  monthName,
  partOfDay,
  secondsBetween,
  todayIn,
  wallClock,
  zoneLabel,
  zones,
} from './time.ts';
