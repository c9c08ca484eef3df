import { Alert, Section, Table, Tag } from '#platform/ui';
import { formatNumber, type Lang } from '#platform/words';
import type { WitnessFault } from '../model.ts';
import { words } from '../words.ts';

type WitnessLine = {
  readonly name: string;
  readonly url: string;
  /** The newest tree that it has signed. */
  readonly size: number | undefined;
  readonly when: string | undefined;
  readonly fault: WitnessFault | undefined;
  readonly since: string | undefined;
};

export type WitnessLines = { readonly k: number; readonly size: number; readonly witnessedSize: number | undefined; readonly rows: readonly WitnessLine[] };

const seesAnother = ({ fault }: WitnessLine) => fault === 'other-history' || fault === 'ahead';

/** What must stand above everything else: a witness that holds another log, or too few that sign. */
export function WitnessAlarms({ lang, witnesses: { k, rows } }: { readonly lang: Lang; readonly witnesses: WitnessLines }) {
  const w = words(lang).witnesses;
  const others = rows.filter(seesAnother);
  const isShort = rows.filter((row) => row.fault === undefined).length < k;
  return (
    <>
      {others.length > 0 && (
        <Alert tone="bad" title={w.alarmTitle}>
          {w.alarm(others.map((row) => row.name).join(', '))}
        </Alert>
      )}
      {isShort && (
        <Alert tone="warn" title={w.silentTitle}>
          {w.silent(formatNumber(k, lang))}
        </Alert>
      )}
    </>
  );
}

export function Witnesses({ lang, witnesses }: { readonly lang: Lang; readonly witnesses: WitnessLines }) {
  const w = words(lang).witnesses;
  const { k, size, witnessedSize, rows } = witnesses;
  const n = (value: number) => formatNumber(value, lang);
  if (rows.length === 0) {
    return (
      <Section title={w.title}>
        <p class="prose">{w.none}</p>
      </Section>
    );
  }
  const behind = size - (witnessedSize ?? 0);
  return (
    <Section title={w.title}>
      <div class="stack">
        <p class="prose">{w.lead}</p>
        <p class="prose">
          {w.asked(n(k), n(rows.length))} {witnessedSize === undefined ? w.notYet : w.enough(n(witnessedSize))} {behind > 0 && w.lag(n(behind))}
        </p>
      </div>
      <Table
        caption={w.title}
        keyOf={(row) => row.name}
        rows={rows}
        columns={[
          {
            head: w.name,
            cell: (row) => (
              <>
                {row.name} <small class="mono">{row.url}</small>
              </>
            ),
          },
          { head: w.signed, number: true, cell: (row) => (row.when === undefined ? w.never : n(row.size ?? 0)) },
          { head: w.at, cell: (row) => row.when ?? '–' },
          { head: w.stands, cell: (row) => <StateTag lang={lang} row={row} /> },
        ]}
      />
    </Section>
  );
}

function StateTag({ lang, row }: { readonly lang: Lang; readonly row: WitnessLine }) {
  const w = words(lang).witnesses;
  if (row.fault === undefined) return row.when === undefined ? <Tag tone="quiet">{w.waiting}</Tag> : <Tag tone="good">{w.inStep}</Tag>;
  return (
    <>
      <Tag tone={seesAnother(row) ? 'bad' : 'warn'}>{w.faults[row.fault]}</Tag> {row.since && <small>{w.since(row.since)}</small>}
    </>
  );
}
