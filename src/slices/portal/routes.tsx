import { createHash, timingSafeEqual } from 'node:crypto';
import { type AgencyId, findPeople } from '#slices/directory';
import { newestCheckpoint } from '#slices/ledger';
import { coursesOf } from '#slices/learning';
import { publicThreshold, skmFigures, timeFigures } from '#slices/measures';
import { complaintCounts } from '#slices/participation';
import { findServices, servicesOf } from '#slices/services';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { together } from '#platform/context';
import { jsonReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { newestMail } from '#platform/mail';
import { takeReport } from '#platform/notify';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import type { LinkRow } from '#platform/ui';
import { textIn } from '#platform/words';
import { placesFor } from './places.ts';
import { FrontPage } from './pages/front.tsx';
import { GalleryPage } from './pages/gallery.tsx';
import { HomePage, MailboxPage, SearchPage, TextPage } from './pages/home.tsx';
import { waitsFor } from './waits.ts';
import { words } from './words.ts';

async function front(ctx: WebCtx): Promise<Reply> {
  const from = ctx.today.with({ month: 1, day: 1 });
  const agencyId = ctx.agency.id as AgencyId;
  const [services, times, skm, complaints, newest] = await ctx.read((tx) =>
    together([
      servicesOf(tx, agencyId),
      timeFigures(tx, agencyId, from),
      skmFigures(tx, agencyId, from, ctx.today, publicThreshold),
      complaintCounts(tx, agencyId, ctx.today),
      newestCheckpoint(tx),
    ]),
  );
  const body = (
    <FrontPage
      lang={ctx.lang}
      services={services.filter((one) => !one.retiredAt)}
      times={times}
      skm={skm}
      complaints={complaints}
      ledger={ledgerState(newest, ctx)}
    />
  );
  return page({ title: ctx.agency.shortName, description: words(ctx.lang).lead, section: '/', full: true, body });
}

function ledgerState(newest: Awaited<ReturnType<typeof newestCheckpoint>>, ctx: WebCtx): Parameters<typeof FrontPage>[0]['ledger'] {
  if (!newest) return { size: 0, at: '–', root: undefined };
  return { size: newest.size, at: formatInstant(newest.publishedAt, ctx.zone, ctx.lang, 'short'), root: Buffer.from(newest.root).toString('base64') };
}

async function home(ctx: WebCtx): Promise<Reply> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' && actor.kind !== 'citizen') throw problems.signIn();
  const waits = await ctx.read((tx) => waitsFor(tx, ctx));
  const subjectId = actor.kind === 'staff' ? actor.personId : actor.citizenId;
  ctx.looked({ own: true, subjectKind: 'person', subjectId, agencyId: ctx.agency.id });
  for (const person of waits.flatMap((one) => one.people ?? [])) ctx.looked({ subjectKind: 'person', subjectId: person, agencyId: ctx.agency.id });
  return page({
    title: words(ctx.lang).home,
    section: '/beranda',
    dense: actor.kind === 'staff',
    body: <HomePage lang={ctx.lang} zone={ctx.zone} now={ctx.now} actor={actor} waits={waits} places={placesFor(actor, ctx.lang)} />,
  });
}

async function search(ctx: WebCtx, query: string): Promise<Reply> {
  const rows = await ctx.read(async (tx): Promise<readonly LinkRow[]> => {
    if (!query) return [];
    const found: LinkRow[] = (await findServices(tx, query)).map((card) => ({
      href: ctx.href(`/layanan/${card.slug}`),
      title: textIn(card.name, ctx.lang),
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
          title: textIn(course.title, ctx.lang),
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

export type PortalSetting = {
  readonly isDemo: () => boolean;
  /** What the gateway of text messages shows when it tells what became of one; empty: nobody may. */
  readonly smsToken?: string;
};

function isToken(shown: string | undefined, token: string): boolean {
  if (token === '' || shown === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(token));
}

/** The demo shows its components and its letterbox; a real agency's letters are nobody's to read. */
export function portalRoutes({ isDemo, smsToken = '' }: PortalSetting): readonly Route[] {
  return [
    route({ method: 'GET', path: '/', allow: 'public', cache_s: 5, handle: front }),
    route({ method: 'GET', path: '/beranda', allow: 'signed-in', shows: 'person-data', handle: home }),
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
      handle(ctx) {
        if (!isDemo()) throw problems.notFound();
        return page({ title: words(ctx.lang).gallery, body: <GalleryPage lang={ctx.lang} /> });
      },
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
    route({
      method: 'POST',
      path: '/api/notices/sms',
      allow: 'public',
      input: z.object({ id: z.string().min(1).max(200), state: z.enum(['delivered', 'failed']) }),
      async handle(ctx, { id, state }) {
        if (!isToken(ctx.bearer, smsToken)) throw problems.notFound();
        if (!(await ctx.transact((tx) => takeReport(tx, id, state, ctx.now)))) throw problems.notFound();
        return jsonReply({ id, state });
      },
    }),
    route({ method: 'GET', path: '/kelola', allow: 'signed-in', handle: () => redirect('/beranda') }),
  ];
}
