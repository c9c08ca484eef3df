import { BarRows, LevelScale } from '#platform/charts';
import { Empty, LinkButton, PageHead, Panel, Section, Split, Table, Tag } from '#platform/ui';
import { formatDate } from '#platform/time';
import { formatNumber, href, type Lang } from '#platform/words';
import type { ProfileLine, UnitRating } from '../model.ts';
import { words } from '../words.ts';

export type NamedLine = ProfileLine & { readonly name: string; readonly requiredVerified: boolean };

type ProfileView = {
  readonly lang: Lang;
  readonly position: string;
  readonly lines: readonly NamedLine[];
  readonly unit: readonly UnitRating[];
  readonly norm: number;
};

function day(iso: string, lang: Lang): string {
  return formatDate(Temporal.PlainDate.from(iso), lang, 'short');
}

const tones = { meets: 'good', below: 'warn', unknown: 'quiet' } as const;

export function ProfilePage({ lang, position, lines, unit, norm }: ProfileView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const evidence = lines.flatMap((line) => line.evidence.map((one) => ({ ...one, name: line.name })));
  const below = lines.filter((line) => line.standing === 'below').length;
  const unknown = lines.filter((line) => line.standing === 'unknown').length;
  return (
    <>
      <PageHead title={w.profile} lead={w.lead(position)}>
        <LinkButton kind="primary" href={href(lang, '/asesmen')} icon="clipboard-check">
          {w.takeTest}
        </LinkButton>
      </PageHead>
      <Split aside={<UnitContext lang={lang} unit={unit} norm={norm} />}>
        <LevelScale
          lang={lang}
          title={w.finding(n(below), n(unknown))}
          columns={[w.competency, w.held, w.required]}
          rows={lines.map((line) => ({ label: line.name, held: line.held, required: line.required, note: w.standing[line.standing] }))}
        />
        <p class="note">{w.interim}</p>
        <Section title={w.evidence}>
          {evidence.length === 0 ? (
            <Empty title={w.evidenceNone} />
          ) : (
            <Table
              caption={w.evidence}
              keyOf={(row) => `${row.name} ${row.source} ${row.observedOn}`}
              rows={evidence}
              columns={[
                { head: w.competency, cell: (row) => row.name },
                { head: w.evidence, cell: (row) => `${w.source[row.source]}${row.items ? `, ${w.right(n(row.right ?? 0), n(row.items))}` : ''}` },
                { head: w.level, number: true, cell: (row) => n(row.level) },
                { head: w.on, cell: (row) => day(row.observedOn, lang) },
              ]}
            />
          )}
        </Section>
        <p class="row">
          {lines
            .filter((line) => !line.requiredVerified)
            .map((line) => (
              <Tag key={line.competency} tone={tones[line.standing]}>
                {line.name}: {w.unverified}
              </Tag>
            ))}
        </p>
      </Split>
    </>
  );
}

function UnitContext({ lang, unit, norm }: { readonly lang: Lang; readonly unit: readonly UnitRating[]; readonly norm: number }) {
  const w = words(lang);
  if (unit.length === 0) return null;
  return (
    <Panel title={w.unitContext} tone="sunken">
      <p class="note">{w.unitContextNote}</p>
      <BarRows
        lang={lang}
        title={w.norm(formatNumber(norm, lang, 2))}
        columns={[w.unit, w.mean]}
        min={1}
        max={4}
        norm={norm}
        format={(value) => formatNumber(value, lang, 2)}
        rows={unit.map((one) => ({
          label: w.unsur[one.unsur] ?? one.unsur,
          value: one.mean,
          note: w.answers(formatNumber(one.n, lang)),
          tone: one.mean < norm ? 'miss' : 'normal',
        }))}
      />
    </Panel>
  );
}

export type UnitLine = { readonly unitId: string; readonly name: string; readonly ratings: readonly UnitRating[] };
type UnitsView = {
  readonly lang: Lang;
  readonly units: readonly UnitLine[];
  readonly norm: number;
  readonly gaps: readonly {
    readonly id: string;
    readonly unit: string;
    readonly unsur: string;
    readonly competency: string;
    readonly mean: number;
    readonly n: number;
    readonly since: string;
  }[];
};

export function UnitsPage({ lang, units, norm, gaps }: UnitsView) {
  const w = words(lang);
  const missing = units.filter((unit) => unit.ratings.some((one) => one.mean < norm)).length;
  return (
    <>
      <PageHead title={w.units} lead={w.unitsLead} />
      <Section title={w.openGaps}>
        {gaps.length === 0 ? (
          <Empty title={w.openGapsNone} />
        ) : (
          <Table
            caption={w.openGaps}
            keyOf={(row) => row.id}
            rows={gaps}
            columns={[
              { head: w.unit, cell: (row) => row.unit },
              { head: w.evidence, cell: (row) => w.unsur[row.unsur] ?? row.unsur },
              { head: w.competency, cell: (row) => row.competency },
              { head: w.mean, number: true, cell: (row) => `${formatNumber(row.mean, lang, 2)} (${w.answers(formatNumber(row.n, lang))})` },
              { head: w.on, cell: (row) => w.since(day(row.since, lang)) },
            ]}
          />
        )}
      </Section>
      {(['U7', 'U6'] as const).map((unsur) => (
        <BarRows
          key={unsur}
          lang={lang}
          title={`${w.unsur[unsur]}: ${missing > 0 ? w.unitFinding(formatNumber(units.filter((unit) => unit.ratings.some((one) => one.unsur === unsur && one.mean < norm)).length, lang)) : w.unitFindingNone}`}
          columns={[w.unit, w.mean]}
          min={1}
          max={4}
          norm={norm}
          format={(value) => formatNumber(value, lang, 2)}
          rows={units.map((unit) => {
            const one = unit.ratings.find((rating) => rating.unsur === unsur);
            return {
              label: unit.name,
              value: one?.mean,
              low: one?.low,
              high: one?.high,
              note: one ? w.answers(formatNumber(one.n, lang)) : w.few,
              tone: one && one.mean < norm ? ('miss' as const) : ('normal' as const),
            };
          })}
        />
      ))}
    </>
  );
}
