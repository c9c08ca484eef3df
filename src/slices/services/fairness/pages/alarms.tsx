import { Empty, Facts, PageHead, Panel, said } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { AlarmKind } from '../detector.ts';
import { words } from '../words.ts';

export type AlarmLine = {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly month: string;
  readonly monthName: string;
  readonly serviceName: Text;
  readonly unitName: string;
  readonly taken: number;
  readonly count: number;
  readonly expected: number;
  readonly chance: number;
  readonly firstFound: string;
  readonly tokens: readonly string[];
};

const mostShown = 100;

/** Where to look, with the facts that anybody has. */
export function AlarmsPage({ lang, alarms }: { readonly lang: Lang; readonly alarms: readonly AlarmLine[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.alarms} lead={w.alarmsLead} back={{ href: href(lang, '/transparansi/antrean'), label: w.overtaking }} />
      {alarms.length === 0 ? (
        <Empty title={w.alarmsNone}>
          <p>{w.alarmsNoneNote}</p>
        </Empty>
      ) : (
        alarms.map((alarm) => <AlarmPanel key={alarm.id} lang={lang} {...alarm} />)
      )}
    </>
  );
}

function AlarmPanel({ lang, ...alarm }: AlarmLine & { readonly lang: Lang }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  // Chances below one in a million are not told apart: the model is not that exact.
  const chance = alarm.chance < 1e-6 ? w.alarmLess(formatNumber(1e-6, lang, 6)) : formatNumber(alarm.chance, lang, 6);
  return (
    <div class="section">
      <Panel>
        <h2>{w.alarmKinds[alarm.kind]}</h2>
        <p>
          {said(alarm.serviceName, lang)}, {alarm.unitName}, <a href={`${href(lang, '/transparansi/antrean')}?bulan=${alarm.month}`}>{alarm.monthName}</a>
        </p>
        <Facts
          facts={[
            [w.alarmCount, w.alarmOf(n(alarm.count), n(alarm.taken))],
            [w.alarmUsual, formatNumber(alarm.expected, lang, 1)],
            [w.alarmChance, chance],
            [w.firstFound, alarm.firstFound],
          ]}
        />
        <details class="more">
          <summary>{w.alarmCases(n(alarm.tokens.length))}</summary>
          <ul class="plain mono">
            {alarm.tokens.slice(0, mostShown).map((token) => (
              <li key={token}>{token}</li>
            ))}
          </ul>
        </details>
      </Panel>
    </div>
  );
}
