import { unsurName } from '#slices/standards';
import { LevelScale } from '#platform/charts';
import { formatDate, type PlainDate } from '#platform/time';
import { Alert, Button, Empty, Form, type FormState, LinkButton, PageHead, Panel, Section, Split, Table, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { PersonEvidence, UnitRating } from '../model.ts';
import type { NamedLine } from '../profile.ts';
import { words } from '../words.ts';

/** With its code, by which form and crosswalk know it. */
export const unsurWithCode = (code: string, lang: Lang): string => `${unsurName(code, lang)} (${code})`;

type Suggestion = { readonly title: string; readonly reason: string; readonly state: string; readonly href: string };

export type ProfileView = {
  readonly lang: Lang;
  readonly name: string;
  readonly position: string;
  readonly unitName: string;
  readonly lines: readonly NamedLine[];
  /** Competencies that a test can show something of. */
  readonly tested: ReadonlySet<string>;
  readonly unit: readonly UnitRating[];
  readonly levels: readonly string[];
  readonly suggestion: Suggestion | undefined;
  readonly looks: readonly { readonly who: string; readonly when: string }[];
  /** Undefined: today. */
  readonly on: PlainDate | undefined;
  readonly form: FormState;
};

export function day(iso: string, lang: Lang): string {
  return formatDate(Temporal.PlainDate.from(iso), lang, 'short');
}

/** What is shown of a person beside what the post asks for; what is not known stays open. */
export function ProfilePage(view: ProfileView) {
  const { lang, lines } = view;
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={view.on && w.asOf(formatDate(view.on, lang))}
        title={w.profile}
        lead={view.position === '' ? w.noPost : w.lead(view.name, view.position, view.unitName)}
      >
        <LinkButton href={href(lang, '/rencana')} icon="bulb">
          {w.toPlan}
        </LinkButton>
      </PageHead>
      <Split aside={<Aside {...view} />}>
        {lines.length > 0 && <Levels {...view} />}
        <Evidence {...view} />
      </Split>
    </>
  );
}

function findingOf(lines: readonly NamedLine[], lang: Lang): string {
  const w = words(lang);
  const n = (standing: NamedLine['standing']) => lines.filter((line) => line.standing === standing).length;
  const unknown = formatNumber(n('unknown'), lang);
  if (n('below') > 0) return w.finding(formatNumber(n('below'), lang), unknown);
  return n('unknown') > 0 ? w.findingNone(unknown) : w.findingAll;
}

const order = { below: 0, meets: 1, unknown: 2 } as const satisfies Record<NamedLine['standing'], number>;
const gapOf = (line: NamedLine) => line.required - (line.held ?? line.required);

/** What misses the post first, the largest gap on top; then what is shown; what nothing shows yet comes last. */
function inOrder(lines: readonly NamedLine[]): readonly NamedLine[] {
  return lines.toSorted((a, b) => order[a.standing] - order[b.standing] || gapOf(b) - gapOf(a));
}

function saidOf({ held, required, standing }: NamedLine, lang: Lang): string {
  const w = words(lang);
  if (held === undefined) return w.standing.unknown;
  return (standing === 'unknown' ? w.atLeast : w.ofRequired)(formatNumber(held, lang), formatNumber(required, lang));
}

function Levels({ lang, lines, levels }: ProfileView) {
  const w = words(lang);
  const unverified = lines.filter((line) => !line.requiredVerified);
  return (
    <>
      <LevelScale
        lang={lang}
        level={2}
        title={findingOf(lines, lang)}
        columns={[w.competency, w.held, w.required]}
        levels={levels}
        legend={w.legend}
        rows={inOrder(lines).map((line) => ({
          label: line.name,
          held: line.held,
          required: line.required,
          isOpen: line.standing === 'unknown',
          said: saidOf(line, lang),
        }))}
      />
      {unverified.length > 0 && <p class="note">{`${unverified.map((line) => line.name).join(', ')}: ${w.unverified}.`}</p>}
    </>
  );
}

type EvidenceRow = PersonEvidence & { readonly name: string; readonly counts: boolean };

