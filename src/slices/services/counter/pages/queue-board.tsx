import { QrCode } from '#platform/charts';
import { Empty, Facts, LinkButton, LinkList, PageHead, said, Section, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { NumberLane, NumberState } from '../../model.ts';
import { numberLabel, type WaitRange } from '../rules.ts';
import { words } from '../words.ts';

export type CounterFacts = {
  readonly id: string;
  readonly name: string;
  readonly hours: readonly [opens: string, closes: string];
  readonly services: readonly Text[];
  readonly isOpen: boolean;
};

export type UnitPlace = { readonly slug: string; readonly name: string; readonly counters: readonly CounterFacts[] };

export function CounterPlaces({ lang, units }: { readonly lang: Lang; readonly units: readonly UnitPlace[] }) {
  const w = words(lang);
  const names = (unit: UnitPlace) => Array.from(new Map(unit.counters.flatMap((counter) => counter.services.map((name) => [name.id, name]))).values());
  return (
    <>
      <PageHead title={w.where} lead={w.whereLead} />
      {units.length === 0 && <Empty title={w.whereNone} />}
      <LinkList
        rows={units.map((unit) => ({
          href: href(lang, `/loket/${unit.slug}`),
          title: unit.name,
          icon: 'building' as const,
          note: (
            <ul class="plain">
              {names(unit).map((name) => (
                <li key={name.id}>{said(name, lang)}</li>
              ))}
            </ul>
          ),
        }))}
      />
    </>
  );
}

export type BoardCall = { readonly label: string; readonly counter: string; readonly state: NumberState };
type BoardView = { readonly lang: Lang; readonly unit: UnitPlace; readonly calls: readonly BoardCall[]; readonly waiting: number };

export function UnitCounters({ lang, unit, calls, waiting, mayTake }: BoardView & { readonly mayTake: boolean }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={unit.name} kicker={w.where} back={{ href: href(lang, '/loket'), label: w.where }}>
        {mayTake && (
          <LinkButton kind="primary" href={href(lang, `/loket/${unit.slug}/kios`)}>
            {w.kiosk}
          </LinkButton>
        )}
        <LinkButton href={href(lang, `/loket/${unit.slug}/layar`)} icon="eye">
          {w.screen}
        </LinkButton>
      </PageHead>
      {!mayTake && <p class="note">{w.kioskOnly}</p>}
      <Section title={w.nowServing}>
        <p>{w.waitingNow(formatNumber(waiting, lang))}</p>
        <Calls lang={lang} calls={calls} />
      </Section>
      <Section title={w.where}>
        <Table
          caption={w.where}
          rows={unit.counters}
          keyOf={(counter) => counter.id}
          columns={[
            { head: w.counter, cell: (counter) => counter.name },
            { head: w.hoursHead, cell: (counter) => w.hours(...counter.hours) },
            { head: w.servesHead, cell: (counter) => counter.services.map((name, at) => [at > 0 && ', ', said(name, lang)]) },
            { head: w.stateHead, cell: (counter) => <Tag tone={counter.isOpen ? 'good' : 'quiet'}>{counter.isOpen ? w.openNow : w.closedNow}</Tag> },
          ]}
        />
      </Section>
      <Section title={w.howCalled}>
        <div class="prose">
          <p>{w.rule}</p>
          <p>
            {w.ruleProof} <a href={href(lang, '/transparansi')}>{w.proofLink}</a>
          </p>
        </div>
      </Section>
    </>
  );
}

function Calls({ lang, calls }: Pick<BoardView, 'lang' | 'calls'>) {
  const w = words(lang);
  if (calls.length === 0) return <p class="note">{w.noCalls}</p>;
  return (
    <ol class="calls">
      {calls.map((call) => (
        <li key={call.label} class={call.state === 'called' ? 'now' : undefined}>
          <strong>{call.label}</strong> <span>{call.counter}</span>
        </li>
      ))}
    </ol>
  );
}

/** For the wall of a waiting room: large, nobody's name, whole without a script. */
export function QueueScreen({ lang, unit, calls, waiting }: BoardView) {
  const w = words(lang);
  return (
    <div class="board">
      <h1>{w.screenOf(unit.name)}</h1>
      <div id="panggilan" data-live>
        <Calls lang={lang} calls={calls} />
        <p>{w.waitingNow(formatNumber(waiting, lang))}</p>
      </div>
      <p class="board-foot">
        <a href={href(lang, `/loket/${unit.slug}`)}>{w.backTo}</a>{' '}
        <label data-scripted hidden>
          <input type="checkbox" data-sound /> {w.sound}
        </label>
      </p>
    </div>
  );
}

export type NumberView = {
  readonly lang: Lang;
  readonly unit: string;
  readonly lane: NumberLane;
  readonly number: number;
  readonly state: NumberState;
  readonly service: Text | undefined;
  readonly takenAt: string;
  readonly counter: string | undefined;
  readonly ahead: number;
  readonly range: WaitRange | undefined;
  readonly served: number;
  readonly url: string;
  /** Where the kiosk goes on for the next person. */
  readonly kiosk: string | undefined;
};

/** A number on paper and on the phone: how many come before it, and about how long. */
export function NumberPage(view: NumberView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <div class="slip">
      <p class="note">{view.unit}</p>
      <h1 class="figure-label">{w.yours}</h1>
      <p class="slip-number large">{numberLabel(view)}</p>
      <div id="keadaan" data-live role="status">
        <WaitText {...view} />
      </div>
      <Facts
        facts={[
          [w.service, view.service ? said(view.service, lang) : w.information],
          [w.lane, w.lanes[view.lane]],
          [w.takenAt, view.takenAt],
        ]}
      />
      <QrCode text={view.url} label={w.followLabel} />
      <p class="note">{w.follow}</p>
      {view.kiosk && (
        <p class="screen-only">
          <LinkButton kind="primary" href={view.kiosk}>
            {w.kioskNext}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

function WaitText({ lang, state, counter, ahead, range, served }: NumberView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  if (state === 'called') return <p class="wait-text">{w.goTo(counter ?? '')}</p>;
  if (state !== 'waiting') return <p class="wait-text">{w.numberStates[state]}</p>;
  return (
    <>
      <p class="wait-text">{ahead === 0 ? w.youNext : w.aheadOfYou(n(ahead))}</p>
      {range ? (
        <p>
          {w.wait(n(range.from_minutes), n(range.until_minutes))} <span class="note">{w.waitHow(n(served))}</span>
        </p>
      ) : (
        <p class="note">{w.waitUnknown}</p>
      )}
    </>
  );
}
