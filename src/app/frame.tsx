import type { ComponentChildren } from 'preact';
import { roleName } from '#slices/directory';
import { type NavEntry, navigationOf } from '#slices/portal';
import type { AssetStore, Flash, Frame, WebCtx } from '#platform/http';
import { findDate, formatDate, zoneLabel } from '#platform/time';
import { Alert, Icon, LinkButton, PageHead, renderDocument } from '#platform/ui';
import { href, type Lang, readPath } from '#platform/words';
import { nextSentence, words } from './frame-words.ts';

/** Red triangles on deep blue: the tumpal edge of the house. */
function Band() {
  return (
    <svg class="band" aria-hidden="true">
      <defs>
        <pattern id="tumpal" width="14" height="8" patternUnits="userSpaceOnUse">
          <path d="M0 8l7-7 7 7z" fill="#ff1800" />
        </pattern>
      </defs>
      <rect width="100%" height="8" fill="url(#tumpal)" />
    </svg>
  );
}

/** Who acts for another sees so on every page where that is what lets them in. */
function ActingBar({ ctx }: { readonly ctx: WebCtx }) {
  const grant = ctx.actor.kind === 'staff' ? ctx.actor.actingBy : undefined;
  const until = findDate(grant?.acting?.endsOn ?? '');
  if (!grant?.acting || !until) return null;
  return (
    <aside class="acting-bar" aria-label={roleName(ctx.lang, grant.role, grant.acting.capacity)}>
      {words[ctx.lang].acting(roleName(ctx.lang, grant.role, grant.acting.capacity), formatDate(until, ctx.lang))}
    </aside>
  );
}

function otherLanguage(ctx: WebCtx): { readonly lang: Lang; readonly href: string } {
  const lang: Lang = ctx.lang === 'id' ? 'en' : 'id';
  return { lang, href: href(lang, readPath(ctx.linkPath).path) };
}

function IdentityBar({ ctx, once }: { readonly ctx: WebCtx; readonly once: boolean }) {
  const w = words[ctx.lang];
  const other = otherLanguage(ctx);
  const own = href(ctx.lang, readPath(ctx.linkPath).path);
  return (
    <div class="identity">
      <div class="wrap">
        <span class="agency">
          <svg class="arms" viewBox="0 0 20 24" aria-hidden="true">
            <path d="M1 2h18v11c0 5-4 8-9 10-5-2-9-5-9-10z" fill="#fff" />
            <path d="M10 6l2 4 4 .5-3 3 .8 4.5L10 16l-3.8 2 .8-4.5-3-3 4-.5z" fill="#ff1800" />
          </svg>
          {ctx.agency.name}
        </span>
        <nav class="row" aria-label={w.language}>
          {!once &&
            (['id', 'en'] as const).map((lang) => (
              <a key={lang} href={lang === ctx.lang ? own : other.href} hreflang={lang} aria-current={lang === ctx.lang ? 'true' : undefined}>
                {lang.toUpperCase()}
              </a>
            ))}
          <a href={ctx.href('/bantuan')}>{w.help}</a>
        </nav>
      </div>
      <Band />
    </div>
  );
}

function Who({ ctx }: { readonly ctx: WebCtx }) {
  const w = words[ctx.lang];
  if (ctx.actor.kind === 'staff' || ctx.actor.kind === 'citizen') {
    return (
      <div class="who">
        <a href={ctx.href('/cari')} class="name">
          <Icon name="search" label={w.search} />
        </a>
        <a class="name" href={ctx.href('/akun')}>
          <Icon name="user" />
          <span>{ctx.actor.name}</span>
        </a>
      </div>
    );
  }
  return (
    <div class="who">
      <LinkButton href={ctx.href('/masuk')}>{w.signIn}</LinkButton>
    </div>
  );
}