function Evidence({ lang, lines, unit }: ProfileView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const rows: readonly EvidenceRow[] = lines
    .flatMap((line) => line.evidence.map((one) => ({ ...one, name: line.name, counts: line.counted?.id === one.id })))
    .toSorted((a, b) => b.observedOn.localeCompare(a.observedOn));
  return (
    <Section title={w.evidence}>
      <p class="note">{w.evidenceLead}</p>
      {rows.length === 0 ? (
        <Empty title={w.evidenceNone}>
          <p>{w.evidenceNoneHint}</p>
        </Empty>
      ) : (
        <Table
          caption={w.evidence}
          keyOf={(row) => row.id}
          rows={rows}
          columns={[
            { head: w.evidence, cell: (row) => <a href={href(lang, `/kompetensi/bukti/${row.id}`)}>{`${w.source[row.source]}: ${row.name}`}</a> },
            { head: w.on, cell: (row) => day(row.observedOn, lang) },
            {
              head: w.result,
              cell: (row) => (
                <>
                  {w.levelIs(n(row.level))}
                  {row.items !== undefined && <small>{w.right(n(row.right ?? 0), n(row.items))}</small>}
                </>
              ),
            },
            { head: w.counts, cell: (row) => (row.counts ? <Tag tone="good">{w.counted}</Tag> : w.superseded) },
          ]}
        />
      )}
      {rows.some((row) => row.source === 'test') && (
        <p class="note">
          <Tag tone="warn">{w.interim}</Tag> {w.interimNote}
        </p>
      )}
      {unit.map((one) => (
        <Alert key={one.unsur} tone="info">
          <p>
            {w.unitSays(unsurWithCode(one.unsur, lang), formatNumber(one.mean, lang, 2), n(one.n))} <strong>{w.notCounted}</strong>. {w.unitContext}
          </p>
        </Alert>
      ))}
    </Section>
  );
}

function Aside(view: ProfileView) {
  const { lang, lines, tested, looks, form } = view;
  const w = words(lang);
  const unknown = lines.filter((line) => line.held === undefined && tested.has(line.competency));
  return (
    <>
      <Gap {...view} />
      {unknown.length > 0 && (
        <Panel title={w.clarify}>
          <p>{w.clarifyHint(unknown.map((line) => line.name).join(', '))}</p>
          <LinkButton href={href(lang, '/asesmen')} icon="clipboard-check">
            {w.takeTest}
          </LinkButton>
        </Panel>
      )}
      <Panel title={w.looks}>
        {looks.length === 0 ? (
          <p class="note">{w.looksNone}</p>
        ) : (
          <ul class="looks">
            {looks.map((look) => (
              <li key={`${look.who} ${look.when}`}>{w.lookedAt(look.who, look.when)}</li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel tone="sunken">
        <Form action={href(lang, '/kompetensi')} method="get">
          <TextField lang={lang} form={form} name="tanggal" label={w.asOfLabel} hint={w.asOfHint} type="date" width="medium" />
          <Button kind="plain">{w.see}</Button>
        </Form>
      </Panel>
    </>
  );
}

function Gap({ lang, lines, suggestion }: ProfileView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const largest = inOrder(lines).find((line) => line.standing === 'below');
  if (!largest && !suggestion && lines.length === 0) return null;
  return (
    <Panel tone="lifted">
      {largest ? (
        <div>
          <p class="note">{w.biggest}</p>
          <p class="gap-size">{w.levels(n(gapOf(largest)))}</p>
          <p>{w.gapSays(largest.name, n(largest.held ?? 0), n(largest.required))}</p>
        </div>
      ) : (
        <div>
          <h2>{w.noGap}</h2>
          <p class="note">{w.noGapHint}</p>
        </div>
      )}
      {suggestion && (
        <>
          <hr />
          <h2>{w.suggested(suggestion.title)}</h2>
          <p>{suggestion.reason}</p>
          <p>
            <Tag tone="info">{suggestion.state}</Tag>
          </p>
          <LinkButton kind="primary" href={suggestion.href}>
            {w.openSuggestion}
          </LinkButton>
        </>
      )}
    </Panel>
  );
}
