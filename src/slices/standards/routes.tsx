import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { loadCalendar } from './actions.ts';
import { expectedYears, shippedDays, shippedYears } from './calendar.ts';
import { calendarInput } from './model.ts';
import { CalendarPage } from './pages/calendar.tsx';
import { StandardsPage, type YearLine } from './pages/standards.tsx';
import { permissions } from './permissions.ts';
import { loadedYears } from './store.ts';
import { words } from './words.ts';

const allow = permissions['standards.calendar'];

type Year = YearLine & { readonly count: number };

/** What came with the product, what was loaded since, and what is only expected; by year. */
async function yearsOf(ctx: WebCtx): Promise<readonly Year[]> {
  const loaded = await ctx.read(loadedYears);
  const isLoaded = (year: number) => loaded.some((one) => one.year === year);
  const shipped = shippedYears.filter((one) => !isLoaded(one.year)).map((one) => ({ ...one, decree: shippedDays().decree, provisional: false }));
  const expected = expectedYears.filter((one) => !isLoaded(one.year)).map((one) => ({ ...one, decree: '', provisional: true }));
  return [...shipped, ...loaded.map((one) => ({ ...one, provisional: false })), ...expected]
    .map(({ year, decree, provisional, days }) => ({ year, decree, provisional, count: days.length }))
    .toSorted((a, b) => a.year - b.year);
}

async function calendarPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const body = <CalendarPage lang={ctx.lang} form={form} years={await yearsOf(ctx)} />;
  return page({ title: words(ctx.lang).calendar, section: '/kelola/kalender', dense: true, body });
}

async function standardsPage(ctx: WebCtx): Promise<Reply> {
  return page({ title: words(ctx.lang).standards, section: '/kinerja', body: <StandardsPage lang={ctx.lang} years={await yearsOf(ctx)} /> });
}

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/standar', allow: 'public', cache_s: 60, handle: standardsPage }),
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