function NavList({ ctx, entries, current }: { readonly ctx: WebCtx; readonly entries: readonly NavEntry[]; readonly current: 'page' | 'true' }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.path}>
          <a href={ctx.href(entry.path)} aria-current={entry.current ? current : undefined}>
            {entry.label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** One bar on a wide screen, a menu that opens without a script on a narrow one. */
function SiteBar({ ctx, section }: { readonly ctx: WebCtx; readonly section: string | undefined }) {
  const w = words[ctx.lang];
  const { parts, places } = navigationOf(ctx.actor, ctx.lang, section);
  const list = <NavList ctx={ctx} entries={parts} current={places.length > 0 ? 'true' : 'page'} />;
  return (
    <div class="site-bar">
      <div class="wrap">
        <a class="brand" href={ctx.href('/')}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M16 2 28 9v14L16 30 4 23V9z" fill="none" stroke="currentColor" stroke-width="2.5" />
            <path d="m10 16 4.5 4.5L22 12" fill="none" stroke="#ff1800" stroke-width="3" />
          </svg>
          Smart ASN
        </a>
        <nav class="site-nav" aria-label={w.nav}>
          {list}
        </nav>
        <Who ctx={ctx} />
        <details class="site-menu">
          <summary>
            <Icon name="menu-2" /> {w.menu}
          </summary>
          <nav aria-label={w.nav}>{list}</nav>
        </details>
      </div>
      {places.length > 0 && (
        <nav class="place-nav" aria-label={w.placeNav(parts.find((part) => part.current)?.label ?? '')}>
          <div class="wrap">
            <NavList ctx={ctx} entries={places} current="page" />
          </div>
        </nav>
      )}
    </div>
  );
}

function Foot({ ctx, dense }: { readonly ctx: WebCtx; readonly dense: boolean }) {
  const w = words[ctx.lang];
  const groups = [
    [
      w.footHelp,
      [
        ['/bantuan', w.help],
        ['/lacak', w.track],
        ['/aduan', w.complaint],
      ],
    ],
    [
      w.openness,
      [
        ['/kinerja', w.performance],
        ['/standar', w.standards],
        ['/maklumat', w.charter],
        ['/transparansi/verifikasi', w.verify],
        ['/verifikasi/hasil', w.checkResult],
        ['/verifikasi/sertifikat', w.checkCertificate],
      ],
    ],
    [
      w.rights,
      [
        ['/privasi', w.privacy],
        ['/aksesibilitas', w.accessibility],
      ],
    ],
  ] as const;
  return (
    <footer class="site-foot">
      <div class="wrap">
        {!dense && (
          <div class="columns">
            {groups.map(([title, links]) => (
              <div key={title}>
                <h2>{title}</h2>
                <ul>
                  {links.map(([path, label]) => (
                    <li key={path}>
                      <a href={ctx.href(path)}>{label}</a>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        )}
        <div class="foot-line">
          <p>
            Smart ASN, {ctx.agency.shortName}. {w.clock(zoneLabel(ctx.zone))}
          </p>
          <a href={ctx.href('/aduan')}>{w.hard}</a>
        </div>
      </div>
    </footer>
  );
}

type ShellProps = {
  readonly ctx: WebCtx;
  readonly section?: string | undefined;
  readonly dense: boolean;
  readonly full: boolean;
  readonly once: boolean;
  readonly isDemo: boolean;
  readonly flash?: Flash | undefined;
  readonly children: ComponentChildren;
};

function Shell({ ctx, section, dense, full, once, isDemo, flash, children }: ShellProps) {
  const w = words[ctx.lang];
  const notice = flash && (
    <div role="status">
      <Alert tone={flash.kind}>{flash.text}</Alert>
    </div>
  );
  return (
    <>
      <a class="skip" href="#isi">
        {w.skip}
      </a>
      {isDemo && (
        <aside class="demo-bar" aria-label="Demo">
          {w.demo} <a href={ctx.href(`/demo/surat`)}>{w.mail}</a>
        </aside>
      )}
      <ActingBar ctx={ctx} />
      <header>
        <IdentityBar ctx={ctx} once={once} />
        <SiteBar ctx={ctx} section={section} />
      </header>
      <main id="isi" tabIndex={-1}>
        {full ? (
          <>
            {notice && <div class="wrap">{notice}</div>}
            {children}
          </>
        ) : (
          <div class="wrap">
            {notice}
            {children}
          </div>
        )}
      </main>
      <Foot ctx={ctx} dense={dense} />
    </>
  );
}

/** The frame around every page: identity, navigation, foot; and what a refusal looks like. */
export function makeFrame(assets: AssetStore, isDemo: () => boolean): Frame {
  const common = { css: assets.hrefOf('css'), icon: assets.hrefOf('icon') };
  return {
    renderPage(ctx, reply, flash) {
      return renderDocument({
        ...common,
        lang: ctx.lang,
        title: `${reply.title} · Smart ASN`,
        description: reply.description,
        scripts: reply.islands.map((island) => assets.hrefOf(island)),
        alternate: reply.once ? undefined : otherLanguage(ctx),
        dense: reply.dense,
        refresh_s: reply.refresh_s,
        index: ctx.actor.kind === 'anonymous',
        children: (
          <Shell ctx={ctx} section={reply.section} dense={reply.dense} full={reply.full} once={reply.once} isDemo={isDemo()} flash={flash}>
            {reply.body}
          </Shell>
        ),
      });
    },
    renderProblem(ctx, problem) {
      const w = words[ctx.lang];
      return renderDocument({
        ...common,
        lang: ctx.lang,
        title: `${problem.sentence} · Smart ASN`,
        scripts: [],
        dense: false,
        index: false,
        children: (
          <Shell ctx={ctx} dense={false} full={false} once={false} isDemo={isDemo()}>
            <PageHead kicker={String(problem.status)} title={problem.sentence} lead={nextSentence(ctx.lang, problem.status)} />
            {problem.retryAfter_s !== undefined && <p>{w.wait(problem.retryAfter_s)}</p>}
            <p>
              <LinkButton kind="primary" href={ctx.href('/')}>
                {w.front}
              </LinkButton>
            </p>
            <p class="note">
              {w.reference}: <span class="mono">{problem.reference}</span>
            </p>
          </Shell>
        ),
      });
    },
  };
}
