import { Icon, Section } from '#platform/ui';
import type { Lang } from '#platform/words';
import { words } from '../../words.ts';

export type DayEvent = { readonly href: string; readonly label: string; readonly file: string | undefined; readonly tone: 'class' | 'waiting' };
export type Day = {
  readonly name: string;
  readonly number: string;
  /** In full, for who hears it. */
  readonly full: string;
  readonly isToday: boolean;
  readonly isOff: boolean;
  readonly events: readonly DayEvent[];
};

/** This week and the next, from Monday: classes where they fall. */
export function Fortnight({ lang, days }: { readonly lang: Lang; readonly days: readonly Day[] }) {
  const w = words(lang);
  const files = days.flatMap((day) => day.events.flatMap((event) => (event.file ? [{ ...event, file: event.file, day: day.full }] : [])));
  return (
    <Section title={w.fortnight}>
      <div class="days-box" tabIndex={0} role="group" aria-label={w.fortnight}>
        <ol class="days">
          {days.map((day) => (
            <li key={day.full} class={[day.isToday ? 'today' : '', day.isOff ? 'off' : ''].filter(Boolean).join(' ') || undefined}>
              <span aria-hidden="true">
                {day.name} <b>{day.number}</b>
              </span>
              <span class="visually-hidden">
                {day.full}
                {day.isToday ? `, ${w.today}` : ''}
              </span>
              {day.events.map((event) => (
                <a key={event.href + event.label} href={event.href} class={event.tone}>
                  {event.label}
                </a>
              ))}
            </li>
          ))}
        </ol>
      </div>
      {files.map((event) => (
        <p key={event.file} class="note">
          <Icon name="calendar" /> <a href={event.file}>{w.toCalendar(event.label, event.day)}</a>
        </p>
      ))}
    </Section>
  );
}
