import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { loadCalendar } from './actions.ts';
import { shippedYears } from './calendar.ts';
import { calendarInput } from './model.ts';
import { CalendarPage } from './pages/calendar.tsx';
import { FrameworksPage } from './pages/frameworks.tsx';
import { permissions } from './permissions.ts';
import { loadedYears } from './store.ts';
import { words } from './words.ts';

const allow = permissions['standards.calendar'];

async function calendarPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const loaded = await ctx.read(loadedYears);
  const shipped = shippedYears.filter((one) => !loaded.some((other) => other.year === one.year)).map((one) => ({ ...one, decree: '' }));
  const years = [...shipped, ...loaded].map((one) => ({ year: one.year, decree: one.decree, count: one.days.length }));
  return page({ title: words(ctx.lang).calendar, section: '/kelola', dense: true, body: <CalendarPage lang={ctx.lang} form={form} years={years} /> });
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/standar',
    allow: 'public',
    handle: (ctx) => page({ title: words(ctx.lang).standards, section: '/kinerja', body: <FrameworksPage lang={ctx.lang} /> }),
  }),
  route({ method: 'GET', path: '/kelola/kalender', allow, handle: (ctx) => calendarPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/kalender',
    allow,
    input: calendarInput,
    async handle(ctx, input) {
      await loadCalendar(ctx, input);
      return redirect('/kelola/kalender', { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
      calendarPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
];
