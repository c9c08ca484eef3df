import { Alert, Facts, Figure, LinkButton, LinkList, type LinkRow, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { WitnessAlarms, type WitnessLines, Witnesses } from './witnesses.tsx';

/** An entry as it stands in a list; `says` is what happened, in words. */
export type EntryLine = { readonly index: number; readonly says: string; readonly kind: string; readonly when: string };

type Props = {
  readonly lang: Lang;
  readonly size: number;
  readonly root: string;
  readonly publishedAt: string | undefined;
  readonly recent: readonly EntryLine[];
  readonly origin: string;
  readonly vkey: string;
  readonly check: { readonly size: number; readonly when: string; readonly faults: readonly string[] } | undefined;
  readonly witnesses: WitnessLines;
  /** What slices to the right let anybody recompute. */
  readonly also: readonly LinkRow[];
};

export function TransparencyPage({ lang, size, root, publishedAt, recent, origin, vkey, check, witnesses, also }: Props) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.transparency} lead={w.lead}>
        <LinkButton kind="primary" href={href(lang, '/transparansi/verifikasi')} icon="shield-check">
          {w.check}
        </LinkButton>
      </PageHead>
      {check && check.faults.length > 0 && (
        <Alert tone="bad" title={w.faultTitle}>
          {w.fault(check.faults.slice(0, 5).join(', '), check.when)}
        </Alert>
      )}
      <WitnessAlarms lang={lang} witnesses={witnesses} />
      <div class="figures">
        <Figure label={w.entries} value={n(size)} note={publishedAt ? w.publishedAt(publishedAt) : w.none} />
        <Figure label={w.checked} value={check?.faults.length === 0 ? w.allFit : '–'} note={check ? w.checkedNote(n(check.size), check.when) : w.notChecked} />
      </div>
      <Facts
        facts={[
          [
            w.root,
            <span class="mono" key="root">
              {root}
            </span>,
          ],
        ]}
      />
      <Section title={w.doTitle}>
        <LinkList
          rows={[
            { href: href(lang, '/transparansi/verifikasi'), title: w.check, note: w.doCheck, icon: 'shield-check' },
            { href: href(lang, '/transparansi/hitung-ulang'), title: w.recompute, note: w.doRecompute, icon: 'list-check' },
            { href: href(lang, '/transparansi/riwayat'), title: w.history.title, note: w.doHistory, icon: 'clock' },
            { href: href(lang, '/transparansi/pohon'), title: w.tree.title, note: w.doTree, icon: 'trending-up' },
            { href: href(lang, '/transparansi/catatan'), title: w.allEntries, note: w.doEntries, icon: 'books' },
            ...also,
          ]}
        />
      </Section>
      <Witnesses lang={lang} witnesses={witnesses} />
      <Section title={w.recent} more={{ href: href(lang, '/transparansi/catatan'), label: w.allEntries }}>
        {recent.length === 0 ? <p class="note">{w.none}</p> : <EntryTable lang={lang} caption={w.recent} rows={recent} />}
      </Section>
      <Machines lang={lang} origin={origin} vkey={vkey} />
    </>
  );
}

function Machines({ lang, origin, vkey }: Pick<Props, 'lang' | 'origin' | 'vkey'>) {
  const w = words(lang);
  return (
    <Section title={w.machines}>
      <p class="prose">{w.machinesText}</p>
      <Facts
        facts={[
          [w.origin, origin],
          [
            w.checkpoint,
            <a key="c" href="/ledger/checkpoint">
              /ledger/checkpoint
            </a>,
          ],
          [
            w.witnessedCheckpoint,
            <a key="w" href="/ledger/witnessed">
              /ledger/witnessed
            </a>,
          ],
          [
            w.policy,
            <a key="p" href="/ledger/policy">
              /ledger/policy
            </a>,
          ],
          [
            w.keyChanges,
            <a key="h" href="/ledger/keys">
              /ledger/keys
            </a>,
          ],
          [
            w.key,
            <a key="k" class="mono" href="/ledger/vkey">
              {vkey}
            </a>,
          ],
        ]}
      />
    </Section>
  );
}

export function EntryTable({ lang, caption, rows }: { readonly lang: Lang; readonly caption: string; readonly rows: readonly EntryLine[] }) {
  const w = words(lang);
  return (
    <Table
      caption={caption}
      keyOf={(row) => String(row.index)}
      rows={rows}
      columns={[
        { head: w.number, cell: (row) => <a href={href(lang, `/transparansi/catatan/${row.index}`)}>{formatNumber(row.index, lang)}</a> },
        {
          head: w.kind,
          cell: (row) => (
            <>
              {row.says} <small class="mono">{row.kind}</small>
            </>
          ),
        },
        { head: w.when, cell: (row) => row.when },
      ]}
    />
  );
}
