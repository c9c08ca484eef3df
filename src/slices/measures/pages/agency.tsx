import { Sparkline } from '#platform/charts';
import { competencyName, jpTerm, unsurName } from '#slices/standards';
import { Icon, LinkButton, Meter, PageHead, Section, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { JpRow, OnTimeMonth, SkmFigures, TimeRow } from '../figures.ts';
import { staffThreshold } from '../model.ts';
import { say } from '../say.ts';
import { words } from '../words.ts';
import type { Loop, Worse } from '../worse.ts';
import { EgdiSlope, type IndexView, PemdiCard, type SlopeView } from './cards.tsx';
import { Headline, Times } from './performance.tsx';
import { SkmIntervals, SkmTrend } from './skm.tsx';

type MayOpen = (permission: string) => boolean;
type Way = { readonly href: string; readonly label: string };

export type AgencyView = {
  readonly lang: Lang;
  readonly agency: string;
  readonly until: string;
  readonly daysLeft: number;
  readonly skm: SkmFigures;
  readonly times: readonly TimeRow[];
  readonly months: readonly OnTimeMonth[];
  readonly complaints: { readonly open: number; readonly late: number };
  readonly worse: readonly Worse[];
  /** What is done about a gap, by its id. */
  readonly answers: ReadonlyMap<string, Way>;
  readonly loop: Loop | undefined;
  readonly jp: readonly JpRow[];
  readonly pemdi: IndexView;
  readonly slope: SlopeView;
  readonly mayOpen: MayOpen;
};

/** For the head: what got worse, why, who acts; then the whole. */
export function AgencyPage(view: AgencyView) {
  const { lang, agency, until, skm, times, months, complaints, worse, loop, mayOpen } = view;
  const w = words(lang);
  const handled = worse.filter(isHandled).length;
  return (
    <>
      <PageHead title={w.worseCount(worse.length) + w.worseHandled(handled)} kicker={w.agency} lead={w.worseLead(agency, until)}>
        <PrintButton label={w.print} />
        <LinkButton href="/data/skm.csv" icon="download">
          SKM, CSV
        </LinkButton>
        <LinkButton href="/kinerja/jp.csv" icon="download">
          JP, CSV
        </LinkButton>
      </PageHead>
      {worse.length > 0 && (
        <ul class="worse">
          {worse.map((one) => (
            <WorseLine
              key={JSON.stringify(one)}
              lang={lang}
              one={one}
              mayOpen={mayOpen}
              answer={one.kind === 'gap' ? view.answers.get(one.gapId) : undefined}
            />
          ))}
        </ul>
      )}
      {loop && <LoopCards lang={lang} loop={loop} mayOpen={mayOpen} />}
      <Section title={w.performance}>
        <Headline lang={lang} skm={skm} times={times} complaints={complaints} months={months} />
      </Section>
      <div class="chart-grid">
        <SkmIntervals lang={lang} what="byUnit" groups={skm.byUnit} n={skm.n} threshold={staffThreshold} />
        <JpCard lang={lang} jp={view.jp} daysLeft={view.daysLeft} />
        <div class="no-print">
          <SkmTrend lang={lang} skm={skm} />
        </div>
        <PemdiCard lang={lang} one={view.pemdi} />
        <div class="no-print">
          <SkmIntervals lang={lang} what="byService" groups={skm.byService} n={skm.n} threshold={staffThreshold} />
        </div>
        <div class="no-print">
          <EgdiSlope lang={lang} view={view.slope} />
        </div>
      </div>
      <Times lang={lang} times={times} />
    </>
  );
}

function isHandled(one: Worse): boolean {
  return one.kind === 'gap' && (one.training?.named ?? 0) > 0;
}

const ways = {
  late: ['/kerja?tampilan=late', ['services.work'], 'openWork'],
  skm: ['/kompetensi/unit', ['competency.unit'], 'loopLink'],
  gap: ['/rencana/instansi', ['planning.overview'], 'openPlan'],
  complaints: ['/kerja/aduan?tampilan=terlambat', ['participation.assign', 'participation.answer'], 'openComplaints'],
} as const;

type LineProps = { readonly lang: Lang; readonly one: Worse; readonly mayOpen: MayOpen; readonly answer: Way | undefined };

/** Where the reader acts on it: names who takes part, passes it on, or at least sees the work itself. */
function Act({ lang, one, mayOpen, answer }: LineProps) {
  const w = words(lang);
  if (answer && mayOpen('planning.nominate') && !isHandled(one))
    return (
      <LinkButton kind="primary" href={answer.href} icon="users">
        {w.nominate}
      </LinkButton>
    );
  const [path, permissions, label] = ways[one.kind];
  const way = answer && mayOpen('planning.proposals') ? answer : permissions.some(mayOpen) ? { href: href(lang, path), label: w[label] } : undefined;
  if (!way) return null;
  if (one.kind === 'complaints')
    return (
      <LinkButton kind="primary" href={way.href} icon="message-circle">
        {way.label}
      </LinkButton>
    );
  return (
    <a href={way.href}>
      {way.label} <Icon name="arrow-right" />
    </a>
  );
}

function WorseLine({ lang, one, mayOpen, answer }: LineProps) {
  const w = words(lang);
  const said = say(lang, one, { competency: competencyName, unsur: unsurName });
  const handled = isHandled(one);
  const who = 'who' in one ? one.who : undefined;
  return (
    <li>
      <div>
        <p class="worse-value">{said.value}</p>
        {said.way && <p class="worse-way">{said.way}</p>}
      </div>
      <div>
        <h2>{said.title}</h2>
        <p class="note">{said.why}</p>
      </div>
      <div class="stack">
        <Tag tone={handled ? 'good' : 'bad'} icon={handled ? 'check' : 'alert-triangle'}>
          {handled ? w.handled : one.kind === 'gap' ? w.unhandled : w.toAct}
        </Tag>
        {one.kind === 'gap' && one.training && one.training.named > 0 && (
          <p class="note">{w.named(formatNumber(one.training.named, lang), formatNumber(one.training.completed, lang))}</p>
        )}
        {who && <p class="note">{w.acts(who)}</p>}
        <p class="act">
          <Act lang={lang} one={one} mayOpen={mayOpen} answer={answer} />
        </p>
      </div>
    </li>
  );
}

/** Shown by its script alone: without one there is the browser's own menu. */
function PrintButton({ label }: { readonly label: string }) {
  return (
    <button type="button" class="button plain" id="print" hidden>
      <Icon name="printer" /> {label}
    </button>
  );
}

function LoopCards({ lang, loop, mayOpen }: { readonly lang: Lang; readonly loop: Loop; readonly mayOpen: MayOpen }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const two = (value: number) => formatNumber(value, lang, 2);
  const { training, since } = loop;
  const sign = since && since.after >= since.before ? '+' : '';
  const known = loop.months.flatMap((one) => one.mean ?? []);
  return (
    <Section title={w.loop(loop.unit)} more={mayOpen('competency.unit') ? { href: href(lang, '/kompetensi/unit'), label: w.loopLink } : undefined}>
      <ol class="loop">
        <li>
          <p class="note">
            <Icon name="message-circle" /> {w.loopSteps.rated}
          </p>
          <p class="figure-value">{two(loop.mean)}</p>
          <p class="note">{w.loopRated(unsurName(loop.unsur, lang), n(loop.n))}</p>
          {known.length > 1 && (
            <Sparkline
              label={w.way(unsurName(loop.unsur, lang), two(known[0] ?? 0), two(known.at(-1) ?? 0))}
              values={loop.months.map((one) => one.mean)}
              tone="miss"
            />
          )}
          <LoopArrow />
        </li>
        <li>
          <p class="note">
            <Icon name="user" /> {w.loopSteps.gap}
          </p>
          <p class="figure-value">{`−${two(loop.norm - loop.mean)}`}</p>
          <p class="note">{w.loopGap(competencyName(loop.competency, lang), two(loop.norm))}</p>
          <LoopArrow />
        </li>
        <li>
          <p class="note">
            <Icon name="school" /> {w.loopSteps.trained}
          </p>
          <p class="figure-value">{training.named === 0 ? '0' : w.reachedOf(n(training.completed), n(training.named))}</p>
          <p class="note">{training.named === 0 ? w.loopNobody : w.loopTrained}</p>
          <LoopArrow />
        </li>
        <li>
          <p class="note">
            <Icon name="trending-up" /> {w.loopSteps.since}
          </p>
          <p class="figure-value">{since ? `${sign}${two(since.after - since.before)}` : '–'}</p>
          <p class="note">{since ? w.loopSince(two(since.before), two(since.after), n(since.n)) : w.loopSinceNone}</p>
        </li>
      </ol>
      <p class="note">{w.loopNote}</p>
    </Section>
  );
}

/** The order of the list says the same; this is for the eye. */
function LoopArrow() {
  return (
    <span class="loop-arrow" aria-hidden="true">
      <Icon name="arrow-right" />
    </span>
  );
}

/** The whole as one bar; below it the units, those furthest from the floor first, those too few to be shown last. */
function JpCard({ lang, jp, daysLeft }: { readonly lang: Lang; readonly jp: readonly JpRow[]; readonly daysLeft: number }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const sum = (of: (row: JpRow) => number | undefined) => jp.reduce((all, row) => all + (of(row) ?? 0), 0);
  const floor = jpTerm('PNS');
  const [reached, all] = [sum((row) => row.reached), sum((row) => row.pns)];
  const share = (row: JpRow) => (row.pns ? (row.reached ?? 0) / row.pns : 2);
  const title = w.jp(n(reached), n(all), n(floor.jp));
  return (
    <section class="chart">
      <h2 class="chart-title">{title}</h2>
      <p class="note">{w.jpLead(n(daysLeft), n(floor.jp), floor.law, n(jpTerm('PPPK').jp))}</p>
      <Meter value={reached} max={Math.max(1, all)} label={title} />
      <dl class="compact">
        {jp
          .toSorted((a, b) => share(a) - share(b))
          .map((row) => (
            <div key={row.unitId}>
              <dt>{row.name}</dt>
              <dd>
                {row.pns === undefined || row.mean === undefined ? (
                  w.few
                ) : (
                  <>
                    <b>{w.reachedOf(n(row.reached ?? 0), n(row.pns))}</b>
                    <span class="note">{w.meanJp(formatNumber(row.mean, lang, 1))}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
