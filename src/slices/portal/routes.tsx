import { openGaps } from '#slices/competency';
import { type AgencyId, findPeople, type PersonId, subordinatesOf } from '#slices/directory';
import { newestCheckpoint } from '#slices/ledger';
import { coursesOf, enrolmentsOf } from '#slices/learning';
import { publicThreshold, skmFigures, timeFigures } from '#slices/measures';
import { complaintCounts } from '#slices/participation';
import { permissions as planning, proposalsList, recommendationsOf, requestedOf } from '#slices/planning';
import { applicationsOf, findServices, inLang, permissions as services, queueCounts } from '#slices/services';
import { z } from 'zod';
import { type Actor, findScope } from '#platform/access';
import type { Tx } from '#platform/db';
import { page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { newestMail } from '#platform/mail';
import { problems } from '#platform/problem';
import type { LinkRow } from '#platform/ui';
import { formatNumber } from '#platform/words';
import { placesFor } from './places.ts';
import { FrontPage } from './pages/front.tsx';
import { GalleryPage } from './pages/gallery.tsx';
import { HomePage, MailboxPage, SearchPage, TextPage } from './pages/home.tsx';
import { words } from './words.ts';

async function front(ctx: WebCtx): Promise<Reply> {
  const from = ctx.today.with({ month: 1, day: 1 });
  const agencyId = ctx.agency.id as AgencyId;
  const body = await ctx.read(async (tx) => (
    <FrontPage
      lang={ctx.lang}
      times={await timeFigures(tx, agencyId, from)}
      skm={await skmFigures(tx, agencyId, from, ctx.today, publicThreshold)}
      complaints={await complaintCounts(tx, agencyId, ctx.today)}
      entries={(await newestCheckpoint(tx))?.size ?? 0}
    />
  ));
  return page({ title: ctx.agency.shortName, description: words(ctx.lang).lead, section: '/', full: true, body });
}

type Staff = Extract<Actor, { kind: 'staff' }>;

async function waitsFor(tx: Tx, ctx: WebCtx, actor: Staff): Promise<readonly LinkRow[]> {
  const w = words(ctx.lang);
  const n = (value: number) => formatNumber(value, ctx.lang);
  const personId = actor.personId as PersonId;
  const agencyId = actor.agencyId as AgencyId;
  const rows: LinkRow[] = [];
  const work = findScope(actor, services['services.work']);
  if (work) {
    const counts = await queueCounts(tx, work, personId, ctx.today);
    if (counts.open > 0) rows.push({ href: ctx.href('/kerja'), title: w.queue(n(counts.open), n(counts.today), n(counts.late)), icon: 'clipboard-list' });
  }
  if (findScope(actor, 'participation.assign')) {
    const counts = await complaintCounts(tx, agencyId, ctx.today);
    if (counts.open > 0) rows.push({ href: ctx.href('/kerja/aduan'), title: w.complaints(n(counts.open), n(counts.late)), icon: 'message-circle' });
  }
  if (findScope(actor, planning['planning.approve'])) {
    const requests = await requestedOf(tx, agencyId, await subordinatesOf(tx, agencyId, personId, ctx.today));
    if (requests.length > 0) rows.push({ href: ctx.href('/rencana/unit'), title: w.requests(n(requests.length)), icon: 'users' });
  }
  const nominating = findScope(actor, planning['planning.nominate']);
  if (nominating) {
    const open = (await proposalsList(tx, nominating)).filter((one) => one.state === 'open');
    if (open.length > 0) rows.push({ href: ctx.href('/rencana/unit#usulan'), title: w.proposals(n(open.length)), icon: 'bulb' });
  }
  const proposed = (await recommendationsOf(tx, personId)).filter((one) => one.state === 'proposed');
  if (proposed.length > 0) rows.push({ href: ctx.href('/rencana'), title: w.recommendations(n(proposed.length)), icon: 'bulb' });
  const courses = (await enrolmentsOf(tx, personId)).filter((one) => one.completed_at === null);
  if (courses.length > 0) rows.push({ href: ctx.href('/belajar'), title: w.courses(n(courses.length)), icon: 'books' });
  if (findScope(actor, 'competency.unit')?.reach === 'agency') {
    const gaps = await openGaps(tx, agencyId);
    if (gaps.length > 0) rows.push({ href: ctx.href('/kompetensi/unit'), title: w.unitGaps(n(gaps.length)), icon: 'trending-up' });
  }
  return rows;
}

async function home(ctx: WebCtx): Promise<Reply> {
  const { actor } = ctx;
  if (actor.kind === 'citizen') {
    const waits = await ctx.read(async (tx): Promise<readonly LinkRow[]> => {
      const open = (await applicationsOf(tx, actor.citizenId as Parameters<typeof applicationsOf>[1])).filter((one) =>
        ['draft', 'submitted', 'in-review', 'returned'].includes(one.state),
      );
      return open.length === 0
        ? []
        : [{ href: ctx.href('/permohonan'), title: words(ctx.lang).drafts(formatNumber(open.length, ctx.lang)), icon: 'clipboard-list' }];
    });
    return page({
      title: words(ctx.lang).home,
      section: '/beranda',
      body: <HomePage lang={ctx.lang} name={actor.name} waits={waits} places={placesFor(actor, ctx.lang)} />,
    });
  }
  if (actor.kind !== 'staff') throw problems.signIn();
  const waits = await ctx.read((tx) => waitsFor(tx, ctx, actor));
  return page({
    title: words(ctx.lang).home,
    section: '/beranda',
    body: <HomePage lang={ctx.lang} name={actor.name} waits={waits} places={placesFor(actor, ctx.lang)} />,
  });
}

async function search(ctx: WebCtx, query: string): Promise<Reply> {
  const rows = await ctx.read(async (tx): Promise<readonly LinkRow[]> => {
    if (!query) return [];
    const found: LinkRow[] = (await findServices(tx, query)).map((card) => ({
      href: ctx.href(`/layanan/${card.slug}`),
      title: inLang(card.name, ctx.lang),
      note: card.unitName,
      icon: 'file-text',
    }));
    if (ctx.actor.kind !== 'staff') return found;
    const plain = query.toLowerCase();
    const courses = (await coursesOf(tx, ctx.agency.id)).filter((course) =>
      `${course.title.id} ${course.title.en ?? ''} ${course.summary.id}`.toLowerCase().includes(plain),
    );
    found.push(
      ...courses.map(
        (course): LinkRow => ({
          href: ctx.href(`/belajar/${course.slug}`),
          title: ctx.lang === 'en' ? (course.title.en ?? course.title.id) : course.title.id,
          icon: 'books',
        }),
      ),
    );
    if (findScope(ctx.actor, 'directory.people')) {
      const people = await findPeople(tx, ctx.agency.id as AgencyId, query, ctx.today, 10);
      found.push(
        ...people.map((person): LinkRow => ({ href: ctx.href(`/kelola/pegawai/${person.id}`), title: person.name, note: person.position_name, icon: 'user' })),
      );
    }
    return found;
  });
  return page({ title: words(ctx.lang).search, body: <SearchPage lang={ctx.lang} query={query} rows={rows} /> });
}

const text = (path: string, title: 'help' | 'privacy' | 'accessibility', body: 'helpText' | 'privacyText' | 'accessibilityText') =>
  route({
    method: 'GET',
    path,
    allow: 'public',
    cache_s: 60,
    handle: (ctx) => page({ title: words(ctx.lang)[title], body: <TextPage title={words(ctx.lang)[title]} text={words(ctx.lang)[body]} /> }),
  });

/** `demo` shows the letterbox of the demo; a real agency's letters are nobody's to read. */
export function portalRoutes(isDemo: () => boolean): readonly Route[] {
  return [
    route({ method: 'GET', path: '/', allow: 'public', cache_s: 5, handle: front }),
    route({ method: 'GET', path: '/beranda', allow: 'signed-in', handle: home }),
    route({
      method: 'GET',
      path: '/cari',
      allow: 'public',
      perMinute: 120,
      input: z.object({ cari: z.string().trim().max(100).catch('') }),
      handle: (ctx, { cari }) => search(ctx, cari),
    }),
    route({
      method: 'GET',
      path: '/komponen',
      allow: 'public',
      handle: (ctx) => page({ title: words(ctx.lang).gallery, body: <GalleryPage lang={ctx.lang} /> }),
    }),
    text('/bantuan', 'help', 'helpText'),
    text('/privasi', 'privacy', 'privacyText'),
    text('/aksesibilitas', 'accessibility', 'accessibilityText'),
    route({
      method: 'GET',
      path: '/demo/surat',
      allow: 'public',
      async handle(ctx) {
        if (!isDemo()) throw problems.notFound();
        const mails = await ctx.read((tx) => newestMail(tx, 100));
        return page({ title: words(ctx.lang).mailbox, body: <MailboxPage lang={ctx.lang} zone={ctx.zone} mails={mails} /> });
      },
    }),
    route({ method: 'GET', path: '/kelola', allow: 'signed-in', handle: () => redirect('/beranda') }),
  ];
}
