import { readFile } from 'node:fs/promises';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { changeCalendar, checkedChange } from './actions.ts';
import { type CalendarChange, dayInput, decreeInput, weekInput } from './model.ts';
import { CalendarPage } from './pages/calendar.tsx';
import { ChangePage } from './pages/change.tsx';
import { StandardsPage } from './pages/standards.tsx';
import { permissions } from './permissions.ts';
import { calendarFrom, changedParts, yearsOf } from './rules.ts';
import { slots } from './slots.ts';
import { calendarParts, loadedYears } from './store.ts';
import { words } from './words.ts';

const allow = permissions['standards.calendar'];
const section = '/kelola/kalender';
const maxFile_bytes = 200_000;

async function calendarPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const parts = await ctx.read((tx) => calendarParts(tx, ctx.agency.id));
  const body = <CalendarPage lang={ctx.lang} agency={ctx.agency.shortName} form={form} years={yearsOf(parts.loaded)} weeks={parts.weeks} days={parts.days} />;
  return page({ title: words(ctx.lang).calendar, section, dense: true, status: Object.keys(form.errors).length > 0 ? 422 : 200, body });
}

// What it would do to deadlines that were given, before anything is done.
async function showChange(ctx: WebCtx, wanted: CalendarChange, path: string): Promise<Reply> {
  const change = checkedChange(ctx, wanted);
  const moved = await ctx.read(async (tx) => {
    const parts = await calendarParts(tx, ctx.agency.id);
    return slots.movedDeadlines(tx, ctx, calendarFrom(changedParts(parts, change)));
  });
  return page({ title: words(ctx.lang).effect, section, dense: true, body: <ChangePage lang={ctx.lang} path={path} change={change} moved={moved} /> });
}

async function handle(ctx: WebCtx, change: CalendarChange, { path, sure }: { readonly path: string; readonly sure: string | undefined }): Promise<Reply> {
  if (!sure) return showChange(ctx, change, path);
  await changeCalendar(ctx, change);
  return redirect(section, { kind: 'good', text: words(ctx.lang).saved });
}

/** Lines that were typed, and those of a file: the first column of each is a date. */
async function linesOf(ctx: WebCtx, typed: readonly string[]): Promise<readonly string[]> {
  const file = ctx.files['file']?.[0];
  const text = file ? await readFile(file.path, 'utf8') : '';
  const read = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^["']/, ''))
    .filter((line) => /^\d/.test(line));
  return [...typed, ...read];
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  calendarPage(ctx, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

async function standardsPage(ctx: WebCtx): Promise<Reply> {
  const years = yearsOf(await ctx.read(loadedYears));
  return page({ title: words(ctx.lang).standards, section: '/kinerja', body: <StandardsPage lang={ctx.lang} years={years} /> });
}

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/standar', allow: 'public', cache_s: 60, handle: standardsPage }),
  route({ method: 'GET', path: section, allow, handle: (ctx) => calendarPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: section,
    allow,
    maxFile_bytes,
    input: decreeInput,
    handle: async (ctx, { year, decree, days, sure }) => handle(ctx, { kind: 'decree', year, decree, days: await linesOf(ctx, days) }, { path: section, sure }),
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/minggu`,
    allow,
    input: weekInput,
    handle: (ctx, { sure, ...week }) => handle(ctx, { kind: 'week', ...week }, { path: `${section}/minggu`, sure }),
    again,
  }),
  route({
    method: 'POST',
    path: `${section}/hari`,
    allow,
    input: dayInput,
    handle: (ctx, { sure, ...day }) => handle(ctx, { kind: 'day', ...day }, { path: `${section}/hari`, sure }),
    again,
  }),
];
